/** Utilities. Digests and signatures are worked out by the platform: the context has no cryptography of its own. */
import { ask, Exception } from './host.ts';
import { ascii, fromBase64, toBase64, utf8 } from './bytes.ts';
import { newBlob } from './blob.ts';
import { bytes, date, either, mismatch, number, signature, text } from './check.ts';
import { enumeration, memberNamed, memberOf } from './enum-value.ts';
import type { EnumValue } from './enum-value.ts';
import { formatDate } from './format-date.ts';
import { formatString } from './format-string.ts';
import { archives } from './archives.ts';
import { parseDate } from './parse-date.ts';
import { parseCsv } from './csv.ts';

const Charset = enumeration('Utilities.Charset', 'US_ASCII UTF_8');
const DigestAlgorithm = enumeration('Utilities.DigestAlgorithm', 'MD2 MD5 SHA_1 SHA_256 SHA_384 SHA_512');
const MacAlgorithm = enumeration(
  'Utilities.MacAlgorithm',
  'HMAC_MD5 HMAC_SHA_1 HMAC_SHA_256 HMAC_SHA_384 HMAC_SHA_512',
);
const RsaAlgorithm = enumeration('Utilities.RsaAlgorithm', 'RSA_SHA_1 RSA_SHA_256');

const UTF_8 = memberNamed(Charset, 'UTF_8');
const charset = memberOf(Charset);
const data = either(text, bytes);

/** Strings are ASCII unless a charset says otherwise; byte arrays stay as they are. */
function bytesOf(value: unknown, set: unknown, otherwise: (value: string) => number[]): number[] {
  if (typeof value !== 'string') return value as number[];
  if (set === undefined) return otherwise(value);
  return set === UTF_8 ? utf8(value) : ascii(value);
}

function hmac(method: string, args: readonly unknown[], algorithm: string): number[] {
  const [value, key, set] = args;
  if (typeof value !== typeof key) throw mismatch(method, args);
  return fromBase64(
    ask(
      '~hmac',
      algorithm,
      toBase64(bytesOf(value, set, ascii)),
      toBase64(bytesOf(key, set, ascii)),
    ) as string,
  );
}

function rsa(member: string, args: readonly unknown[], algorithm: string): number[] {
  signature(`Utilities.${member}`, args, [text, text], [charset]);
  return fromBase64(ask('~rsa', algorithm, toBase64(bytesOf(args[0], args[2], ascii)), args[1]) as string);
}

function encode(method: string, args: readonly unknown[]): string {
  signature(method, args, [data], [charset]);
  return toBase64(bytesOf(args[0], args[1], utf8));
}

function decode(method: string, args: readonly unknown[]): number[] {
  signature(method, args, [text], [charset]);
  return fromBase64(args[0] as string);
}

export const utilities = {
  Charset,
  DigestAlgorithm,
  MacAlgorithm,
  RsaAlgorithm,
  base64Encode: (...args: unknown[]) => encode('Utilities.base64Encode', args),
  base64EncodeWebSafe: (...args: unknown[]) =>
    encode('Utilities.base64EncodeWebSafe', args).replaceAll('+', '-').replaceAll('/', '_'),
  base64Decode: (...args: unknown[]) => decode('Utilities.base64Decode', args),
  base64DecodeWebSafe: (...args: unknown[]) => decode('Utilities.base64DecodeWebSafe', args),
  computeDigest(...args: unknown[]): number[] {
    signature('Utilities.computeDigest', args, [memberOf(DigestAlgorithm), data], [charset]);
    const algorithm = (args[0] as EnumValue).name();
    if (algorithm === 'MD2')
      throw new Exception('Utilities.computeDigest with MD2 is not built in this local Apps Script.');
    return fromBase64(ask('~digest', algorithm, toBase64(bytesOf(args[1], args[2], ascii))) as string);
  },
  computeHmacSha256Signature(...args: unknown[]): number[] {
    const method = 'Utilities.computeHmacSha256Signature';
    signature(method, args, [data, data], [charset]);
    return hmac(method, args, 'HMAC_SHA_256');
  },
  computeHmacSignature(...args: unknown[]): number[] {
    const method = 'Utilities.computeHmacSignature';
    signature(method, args, [memberOf(MacAlgorithm), data, data], [charset]);
    return hmac(method, args.slice(1), (args[0] as EnumValue).name());
  },
  computeRsaSha1Signature: (...args: unknown[]) => rsa('computeRsaSha1Signature', args, 'RSA_SHA_1'),
  computeRsaSha256Signature: (...args: unknown[]) => rsa('computeRsaSha256Signature', args, 'RSA_SHA_256'),
  computeRsaSignature(...args: unknown[]): number[] {
    if (!memberOf(RsaAlgorithm)(args[0])) throw mismatch('Utilities.computeRsaSignature', args);
    return rsa('computeRsaSignature', args.slice(1), args[0].name());
  },
  formatDate(...args: unknown[]): string {
    signature('Utilities.formatDate', args, [date, text, text]);
    return formatDate(args[0] as Date, args[1] as string, args[2] as string);
  },
  formatString(...args: unknown[]): string {
    if (!text(args[0])) throw mismatch('Utilities.formatString', args);
    return formatString(args[0] as string, args.slice(1));
  },
  getUuid: () => ask('~uuid') as string,
  jsonParse: (json: string) => JSON.parse(json) as unknown,
  jsonStringify: (value: unknown) => JSON.stringify(value),
  newBlob,
  parseCsv,
  parseDate(...args: unknown[]): Date {
    signature('Utilities.parseDate', args, [text, text, text]);
    return parseDate(args[0] as string, args[1] as string, args[2] as string);
  },
  ...archives,
  sleep(...args: unknown[]): void {
    signature('Utilities.sleep', args, [number]);
    // Scripts back off by a random time: what is no whole number is cut.
    const milliseconds = Math.trunc(args[0] as number);
    if (milliseconds < 0 || milliseconds > 300_000) throw new Exception('Invalid argument: milliseconds');
    ask('Utilities.sleep', milliseconds);
  },
};
