import type { Database } from '../store/database.ts';
import type { Clock, Ids, Seal, WebexAccess } from './ports.ts';

/** Everything the loop stands on; built once at the start. */
export interface World {
  readonly database: Database;
  readonly seal: Seal;
  readonly webex: WebexAccess;
  readonly clock: Clock;
  readonly ids: Ids;
  /** This process, as the holder of leases. */
  readonly owner: string;
  /** Calendars (`org/calendar`) that have called since this process started: before, nothing is cancelled there. */
  readonly heard: Set<string>;
  readonly pages: Pages;
  /** The administrator an organisation names for questions. */
  readonly contact: (orgId: string) => string | undefined;
  /** What nobody foresaw; the error itself may hold personal data, so only its kind is to be logged. */
  readonly onError: (error: unknown, where: { readonly orgId: string; readonly what: string }) => void;
}

export interface Pages {
  /** Where this person connects Webex; bound to the person, carries no address. */
  linkUrl(reporter: Pick<Reporter, 'orgId' | 'accountId'>): string;
  privacyUrl: string;
}

/** Who speaks: a person whose Google ID token was verified. Address, name and locale live for the request only. */
export interface Reporter {
  readonly orgId: string;
  readonly accountId: string;
  readonly sub: string;
  /** The verified address. */
  readonly email: string;
  readonly name?: string | undefined;
  readonly locale?: string | undefined;
}

export function heardKey(orgId: string, calendarId: string): string {
  return `${orgId}/${calendarId}`;
}

export function iso(at: number): string {
  return new Date(at).toISOString();
}
