/** A file of a message: a blob that also knows its hash and size. */
import { ask } from '../host.ts';
import { Blob } from '../blob.ts';
import { fromBase64, toBase64 } from '../bytes.ts';

export class GmailAttachment extends Blob {
  /** SHA-1 of what it holds. */
  getHash(): string {
    const digest = fromBase64(ask('~digest', 'SHA_1', toBase64(this.getBytes())) as string);
    return digest.map((byte) => (byte & 255).toString(16).padStart(2, '0')).join('');
  }

  getSize(): number {
    return this.getBytes().length;
  }

  override toString(): string {
    return 'GmailAttachment';
  }
}
