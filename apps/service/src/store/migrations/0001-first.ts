import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * The first schema. Rules that hold from here on: `org_id` first in every key; ids made by us; instants as
 * `timestamptz`; nothing that names a person in the clear, never a subject, guest, description, location or
 * join data; the application works as `scheduler_app`, which row-level security binds even against the owner.
 * `directory` holds what must be found before an organisation is known, and could live in another database.
 */
const SCHEMA = `
create schema directory;
create schema app;

-- Roles belong to the whole server: another database of it may have made this one, even at this moment.
do $$ begin
  create role scheduler_app nologin;
exception when duplicate_object or unique_violation then null;
end $$;
do $$ begin
  if not pg_has_role(current_user, 'scheduler_app', 'member') then
    execute format('grant scheduler_app to %I', current_user);
  end if;
end $$;

create table directory.organisation (
  org_id     text primary key,
  created_at timestamptz not null
);

create table app.organisation (
  org_id                  text primary key,
  mode                    text not null default 'on' check (mode in ('on', 'off', 'suspended')),
  mode_since              timestamptz not null,
  retention_days          integer not null check (retention_days between 0 and 3650),
  webex_delete_after_days integer check (webex_delete_after_days between 0 and 3650)
);

-- A person. The address is sealed; its keyed hash finds it.
create table app.account (
  org_id                   text not null references app.organisation (org_id) on delete cascade,
  account_id               text not null,
  google_sub               text not null,
  address_sealed           text not null,
  address_hash             text not null,
  webex_state              text not null default 'none' check (webex_state in ('none', 'ok', 'reconnect', 'noLicence')),
  webex_since              timestamptz,
  webex_person_id          text,
  webex_address_sealed     text,
  webex_address_hash       text,
  webex_site               text,
  webex_access_sealed      text,
  webex_access_expires_at  timestamptz,
  webex_refresh_sealed     text,
  webex_refresh_expires_at timestamptz,
  webex_token_version      integer not null default 0,
  -- Webex asked for quiet (Retry-After): nothing is sent for this host before.
  webex_quiet_until        timestamptz,
  addon_checked_at         timestamptz,
  addon_hourly             boolean,
  addon_tired              boolean,
  addon_missing_scopes     text[] not null default '{}',
  created_at               timestamptz not null,
  seen_at                  timestamptz not null,
  primary key (org_id, account_id),
  unique (org_id, google_sub)
);
create index account_by_address on app.account (org_id, address_hash);

-- One row per creation sent for a host: Webex counts 100 in 24 hours, failed ones too.
create table app.creation (
  org_id      text not null,
  account_id  text not null,
  creation_id text not null,
  at          timestamptz not null,
  primary key (org_id, account_id, creation_id),
  foreign key (org_id, account_id) references app.account (org_id, account_id) on delete cascade
);

-- A browser on its way through the linking pages.
create table app.link_attempt (
  org_id                text not null references app.organisation (org_id) on delete cascade,
  attempt_id            text not null,
  step                  text not null check (step in ('google', 'webex', 'confirm', 'done')),
  state_hash            text not null,
  session_hash          text not null,
  verifier_sealed       text,
  nonce                 text,
  google_sub            text,
  address_sealed        text,
  webex_person_id       text,
  webex_address_sealed  text,
  webex_site            text,
  webex_access_sealed   text,
  webex_refresh_sealed  text,
  webex_access_expires_at  timestamptz,
  webex_refresh_expires_at timestamptz,
  created_at            timestamptz not null,
  expires_at            timestamptz not null,
  primary key (org_id, attempt_id)
);
create unique index link_attempt_by_state on app.link_attempt (org_id, state_hash);

-- A person's browser, signed in with Google (privacy page, administration).
create table app.browser_session (
  org_id       text not null references app.organisation (org_id) on delete cascade,
  session_hash text not null,
  google_sub   text not null,
  address_sealed text not null,
  created_at   timestamptz not null,
  used_at      timestamptz not null,
  expires_at   timestamptz not null,
  primary key (org_id, session_hash)
);

-- A calendar somebody reported. Its id may be an address, so it is sealed.
create table app.calendar (
  org_id      text not null references app.organisation (org_id) on delete cascade,
  calendar_id text not null,
  id_sealed   text not null,
  id_hash     text not null,
  heard_at    timestamptz not null,
  -- Since when a mass deletion waits for a person's word, and until when one has been confirmed.
  stopped_at      timestamptz,
  confirmed_until timestamptz,
  primary key (org_id, calendar_id),
  unique (org_id, id_hash)
);

-- What one person's add-on has told about one calendar.
create table app.reporter (
  org_id        text not null,
  calendar_id   text not null,
  account_id    text not null,
  checkpoint    text not null,
  checkpoint_before text,
  -- The add-on knows more than this store (a restored backup): until its whole report is in.
  behind_since  timestamptz,
  -- A whole listing is wanted: 'now', or 'background' (after a suspension).
  want_full     text check (want_full in ('now', 'background')),
  listing       text,
  listing_since timestamptz,
  listed_at     timestamptz,
  heard_at      timestamptz not null,
  has_trigger   boolean not null default false,
  primary key (org_id, calendar_id, account_id),
  foreign key (org_id, calendar_id) references app.calendar (org_id, calendar_id) on delete cascade,
  foreign key (org_id, account_id) references app.account (org_id, account_id) on delete cascade
);

-- An event family and what was made for it.
create table app.link (
  org_id       text not null,
  link_id      text not null,
  calendar_id  text not null,
  event_id     text not null,
  state        text not null check (state in ('wished', 'unhosted', 'draft', 'live', 'removed', 'deleted', 'moved', 'lost', 'ended')),
  state_since  timestamptz not null,
  -- Which state it was in when it ended; tells the wording of a return.
  ended_as     text,
  host_account_id text,
  creator_hash text,
  -- Whom the old calendar names as the new organiser: only his calendar's link may take over.
  moved_to_hash text,
  ref          text not null,
  gen          integer not null,
  -- Whether a block of this generation was ever handed out, and when last.
  handed_at    timestamptz,
  shows_ref    text,
  shows_gen    integer,
  read_at      timestamptz,
  read_as      text,
  -- The add-on is to read the event and report it.
  ask_since    timestamptz,
  listed_in    text,
  other_link   boolean not null default false,
  clamp        text not null default 'none' check (clamp in ('none', 'short', 'long')),
  -- The platform refused our block: only the person can put it there.
  hand_since   timestamptz,
  notice       text,
  notice_since timestamptz,
  over_at      timestamptz,
  due_at       timestamptz,
  attempts     integer not null default 0,
  retry_at     timestamptz,
  last_code    text,
  last_tracking text,
  fence        integer not null default 0,
  lease_owner  text,
  lease_until  timestamptz,
  created_at   timestamptz not null,
  primary key (org_id, link_id),
  unique (org_id, calendar_id, event_id),
  foreign key (org_id, calendar_id) references app.calendar (org_id, calendar_id) on delete cascade
);
create index link_due on app.link (org_id, due_at) where due_at is not null;
create index link_by_ref on app.link (org_id, ref);
create index link_by_shown on app.link (org_id, shows_ref, shows_gen);
create index link_by_event on app.link (org_id, event_id);
create index link_by_host on app.link (org_id, host_account_id);

-- A meeting: what one generation of a link made for one slot of the family.
create table app.slot (
  org_id       text not null,
  link_id      text not null,
  slot         text not null,
  gen          integer not null,
  host_account_id text not null,
  -- The Webex account it was made with: its ids mean nothing to another one.
  host_person_id text,
  tag          text not null,
  state        text not null check (state in ('creating', 'live', 'cancelling', 'cancelled', 'gone')),
  cancel_cause text check (cancel_cause in ('deleted', 'removed', 'draft', 'replaced', 'handed-over', 'unfinished', 'asked')),
  cancel_since timestamptz,
  -- What the cancellation waits for since it was last looked at; null = look again when due.
  cancel_waits text,
  -- A DELETE was sent and not refused for certain: whatever comes later, this meeting is gone.
  delete_sent_at timestamptz,
  meeting_id   text,
  start_at     timestamptz not null,
  end_at       timestamptz not null,
  zone         text not null,
  rule         text,
  title_print  text,
  guests_print text,
  print_key_id text,
  -- Times that Webex is still to be told.
  wanted_start_at timestamptz,
  wanted_end_at   timestamptz,
  wanted_zone     text,
  -- Title or guests wait for the add-on to offer the event again.
  content_due  boolean not null default false,
  -- A print of what Webex refused: it is not asked again until the event says something else.
  refused_print text,
  -- A print of the link that opens this meeting, to tell whether the event shows the present one.
  block_print  text,
  -- A write of unknown outcome: read back, or looked up by tag, when this is over.
  unknown_at   timestamptz,
  checked_at   timestamptz,
  -- What somebody changed at Webex: first seen, and a print of what was seen.
  foreign_since timestamptz,
  foreign_print text,
  primary key (org_id, link_id, slot, gen),
  foreign key (org_id, link_id) references app.link (org_id, link_id) on delete cascade
);
create index slot_by_meeting on app.slot (org_id, meeting_id);
create index slot_by_host on app.slot (org_id, host_account_id);

-- A call to Webex that is about to be made, recorded before it is.
create table app.intent (
  org_id     text not null,
  link_id    text not null,
  intent_id  text not null,
  slot       text not null,
  gen        integer not null,
  verb       text not null check (verb in ('create', 'patch', 'guests', 'delete')),
  fence      integer not null,
  started_at timestamptz not null,
  primary key (org_id, link_id, intent_id),
  foreign key (org_id, link_id) references app.link (org_id, link_id) on delete cascade
);

-- What was changed, why, with which result: our own ids, codes and verbs only, so that it may outlive what it
-- tells of. Append-only for the application.
create table app.audit (
  org_id     text not null references app.organisation (org_id) on delete cascade,
  audit_id   text not null,
  at         timestamptz not null,
  actor      text not null,
  verb       text not null,
  reason     text not null,
  link_id    text,
  result     text not null,
  tracking_id text,
  primary key (org_id, audit_id)
);
create index audit_by_time on app.audit (org_id, at);

-- Counters of the rate limiter; lost without harm. Keys carry the organisation.
create table directory.rate (
  key    varchar(255) primary key,
  points integer not null default 0,
  expire bigint
);

grant usage on schema app to scheduler_app;
grant select, insert, update, delete on all tables in schema app to scheduler_app;
revoke update, delete on app.audit from scheduler_app;
`;

/** Each table of `app` has its organisation's rows only; forced, so that the owner is bound too. */
const ISOLATION = `
do $$ declare name text; begin
  for name in select tablename from pg_tables where schemaname = 'app' loop
    execute format('alter table app.%I enable row level security', name);
    execute format('alter table app.%I force row level security', name);
    execute format(
      'create policy organisation on app.%I using (org_id = current_setting(''app.org_id'', true)) with check (org_id = current_setting(''app.org_id'', true))',
      name);
  end loop;
end $$;
`;

export const first: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql.raw(SCHEMA).execute(db);
    await sql.raw(ISOLATION).execute(db);
  },
};
