import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  ADA,
  BEN,
  CHLOE,
  EMAIL,
  EVENTS,
  LOCALE,
  MANIFEST,
  SCRIPT,
  SETTINGS,
  START,
  startIdentity,
  type IdentityLab,
} from './test/identity-lab.ts';

let lab: IdentityLab;
beforeEach(async () => {
  lab = await startIdentity();
});
afterEach(() => lab.close());

const currentDate = new Date(START);

describe('accounts and clients', () => {
  it('have 21-digit numbers that stay through a reset, a domain only where there is one', () => {
    const before = lab.identity.account(ADA);
    expect(before?.sub).toMatch(/^\d{21}$/);
    expect(lab.identity.account(CHLOE)).toMatchObject({
      domain: null,
      role: 'consumer',
      givenName: 'Chloe',
      familyName: '',
    });
    lab.identity.reset();
    expect(lab.identity.accounts()).toEqual([]);
    expect(lab.identity.addAccount({ email: ADA, name: 'Ada' }).sub).toBe(before?.sub);
  });

  it('give a script the same client id each time', () => {
    const { clientId } = lab.identity.scriptClient(SCRIPT);
    expect(clientId).toMatch(/^\d{12}-[0-9a-f]{32}\.apps\.googleusercontent\.com$/);
    lab.identity.reset();
    expect(lab.identity.scriptClient(SCRIPT).clientId).toBe(clientId);
  });

  it('make nobody of an unknown token', () => {
    expect(lab.identity.resolve('')).toBeUndefined();
    expect(lab.identity.resolve('ya29.unknown')).toBeUndefined();
  });
});

describe('forged ID tokens', () => {
  const options = { email: ADA, audience: 'aud', scopes: [EMAIL] };

  it('are what was asked for', async () => {
    const forged =
      (await lab.identity.forgedIdToken(options, {
        claims: { iss: 'https://evil.example', email: null, exp: 1 },
        header: { typ: 'x' },
      })) ?? '';
    expect(decodeJwt(forged)).toMatchObject({ iss: 'https://evil.example', exp: 1, aud: 'aud' });
    expect(decodeJwt(forged)).not.toHaveProperty('email');
    expect(decodeProtectedHeader(forged)).toMatchObject({ alg: 'RS256', typ: 'x' });
    expect(
      decodeProtectedHeader((await lab.identity.forgedIdToken(options, { alg: 'none' })) ?? '').alg,
    ).toBe('none');
    expect(
      decodeProtectedHeader((await lab.identity.forgedIdToken(options, { alg: 'HS256' })) ?? '').alg,
    ).toBe('HS256');
  });

  it('verify with the current and the previous key only', async () => {
    const jwks = createLocalJWKSet(await lab.identity.keys.jwks());
    const verify = async (key: 'current' | 'previous' | 'unknown'): Promise<unknown> =>
      jwtVerify((await lab.identity.forgedIdToken(options, { key })) ?? '', jwks, { currentDate });
    await expect(verify('current')).resolves.toBeDefined();
    await expect(verify('previous')).resolves.toBeDefined();
    await expect(verify('unknown')).rejects.toMatchObject({ code: 'ERR_JWKS_NO_MATCHING_KEY' });
  });

  it('outlive one rotation of the keys, not two', async () => {
    const token = (await lab.identity.idToken(options)) ?? '';
    const verify = async (): Promise<unknown> =>
      jwtVerify(token, createLocalJWKSet(await lab.identity.keys.jwks()), { currentDate });
    await lab.identity.keys.rotate();
    await expect(verify()).resolves.toBeDefined();
    await lab.identity.keys.rotate();
    await expect(verify()).rejects.toMatchObject({ code: 'ERR_JWKS_NO_MATCHING_KEY' });
  });

  it('name nobody who does not exist', async () => {
    expect(await lab.identity.idToken({ ...options, email: 'nobody@example.org' })).toBeUndefined();
  });
});

describe('what Google takes away', () => {
  it('is one token, one person’s tokens, or his grants', () => {
    const { clientId } = lab.client;
    const issue = (email: string): string =>
      lab.identity.issueAccessToken({ email, clientId, scopes: [EVENTS] }).token;
    const [one, two, bens] = [issue(ADA), issue(ADA), issue(BEN)];
    expect(lab.identity.expire({ what: 'accessToken', token: one })).toBe(1);
    expect([one, two, bens].map((token) => lab.identity.resolve(token) !== undefined)).toEqual([
      false,
      true,
      true,
    ]);
    lab.identity.setGrant(ADA, clientId, [EVENTS]);
    const refresh = lab.identity.issueRefreshToken({ email: ADA, clientId, scopes: [EVENTS] });
    lab.identity.expire({ what: 'grant', email: ADA });
    expect(lab.identity.resolve(two)).toBeUndefined();
    expect(lab.identity.tokens.refresh(refresh.token)).toBeUndefined();
    expect(lab.identity.grantedScopes(ADA, clientId).size).toBe(0);
    expect(lab.identity.resolve(bens)).toBeDefined();
  });

  it('is not the tester’s own client, unless its token is named', () => {
    const outside = lab.identity.addClient({ kind: 'outside' });
    const { token } = lab.identity.issueAccessToken({
      email: ADA,
      clientId: outside.clientId,
      scopes: [EVENTS],
      expiresInS: null,
    });
    lab.identity.setGrant(ADA, outside.clientId, [EVENTS]);
    lab.identity.expire({ what: 'grant', email: ADA });
    expect(lab.identity.resolve(token)).toBeDefined();
    lab.identity.expire({ what: 'grant', token });
    expect(lab.identity.resolve(token)).toBeUndefined();
  });
});

