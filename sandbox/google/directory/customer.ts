/** The number under which Google knows a domain's customer. */
import { createHash } from 'node:crypto';

export function customerOf(domain: string): string {
  return `C0${createHash('sha256').update(domain).digest('hex').slice(0, 7)}`;
}
