import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { api, type ApiCall, type Shell } from '../http-shell.ts';
import { readBody } from '../request-values.ts';
import { SCHEDULES_READ } from '../oauth/scopes.ts';
import { page } from '../paging.ts';
import { forbidden, malformed, notBuilt } from '../webex-error.ts';
import type { Webhook } from './webhook.ts';
import type { Webhooks } from './webhooks.ts';

const filled = v.pipe(v.string(), v.minLength(1));
const targetUrl = v.pipe(
  v.string(),
  v.url(),
  v.check((url) => /^https?:/.test(url)),
);
const EVENTS = ['created', 'updated', 'deleted', 'started', 'ended', 'all'] as const;
/** What else there are webhooks for, and not here. */
const OTHER_RESOURCES = [
  'attachmentActions',
  'dataSources',
  'memberships',
  'messages',
  'rooms',
  'recordings',
  'convergedRecordings',
  'meetingParticipants',
  'meetingTranscripts',
  'telephony_calls',
  'telephony_conference',
  'telephony_mwi',
  'uc_counters',
  'serviceApp',
  'adminBatchJobs',
];

const CreateBody = v.object({
  name: filled,
  targetUrl,
  resource: v.picklist(['meetings']),
  event: v.picklist(EVENTS),
  filter: v.optional(filled),
  secret: v.optional(filled),
  ownedBy: v.optional(v.picklist(['creator', 'org']), 'creator'),
});
const PutBody = v.object({
  name: filled,
  targetUrl,
  secret: v.optional(filled),
  status: v.optional(v.picklist(['active'])),
});

/** `/webhooks` below the server's prefix. Replies are plain JSON here. */
export function webhookRoutes(server: FastifyInstance, deps: Shell & { readonly webhooks: Webhooks }): void {
  const { webhooks } = deps;
  const shown = (webhook: Webhook) => ({ status: 200, body: webhooks.view(webhook), plainJson: true });
  const own = (call: ApiCall): Webhook => webhooks.get(call.session, call.params['webhookId'] ?? '');

  server.get(
    '/webhooks',
    api(deps, SCHEDULES_READ, (call) => {
      const wanted = call.query['ownedBy'];
      const found = webhooks
        .list(call.session)
        .filter(({ ownedBy }) => wanted === undefined || ownedBy === wanted)
        .map((webhook) => webhooks.view(webhook));
      return { ...page(call, found, { usual: 100 }), plainJson: true };
    }),
  );

  server.post(
    '/webhooks',
    api(deps, SCHEDULES_READ, (call) => {
      const { resource } = (call.body ?? {}) as { readonly resource?: unknown };
      if (typeof resource === 'string' && OTHER_RESOURCES.includes(resource))
        throw notBuilt(`webhooks for ${resource}`);
      const body = readBody(CreateBody, call.body);
      checkOwner(call, body.ownedBy);
      return shown(webhooks.create(call.session, body));
    }),
  );

  server.get(
    '/webhooks/:webhookId',
    api(deps, SCHEDULES_READ, (call) => shown(own(call))),
  );

  server.put(
    '/webhooks/:webhookId',
    api(deps, SCHEDULES_READ, (call) => {
      const body = readBody(PutBody, call.body);
      return shown(webhooks.update(own(call), body, body.status === 'active'));
    }),
  );

  server.delete(
    '/webhooks/:webhookId',
    api(deps, SCHEDULES_READ, (call) => {
      webhooks.remove(own(call));
      return { status: 204 };
    }),
  );
}

/** A whole organisation's meetings are for its administrators. @throws {WebexError} 400, 403 */
function checkOwner({ session }: ApiCall, ownedBy: 'creator' | 'org'): void {
  if (ownedBy === 'creator') {
    if (session.user.machine === true) throw malformed("'ownedBy' must be org");
    return;
  }
  const mayHearAll = session.user.admin && session.scopes.includes(SCHEDULES_READ.admin ?? '');
  if (!mayHearAll) throw forbidden();
}
