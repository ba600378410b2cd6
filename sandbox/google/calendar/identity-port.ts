/** What the calendars need to know about people and tokens. The identity platform satisfies it. */
import type { Via } from './actor.ts';

export interface TokenBearer {
  readonly email: string;
  readonly kind: Via;
  readonly scriptId?: string | undefined;
  readonly clientId?: string | undefined;
  readonly scopes: ReadonlySet<string>;
}

export interface Person {
  readonly email: string;
  readonly name: string;
  readonly timeZone: string;
  readonly language: string;
  /** `admin` may use administrator's access. */
  readonly role?: string | undefined;
}

export interface IdentityPort {
  /** Who an access token stands for; undefined if it is unknown, expired or revoked. */
  resolve(token: string): TokenBearer | undefined;
  /** Whether this is a project's API key, which opens what is public and nothing else. */
  isApiKey?(key: string): boolean;
  /** The account with this address, if there is one. */
  account(email: string): Person | undefined;
}

/** A conferencing solution as an installed add-on's manifest declares it. */
export interface ConferenceSolution {
  readonly id: string;
  readonly name: string;
  readonly logoUrl: string;
}

/** The conferencing solutions that the add-on `scriptId`, installed for `email`, declares; undefined if it is not installed. */
export type SolutionsOf = (scriptId: string, email: string) => readonly ConferenceSolution[] | undefined;
