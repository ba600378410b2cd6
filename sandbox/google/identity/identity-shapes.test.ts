/** Tokens and what is told about them and their people, key by key, against recorded answers. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shapeFaults } from '../test/shape.ts';
import { ADA, CHLOE, EMAIL, EVENTS, startIdentity, type IdentityLab } from './test/identity-lab.ts';
import { OAuthVisitor } from './test/oauth-visitor.ts';

const PROFILE = 'https://www.googleapis.com/auth/userinfo.profile';
type Json = Record<string, unknown>;

let lab: IdentityLab;
let browser: OAuthVisitor;
beforeAll(async () => {
  lab = await startIdentity();
  browser = new OAuthVisitor(lab);
});
afterAll(() => lab.close());

async function exchange(fields: Record<string, string>): Promise<Json> {
  const { clientId, clientSecret } = lab.client;
  const body = { client_id: clientId, client_secret: clientSecret, ...fields };
  return (await browser.post('/token', body)).body as Json;
}
const tokenOf = (email: string, scopes: readonly string[]): string =>
  lab.identity.issueAccessToken({ email, clientId: lab.client.clientId, scopes }).token;
async function get(path: string, token?: string): Promise<Json> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return (await (await fetch(`${lab.url}${path}`, { headers })).json()) as Json;
}

const TOKEN = {
  keys: 'access_token expires_in refresh_token? scope token_type id_token?',
  forms: {
    access_token: /^ya29\./,
    expires_in: /^3599$/,
    refresh_token: /^1\/\/0/,
    token_type: /^Bearer$/,
    id_token: /^[\w-]+\.[\w-]+\.[\w-]+$/,
  },
};

describe('a token answer', () => {
  it('has four keys; a refresh token and an ID token only where they are due', async () => {
    const redirect_uri = 'http://127.0.0.1:9/callback';
    const code = await browser.codeFor(ADA);
    const first = await exchange({ grant_type: 'authorization_code', code, redirect_uri });
    expect(shapeFaults(first, TOKEN)).toEqual([]);
    expect([typeof first['expires_in'], Object.keys(first).length]).toEqual(['number', 6]);
    const refreshed = await exchange({
      grant_type: 'refresh_token',
      refresh_token: String(first['refresh_token']),
    });
    expect(shapeFaults(refreshed, TOKEN)).toEqual([]);
    expect(refreshed).not.toHaveProperty('refresh_token');
    const bare = await exchange({
      grant_type: 'authorization_code',
      code: await browser.codeFor(CHLOE, { scope: [EVENTS], access_type: 'online' }),
      redirect_uri,
    });
    expect(Object.keys(bare).join(' ')).toBe('access_token expires_in scope token_type');
  });
});

describe('tokeninfo', () => {
  it('says everything as strings', async () => {
    const info = await get(`/tokeninfo?access_token=${tokenOf(ADA, [EMAIL, EVENTS])}`);
    const row = {
      keys: 'azp aud sub scope exp expires_in email? email_verified? access_type',
      forms: { sub: /^\d{21}$/, exp: /^\d{10}$/, expires_in: /^3599$/, email_verified: /^true$/ },
    };
    expect(shapeFaults(info, row)).toEqual([]);
    expect(new Set(Object.values(info).map((value) => typeof value))).toEqual(new Set(['string']));
    const without = await get(`/tokeninfo?access_token=${tokenOf(ADA, [EVENTS])}`);
    expect(shapeFaults(without, row)).toEqual([]);
    expect(without).not.toHaveProperty('email');
  });
});

describe('userinfo of version 2', () => {
  const row = {
    keys: 'id email? verified_email? name? given_name? family_name? picture? locale? hd?',
    forms: { id: /^\d{21}$/, verified_email: /^true$/, picture: /^https:\/\/lh3\.googleusercontent\.com\// },
  };

  it('has what the scopes allow, and a domain only where there is one', async () => {
    const whole = await get('/oauth2/v2/userinfo', tokenOf(ADA, [EMAIL, PROFILE]));
    expect(shapeFaults(whole, row)).toEqual([]);
    expect(Object.keys(whole)).toHaveLength(9);
    const consumer = await get('/oauth2/v2/userinfo', tokenOf(CHLOE, [EMAIL, PROFILE]));
    expect(shapeFaults(consumer, row)).toEqual([]);
    expect(consumer).not.toHaveProperty('hd');
    // Of one name only, no family name is made up.
    expect(consumer).not.toHaveProperty('family_name');
    expect(Object.keys(await get('/oauth2/v2/userinfo', tokenOf(CHLOE, [EMAIL])))).toEqual([
      'id',
      'email',
      'verified_email',
    ]);
  });
});

describe('the OpenID configuration', () => {
  it('names Google as issuer, and RS256 as the only signature', async () => {
    expect(await get('/.well-known/openid-configuration')).toMatchObject({
      issuer: 'https://accounts.google.com',
      id_token_signing_alg_values_supported: ['RS256'],
    });
  });
});
