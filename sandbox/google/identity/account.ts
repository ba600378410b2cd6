/** A person of local Google, and how one is made from the little that control says about him. */
import { createHash } from 'node:crypto';

export type AccountRole = 'admin' | 'user' | 'consumer';

export interface Account {
  readonly email: string;
  readonly name: string;
  readonly givenName: string;
  readonly familyName: string;
  /** Google's stable number of the person: 21 digits. */
  readonly sub: string;
  /** BCP 47, e.g. `en`, `fr`, `en-GB`. */
  readonly language: string;
  readonly timeZone: string;
  /** The Workspace domain (`hd` of tokens); null for a consumer account. */
  readonly domain: string | null;
  readonly role: AccountRole;
  /** Suspended by an administrator: no token of the person works, and nobody signs in. */
  readonly suspended?: boolean;
}

export interface NewAccount {
  readonly email: string;
  readonly name: string;
  readonly language?: string;
  readonly timeZone?: string;
  /** Omitted: the address's domain, or none where that is a consumer domain. */
  readonly domain?: string | null;
  readonly role?: AccountRole;
}

const CONSUMER_DOMAINS: ReadonlySet<string> = new Set(['gmail.com', 'googlemail.com']);

/** Fills in what {@link NewAccount} left out. The same address always gets the same `sub`, also after a reset. */
export function toAccount(from: NewAccount): Account {
  const email = from.email.toLowerCase();
  const mailDomain = email.slice(email.lastIndexOf('@') + 1);
  const domain =
    from.domain === undefined ? (CONSUMER_DOMAINS.has(mailDomain) ? null : mailDomain) : from.domain;
  const [givenName = from.name, ...rest] = from.name.trim().split(/\s+/);
  return {
    email,
    name: from.name,
    givenName,
    familyName: rest.join(' '),
    sub: subjectOf(email),
    language: from.language ?? 'en',
    timeZone: from.timeZone ?? 'UTC',
    domain,
    role: from.role ?? (domain === null ? 'consumer' : 'user'),
  };
}

function subjectOf(email: string): string {
  const digest = createHash('sha256').update(`sub:${email}`).digest('hex').slice(0, 20);
  return `1${BigInt(`0x${digest}`).toString().padStart(20, '0').slice(-20)}`;
}
