/** Tokens for service accounts, and every way to be refused one. */
import { createSign } from 'node:crypto';
import { importPKCS8, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ServiceAccountKey } from './service-accounts.ts';
import { ADA, BEN, CHLOE, EVENTS, SETTINGS, startIdentity, type IdentityLab } from './test/identity-lab.ts';

let lab: IdentityLab;
let key: ServiceAccountKey;
beforeAll(async () => {
  lab = await startIdentity();
  key = await lab.identity.addServiceAccount({ domain: 'example.org', scopes: [EVENTS] });
});
afterAll(() => lab.close());

const nowS = (): number => Math.floor(lab.ground.clock.now() / 1000);

async function sign(claims: object = {}, by: ServiceAccountKey = key): Promise<string> {
  return new SignJWT({
    iss: by.client_email,
    aud: 'https://oauth2.googleapis.com/token',
    scope: EVENTS,
    iat: nowS(),
    exp: nowS() + 3600,
    ...claims,
  })
    .setProtectedHeader({ alg: 'RS256', kid: by.private_key_id })
    .sign(await importPKCS8(by.private_key, 'RS256'));
}

async function ask(assertion: string): Promise<{ status: number; body: Record<string, string> }> {
  const answer = await fetch(`${lab.url}/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, string> };
}

const emailOf = (token: string | undefined): string | undefined => lab.identity.resolve(token ?? '')?.email;

describe('a service account', () => {
  it('gets a token of its own, for the scopes it names', async () => {
    const { status, body } = await ask(await sign({ scope: `${EVENTS} ${SETTINGS}` }));
    expect(status).toBe(200);
    expect(body).toEqual({ access_token: body['access_token'], expires_in: 3599, token_type: 'Bearer' });
    expect(emailOf(body['access_token'])).toBe(key.client_email);
    expect(lab.identity.resolve(body['access_token'] ?? '')?.scopes).toEqual(new Set([EVENTS, SETTINGS]));
    expect(lab.identity.accounts().map(({ email }) => email)).toEqual([ADA, BEN, CHLOE]);
  });

  it('gets a token of a person where, and as far as, that was delegated', async () => {
    expect(emailOf((await ask(await sign({ sub: ADA }))).body['access_token'])).toBe(ADA);
    const unauthorized = { status: 401, body: { error: 'unauthorized_client' } };
    expect(await ask(await sign({ sub: ADA, scope: SETTINGS }))).toMatchObject(unauthorized);
    expect(await ask(await sign({ sub: CHLOE }))).toMatchObject(unauthorized);
    const other = await lab.identity.addServiceAccount();
    expect(await ask(await sign({ sub: ADA }, other))).toMatchObject(unauthorized);
    expect(await ask(await sign({ sub: 'nobody@example.org' }))).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant', error_description: 'Invalid email or User ID' },
    });
  });

  it('may write its statement in plain base64, as older clients do', async () => {
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64');
    const claims = {
      iss: key.client_email,
      aud: 'https://accounts.google.com/o/oauth2/token',
      scope: EVENTS,
    };
    const text = `${part({ alg: 'RS256' })}.${part({ ...claims, iat: nowS(), exp: nowS() + 3600, prn: BEN })}`;
    const signature = createSign('RSA-SHA256').update(text).sign(key.private_key, 'base64');
    expect(emailOf((await ask(`${text}.${signature}`)).body['access_token'])).toBe(BEN);
  });

  it('gets an ID token for an audience', async () => {
    const { body } = await ask(await sign({ scope: undefined, target_audience: 'https://app.example' }));
    expect(Object.keys(body)).toEqual(['id_token']);
    const info: unknown = await (
      await fetch(`${lab.url}/tokeninfo?id_token=${body['id_token'] ?? ''}`)
    ).json();
    expect(info).toMatchObject({ aud: 'https://app.example', email: key.client_email });
  });

  it('is refused with the words of Google, and no token is made', async () => {
    const other = await lab.identity.addServiceAccount();
    const refusals: [claims: object, description: RegExp][] = [
      [{ iss: 'nobody@x.iam.gserviceaccount.com' }, /^Invalid grant: account not found$/],
      [{ iss: other.client_email }, /^Invalid JWT Signature\.$/],
      [{ exp: nowS() + 3700 }, /short-lived token/],
      [{ iat: nowS() - 7200, exp: nowS() - 3600 }, /short-lived token/],
      [{ iat: nowS() + 4000, exp: nowS() + 7000 }, /short-lived token/],
      [{ aud: 'https://example.org/token' }, /Failed audience check/],
    ];
    for (const [claims, description] of refusals) {
      const { status, body } = await ask(await sign(claims));
      expect([status, body['error'], body['access_token']]).toEqual([400, 'invalid_grant', undefined]);
      expect(body['error_description']).toMatch(description);
    }
    expect(await ask(await sign({ scope: 'https://example.org/unknown' }))).toMatchObject({
      status: 400,
      body: { error: 'invalid_scope' },
    });
    expect(await ask('no.jwt')).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });
});
