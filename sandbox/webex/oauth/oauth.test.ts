import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ANNA, DAY, webexOnPort, type Json, type WebexOnPort } from '../test/webex-on-port.ts';

const REDIRECT = 'http://127.0.0.1:9/callback';
const SCOPE = 'meeting:schedules_read spark:people_read';
const VERIFIER = 'a-verifier-of-at-least-forty-three-characters-long';
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');

let local: WebexOnPort;
let client: { clientId: string; clientSecret: string };
beforeEach(async () => {
  local = await webexOnPort();
  client = local.webex.addClient({ redirectUris: [REDIRECT], name: 'Scheduler' });
});
afterEach(() => local.close());

const base = (): Record<string, string> => ({
  client_id: client.clientId,
  response_type: 'code',
  redirect_uri: REDIRECT,
  scope: SCOPE,
  state: 's1',
  code_challenge: CHALLENGE,
  code_challenge_method: 'S256',
});

function authorize(overrides: Record<string, string | undefined> = {}, prefix = ''): Promise<Response> {
  return fetch(`${local.origin}${prefix}/authorize?${query({ ...base(), ...overrides })}`, {
    redirect: 'manual',
  });
}

function query(parameters: Record<string, string | undefined>): string {
  const named = Object.entries(parameters).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return new URLSearchParams(named).toString();
}

async function token(
  form: Record<string, string | undefined>,
  prefix = '/v1',
): Promise<{ status: number; json: Json; type: string | null }> {
  const body = new URLSearchParams(
    query({ client_id: client.clientId, client_secret: client.clientSecret, ...form }),
  );
  const response = await fetch(`${local.origin}${prefix}/access_token`, { method: 'POST', body });
  return {
    status: response.status,
    json: (await response.json()) as Json,
    type: response.headers.get('content-type'),
  };
}

async function codeFor(email: string, overrides: Record<string, string | undefined> = {}): Promise<string> {
  local.webex.setConsent(email, true);
  const response = await authorize({ login_hint: email, ...overrides });
  return new URL(response.headers.get('location')!).searchParams.get('code')!;
}

const exchange = async (overrides: Record<string, string | undefined> = {}): ReturnType<typeof token> =>
  token({
    grant_type: 'authorization_code',
    code: await codeFor(ANNA),
    redirect_uri: REDIRECT,
    code_verifier: VERIFIER,
    ...overrides,
  });

const me = (accessToken: unknown): ReturnType<WebexOnPort['call']> =>
  local.call('GET', '/people/me', undefined, { token: String(accessToken) });

