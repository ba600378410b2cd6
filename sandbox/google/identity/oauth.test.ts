import { CodeChallengeMethod } from 'google-auth-library';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ADA, CALLBACK, EMAIL, EVENTS, START, startIdentity, type IdentityLab } from './test/identity-lab.ts';
import { answerOf, OAuthVisitor } from './test/oauth-visitor.ts';

let lab: IdentityLab;
let browser: OAuthVisitor;

beforeEach(async () => {
  lab = await startIdentity();
  browser = new OAuthVisitor(lab);
});
afterEach(() => lab.close());

describe('the code flow, by Google’s own client', () => {
  it('trap 32: an ID token is signed with RS256 by a published key, for one audience', async () => {
    const { codeVerifier, codeChallenge = '' } = await browser.client.generateCodeVerifierAsync();
    lab.identity.setConsent(ADA, { allow: true });
    const answer = answerOf(
      await browser.visit({
        scope: ['openid', 'email', 'profile'],
        login_hint: ADA,
        state: 'a/state=1',
        nonce: 'n-1',
        code_challenge: codeChallenge,
        code_challenge_method: CodeChallengeMethod.S256,
      }),
    );
    expect(answer.get('state')).toBe('a/state=1');
    expect(answer.get('hd')).toBe('example.org');

    const { tokens } = await browser.client.getToken({ code: answer.get('code') ?? '', codeVerifier });
    const jwks = createRemoteJWKSet(new URL(`${lab.url}/oauth2/v3/certs`));
    const { payload, protectedHeader } = await jwtVerify(tokens.id_token ?? '', jwks, {
      issuer: 'https://accounts.google.com',
      audience: lab.client.clientId,
      currentDate: new Date(START),
    });
    expect(protectedHeader.alg).toBe('RS256');
    expect(payload).toMatchObject({
      sub: lab.identity.account(ADA)?.sub,
      azp: lab.client.clientId,
      email: ADA,
      email_verified: true,
      hd: 'example.org',
      name: 'Ada Lovelace',
      locale: 'en',
      nonce: 'n-1',
    });
    expect(payload.exp).toBe((payload.iat ?? 0) + 3600);
    expect(payload['at_hash']).toMatch(/^[\w-]{22}$/);
    expect(tokens.refresh_token).toBeUndefined();
  });

  it('gives a refresh token with the first offline consent, again only on prompt=consent, and it refreshes', async () => {
    const first = await browser.client.getToken(await browser.codeFor(ADA));
    expect(first.tokens.refresh_token).toMatch(/^1\/\/0/);
    const second = await browser.client.getToken(await browser.codeFor(ADA));
    expect(second.tokens.refresh_token).toBeUndefined();
    const third = await browser.client.getToken(await browser.codeFor(ADA, { prompt: 'consent' }));
    expect(third.tokens.refresh_token).toMatch(/^1\/\/0/);

    browser.client.setCredentials({ refresh_token: first.tokens.refresh_token ?? '' });
    const { credentials } = await browser.client.refreshAccessToken();
    expect(lab.identity.resolve(credentials.access_token ?? '')).toMatchObject({
      email: ADA,
      kind: 'service',
    });
    const info = await browser.client.getTokenInfo(credentials.access_token ?? '');
    expect(info).toMatchObject({ aud: lab.client.clientId, email: ADA });
    expect(info.scopes).toEqual([EMAIL, EVENTS, 'openid']);
  });

  it('ends everything on revoke', async () => {
    const { tokens } = await browser.client.getToken(await browser.codeFor(ADA));
    await browser.client.revokeToken(tokens.access_token ?? '');
    expect(lab.identity.resolve(tokens.access_token ?? '')).toBeUndefined();
    browser.client.setCredentials({ refresh_token: tokens.refresh_token ?? '' });
    await expect(browser.client.refreshAccessToken()).rejects.toMatchObject({
      response: { data: { error: 'invalid_grant' } },
    });
    expect(await browser.post('/revoke', { token: tokens.access_token ?? '' })).toEqual({
      status: 400,
      body: { error: 'invalid_token', error_description: 'Token expired or revoked' },
    });
  });

  it('lets an access token end after an hour of virtual time, and one without an end never', async () => {
    const { tokens } = await browser.client.getToken(await browser.codeFor(ADA));
    const endless = lab.identity.issueAccessToken({
      email: ADA,
      clientId: lab.client.clientId,
      scopes: [EVENTS],
      expiresInS: null,
    });
    lab.pass(3_598_000);
    expect(lab.identity.resolve(tokens.access_token ?? '')).toBeDefined();
    lab.pass(2_000);
    expect(lab.identity.resolve(tokens.access_token ?? '')).toBeUndefined();
    expect(lab.identity.resolve(endless.token)?.expiresAt).toBeNull();
  });
});

