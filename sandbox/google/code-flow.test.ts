import { auth, calendar as calendarClient } from '@googleapis/calendar';
import Fastify from 'fastify';
import type { OAuth2Client } from 'google-auth-library';
import { CodeChallengeMethod } from 'google-auth-library';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Store } from '../control/store.ts';
import { Calendar } from './calendar/calendar.ts';
import { calendarRoutes } from './calendar/routes/calendar-routes.ts';
import { rejection } from './calendar/test/rejection.ts';
import { addGoogleEdge } from './google-edge.ts';
import { Identity } from './identity/identity.ts';
import { oauthRoutes } from './identity/oauth-routes.ts';
import { quietGround } from './identity/test/identity-lab.ts';

const ADA = 'ada@example.org';
const CALLBACK = 'http://127.0.0.1:9/callback';
const EVENTS = 'https://www.googleapis.com/auth/calendar.events';
const HOUR_MS = 3_600_000;

let url: string;
let oauth: OAuth2Client;
let close: () => Promise<void>;
const ground = quietGround();

beforeEach(async () => {
  const store = Store.open();
  const identity = new Identity(ground, store);
  const calendar = new Calendar(ground, store, identity, () => undefined);
  identity.addAccount({ email: ADA, name: 'Ada Lovelace', language: 'en', timeZone: 'Europe/London' });
  identity.setConsent(ADA, { allow: true });
  const { clientId, clientSecret } = identity.addClient({ kind: 'outside', redirectUris: [CALLBACK] });
  const server = Fastify({ forceCloseConnections: true });
  addGoogleEdge(server, ground, identity);
  oauthRoutes(server, identity, ground.clock);
  calendarRoutes(server, calendar, ground);
  url = await server.listen({ port: 0, host: '127.0.0.1' });
  oauth = new auth.OAuth2({
    clientId,
    clientSecret,
    redirectUri: CALLBACK,
    // Virtual hours pass unseen by the client: it learns of them by a 401.
    forceRefreshOnFailure: true,
    endpoints: {
      oauth2AuthBaseUrl: `${url}/o/oauth2/v2/auth`,
      oauth2TokenUrl: `${url}/token`,
      oauth2RevokeUrl: `${url}/revoke`,
    },
  });
  close = async () => {
    await server.close();
    ground.clock.stop();
  };
});
afterEach(() => close());

/** Signs in as a browser would, with PKCE. */
async function signIn(scope: string): Promise<void> {
  const { codeVerifier, codeChallenge = '' } = await oauth.generateCodeVerifierAsync();
  const address = oauth.generateAuthUrl({
    access_type: 'offline',
    scope,
    login_hint: ADA,
    code_challenge: codeChallenge,
    code_challenge_method: CodeChallengeMethod.S256,
  });
  const answer = await fetch(address, { redirect: 'manual' });
  const code = new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
  const { tokens } = await oauth.getToken({ code, codeVerifier });
  oauth.setCredentials(tokens);
}

const client = () => calendarClient({ version: 'v3', rootUrl: `${url}/`, auth: oauth, retry: false });
const requestBody = { id: 'aaaaa', start: { date: '2026-03-03' }, end: { date: '2026-03-04' } };

it('Google’s own clients sign in with PKCE, call, and refresh when the token’s hour is over', async () => {
  await signIn(EVENTS);
  const { access_token: first } = oauth.credentials;
  const { data } = await client().events.insert({ calendarId: 'primary', requestBody });
  expect(data.creator).toEqual({ email: ADA, self: true });
  ground.clock.set(ground.clock.now() + HOUR_MS);
  // The client sees the 401, fetches a new token with its refresh token, and asks again.
  const { data: listed } = await client().events.list({ calendarId: 'primary' });
  expect(listed.items?.map((item) => item.id)).toEqual(['aaaaa']);
  expect(oauth.credentials.access_token).not.toBe(first);
});

it('what was not consented to is refused, and nothing works after a revocation', async () => {
  await signIn(EVENTS);
  expect(await rejection(client().calendarList.list())).toMatchObject({
    code: 403,
    reason: 'insufficientPermissions',
  });
  await oauth.revokeToken(oauth.credentials.access_token ?? '');
  await expect(client().events.list({ calendarId: 'primary' })).rejects.toThrow('invalid_grant');
});

it('a call of a batch that is cut off leaves the others their answers', async () => {
  await signIn('https://www.googleapis.com/auth/calendar');
  ground.faults.add({
    ...{ on: 'google', match: { path: 'colors' }, kind: 'cut', times: 1, skip: 0 },
    ...{ status: 503, headers: {}, ms: 0, process: 'service', when: 'before' },
  });
  const calls = ['GET /calendar/v3/colors', 'GET /calendar/v3/users/me/settings/locale'];
  const parts = calls.map((call) => `--b\r\nContent-Type: application/http\r\n\r\n${call}\r\n\r\n`);
  const response = await fetch(`${url}/batch/calendar/v3`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${oauth.credentials.access_token ?? ''}`,
      'content-type': 'multipart/mixed; boundary=b',
    },
    body: `${parts.join('')}--b--`,
  });
  expect((await response.text()).match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 503', 'HTTP/1.1 200']);
});
