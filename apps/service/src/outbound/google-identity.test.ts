import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CompactSign, exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose';
import type { JWK } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { allowlistedFetch } from './allowlist.ts';
import { createIdTokenVerifier } from './google-identity.ts';
import type { IdTokenVerifier } from './google-identity.ts';

const NOW = Date.parse('2026-11-24T10:00:00Z');
const NOW_S = NOW / 1000;
const ADDON = 'addon.apps.googleusercontent.com';
const ISSUERS = ['https://accounts.google.com', 'accounts.google.com'];

type Pair = Awaited<ReturnType<typeof generateKeyPair>>;

let current: Pair;
let next: Pair;
let ec: Pair;
let server: Server;
let origin: string;
let published: JWK[];
let down: boolean;
let fetches: number;
let now: number;
let verifier: IdTokenVerifier;

async function jwk(pair: Pair, kid: string): Promise<JWK> {
  return { ...(await exportJWK(pair.publicKey)), kid, alg: 'RS256', use: 'sig' };
}

beforeAll(async () => {
  [current, next, ec] = await Promise.all([
    generateKeyPair('RS256', { extractable: true }),
    generateKeyPair('RS256', { extractable: true }),
    generateKeyPair('ES256', { extractable: true }),
  ]);
  server = createServer((_, response) => {
    fetches += 1;
    response
      .writeHead(down ? 503 : 200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ keys: published }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(async () => {
  published = [await jwk(current, 'current')];
  down = false;
  fetches = 0;
  now = NOW;
  verifier = fresh();
});

function fresh(cooldownMs = 60_000): IdTokenVerifier {
  const fetch = allowlistedFetch([origin]);
  return createIdTokenVerifier({
    jwksUrl: `${origin}/certs`,
    issuers: ISSUERS,
    clock: { now: () => now },
    fetch,
    cooldownMs,
  });
}

const GOOD = {
  iss: 'https://accounts.google.com',
  aud: ADDON,
  azp: ADDON,
  iat: NOW_S - 5,
  exp: NOW_S + 3595,
  sub: '1001',
  email: 'Maya@AlderFinch.example',
  email_verified: true,
  hd: 'alderfinch.example',
  name: 'Maya',
  locale: 'sv',
};

async function signed(
  claims: Record<string, unknown> = {},
  header: Record<string, unknown> = {},
  key: Pair = current,
): Promise<string> {
  const payload = Object.fromEntries(
    Object.entries<unknown>({ ...GOOD, ...claims }).filter(([, value]) => value !== undefined),
  );
  return new SignJWT(payload)
    .setProtectedHeader({ alg: 'RS256', kid: 'current', ...header })
    .sign(key.privateKey);
}

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const accept = (token: string) => verifier.verify(token, { audiences: [ADDON] });

describe('a true token', () => {
  it('proves who it is, in lower case', async () => {
    expect(await accept(await signed())).toEqual({
      sub: '1001',
      email: 'maya@alderfinch.example',
      hostedDomain: 'alderfinch.example',
      name: 'Maya',
      locale: 'sv',
    });
  });

  it('may name either of Google’s names, and lack a domain', async () => {
    expect(
      (await accept(await signed({ iss: 'accounts.google.com', hd: undefined }))).hostedDomain,
    ).toBeUndefined();
  });

  it('is taken up to its end by the injected clock', async () => {
    const token = await signed();
    now = NOW + 3_590_000;
    await expect(accept(token)).resolves.toBeDefined();
    now = NOW + 3_700_000;
    await expect(accept(token)).rejects.toMatchObject({ code: 'not-signed-in' });
  });
});

/** Every one is refused in the same words. */
const FORGERIES: Record<string, () => Promise<string> | string> = {
  'no token at all': () => '',
  'no token but text': () => 'hello.world',
  'four parts': async () => `${await signed()}.x`,
  'alg none, unsigned': () => `${base64({ alg: 'none', typ: 'JWT' })}.${base64(GOOD)}.`,
  'alg NONE in capitals': () => `${base64({ alg: 'NONE', kid: 'current' })}.${base64(GOOD)}.`,
  'HS256 with the public key as secret': async () =>
    new SignJWT(GOOD)
      .setProtectedHeader({ alg: 'HS256', kid: 'current' })
      .sign(new TextEncoder().encode(await exportSPKI(current.publicKey))),
  'RS384 by the right key': async () => {
    const pair = await generateKeyPair('RS384');
    return new SignJWT(GOOD).setProtectedHeader({ alg: 'RS384', kid: 'current' }).sign(pair.privateKey);
  },
  'ES256 by another key': async () =>
    new SignJWT(GOOD).setProtectedHeader({ alg: 'ES256', kid: 'current' }).sign(ec.privateKey),
  'another RSA key under the right id': () => signed({}, {}, next),
  'an unknown key id': () => signed({}, { kid: 'unknown' }, next),
  'the key carried along (jwk)': async () =>
    signed({}, { kid: 'own', jwk: await exportJWK(next.publicKey) }, next),
  'the key’s address carried along (jku)': () => signed({}, { kid: 'own', jku: `${origin}/evil` }, next),
  'a critical extension': async () =>
    new CompactSign(new TextEncoder().encode(JSON.stringify(GOOD)))
      .setProtectedHeader({ alg: 'RS256', kid: 'current', crit: ['exp'], exp: NOW_S + 100 })
      .sign(current.privateKey, { crit: { exp: true } }),
  'a changed payload': async () => {
    const [head, , tail] = (await signed()).split('.');
    return `${String(head)}.${base64({ ...GOOD, sub: '1' })}.${String(tail)}`;
  },
  'a cut signature': async () => (await signed()).slice(0, -6),
  'another audience': () => signed({ aud: 'other.apps.googleusercontent.com' }),
  'several audiences': () => signed({ aud: [ADDON, 'other.apps.googleusercontent.com'] }),
  'no audience': () => signed({ aud: undefined }),
  'another issuer': () => signed({ iss: 'https://accounts.google.com.evil.example' }),
  'an issuer with a slash': () => signed({ iss: 'https://accounts.google.com/' }),
  'no issuer': () => signed({ iss: undefined }),
  expired: () => signed({ iat: NOW_S - 7200, exp: NOW_S - 3600 }),
  'no end': () => signed({ exp: undefined }),
  'an end that is text': () => signed({ exp: 'never' }),
  'a life of ten years': () => signed({ iat: NOW_S - 86_400, exp: NOW_S + 315_360_000 }),
  'from the future': () => signed({ iat: NOW_S + 600, exp: NOW_S + 4200 }),
  'not valid yet': () => signed({ nbf: NOW_S + 600 }),
  'no time of issue': () => signed({ iat: undefined }),
  'no subject': () => signed({ sub: undefined }),
  'a subject that is a number': () => signed({ sub: 1001 }),
  'an unverified address': () => signed({ email_verified: false }),
  'an address verified in text only': () => signed({ email_verified: 'true' }),
  'no word about verification': () => signed({ email_verified: undefined }),
  'no address': () => signed({ email: undefined }),
  'an address that is none': () => signed({ email: 'maya' }),
  'a domain that is a list': () => signed({ hd: ['alderfinch.example'] }),
  'an access token': () => 'ya29.a0AfH6SMBx',
  'a token of 20 kB': () => signed({ name: 'x'.repeat(20_000) }),
};

describe('a forged token is refused, and nobody learns why', () => {
  it('has at least twenty kinds', () => {
    expect(Object.keys(FORGERIES).length).toBeGreaterThanOrEqual(20);
  });

  it.each(Object.entries(FORGERIES))('%s', async (_, forge) => {
    const error: unknown = await accept(await forge()).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'not-signed-in', message: 'Sign in and try again.' });
  });

  it('another nonce than the browser’s', async () => {
    const token = await signed({ nonce: 'mine' });
    await expect(verifier.verify(token, { audiences: [ADDON], nonce: 'other' })).rejects.toMatchObject({
      code: 'not-signed-in',
    });
    await expect(
      verifier.verify(await signed(), { audiences: [ADDON], nonce: 'other' }),
    ).rejects.toMatchObject({ code: 'not-signed-in' });
    await expect(verifier.verify(token, { audiences: [ADDON], nonce: 'mine' })).resolves.toBeDefined();
  });

  it('a list of no audiences', async () => {
    await expect(verifier.verify(await signed(), { audiences: [] })).rejects.toMatchObject({
      code: 'not-signed-in',
    });
  });
});

describe('Google’s keys', () => {
  it('that cannot be had let nobody in', async () => {
    down = true;
    await expect(accept(await signed())).rejects.toMatchObject({ code: 'temporarily-unavailable' });
  });

  it('are fetched anew when they have been rotated', async () => {
    verifier = fresh(0);
    await accept(await signed());
    published = [await jwk(next, 'next')];
    await expect(accept(await signed({}, { kid: 'next' }, next))).resolves.toBeDefined();
    await expect(accept(await signed())).rejects.toMatchObject({ code: 'not-signed-in' });
  });

  it('are not fetched for each unknown key id that is thrown at us', async () => {
    await accept(await signed());
    for (let n = 0; n < 50; n += 1)
      await accept(await signed({}, { kid: `k${String(n)}` }, next)).catch(() => undefined);
    expect(fetches).toBe(1);
  });

  it('are never fetched from where the token says', async () => {
    await accept(await FORGERIES['the key’s address carried along (jku)']!()).catch(() => undefined);
    expect(fetches).toBeLessThanOrEqual(1);
  });
});
