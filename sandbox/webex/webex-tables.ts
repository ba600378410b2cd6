/** The tables of this local Webex, by name, in its own store. */
import type { Store, Table } from '../control/store.ts';
import type { Invitee } from './invitees/invitee.ts';
import type { WebexMail } from './mail/mail-log.ts';
import type { Meeting } from './meetings/meeting.ts';
import type {
  AccessToken,
  AuthorizationCode,
  Consent,
  OAuthClient,
  RefreshToken,
} from './oauth/oauth-records.ts';
import type { WebexUser } from './users/user.ts';

export interface WebexTables {
  /** By lower-cased address. */
  readonly users: Table<WebexUser>;
  readonly clients: Table<OAuthClient>;
  /** By lower-cased address. */
  readonly consents: Table<Consent>;
  readonly codes: Table<AuthorizationCode>;
  readonly accessTokens: Table<AccessToken>;
  readonly refreshTokens: Table<RefreshToken>;
  readonly meetings: Table<Meeting>;
  /** By meeting. */
  readonly invitees: Table<readonly Invitee[]>;
  readonly mails: Table<WebexMail>;
  /** Instants of attempts to create a meeting, by quota (a person, or an administrator on behalf). */
  readonly creations: Table<readonly number[]>;
}

export function webexTables(store: Store): WebexTables {
  return {
    users: store.table('users'),
    clients: store.table('clients'),
    consents: store.table('consents'),
    codes: store.table('codes'),
    accessTokens: store.table('accessTokens'),
    refreshTokens: store.table('refreshTokens'),
    meetings: store.table('meetings'),
    invitees: store.table('invitees'),
    mails: store.table('mails'),
    creations: store.table('creations'),
  };
}

/** Empties every table. */
export function clearTables(tables: WebexTables): void {
  for (const table of Object.values(tables) as Table<unknown>[]) {
    for (const key of [...table.keys()]) table.delete(key);
  }
}
