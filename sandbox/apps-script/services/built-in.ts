/** Computations that Google's runtime has built in and a script's context has not: no service, so no fault and no trace. */
import { constants, createHash, createHmac, createSign, randomUUID } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { unzipSync, zipSync } from 'fflate';
import { ServiceException } from './host-call.ts';
import type { Services } from './host-call.ts';

export const BUILT_IN: Services = {
  '~uuid': () => randomUUID(),
  '~digest': (_, [algorithm, data]) =>
    createHash(hashName(algorithm)).update(fromBase64(data)).digest('base64'),
  '~hmac': (_, [algorithm, data, key]) =>
    createHmac(hashName((algorithm as string).replace('HMAC_', '')), fromBase64(key))
      .update(fromBase64(data))
      .digest('base64'),
  '~rsa': (_, [algorithm, data, key]) => rsa(algorithm as string, fromBase64(data), key as string),
  '~gzip': (_, [data]) => gzipSync(fromBase64(data)).toString('base64'),
  '~ungzip': (_, [data]) => unpacked(() => gunzipSync(fromBase64(data)).toString('base64')),
  '~zip': (_, [files]) => zip(files as readonly NamedBytes[]),
  '~unzip': (_, [data]) => unpacked(() => unzip(fromBase64(data))),
  '~decode': (_, [data, charset]) => decode(fromBase64(data), charset as string),
  '~encode': (_, [text, charset]) => encode(text as string, charset as string).toString('base64'),
};

interface NamedBytes {
  readonly name: string;
  readonly data: string;
}

function hashName(algorithm: unknown): string {
  return (algorithm as string).replace('_', '').toLowerCase();
}

function fromBase64(text: unknown): Buffer {
  return Buffer.from(text as string, 'base64');
}

/** PKCS #1 v1.5, as the service's three RSA methods have it; the key is a PEM text. */
function rsa(algorithm: string, data: Buffer, key: string): string {
  try {
    return createSign(algorithm.replace('RSA_SHA_', 'RSA-SHA'))
      .update(data)
      .sign({ key, padding: constants.RSA_PKCS1_PADDING }, 'base64');
  } catch {
    throw new ServiceException('Invalid argument: key');
  }
}

function zip(files: readonly NamedBytes[]): string {
  const names = files.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new ServiceException(`Duplicate name in zip: ${twice}`);
  const entries = files.map(({ name, data }) => [name, new Uint8Array(fromBase64(data))] as const);
  // One fixed time: an archive depends on nothing but what goes into it.
  const packed = zipSync(Object.fromEntries(entries), { mtime: new Date('1980-01-01T12:00:00Z') });
  return Buffer.from(packed).toString('base64');
}

function unzip(data: Buffer): NamedBytes[] {
  return Object.entries(unzipSync(new Uint8Array(data)))
    .filter(([name]) => !name.endsWith('/'))
    .map(([name, bytes]) => ({ name, data: Buffer.from(bytes).toString('base64') }));
}

function unpacked<T>(read: () => T): T {
  try {
    return read();
  } catch {
    throw new ServiceException('Invalid argument');
  }
}

function decode(data: Buffer, charset: string): string {
  try {
    return new TextDecoder(charset).decode(data);
  } catch {
    throw new ServiceException('Invalid argument: charset');
  }
}

/** Node writes these few; every other charset is refused rather than written wrong. */
function encode(text: string, charset: string): Buffer {
  const name = charset.toLowerCase().replace(/[^a-z0-9]/g, '');
  if (name === 'utf8') return Buffer.from(text, 'utf8');
  if (name === 'utf16le' || name === 'utf16') return Buffer.from(text, 'utf16le');
  if (name === 'iso88591' || name === 'latin1') return Buffer.from(replaced(text, 255), 'latin1');
  if (name === 'usascii' || name === 'ascii') return Buffer.from(replaced(text, 127), 'latin1');
  throw new ServiceException(`Writing the charset ${charset} is not built in this local Apps Script.`);
}

function replaced(text: string, last: number): string {
  return Array.from(text, (char) => ((char.codePointAt(0) ?? 0) > last ? '?' : char)).join('');
}