describe('authorize', () => {
  it.each(['', '/v1'])('asks a person on a page, below "%s"', async (prefix) => {
    const response = await authorize({ login_hint: ANNA }, prefix);
    const page = await response.text();
    expect(response.headers.get('content-type')).toMatch(/^text\/html/);
    expect(page).toContain('Allow Scheduler to use your Webex account?');
    expect(page).toContain('You are anna@example.com.');
    expect(page).toMatch(/<button[^>]*value="allow"[^>]*>\s*Allow\s*<\/button\s*>/);
    expect(page).toMatch(/<button[^>]*value="decline"[^>]*>\s*Decline\s*<\/button\s*>/);
    const form = new URLSearchParams(query({ ...base(), decision: 'allow', email: ANNA }));
    const answer = await fetch(`${local.origin}${prefix}/authorize`, {
      method: 'POST',
      body: form,
      redirect: 'manual',
    });
    const target = new URL(answer.headers.get('location')!);
    expect(target.origin + target.pathname).toBe(REDIRECT);
    expect(target.searchParams.get('state')).toBe('s1');
    expect(target.searchParams.get('code')).toBeTruthy();
  });

  it('asks for the address where no hint names a user, and says when nobody has it', async () => {
    const page = await (await authorize({ login_hint: 'nobody@example.com' })).text();
    expect(page).toMatch(/<label for="email">/);
    const form = new URLSearchParams(query({ ...base(), decision: 'allow', email: 'nobody@example.com' }));
    const again = await fetch(`${local.origin}/authorize`, {
      method: 'POST',
      body: form,
      redirect: 'manual',
    });
    expect(again.status).toBe(200);
    expect(await again.text()).toContain('No Webex account has this address.');
  });

  it('speaks French to a French browser, and escapes what it shows', async () => {
    local.webex.addClient({ ...client, redirectUris: [REDIRECT], name: '<b>Évil & Co</b>' });
    const response = await fetch(`${local.origin}/authorize?${query(base())}`, {
      headers: { 'accept-language': 'fr-CA,en' },
    });
    const page = await response.text();
    expect(page).toContain('lang="fr"');
    expect(page).toContain('Autoriser');
    expect(page).not.toContain('<b>Évil');
    expect(page).toContain('&lt;b&gt;Évil &amp; Co&lt;/b&gt;');
  });

  it('sends access_denied back when a person declines, or always does', async () => {
    const form = new URLSearchParams(query({ ...base(), decision: 'decline' }));
    const declined = await fetch(`${local.origin}/authorize`, {
      method: 'POST',
      body: form,
      redirect: 'manual',
    });
    local.webex.setConsent(ANNA, false);
    const always = await authorize({ login_hint: ANNA });
    for (const response of [declined, always]) {
      const { searchParams } = new URL(response.headers.get('location')!);
      expect([searchParams.get('error'), searchParams.get('state'), searchParams.get('code')]).toEqual([
        'access_denied',
        's1',
        null,
      ]);
    }
  });

  it.each([
    ['an unknown scope', { scope: 'meeting:everything' }, 'invalid_scope', 'The requested scope is invalid.'],
    ['no scope', { scope: undefined }, 'invalid_scope', 'The requested scope is invalid.'],
    ['another redirect address', { redirect_uri: `${REDIRECT}/` }, 'invalid_request', undefined],
    ['an unknown client', { client_id: 'C1' }, 'invalid_client', undefined],
    ['the plain challenge', { code_challenge_method: 'plain' }, 'invalid_request', undefined],
    ['another response type', { response_type: 'token' }, 'unsupported_response_type', undefined],
  ])('refuses %s without a redirect', async (_name, overrides, error, text) => {
    const response = await authorize({ ...overrides, login_hint: ANNA });
    const body = (await response.json()) as Json;
    expect([response.status, body['error'], response.headers.get('location')]).toEqual([400, error, null]);
    expect(body['trackingID']).toMatch(/^CLIENT_[0-9a-f-]{36}$/);
    if (text !== undefined) expect(body['error_description']).toBe(text);
  });
});

