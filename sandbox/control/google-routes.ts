/** Control of local Google: tokens (forged ones too), clients, losses, state, and what its own pages do (`act`). */
import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { ControlError } from './control-error.ts';
import type { ControlDeps } from './control-deps.ts';
import { read } from './request-body.ts';

const email = v.pipe(v.string(), v.trim(), v.toLowerCase(), v.email());
const AccessTokens = v.strictObject({
  kind: v.optional(v.literal('access')),
  email,
  scopes: v.array(v.string()),
  expiresInS: v.optional(v.nullable(v.number())),
});
const IdTokens = v.strictObject({
  kind: v.literal('id'),
  email,
  audience: v.optional(v.string()),
  claims: v.optional(v.record(v.string(), v.unknown())),
  header: v.optional(v.record(v.string(), v.unknown())),
  alg: v.optional(v.picklist(['RS256', 'HS256', 'none']), 'RS256'),
  key: v.optional(v.picklist(['current', 'previous', 'unknown']), 'current'),
});
const Lose = v.strictObject({
  what: v.picklist(['trigger', 'property', 'cache']),
  email,
  name: v.optional(v.string()),
});
const NewMessage = v.strictObject({
  to: email,
  from: v.string(),
  subject: v.optional(v.string(), ''),
  date: v.optional(
    v.pipe(
      v.string(),
      v.check((date) => !Number.isNaN(Date.parse(date)), 'not a date'),
    ),
  ),
  text: v.optional(v.string(), ''),
});
const NewServiceAccount = v.strictObject({
  delegation: v.optional(v.strictObject({ domain: v.string(), scopes: v.array(v.string()) })),
  tokenUri: v.optional(v.pipe(v.string(), v.url())),
});
const Act = v.looseObject({ email, act: v.string() });
const IDENTITY_SCOPES = [
  'openid',
  'https://www.googleapis.com/auth/userinfo.email',
  'https://www.googleapis.com/auth/userinfo.profile',
];

export function googleRoutes(server: FastifyInstance, deps: ControlDeps): void {
  const { identity, calendar, gmail, scripts, host } = deps;
  server.post('/google/tokens', (request) => tokens(deps, request.body));
  server.post('/google/clients', (request) => {
    const { redirectUris } = read(v.strictObject({ redirectUris: v.array(v.string()) }), request.body);
    const { clientId, clientSecret } = identity.addClient({ kind: 'outside', redirectUris });
    return { clientId, clientSecret };
  });
  server.post('/google/api-keys', () => ({ key: identity.addApiKey() }));
  server.post('/google/service-accounts', async (request) => {
    const { delegation, tokenUri } = read(NewServiceAccount, request.body);
    const key = await identity.addServiceAccount(delegation, tokenUri);
    calendar.provision(key.client_email);
    return key;
  });
  server.post('/google/lose', async (request, reply) => {
    const { what, email: who, name } = read(Lose, request.body);
    scripts.lose(what, who, name);
    await reply.code(204).send();
  });
  server.post('/google/messages', async (request) => {
    const { to, date, ...mail } = read(NewMessage, request.body);
    if (!identity.account(to)) throw new ControlError(404, 'unknown-account', 'There is no such account.');
    const { id, threadId } = await gmail.arrive(
      to,
      { to, ...mail },
      date === undefined ? undefined : Date.parse(date),
    );
    return { id, threadId };
  });
  server.get('/google/state', (request) => {
    const { email: who, calendarId } = request.query as { email?: string; calendarId?: string };
    if (who === undefined || !identity.account(who))
      throw new ControlError(404, 'unknown-account', 'There is no such account.');
    return { events: calendar.state(who, calendarId), ...scripts.state(who) };
  });
  server.post('/google/act', async (request) => {
    const { email: who, act, ...body } = read(Act, request.body);
    return (await host.act(who, act, body)) ?? {};
  });
}

async function tokens({ identity, outsideClientId }: ControlDeps, body: unknown): Promise<unknown> {
  const kind = (body as { kind?: unknown } | null)?.kind;
  if (kind === 'id') {
    const { email: who, audience, claims, header, alg, key } = read(IdTokens, body);
    const idToken = await identity.forgedIdToken(
      { email: who, audience: audience ?? outsideClientId, scopes: IDENTITY_SCOPES },
      { alg, key, ...(claims ? { claims } : {}), ...(header ? { header } : {}) },
    );
    if (idToken === undefined) throw new ControlError(404, 'unknown-account', 'There is no such account.');
    return { id_token: idToken };
  }
  const { email: who, scopes, expiresInS } = read(AccessTokens, body);
  if (!identity.account(who)) throw new ControlError(404, 'unknown-account', 'There is no such account.');
  identity.setGrant(who, outsideClientId, [...identity.grantedScopes(who, outsideClientId), ...scopes]);
  const access = identity.issueAccessToken({
    email: who,
    clientId: outsideClientId,
    scopes,
    ...(expiresInS === undefined ? {} : { expiresInS }),
  });
  const refresh = identity.issueRefreshToken({ email: who, clientId: outsideClientId, scopes });
  return { access_token: access.token, refresh_token: refresh.token };
}
