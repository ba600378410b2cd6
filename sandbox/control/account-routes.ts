/** People: new accounts, consent, and what Google or Webex takes away from them. */
import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { ControlError, notBuilt } from './control-error.ts';
import type { ControlDeps } from './control-deps.ts';
import { read } from './request-body.ts';

const email = v.pipe(v.string(), v.trim(), v.toLowerCase(), v.email());

const NewAccount = v.strictObject({
  email,
  name: v.pipe(v.string(), v.minLength(1)),
  language: v.optional(v.string(), 'en'),
  timeZone: v.optional(v.string(), 'UTC'),
  domain: v.optional(v.nullable(v.string())),
  unmapped: v.optional(v.boolean()),
  webex: v.optional(
    v.nullable(v.strictObject({ licence: v.optional(v.picklist(['host', 'attendee', 'none']), 'host') })),
    null,
  ),
});
const Consent = v.strictObject({
  on: v.picklist(['google', 'webex']),
  email,
  allow: v.boolean(),
  scopes: v.optional(v.array(v.string())),
});
const Expire = v.strictObject({
  what: v.picklist(['syncTokens', 'accessToken', 'refreshToken', 'channel', 'grant']),
  email: v.optional(email),
  token: v.optional(v.string()),
  id: v.optional(v.string()),
});

export function accountRoutes(server: FastifyInstance, deps: ControlDeps): void {
  server.post('/accounts', (request) => deps.addAccount(read(NewAccount, request.body)));
  server.post('/consent', async (request, reply) => {
    const { on, email: who, allow, scopes } = read(Consent, request.body);
    if (on === 'google') deps.identity.setConsent(who, { allow, ...(scopes ? { scopes } : {}) });
    else deps.webex.setConsent(who, allow, scopes);
    await reply.code(204).send();
  });
  server.post('/google/expire', (request) => {
    const { what, email: who, token, id } = read(Expire, request.body);
    if (what === 'channel') return { expired: deps.calendar.expireChannels({ id, email: who }) > 0 };
    if (what === 'syncTokens') {
      deps.calendar.expireSyncTokens(who);
      return { expired: true };
    }
    const expiry = {
      what,
      ...(who === undefined ? {} : { email: who }),
      ...(token === undefined ? {} : { token }),
    };
    return { expired: deps.identity.expire(expiry) };
  });
  server.post('/webex/expire', (request) => {
    const { what, email: who, token } = read(Expire, request.body);
    if (what === 'channel') throw notBuilt('Webhooks (expire channel)');
    if (what === 'syncTokens') throw new ControlError(400, 'bad-body', 'what: Webex has no sync tokens.');
    return { expired: deps.webex.expire(what, { email: who, token }) };
  });
}
