import { createHmac } from 'node:crypto';
import type { Seal } from '../src/sync/ports.ts';

/** A seal whose key can be lost: nothing secret about it, but bound to its context like the real one. */
export function testSeal(keyId = 'k1'): Seal {
  const mac = (text: string, key = keyId): string =>
    createHmac('sha256', key).update(text).digest('base64url');
  return {
    hashKeyId: keyId,
    keyedHash: (kind, text) => mac(`${kind}\n${text}`, kind === 'fingerprint' ? keyId : 'k1'),
    seal: (plain, context) =>
      `${Buffer.from(plain).toString('base64url')}.${mac(JSON.stringify(context), 'k1')}`,
    open: (sealed, context) => {
      const [text, bound] = sealed.split('.');
      if (bound !== mac(JSON.stringify(context), 'k1')) throw new Error('sealed for another row');
      return Buffer.from(text ?? '', 'base64url').toString();
    },
  };
}
