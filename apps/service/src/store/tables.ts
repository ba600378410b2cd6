/** The schema as Kysely sees it; `schema.sql` is the truth, `data-inventory.json` says what each column is for. */
import type { Generated } from 'kysely';
import type { CancelCause, Clamp, LinkState, Seen } from '@webex-scheduler/core';

export type OrganisationMode = 'on' | 'off' | 'suspended';
export type WebexState = 'none' | 'ok' | 'reconnect' | 'noLicence';

export interface OrganisationTable {
  org_id: string;
  mode: Generated<OrganisationMode>;
  mode_since: Date;
  retention_days: number;
  webex_delete_after_days: number | null;
}

export interface AccountTable {
  org_id: string;
  account_id: string;
  google_sub: string;
  address_sealed: string;
  address_hash: string;
  webex_state: Generated<WebexState>;
  webex_since: Date | null;
  webex_person_id: string | null;
  webex_address_sealed: string | null;
  webex_address_hash: string | null;
  webex_site: string | null;
  webex_access_sealed: string | null;
  webex_access_expires_at: Date | null;
  webex_refresh_sealed: string | null;
  webex_refresh_expires_at: Date | null;
  webex_token_version: Generated<number>;
  webex_quiet_until: Date | null;
  addon_checked_at: Date | null;
  addon_hourly: boolean | null;
  addon_tired: boolean | null;
  addon_missing_scopes: Generated<string[]>;
  created_at: Date;
  seen_at: Date;
}

export interface CreationTable {
  org_id: string;
  account_id: string;
  creation_id: string;
  at: Date;
}

export interface LinkAttemptTable {
  org_id: string;
  attempt_id: string;
  step: 'google' | 'webex' | 'confirm' | 'done';
  state_hash: string;
  session_hash: string;
  verifier_sealed: string | null;
  nonce: string | null;
  google_sub: string | null;
  address_sealed: string | null;
  webex_person_id: string | null;
  webex_address_sealed: string | null;
  webex_site: string | null;
  webex_access_sealed: string | null;
  webex_refresh_sealed: string | null;
  webex_access_expires_at: Date | null;
  webex_refresh_expires_at: Date | null;
  created_at: Date;
  expires_at: Date;
}

export interface BrowserSessionTable {
  org_id: string;
  session_hash: string;
  google_sub: string;
  address_sealed: string;
  created_at: Date;
  used_at: Date;
  expires_at: Date;
}

export interface CalendarTable {
  org_id: string;
  calendar_id: string;
  id_sealed: string;
  id_hash: string;
  heard_at: Date;
  stopped_at: Date | null;
  confirmed_until: Date | null;
}

export interface ReporterTable {
  org_id: string;
  calendar_id: string;
  account_id: string;
  checkpoint: string;
  checkpoint_before: string | null;
  behind_since: Date | null;
  want_full: 'now' | 'background' | null;
  listing: string | null;
  listing_since: Date | null;
  listed_at: Date | null;
  heard_at: Date;
  has_trigger: Generated<boolean>;
}

export interface LinkTable {
  org_id: string;
  link_id: string;
  calendar_id: string;
  event_id: string;
  state: LinkState;
  state_since: Date;
  ended_as: LinkState | null;
  host_account_id: string | null;
  creator_hash: string | null;
  moved_to_hash: string | null;
  ref: string;
  gen: number;
  handed_at: Date | null;
  shows_ref: string | null;
  shows_gen: number | null;
  read_at: Date | null;
  read_as: Seen | null;
  ask_since: Date | null;
  listed_in: string | null;
  other_link: Generated<boolean>;
  clamp: Generated<Clamp>;
  hand_since: Date | null;
  notice: 'copied' | 'restored' | 'late' | 'newlink' | null;
  notice_since: Date | null;
  over_at: Date | null;
  due_at: Date | null;
  attempts: Generated<number>;
  retry_at: Date | null;
  last_code: string | null;
  last_tracking: string | null;
  fence: Generated<number>;
  lease_owner: string | null;
  lease_until: Date | null;
  created_at: Date;
}

export interface SlotTable {
  org_id: string;
  link_id: string;
  slot: string;
  gen: number;
  host_account_id: string;
  host_person_id: string | null;
  tag: string;
  state: 'creating' | 'live' | 'cancelling' | 'cancelled' | 'gone';
  cancel_cause: CancelCause | 'asked' | null;
  cancel_since: Date | null;
  cancel_waits: 'read' | 'behind' | 'mass-deletion' | 'shown' | 'started' | 'failed' | null;
  delete_sent_at: Date | null;
  meeting_id: string | null;
  start_at: Date;
  end_at: Date;
  zone: string;
  rule: string | null;
  title_print: string | null;
  guests_print: string | null;
  print_key_id: string | null;
  wanted_start_at: Date | null;
  wanted_end_at: Date | null;
  wanted_zone: string | null;
  content_due: Generated<boolean>;
  refused_print: string | null;
  block_print: string | null;
  unknown_at: Date | null;
  checked_at: Date | null;
  foreign_since: Date | null;
  foreign_print: string | null;
}

export interface IntentTable {
  org_id: string;
  link_id: string;
  intent_id: string;
  slot: string;
  gen: number;
  verb: 'create' | 'patch' | 'guests' | 'delete';
  fence: number;
  started_at: Date;
}

export interface AuditTable {
  org_id: string;
  audit_id: string;
  at: Date;
  actor: string;
  verb: string;
  reason: string;
  link_id: string | null;
  result: string;
  tracking_id: string | null;
  /** Its place in the organisation's chain, and the hash that covers it and all before it. */
  seq: number;
  hash: string;
}

export interface AuditHeadTable {
  org_id: string;
  seq: number;
  hash: string;
}

export interface Tables {
  'app.organisation': OrganisationTable;
  'app.account': AccountTable;
  'app.creation': CreationTable;
  'app.link_attempt': LinkAttemptTable;
  'app.browser_session': BrowserSessionTable;
  'app.calendar': CalendarTable;
  'app.reporter': ReporterTable;
  'app.link': LinkTable;
  'app.slot': SlotTable;
  'app.intent': IntentTable;
  'app.audit': AuditTable;
  'app.audit_head': AuditHeadTable;
  'directory.organisation': { org_id: string; created_at: Date };
}
