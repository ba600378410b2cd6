import { CodeChallengeMethod, OAuth2Client } from 'google-auth-library';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ADA, BEN, CALLBACK, CHLOE, EMAIL, EVENTS, SETTINGS, START, startIdentity, type IdentityLab } from './test/identity-lab.ts';

let lab: IdentityLab;
let client: OAuth2Client;

beforeEach(async () => {
  lab = await startIdentity();
  client = new OAuth2Client({
    clientId: lab.client.clientId,
    clientSecret: lab.client.clientSecret,
    redirectUri: CALLBACK,
    endpoints: { oauth2AuthBaseUrl: `${lab.url}/o/oauth2/v2/auth`, oauth2TokenUrl: `${lab.url}/token`, oauth2RevokeUrl: `${lab.url}/revoke`, tokenInfoUrl: `${lab.url}/tokeninfo` },
  });
});
afterEach(() => lab.close());

type Options = Parameters<OAuth2Client['generateAuthUrl']>[0];

/** What the browser is sent to, or the page it is shown. */
async function visit(options: Options, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(client.generateAuthUrl(options), { redirect: 'manual', headers });
}

function answerOf(response: Response): URLSearchParams {
  expect(response.status).toBe(302);
  const target = new URL(response.headers.get('location') ?? '');
  expect(`${target.origin}${target.pathname}`).toBe(CALLBACK);
  return target.searchParams;
}

async function codeFor(email: string, options: Options = {}): Promise<string> {
  lab.identity.setConsent(email, { allow: true });
  const answer = answerOf(await visit({ scope: [EMAIL, EVENTS], login_hint: email, access_type: 'offline', ...options }));
  return answer.get('code') ?? '';
}

