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
import type { ServiceApp } from './oauth/service-apps.ts';
import type { Registrant } from './registration/registration.ts';
import type { KeptPreferences } from './users/preferences.ts';
import type { WebexUser } from './users/user.ts';
import type { Webhook } from './webhooks/webhook.ts';

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
  /** By series or occurrence. */
  readonly invitees: Table<readonly Invitee[]>;
  /** By series: its occurrences whose guests are their own. */
  readonly occurrencesWithGuests: Table<readonly string[]>;
  /** By address and site. */
  readonly preferences: Table<KeptPreferences>;
  /** By series. */
  readonly registrants: Table<readonly Registrant[]>;
  readonly webhooks: Table<Webhook>;
  /** By application id. */
  readonly serviceApps: Table<ServiceApp>;
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
    occurrencesWithGuests: store.table('occurrencesWithGuests'),
    preferences: store.table('preferences'),
    registrants: store.table('registrants'),
    webhooks: store.table('webhooks'),
    serviceApps: store.table('serviceApps'),
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