describe('installing', () => {
  const clientId = (): string => lab.identity.scriptClient(SCRIPT).clientId;
  const shared = (scopes: readonly string[]): string =>
    lab.identity.sharedToken({ email: ADA, clientId: clientId(), scopes }).token;

  it('grants what is ticked, and a withdrawn scope ends the tokens that carry it', () => {
    lab.installations.install(ADA, SCRIPT);
    const granted = [...lab.identity.grantedScopes(ADA, clientId())];
    expect(new Set(granted)).toEqual(new Set(MANIFEST.oauthScopes));
    const before = shared(granted);
    expect(shared(granted)).toBe(before);

    lab.installations.grant(ADA, SCRIPT, [EVENTS, LOCALE]);
    expect(lab.identity.resolve(before)).toBeUndefined();
    expect([...lab.identity.grantedScopes(ADA, clientId())]).toEqual([EVENTS, LOCALE]);
    expect(lab.told.granted.at(-1)).toEqual({ email: ADA, scriptId: SCRIPT });
    expect(lab.identity.resolve(shared([EVENTS, LOCALE]))).toMatchObject({
      kind: 'script',
      scriptId: SCRIPT,
    });
  });

  it('refuses scopes that the manifest does not ask for, unknown scripts and unknown people', () => {
    expect(() => lab.installations.install(ADA, SCRIPT, ['https://mail.google.com/'])).toThrow(
      'does not ask for',
    );
    expect(() => lab.installations.install(ADA, 'nothing')).toThrow('no such script');
    expect(() => lab.installations.install('nobody@example.org', SCRIPT)).toThrow('no such account');
    expect(() => lab.installations.grant(ADA, SCRIPT, [])).toThrow('not installed');
    expect(lab.installations.isInstalled(ADA, SCRIPT)).toBe(false);
  });

  it('takes everything back on uninstalling, for that person only', () => {
    lab.installations.install(ADA, SCRIPT);
    lab.installations.install(CHLOE, SCRIPT);
    const token = shared([EVENTS]);
    lab.installations.uninstall(ADA, SCRIPT);
    expect(lab.identity.resolve(token)).toBeUndefined();
    expect(lab.told.uninstalled).toEqual([{ email: ADA, scriptId: SCRIPT }]);
    expect(lab.identity.grantedScopes(ADA, clientId()).size).toBe(0);
    expect(lab.installations.solutionsOf(SCRIPT, ADA)).toBeUndefined();
    expect(lab.installations.solutionsOf(SCRIPT, CHLOE)?.map((solution) => solution.id)).toEqual(['1']);
  });

  it('for the domain covers who comes later, not other domains, and only an administrator may', () => {
    expect(() => lab.installations.installForDomain(BEN, SCRIPT)).toThrow('administrator');
    lab.installations.installForDomain(ADA, SCRIPT, [EVENTS, EMAIL]);
    expect(lab.told.installed.map((change) => change.email)).toEqual([ADA, BEN]);
    const late = lab.identity.addAccount({ email: 'late@example.org', name: 'Late' });
    expect(lab.installations.isInstalled(late.email, SCRIPT)).toBe(true);
    expect([...lab.installations.grantedScopes(late.email, SCRIPT)]).toEqual([EVENTS, EMAIL]);
    expect(lab.installations.isInstalled(CHLOE, SCRIPT)).toBe(false);

    lab.installations.grant(BEN, SCRIPT, [EMAIL]);
    expect([...lab.installations.grantedScopes(BEN, SCRIPT)]).toEqual([EMAIL]);
    expect(() => lab.installations.uninstall(BEN, SCRIPT)).toThrow('administrator');
    lab.installations.uninstall(ADA, SCRIPT);
    expect([BEN, late.email].map((email) => lab.installations.isInstalled(email, SCRIPT))).toEqual([
      false,
      false,
    ]);
    expect(lab.identity.grantedScopes(BEN, clientId()).size).toBe(0);
  });

  it('shows each permission with its reason, in English and French', () => {
    const english = lab.installations.consentSheet(SCRIPT, 'en-US');
    const french = lab.installations.consentSheet(SCRIPT, 'fr');
    expect(english).toMatchObject({
      app: 'Example rooms',
      title: 'Example rooms asks to use your account',
      labels: { allow: 'Allow' },
    });
    expect(french.labels.everybody).toBe('Pour tous');
    expect(english.permissions.map((permission) => permission.scope)).toEqual(MANIFEST.oauthScopes);
    for (const [index, permission] of english.permissions.entries()) {
      expect(permission.reason).not.toBe('');
      expect(french.permissions[index]?.title).not.toBe(permission.title);
    }
    expect(english.permissions[1]?.scope).toBe(SETTINGS);
  });
});

it('keeps people, tokens, grants and keys through a restart', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'identity-'));
  try {
    const first = await startIdentity(folder);
    first.installations.install(ADA, SCRIPT, [EVENTS]);
    const { token } = first.identity.issueAccessToken({
      email: ADA,
      clientId: first.client.clientId,
      scopes: [EVENTS],
    });
    const keys = await first.identity.keys.jwks();
    await first.close();

    const second = await startIdentity(folder);
    expect(second.identity.resolve(token)?.email).toBe(ADA);
    expect(await second.identity.keys.jwks()).toEqual(keys);
    expect([...second.installations.grantedScopes(ADA, SCRIPT)]).toEqual([EVENTS]);
    await second.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
});