async function post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${lab.url}${path}`, { method: 'POST', headers, body: new URLSearchParams(fields) });
  return { status: response.status, body: await response.json() };
}

function redeem(code: string, more: Record<string, string> = {}): ReturnType<typeof post> {
  const { clientId, clientSecret } = lab.client;
  return post('/token', { grant_type: 'authorization_code', code, client_id: clientId, client_secret: clientSecret, redirect_uri: CALLBACK, ...more });
}

describe('the code flow, by Google’s own client', () => {
  it('exchanges a code with PKCE and a nonce, and the ID token verifies against the key set', async () => {
    const { codeVerifier, codeChallenge = '' } = await client.generateCodeVerifierAsync();
    lab.identity.setConsent(ADA, { allow: true });
    const answer = answerOf(
      await visit({ scope: ['openid', 'email', 'profile'], login_hint: ADA, state: 'a/state=1', nonce: 'n-1', code_challenge: codeChallenge, code_challenge_method: CodeChallengeMethod.S256 } as Options),
    );
    expect(answer.get('state')).toBe('a/state=1');
    expect(answer.get('hd')).toBe('example.org');

    const { tokens } = await client.getToken({ code: answer.get('code') ?? '', codeVerifier });
    const jwks = createRemoteJWKSet(new URL(`${lab.url}/oauth2/v3/certs`));
    const { payload, protectedHeader } = await jwtVerify(tokens.id_token ?? '', jwks, {
      issuer: 'https://accounts.google.com', audience: lab.client.clientId, currentDate: new Date(START),
    });
    expect(protectedHeader.alg).toBe('RS256');
    expect(payload).toMatchObject({
      sub: lab.identity.account(ADA)?.sub, azp: lab.client.clientId, email: ADA, email_verified: true, hd: 'example.org', name: 'Ada Lovelace', locale: 'en', nonce: 'n-1',
    });
    expect(payload.exp).toBe((payload.iat ?? 0) + 3600);
    expect(payload['at_hash']).toMatch(/^[\w-]{22}$/);
    expect(tokens.refresh_token).toBeUndefined();
  });

  it('gives a refresh token with the first offline consent, again only on prompt=consent, and it refreshes', async () => {
    const first = await client.getToken(await codeFor(ADA));
    expect(first.tokens.refresh_token).toMatch(/^1\/\/0/);
    const second = await client.getToken(await codeFor(ADA));
    expect(second.tokens.refresh_token).toBeUndefined();
    const third = await client.getToken(await codeFor(ADA, { prompt: 'consent' }));
    expect(third.tokens.refresh_token).toMatch(/^1\/\/0/);

    client.setCredentials({ refresh_token: first.tokens.refresh_token ?? '' });
    const { credentials } = await client.refreshAccessToken();
    expect(lab.identity.resolve(credentials.access_token ?? '')).toMatchObject({ email: ADA, kind: 'service' });
    const info = await client.getTokenInfo(credentials.access_token ?? '');
    expect(info).toMatchObject({ aud: lab.client.clientId, email: ADA });
    expect(info.scopes).toEqual([EMAIL, EVENTS, 'openid']);
  });

  it('ends everything on revoke', async () => {
    const { tokens } = await client.getToken(await codeFor(ADA));
    await client.revokeToken(tokens.access_token ?? '');
    expect(lab.identity.resolve(tokens.access_token ?? '')).toBeUndefined();
    client.setCredentials({ refresh_token: tokens.refresh_token ?? '' });
    await expect(client.refreshAccessToken()).rejects.toMatchObject({ response: { data: { error: 'invalid_grant' } } });
    expect(await post('/revoke', { token: tokens.access_token ?? '' })).toEqual({ status: 400, body: { error: 'invalid_token', error_description: 'Token expired or revoked' } });
  });

  it('lets an access token end after an hour of virtual time, and one without an end never', async () => {
    const { tokens } = await client.getToken(await codeFor(ADA));
    const endless = lab.identity.issueAccessToken({ email: ADA, clientId: lab.client.clientId, scopes: [EVENTS], expiresInS: null });
    lab.pass(3_598_000);
    expect(lab.identity.resolve(tokens.access_token ?? '')).toBeDefined();
    lab.pass(2_000);
    expect(lab.identity.resolve(tokens.access_token ?? '')).toBeUndefined();
    expect(lab.identity.resolve(endless.token)?.expiresAt).toBeNull();
  });
});

describe('the token endpoint refuses', () => {
  it('a code twice, late, by another client, with another redirect URI', async () => {
    const code = await codeFor(ADA);
    expect((await redeem(code, { redirect_uri: 'http://127.0.0.1:9/other' })).body).toMatchObject({ error: 'redirect_uri_mismatch' });
    const other = lab.identity.addClient({ kind: 'outside', redirectUris: [CALLBACK] });
    expect(await redeem(code, { client_id: other.clientId, client_secret: other.clientSecret })).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect((await redeem(code)).status).toBe(200);
    expect(await redeem(code)).toMatchObject({ status: 400, body: { error: 'invalid_grant', error_description: 'Bad Request' } });
    const late = await codeFor(ADA);
    lab.pass(600_000);
    expect((await redeem(late)).body).toMatchObject({ error: 'invalid_grant' });
  });

  it('a wrong, a missing and an unexpected code verifier', async () => {
    const { codeChallenge = '' } = await client.generateCodeVerifierAsync();
    const pkce = { code_challenge: codeChallenge, code_challenge_method: CodeChallengeMethod.S256 };
    const code = await codeFor(ADA, pkce);
    expect((await redeem(code)).body).toEqual({ error: 'invalid_grant', error_description: 'Missing code verifier.' });
    expect((await redeem(code, { code_verifier: 'a'.repeat(43) })).body).toEqual({ error: 'invalid_grant', error_description: 'Invalid code verifier.' });
    expect((await redeem(await codeFor(ADA), { code_verifier: 'a'.repeat(43) })).body).toMatchObject({ error: 'invalid_grant' });
  });

  it('unknown clients, wrong secrets, unknown grants and tokens', async () => {
    expect(await redeem('x', { client_id: 'nobody' })).toMatchObject({ status: 401, body: { error: 'invalid_client', error_description: 'The OAuth client was not found.' } });
    expect(await redeem('x', { client_secret: 'wrong' })).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
    expect(await redeem('x')).toMatchObject({ status: 400, body: { error_description: 'Malformed auth code.' } });
    expect(await redeem('x', { grant_type: 'password' })).toMatchObject({ status: 400, body: { error: 'unsupported_grant_type' } });
    expect(await redeem('x', { grant_type: 'refresh_token', refresh_token: 'y' })).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it('takes the older path and Basic authentication too', async () => {
    const { clientId, clientSecret } = lab.client;
    const authorization = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
    const answer = await post('/o/oauth2/token', { grant_type: 'authorization_code', code: await codeFor(ADA), redirect_uri: CALLBACK }, { authorization });
    expect(answer).toMatchObject({ status: 200, body: { token_type: 'Bearer', expires_in: 3599 } });
  });
});

describe('the authorize endpoint', () => {
  it('redirects nowhere unless client and redirect URI belong together', async () => {
    const at = async (change: Record<string, string>): Promise<[number, string]> => {
      const query = new URLSearchParams({ client_id: lab.client.clientId, redirect_uri: CALLBACK, response_type: 'code', scope: 'openid', ...change });
      const response = await fetch(`${lab.url}/o/oauth2/v2/auth?${query.toString()}`, { redirect: 'manual' });
      return [response.status, /Error \d+: (\w+)/.exec(await response.text())?.[1] ?? ''];
    };
    expect(await at({ client_id: 'nobody' })).toEqual([401, 'invalid_client']);
    expect(await at({ redirect_uri: `${CALLBACK}/` })).toEqual([400, 'redirect_uri_mismatch']);
    expect(await at({ redirect_uri: 'https://evil.example/callback' })).toEqual([400, 'redirect_uri_mismatch']);
    expect(await at({ response_type: 'token' })).toEqual([400, 'unsupported_response_type']);
    expect(await at({ scope: 'openid https://www.googleapis.com/auth/nonsense' })).toEqual([400, 'invalid_scope']);
    expect(await at({ scope: '' })).toEqual([400, 'invalid_request']);
  });

  it('sends a refusal to the client, with its state', async () => {
    lab.identity.setConsent(BEN, { allow: false });
    const answer = answerOf(await visit({ scope: 'openid', login_hint: BEN, state: 's' }));
    expect(Object.fromEntries(answer)).toEqual({ state: 's', iss: 'https://accounts.google.com', error: 'access_denied' });
  });

  it('answers prompt=none without a page', async () => {
    expect(answerOf(await visit({ scope: 'openid', login_hint: BEN, prompt: 'none' })).get('error')).toBe('interaction_required');
    expect(answerOf(await visit({ scope: 'openid', prompt: 'none' })).get('error')).toBe('interaction_required');
  });

  it('grants what was ticked, and nothing the person left out', async () => {
    const { ticket, text } = await page({ scope: [EMAIL, EVENTS, SETTINGS], login_hint: ADA });
    expect(text).toContain('Example &#60;app&#62; asks to use your account');
    const response = await decide({ ticket, decision: 'allow', scope: EVENTS });
    const code = answerOf(response).get('code') ?? '';
    const { tokens } = await client.getToken(code);
    expect(tokens.scope?.split(' ').sort()).toEqual([EVENTS, EMAIL, 'openid'].sort());
    expect(lab.identity.grantedScopes(ADA, lab.client.clientId).has(SETTINGS)).toBe(false);
  });

  it('takes a decision once, and only from a page it showed', async () => {
    const { ticket } = await page({ scope: EMAIL, login_hint: ADA });
    expect((await decide({ ticket: 'guessed', decision: 'allow' })).status).toBe(400);
    expect(lab.identity.grantedScopes(ADA, lab.client.clientId).size).toBe(0);
    answerOf(await decide({ ticket, decision: 'allow' }));
    expect((await decide({ ticket, decision: 'allow' })).status).toBe(400);
  });

  it('proposes the account of a hint, but lets the person take another', async () => {
    const { ticket } = await page({ scope: EMAIL, login_hint: ADA });
    const chooser = await decide({ ticket, decision: 'other' });
    const consent = await decide({ ticket: ticketIn(await chooser.text()), account: CHLOE });
    const answer = answerOf(await decide({ ticket: ticketIn(await consent.text()), decision: 'allow' }));
    const { tokens } = await client.getToken(answer.get('code') ?? '');
    expect(lab.identity.resolve(tokens.access_token ?? '')?.email).toBe(CHLOE);
    expect(answer.get('hd')).toBeNull();
  });

  it('cannot be given an account that the chooser did not lead to', async () => {
    const { ticket } = await page({ scope: EMAIL, login_hint: ADA });
    expect((await decide({ ticket, account: BEN })).status).toBe(400);
  });

  it('does not ask again for what is granted, and asks for more', async () => {
    await client.getToken(await codeFor(ADA));
    lab.identity.setConsent(ADA, undefined);
    expect((await visit({ scope: [EMAIL, EVENTS], login_hint: ADA })).status).toBe(302);
    expect((await visit({ scope: [EMAIL, EVENTS, SETTINGS], login_hint: ADA })).status).toBe(200);
    expect((await visit({ scope: [EMAIL, EVENTS], login_hint: ADA, prompt: 'consent' })).status).toBe(200);
  });

  it('adds earlier grants to the token on include_granted_scopes only', async () => {
    await client.getToken(await codeFor(ADA));
    const alone = await client.getToken(await codeFor(ADA, { scope: SETTINGS }));
    expect(alone.tokens.scope).toBe(SETTINGS);
    const both = await client.getToken(await codeFor(ADA, { scope: SETTINGS, include_granted_scopes: true }));
    expect(both.tokens.scope?.split(' ')).toEqual(expect.arrayContaining([SETTINGS, EVENTS]));
  });

  it('speaks French, escapes names, and cannot be framed', async () => {
    const response = await visit({ scope: EVENTS, login_hint: ADA }, { 'accept-language': 'fr-FR,fr;q=0.9' });
    const text = await response.text();
    expect(text).toContain('<html lang="fr">');
    expect(text).toContain('Autoriser');
    expect(text).not.toContain('<app>');
    expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });

  async function page(options: Options): Promise<{ text: string; ticket: string }> {
    const response = await visit(options);
    expect(response.status).toBe(200);
    const text = await response.text();
    return { text, ticket: ticketIn(text) };
  }

  function decide(fields: Record<string, string>): Promise<Response> {
    return fetch(`${lab.url}/o/oauth2/v2/auth`, { method: 'POST', redirect: 'manual', body: new URLSearchParams(fields) });
  }

  function ticketIn(text: string): string {
    return /name="ticket" value="([^"]+)"/.exec(text)?.[1] ?? '';
  }
});

describe('tokeninfo and userinfo', () => {
  it('describes a token by query, form and header, in both shapes', async () => {
    const { token } = lab.identity.issueAccessToken({ email: ADA, clientId: lab.client.clientId, scopes: [EMAIL, EVENTS] });
    const authorization = `Bearer ${token}`;
    const get = async (path: string, init: RequestInit = {}): Promise<unknown> => (await fetch(`${lab.url}${path}`, init)).json();
    const sub = lab.identity.account(ADA)?.sub;
    const modern = await get(`/tokeninfo?access_token=${token}`);
    expect(modern).toMatchObject({ aud: lab.client.clientId, azp: lab.client.clientId, sub, expires_in: '3599', email: ADA, email_verified: 'true', access_type: 'online' });
    expect(Object.values(modern as object).every((value) => typeof value === 'string')).toBe(true);
    expect(await get('/tokeninfo', { method: 'POST', headers: { authorization } })).toEqual(modern);
    expect(await get('/oauth2/v3/tokeninfo', { method: 'POST', body: new URLSearchParams({ access_token: token }) })).toEqual(modern);
    expect(await get(`/oauth2/v1/tokeninfo?access_token=${token}`)).toMatchObject({ issued_to: lab.client.clientId, audience: lab.client.clientId, user_id: sub, expires_in: 3599, verified_email: true });
    expect(await get('/tokeninfo?access_token=nothing')).toEqual({ error: 'invalid_token', error_description: 'Invalid Value' });
    expect(await get('/v1/userinfo', { headers: { authorization } })).toEqual({ sub, email: ADA, email_verified: true, hd: 'example.org' });
    expect(await get('/oauth2/v2/userinfo', { headers: { authorization } })).toEqual({ id: sub, email: ADA, verified_email: true, hd: 'example.org' });
  });

  it('knows its own ID tokens and no others', async () => {
    const options = { email: ADA, audience: lab.client.clientId, scopes: [EMAIL] };
    const ask = async (token: string | undefined): Promise<number> => (await fetch(`${lab.url}/tokeninfo?id_token=${token ?? ''}`)).status;
    expect(await ask(await lab.identity.idToken(options))).toBe(200);
    expect(await ask(await lab.identity.forgedIdToken(options, { key: 'unknown' }))).toBe(400);
    expect(await ask(await lab.identity.forgedIdToken(options, { alg: 'none' }))).toBe(400);
    expect(await ask(await lab.identity.forgedIdToken(options, { alg: 'HS256' }))).toBe(400);
  });

  it('points at itself in the OpenID configuration, under Google’s issuer', async () => {
    const configuration = (await (await fetch(`${lab.url}/.well-known/openid-configuration`)).json()) as Record<string, string>;
    expect(configuration['issuer']).toBe('https://accounts.google.com');
    expect(configuration['token_endpoint']).toBe(`${lab.url}/token`);
    expect((await fetch(configuration['jwks_uri'] ?? '')).status).toBe(200);
  });
});
