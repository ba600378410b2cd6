/** Control of local Webex: users, clients, tokens, and what is really there. */
import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { PasswordPolicy } from '../webex/meetings/password-policy.ts';
import { ControlError } from './control-error.ts';
import type { ControlDeps } from './control-deps.ts';
import { read } from './request-body.ts';

const email = v.pipe(v.string(), v.trim(), v.toLowerCase(), v.email());
const User = v.strictObject({
  email,
  displayName: v.optional(v.pipe(v.string(), v.minLength(1))),
  timezone: v.optional(v.string()),
  admin: v.optional(v.boolean()),
  licence: v.optional(v.picklist(['host', 'attendee', 'none'])),
  sites: v.optional(
    v.array(v.strictObject({ siteUrl: v.string(), default: v.optional(v.boolean(), false) })),
  ),
  passwordPolicy: v.optional(PasswordPolicy),
});
/** A Service App's tokens are for the organisation of the address. */
const Tokens = v.strictObject({
  kind: v.optional(v.picklist(['user', 'serviceApp']), 'user'),
  email,
  scopes: v.array(v.string()),
  expiresInS: v.optional(v.nullable(v.number())),
});
const MeetingChange = v.union(
  [
    v.strictObject({ id: v.string(), state: v.picklist(['lobby', 'inProgress', 'ended']) }),
    v.strictObject({ id: v.string(), connectorOwned: v.boolean() }),
  ],
  'expected {"id","state":"lobby"|"inProgress"|"ended"} or {"id","connectorOwned":true|false}',
);

export function webexControlRoutes(server: FastifyInstance, { webex }: ControlDeps): void {
  server.post('/webex/clients', (request) =>
    webex.addClient(read(v.strictObject({ redirectUris: v.array(v.string()) }), request.body)),
  );
  server.post('/webex/tokens', (request) => {
    const { kind, email: who, scopes, expiresInS } = read(Tokens, request.body);
    if (!webex.user(who)) throw new ControlError(404, 'unknown-user', 'There is no such Webex user.');
    if (kind === 'user') {
      const { access_token, refresh_token } = webex.issueTokens(who, scopes, { expiresInS });
      return { access_token, refresh_token };
    }
    const { tokens, applicationId, clientId, clientSecret, orgId } = webex.addServiceApp(who, {
      scopes,
      expiresInS,
    });
    const { access_token, refresh_token } = tokens;
    return { access_token, refresh_token, applicationId, clientId, clientSecret, targetOrgId: orgId };
  });
  server.post('/webex/users', (request) => {
    const { email: who, ...patch } = read(User, request.body);
    const named = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
    return webex.updateUser(who, named);
  });
  server.get('/webex/meetings', (request) => {
    const { email: who } = request.query as { email?: string };
    return { items: webex.meetingsTruth(who) };
  });
  server.post('/webex/meetings', async (request, reply) => {
    const change = read(MeetingChange, request.body);
    const found =
      'state' in change
        ? webex.setMeetingState(change.id, change.state)
        : webex.setConnectorOwned(change.id, change.connectorOwned);
    if (!found) throw new ControlError(404, 'unknown-meeting', `There is no meeting ${change.id}.`);
    await reply.code(204).send();
  });
}