describe('tokens', () => {
  it.each(['', '/v1'])('come from a code, at "%s/access_token"', async (prefix) => {
    const { status, json, type } = await token(
      {
        grant_type: 'authorization_code',
        code: await codeFor(ANNA),
        redirect_uri: REDIRECT,
        code_verifier: VERIFIER,
      },
      prefix,
    );
    expect([status, type]).toEqual([200, 'application/json']);
    expect(json).toMatchObject({
      expires_in: 1209600,
      refresh_token_expires_in: 7776000,
      token_type: 'Bearer',
      scope: SCOPE,
    });
    expect(json['access_token']).toMatch(/^[A-Za-z0-9]{64}_[A-Za-z0-9]{4}_[0-9a-f-]{36}$/);
    expect((await me(json['access_token'])).json['emails']).toEqual([ANNA]);
  });

  it.each([
    ['right', () => client.clientSecret, 200],
    ['wrong', () => 'not%the:secret', 401],
  ])('take client and secret from Basic authentication too: %s', async (_name, secret, status) => {
    const form = { grant_type: 'authorization_code', code: await codeFor(ANNA), redirect_uri: REDIRECT };
    const { status: got } = await fetch(`${local.origin}/v1/access_token`, {
      method: 'POST',
      body: new URLSearchParams({ ...form, code_verifier: VERIFIER }),
      headers: { authorization: `Basic ${Buffer.from(`${client.clientId}:${secret()}`).toString('base64')}` },
    });
    expect(got).toBe(status);
  });

  it.each([
    [
      'no secret, even with PKCE',
      { client_secret: '' },
      400,
      'invalid_request',
      'client_secret cannot be null or empty',
    ],
    ['a wrong secret', { client_secret: 'x' }, 401, 'invalid_client', undefined],
    ['a wrong verifier', { code_verifier: 'x' }, 400, 'invalid_grant', undefined],
    ['no verifier', { code_verifier: undefined }, 400, 'invalid_grant', undefined],
    ['another redirect address', { redirect_uri: `${REDIRECT}?` }, 400, 'invalid_grant', undefined],
    ['an unknown code', { code: 'x' }, 400, 'invalid_grant', undefined],
    ['another grant type', { grant_type: 'client_credentials' }, 400, 'unsupported_grant_type', undefined],
  ])('are refused for %s', async (_name, overrides, status, error, text) => {
    const answer = await exchange(overrides);
    expect([answer.status, answer.json['error']]).toEqual([status, error]);
    if (text !== undefined) expect(answer.json['error_description']).toBe(text);
    expect(answer.json).not.toHaveProperty('access_token');
  });

  it('take a code once, and for ten minutes', async () => {
    const form = { grant_type: 'authorization_code', redirect_uri: REDIRECT, code_verifier: VERIFIER };
    const code = await codeFor(ANNA);
    expect((await token({ ...form, code })).status).toBe(200);
    expect((await token({ ...form, code })).json['error']).toBe('invalid_grant');
    const late = await codeFor(ANNA);
    local.pass(10 * 60_000);
    expect((await token({ ...form, code: late })).json['error']).toBe('invalid_grant');
  });

  it('carry at most the scopes that were consented to', async () => {
    local.webex.setConsent(ANNA, true, ['spark:people_read']);
    const response = await authorize({ email: ANNA });
    const code = new URL(response.headers.get('location')!).searchParams.get('code')!;
    const { json } = await token({
      grant_type: 'authorization_code',
      code,
      redirect_uri: REDIRECT,
      code_verifier: VERIFIER,
    });
    expect(json['scope']).toBe('spark:people_read');
    const list = await local.call('GET', '/meetings', undefined, { token: String(json['access_token']) });
    expect(list.status).toBe(403);
    expect(list.json['message']).toMatch(/missing required scopes/);
  });

  it('end by their own clock, and by lifetimes that can be set', async () => {
    local.ground.switches.set({ 'webex.accessTokenS': 60, 'webex.refreshTokenS': 120 });
    const { json } = await exchange();
    expect([json['expires_in'], json['refresh_token_expires_in']]).toEqual([60, 120]);
    local.pass(60_000);
    const dead = await me(json['access_token']);
    expect([dead.status, dead.json['message']]).toEqual([
      401,
      'The request requires a valid access token set in the Authorization request header.',
    ]);
    local.pass(60_000);
    expect(
      (await token({ grant_type: 'refresh_token', refresh_token: String(json['refresh_token']) })).json[
        'error'
      ],
    ).toBe('invalid_grant');
  });
});

describe('refresh', () => {
  const refresh = (refreshToken: unknown): ReturnType<typeof token> =>
    token({ grant_type: 'refresh_token', refresh_token: String(refreshToken) });

  it.each([
    ['sameTokenRestarted', true, 7776000],
    ['sameTokenRunsOn', true, 7776000 - 86400],
    ['newToken', false, 7776000],
  ] as const)('%s', async (value, same, left) => {
    local.ground.switches.set({ 'webex.refresh': value });
    const first = (await exchange()).json;
    local.pass(DAY);
    const second = (await refresh(first['refresh_token'])).json;
    expect(second['access_token']).not.toBe(first['access_token']);
    expect(second['refresh_token'] === first['refresh_token']).toBe(same);
    expect(second['refresh_token_expires_in']).toBe(left);
    expect((await me(second['access_token'])).status).toBe(200);
    expect((await refresh(first['refresh_token'])).status).toBe(same ? 200 : 400);
  });

  it("is refused for another client's token", async () => {
    const { refresh_token } = local.webex.issueTokens(ANNA, ['spark:people_read']);
    expect((await refresh(refresh_token)).json['error']).toBe('invalid_grant');
  });
});

describe('what ends early', () => {
  it('one access token, all of a person, or the whole grant', async () => {
    const { json } = await exchange();
    expect(local.webex.hasGrant(ANNA, client.clientId)).toBe(true);
    expect(local.webex.expire('accessToken', { token: String(json['access_token']) })).toBe(1);
    expect((await me(json['access_token'])).status).toBe(401);
    const again = await token({ grant_type: 'refresh_token', refresh_token: String(json['refresh_token']) });
    expect((await me(again.json['access_token'])).status).toBe(200);
    local.webex.expire('grant', { email: ANNA });
    expect((await me(again.json['access_token'])).status).toBe(401);
    expect(
      (await token({ grant_type: 'refresh_token', refresh_token: String(json['refresh_token']) })).status,
    ).toBe(400);
    expect(local.webex.hasGrant(ANNA, client.clientId)).toBe(false);
  });
});
