/** Webex's side as this project knows it: operations, refusals, deliveries of webhooks. */
import { filled, listOf, matching, object, oneOf, type JsonSchema } from './json-schema.ts';
import type { Contract } from './operation.ts';
import { eventEnvelope, OPERATIONS } from './webex-operations.ts';

/** Exactly what every refusal of the API looks like. */
const refusal = object(
  { message: filled, trackingId: filled },
  { errors: listOf(object({ description: { type: 'string' } })) },
);
const oauthRefusal = object({ error: filled, error_description: filled, trackingID: filled });
const throttled = matching(/^<html>/);

/** https://developer.webex.com/docs/api/guides/webhooks */
const message: JsonSchema = object({
  headers: object({}, { 'x-spark-signature': matching(/^[0-9a-f]{40}$/), 'x-webex-signature': filled }),
  type: oneOf('application/json'),
  body: eventEnvelope,
});

export const WEBEX: Contract = {
  below: /^\/v1(?=\/)/,
  operations: OPERATIONS,
  pages: /^\/(v1\/)?authorize(\?|$)|\/j\.php\?/,
  readsLoosely: true,
  message: () => message,
  error: (path, type) => {
    if (type === 'text/html') return throttled;
    return /^\/access_token|^\/applications\/[^/]+\/token/.test(path)
      ? { anyOf: [oauthRefusal, refusal] }
      : refusal;
  },
  codeOf: () => undefined,
};
