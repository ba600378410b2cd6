/** Identifiers in the forms that real replies show (lengths and alphabets measured on recordings). */
import { randomBytes, randomInt, randomUUID } from 'node:crypto';

const TOKEN_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

export function newMeetingId(): string {
  return randomBytes(16).toString('hex');
}

/** The id in a join link: `m` and 32 hex characters. */
export function newMtid(): string {
  return `m${randomBytes(16).toString('hex')}`;
}

/** Eleven digits; today's numbers start with 2. */
export function newMeetingNumber(): string {
  return `2${digits(10)}`;
}

export function digits(count: number): string {
  return Array.from({ length: count }, () => String(randomInt(10))).join('');
}

/** `<64 characters>_<4 characters>_<organisation>`: opaque, but log redaction must catch exactly this. */
export function newToken(orgId: string): string {
  return `${letters(64)}_${letters(4)}_${orgId}`;
}

export function newCode(): string {
  return letters(48);
}

export function newClientId(): string {
  return `C${randomBytes(32).toString('hex')}`;
}

export function newSecret(): string {
  return randomBytes(32).toString('hex');
}

/** Base64 without padding of `ciscospark://us/<kind>/<uuid>`, as public ids are. */
export function publicId(kind: 'PEOPLE' | 'ORGANIZATION' | 'LICENSE', uuid: string): string {
  return Buffer.from(`ciscospark://us/${kind}/${uuid}`).toString('base64').replaceAll('=', '');
}

/** Base64 of `ciscospark://urn:TEAM:<cluster>/<kind>/<id>`, as ids of webhooks and applications are. */
export function clusterId(kind: 'WEBHOOK' | 'APPLICATION', id: string): string {
  return Buffer.from(`ciscospark://urn:TEAM:us-west-2_r/${kind}/${id}`)
    .toString('base64')
    .replaceAll('=', '');
}

export function newTrackingId(): string {
  return `ROUTERGW_${randomUUID()}`;
}

function letters(count: number): string {
  return Array.from({ length: count }, () => TOKEN_ALPHABET.charAt(randomInt(TOKEN_ALPHABET.length))).join(
    '',
  );
}