describe('the token endpoint refuses', () => {
  it('a code twice, late, by another client, with another redirect URI', async () => {
    const code = await browser.codeFor(ADA);
    expect((await browser.redeem(code, { redirect_uri: 'http://127.0.0.1:9/other' })).body).toMatchObject({
      error: 'redirect_uri_mismatch',
    });
    const other = lab.identity.addClient({ kind: 'outside', redirectUris: [CALLBACK] });
    expect(
      await browser.redeem(code, { client_id: other.clientId, client_secret: other.clientSecret }),
    ).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect((await browser.redeem(code)).status).toBe(200);
    expect(await browser.redeem(code)).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant', error_description: 'Bad Request' },
    });
    const late = await browser.codeFor(ADA);
    lab.pass(600_000);
    expect((await browser.redeem(late)).body).toMatchObject({ error: 'invalid_grant' });
  });

  it('a wrong, a missing and an unexpected code verifier', async () => {
    const { codeChallenge = '' } = await browser.client.generateCodeVerifierAsync();
    const pkce = { code_challenge: codeChallenge, code_challenge_method: CodeChallengeMethod.S256 };
    const code = await browser.codeFor(ADA, pkce);
    expect((await browser.redeem(code)).body).toEqual({
      error: 'invalid_grant',
      error_description: 'Missing code verifier.',
    });
    expect((await browser.redeem(code, { code_verifier: 'a'.repeat(43) })).body).toEqual({
      error: 'invalid_grant',
      error_description: 'Invalid code verifier.',
    });
    expect(
      (await browser.redeem(await browser.codeFor(ADA), { code_verifier: 'a'.repeat(43) })).body,
    ).toMatchObject({
      error: 'invalid_grant',
    });
  });

  it('unknown clients, wrong secrets, unknown grants and tokens', async () => {
    expect(await browser.redeem('x', { client_id: 'nobody' })).toMatchObject({
      status: 401,
      body: { error: 'invalid_client', error_description: 'The OAuth client was not found.' },
    });
    expect(await browser.redeem('x', { client_secret: 'wrong' })).toMatchObject({
      status: 401,
      body: { error: 'invalid_client' },
    });
    expect(await browser.redeem('x')).toMatchObject({
      status: 400,
      body: { error_description: 'Malformed auth code.' },
    });
    expect(await browser.redeem('x', { grant_type: 'password' })).toMatchObject({
      status: 400,
      body: { error: 'unsupported_grant_type' },
    });
    expect(await browser.redeem('x', { grant_type: 'refresh_token', refresh_token: 'y' })).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    });
  });

  it('takes the older path and Basic authentication too', async () => {
    const { clientId, clientSecret } = lab.client;
    const authorization = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
    const answer = await browser.post(
      '/o/oauth2/token',
      { grant_type: 'authorization_code', code: await browser.codeFor(ADA), redirect_uri: CALLBACK },
      { authorization },
    );
    expect(answer).toMatchObject({ status: 200, body: { token_type: 'Bearer', expires_in: 3599 } });
  });
});

describe('tokeninfo and userinfo', () => {
  it('describes a token by query, form and header, in both shapes', async () => {
    const { token } = lab.identity.issueAccessToken({
      email: ADA,
      clientId: lab.client.clientId,
      scopes: [EMAIL, EVENTS],
    });
    const authorization = `Bearer ${token}`;
    const get = async (path: string, init: RequestInit = {}): Promise<unknown> =>
      (await fetch(`${lab.url}${path}`, init)).json();
    const sub = lab.identity.account(ADA)?.sub;
    const modern = await get(`/tokeninfo?access_token=${token}`);
    expect(modern).toMatchObject({
      aud: lab.client.clientId,
      azp: lab.client.clientId,
      sub,
      expires_in: '3599',
      email: ADA,
      email_verified: 'true',
      access_type: 'online',
    });
    expect(Object.values(modern as object).every((value) => typeof value === 'string')).toBe(true);
    expect(await get('/tokeninfo', { method: 'POST', headers: { authorization } })).toEqual(modern);
    expect(
      await get('/oauth2/v3/tokeninfo', {
        method: 'POST',
        body: new URLSearchParams({ access_token: token }),
      }),
    ).toEqual(modern);
    expect(await get(`/oauth2/v1/tokeninfo?access_token=${token}`)).toMatchObject({
      issued_to: lab.client.clientId,
      audience: lab.client.clientId,
      user_id: sub,
      expires_in: 3599,
      verified_email: true,
    });
    expect(await get('/tokeninfo?access_token=nothing')).toEqual({
      error: 'invalid_token',
      error_description: 'Invalid Value',
    });
    expect(await get('/v1/userinfo', { headers: { authorization } })).toEqual({
      sub,
      email: ADA,
      email_verified: true,
      hd: 'example.org',
    });
    expect(await get('/oauth2/v2/userinfo', { headers: { authorization } })).toEqual({
      id: sub,
      email: ADA,
      verified_email: true,
      hd: 'example.org',
    });
  });

  it('knows its own ID tokens and no others', async () => {
    const options = { email: ADA, audience: lab.client.clientId, scopes: [EMAIL] };
    const ask = async (token: string | undefined): Promise<number> =>
      (await fetch(`${lab.url}/tokeninfo?id_token=${token ?? ''}`)).status;
    expect(await ask(await lab.identity.idToken(options))).toBe(200);
    expect(await ask(await lab.identity.forgedIdToken(options, { key: 'unknown' }))).toBe(400);
    expect(await ask(await lab.identity.forgedIdToken(options, { alg: 'none' }))).toBe(400);
    expect(await ask(await lab.identity.forgedIdToken(options, { alg: 'HS256' }))).toBe(400);
  });

  it('points at itself in the OpenID configuration, under Google’s issuer', async () => {
    const configuration = (await (
      await fetch(`${lab.url}/.well-known/openid-configuration`)
    ).json()) as Record<string, string>;
    expect(configuration['issuer']).toBe('https://accounts.google.com');
    expect(configuration['token_endpoint']).toBe(`${lab.url}/token`);
    expect((await fetch(configuration['jwks_uri'] ?? '')).status).toBe(200);
  });
});
