import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, open, readFile, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { ServiceError } from '../errors.ts';

const KEY_BYTES = 32;
const OTHERS = 0o077;

const Key = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9+/]{43}=$/, 'base64 of 32 bytes'),
  v.transform((text) => Buffer.from(text, 'base64')),
);
const KeyId = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,16}$/));
const Ring = v.pipe(
  v.strictObject({ current: KeyId, keys: v.record(KeyId, Key) }),
  v.check(({ current, keys }) => Object.hasOwn(keys, current), 'the current key is among the keys'),
);
/** To rotate: add a key, make it current, keep the old one until nothing carries its id any more. */
const KeyFile = v.strictObject({ v: v.literal(1), seal: Ring, hash: Ring });

export interface KeyRing {
  readonly current: string;
  readonly keys: Readonly<Record<string, Buffer>>;
}

export interface Keys {
  readonly seal: KeyRing;
  readonly hash: KeyRing;
}

/**
 * Reads the key file, making one on the first start if none is configured.
 * @throws {ServiceError} `key-file-unsafe` if others may read the file, `key-file-invalid` if it is no key file;
 * a configured file that is missing is an error too, never a reason to make new keys.
 */
export async function openKeys(dataDir: string, configured?: string): Promise<Keys> {
  const path = configured ?? join(dataDir, 'keys.json');
  if (configured === undefined) {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await createKeyFile(path);
  }
  return parseKeyFile(path, configured === undefined);
}

async function parseKeyFile(path: string, own: boolean): Promise<Keys> {
  let text: string;
  try {
    // A mounted secret has the mode its platform gives it; our own file has ours.
    if (own && process.platform !== 'win32' && ((await stat(path)).mode & OTHERS) !== 0) {
      throw new ServiceError('key-file-unsafe', {
        detail: `Make it readable for its owner only (chmod 600 ${path}).`,
      });
    }
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof ServiceError) throw error;
    throw new ServiceError('key-file-invalid', { cause: error, detail: `It cannot be read: ${path}.` });
  }
  const read = v.safeParse(KeyFile, parseJson(text));
  if (!read.success)
    throw new ServiceError('key-file-invalid', { detail: `See docs/operating.md for its form: ${path}.` });
  return read.output;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message quotes the text.
    return undefined;
  }
}

/** Atomic and durable: a crash leaves either no key file or a whole one, and two first starts agree on one. */
async function createKeyFile(path: string): Promise<void> {
  if (
    await stat(path).then(
      () => true,
      () => false,
    )
  )
    return;
  const ring = (id: string) => ({ current: id, keys: { [id]: randomBytes(KEY_BYTES).toString('base64') } });
  const temporary = `${path}.${randomBytes(6).toString('hex')}`;
  const file = await open(temporary, 'wx', 0o600);
  try {
    await file.writeFile(`${JSON.stringify({ v: 1, seal: ring('s1'), hash: ring('h1') }, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await chmod(temporary, 0o600);
  try {
    await link(temporary, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    await unlink(temporary);
  }
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
