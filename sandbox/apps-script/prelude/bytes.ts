/** Bytes as Apps Script has them (signed, in plain arrays), without any of the browser's encoders. */
import { Exception } from './host.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function signed(byte: number): number {
  return byte > 127 ? byte - 256 : byte;
}

export function utf8(text: string): number[] {
  const escaped = encodeURIComponent(text.toWellFormed()).replace(/%([0-9A-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Array.from(escaped, (char) => signed(char.charCodeAt(0)));
}

/** What Apps Script does without a charset: anything beyond ASCII becomes a question mark. */
export function ascii(text: string): number[] {
  return Array.from(text, (char) => (char.charCodeAt(0) > 127 ? 63 : char.charCodeAt(0)));
}

export function fromUtf8(bytes: readonly number[]): string {
  const escaped = bytes.map((byte) => `%${(byte & 255).toString(16).padStart(2, '0')}`).join('');
  try {
    return decodeURIComponent(escaped);
  } catch {
    return bytes.map((byte) => ((byte & 255) > 127 ? '\uFFFD' : String.fromCharCode(byte))).join('');
  }
}

export function toBase64(bytes: readonly number[]): string {
  let out = '';
  for (let index = 0; index < bytes.length; index += 3) {
    const chunk = [0, 1, 2].map((offset) => (bytes[index + offset] ?? 0) & 255) as [number, number, number];
    const bits = (chunk[0] << 16) | (chunk[1] << 8) | chunk[2];
    const chars = [18, 12, 6, 0].map((shift) => ALPHABET.charAt((bits >> shift) & 63));
    out += chars
      .slice(0, Math.min(bytes.length - index, 3) + 1)
      .join('')
      .padEnd(4, '=');
  }
  return out;
}

export function fromBase64(text: string): number[] {
  const clean = text.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
  const out: number[] = [];
  let bits = 0;
  let held = 0;
  for (const char of clean) {
    const value = ALPHABET.indexOf(char);
    if (value < 0) throw new Exception('Could not decode string.');
    bits = (bits << 6) | value;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    out.push(signed((bits >> held) & 255));
  }
  return out;
}
