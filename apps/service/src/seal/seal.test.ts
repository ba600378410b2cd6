import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SealContext } from '../sync/ports.ts';
import { openKeys } from './key-file.ts';
import type { Keys } from './key-file.ts';
import { createSeal, randomIds } from './seal.ts';

const ring = (id: string) => ({ current: id, keys: { [id]: randomBytes(32) } });
const KEYS: Keys = { seal: ring('s1'), hash: ring('h1') };
const CONTEXT: SealContext = { orgId: 'alder', row: 'account-1', kind: 'account.address' };

describe('seal', () => {
  it('opens what it sealed', () => {
    const seal = createSeal(KEYS);
    for (const text of ['', 'maya@alderfinch.example', 'é🎯', 'x'.repeat(10_000)]) {
      expect(seal.open(seal.seal(text, CONTEXT), CONTEXT)).toBe(text);
    }
  });

  it('never shows the text, and never the same twice', () => {
    const seal = createSeal(KEYS);
    const sealed = Array.from({ length: 20_000 }, () => seal.seal('maya', CONTEXT));
    const nonces = new Set(
      sealed.map((text) =>
        Buffer.from(text.split('.')[1] ?? '', 'base64url')
          .subarray(0, 12)
          .toString('hex'),
      ),
    );
    expect(nonces.size).toBe(sealed.length);
    expect(
      sealed.some(
        (text) =>
          text.includes('maya') || Buffer.from(text.split('.')[1] ?? '', 'base64url').includes('maya'),
      ),
    ).toBe(false);
  });

  it.each([
    ['organisation', { ...CONTEXT, orgId: 'other' }],
    ['row', { ...CONTEXT, row: 'account-2' }],
    ['kind', { ...CONTEXT, kind: 'calendar.id' }],
    ['border between two fields', { ...CONTEXT, orgId: 'alder","account-1', row: '' }],
  ])('does not open for another %s', (_, other) => {
    const seal = createSeal(KEYS);
    expect(() => seal.open(seal.seal('x', CONTEXT), other)).toThrow(
      expect.objectContaining({ code: 'seal-broken' }),
    );
  });

  it('does not open with any bit flipped, cut or foreign', () => {
    const seal = createSeal(KEYS);
    const [id, body = ''] = seal.seal('hello', CONTEXT).split('.');
    const bytes = Buffer.from(body, 'base64url');
    for (let at = 0; at < bytes.length; at += 1) {
      const flipped = Buffer.from(bytes);
      flipped[at] = (flipped[at] ?? 0) ^ 1;
      expect(() => seal.open(`${String(id)}.${flipped.toString('base64url')}`, CONTEXT)).toThrow();
    }
    for (const bad of [
      '',
      '.',
      's1.',
      's1.AAAA',
      `s2.${body}`,
      body,
      `constructor.${body}`,
      `__proto__.${body}`,
    ]) {
      expect(() => seal.open(bad, CONTEXT)).toThrow(expect.objectContaining({ code: 'seal-broken' }));
    }
  });

  it('rotates: old values open, new ones carry the new key', () => {
    const old = createSeal(KEYS).seal('x', CONTEXT);
    const rotated: Keys = {
      ...KEYS,
      seal: { current: 's2', keys: { ...KEYS.seal.keys, s2: randomBytes(32) } },
    };
    const seal = createSeal(rotated);
    expect(seal.open(old, CONTEXT)).toBe('x');
    expect([seal.knows(old), seal.knows('s9.x'), seal.knows('x')]).toEqual([true, false, false]);
    expect(seal.seal('x', CONTEXT).startsWith(`${seal.keyId}.`)).toBe(true);
  });

  it('hashes per kind and key, 43 characters', () => {
    const seal = createSeal(KEYS);
    expect(seal.keyedHash('address', 'a')).toMatch(/^[\w-]{43}$/);
    expect(seal.keyedHash('address', 'a')).toBe(createSeal(KEYS).keyedHash('address', 'a'));
    expect(seal.keyedHash('address', 'a')).not.toBe(seal.keyedHash('tag', 'a'));
    expect(seal.keyedHash('address', 'a')).not.toBe(
      createSeal({ ...KEYS, hash: ring('h1') }).keyedHash('address', 'a'),
    );
    expect(Buffer.from(createSeal(KEYS).cookieKey)).not.toEqual(KEYS.seal.keys['s1']);
  });

  it('makes ids of 22 characters', () => {
    expect(randomIds.random()).toMatch(/^[\w-]{22}$/);
    expect(randomIds.random()).not.toBe(randomIds.random());
  });
});

describe('key file', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'keys-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is made once, for its owner only, and kept', async () => {
    const [first, second] = await Promise.all([openKeys(folder), openKeys(folder)]);
    expect(second).toEqual(first);
    expect(await openKeys(folder)).toEqual(first);
    expect((await stat(join(folder, 'keys.json'))).mode & 0o777).toBe(0o600);
  });

  it('is refused when others may read it', async () => {
    await openKeys(folder);
    await chmod(join(folder, 'keys.json'), 0o644);
    await expect(openKeys(folder)).rejects.toMatchObject({ code: 'key-file-unsafe' });
  });

  it.each([
    ['no JSON', 'secret-canary'],
    [
      'a short key',
      '{"v":1,"seal":{"current":"a","keys":{"a":"c2VjcmV0"}},"hash":{"current":"a","keys":{"a":"c2VjcmV0"}}}',
    ],
    ['nothing', ''],
  ])('is refused with %s, without quoting it', async (_, text) => {
    const path = join(folder, 'own.json');
    await writeFile(path, text);
    const error: unknown = await openKeys(folder, path).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'key-file-invalid' });
    expect(String((error as Error).stack)).not.toContain('canary');
  });

  it('is never made where one is configured', async () => {
    const path = join(folder, 'missing.json');
    await expect(openKeys(folder, path)).rejects.toMatchObject({ code: 'key-file-invalid' });
    await expect(readFile(path)).rejects.toThrow();
  });
});
