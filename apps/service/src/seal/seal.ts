/**
 * Encryption of what is kept, and keyed hashes for finding a row without keeping what it is about.
 *
 * A sealed value is `<key id>.<base64url of nonce, ciphertext, tag>`. Its additional authenticated data names the
 * organisation, the row and the kind, so a value copied to another row, person or column does not open.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { ServiceError } from '../errors.ts';
import type { HashKind, Ids, Seal, SealContext } from '../sync/ports.ts';
import type { Keys } from './key-file.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The seal, and what else comes from the same keys. */
export interface ServiceSeal extends Seal {
  /** A key of its own for sealed cookies: a cookie can never be passed off as a stored value. */
  readonly cookieKey: Uint8Array;
  /** Which key `seal` uses now; a sealed value begins with it and a dot. */
  readonly keyId: string;
  /** Whether the key of a sealed value is at hand. */
  knows(sealed: string): boolean;
}

/** The seal with these keys. */
export function createSeal(keys: Keys): ServiceSeal {
  const hashKeys = new Map<HashKind, Buffer>();
  const hashKey = (kind: HashKind): Buffer => {
    const known = hashKeys.get(kind);
    if (known) return known;
    const made = deriveKey(current(keys.hash), `hash:${kind}`);
    hashKeys.set(kind, made);
    return made;
  };
  return {
    hashKeyId: keys.hash.current,
    keyId: keys.seal.current,
    knows: (sealed) => Object.hasOwn(keys.seal.keys, keyIdOf(sealed)),
    cookieKey: deriveKey(current(keys.seal), 'cookie'),
    keyedHash: (kind, text) => createHmac('sha256', hashKey(kind)).update(text, 'utf8').digest('base64url'),
    seal(plain, context) {
      const keyId = keys.seal.current;
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', current(keys.seal), nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(associated(keyId, context));
      const sealed = Buffer.concat([
        nonce,
        cipher.update(plain, 'utf8'),
        cipher.final(),
        cipher.getAuthTag(),
      ]);
      return `${keyId}.${sealed.toString('base64url')}`;
    },
    open(sealed, context) {
      const keyId = keyIdOf(sealed);
      const key = Object.hasOwn(keys.seal.keys, keyId) ? keys.seal.keys[keyId] : undefined;
      const bytes = Buffer.from(sealed.slice(sealed.indexOf('.') + 1), 'base64url');
      if (!key || bytes.length < NONCE_BYTES + TAG_BYTES) throw new ServiceError('seal-broken');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(associated(keyId, context));
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
      try {
        return Buffer.concat([
          decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)),
          decipher.final(),
        ]).toString('utf8');
      } catch {
        throw new ServiceError('seal-broken');
      }
    },
  };
}

function keyIdOf(sealed: string): string {
  return sealed.slice(0, Math.max(sealed.indexOf('.'), 0));
}

/** Ids of 128 random bits. */
export const randomIds: Ids = { random: () => randomBytes(16).toString('base64url') };

function current(ring: Keys['seal']): Buffer {
  const key = ring.keys[ring.current];
  if (!key) throw new ServiceError('key-file-invalid');
  return key;
}

function deriveKey(key: Buffer, info: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', `webex-scheduler:${info}`, 32));
}

/** JSON of an array: no value can be shifted into its neighbour. */
function associated(keyId: string, { orgId, row, kind }: SealContext): Buffer {
  return Buffer.from(JSON.stringify([keyId, orgId, row, kind]), 'utf8');
}
