-- Written by a script from the migrated database. Do not edit.

create table app.account (
  org_id text not null,
  account_id text not null,
  google_sub text not null,
  address_sealed text not null,
  address_hash text not null,
  webex_state text not null default 'none'::text,
  webex_since timestamp with time zone,
  webex_person_id text,
  webex_address_sealed text,
  webex_address_hash text,
  webex_site text,
  webex_access_sealed text,
  webex_access_expires_at timestamp with time zone,
  webex_refresh_sealed text,
  webex_refresh_expires_at timestamp with time zone,
  webex_token_version integer not null default 0,
  webex_quiet_until timestamp with time zone,
  addon_checked_at timestamp with time zone,
  addon_hourly boolean,
  addon_tired boolean,
  addon_missing_scopes text[] not null default '{}'::text[],
  created_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  constraint account_webex_state_check CHECK ((webex_state = ANY (ARRAY['none'::text, 'ok'::text, 'reconnect'::text, 'noLicence'::text]))),
  constraint account_org_id_fkey FOREIGN KEY (org_id) REFERENCES app.organisation(org_id) ON DELETE CASCADE,
  constraint account_pkey PRIMARY KEY (org_id, account_id),
  constraint account_org_id_google_sub_key UNIQUE (org_id, google_sub)
);
CREATE INDEX account_by_address ON app.account USING btree (org_id, address_hash);
-- row-level security: forced, policy organisation (org_id = current_setting('app.org_id'::text, true)); scheduler_app may delete, insert, select, update

create table app.audit (
  org_id text not null,
  audit_id text not null,
  at timestamp with time zone not null,
  actor text not null,
  verb text not null,
  reason text not null,
  link_id text,
  result text not null,
  tracking_id text,
  seq integer not null,
  hash text not null,
  constraint audit_org_id_fkey FOREIGN KEY (org_id) REFERENCES app.organisation(org_id) ON DELETE CASCADE,
  constraint audit_pkey PRIMARY KEY (org_id, audit_id),
  constraint audit_org_id_seq_key UNIQUE (org_id, seq)
);
CREATE INDEX audit_by_time ON app.audit USING btree (org_id, at);
-- row-level security: forced, policy organisation (org_id = current_setting('app.org_id'::text, true)); scheduler_app may insert, select

create table app.audit_head (
  org_id text not null,
  seq integer not null,
  hash text not null,
  constraint audit_head_org_id_fkey FOREIGN KEY (org_id) REFERENCES app.organisation(org_id) ON DELETE CASCADE,
  constraint audit_head_pkey PRIMARY KEY (org_id)
);
-- row-level security: forced, policy organisation (org_id = current_setting('app.org_id'::text, true)); scheduler_app may insert, select, update

create table app.browser_session (
  org_id text not null,
  session_hash text not null,
  google_sub text not null,
  address_sealed text not null,
  created_at timestamp with time zone not null,
  used_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint browser_session_org_id_fkey FOREIGN KEY (org_id) REFERENCES app.organisation(org_id) ON DELETE CASCADE,
  constraint browser_session_pkey PRIMARY KEY (org_id, session_hash)
);
CREATE INDEX browser_session_by_end ON app.browser_session USING btree (org_id, expires_at);
-- row-level security: forced, policy organisation (org_id = current_setting('app.org_id'::text, true)); scheduler_app may delete, insert, select, update

create table app.calendar (
  org_id text not null,
  calendar_id text not null,
  id_sealed text not null,
  id_hash text not null,
  heard_at timestamp with time zone not null,
  stopped_at timestamp with time zone,
  confirmed_until timestamp with time zone,
  constraint calendar_org_id_fkey FOREIGN KEY (org_id) REFERENCES app.organisation(org_id) ON DELETE CASCADE,
  constraint calendar_pkey PRIMARY KEY (org_id, calendar_id),
  constraint calendar_org_id_id_hash_key UNIQUE (org_id, id_hash)
);
-- row-level security: forced, policy organisation (org_id = current_setting('app.org_id'::text, true)); scheduler_app may delete, insert, select, update

create table app.creation (
  org_id text not null,
  account_id text not null,
  creation_id text not null,
  at timestamp with time zone not null,
  constraint creation_org_id_account_id_fkey FOREIGN KEY (org_id, account_id) REFERENCES app.account(org_id, account_id) ON DELETE CASCADE,
  constraint creation_pkey PRIMARY KEY (org_id, account_id, creation_id)
);
CREATE INDEX creation_by_time ON app.creation USING btree (org_id, at);
-- row-level security: forced, policy organisation (org_id = current_setting('app.org_id'::text, true)); scheduler_app may delete, insert, select, update

create table app.intent (
  org_id text not null,
  link_id text not null,
  intent_id text not null,
  slot text not null,
  gen integer not null,
  verb text not null,
  fence integer not null,
  started_at timestamp with time zone not null,
  constraint intent_verb_check CHECK ((verb = ANY (ARRAY['create'::text, 'patch'::text, 'guests'::text, 'delete'::text]))),
  constraint intent_org_id_link_id_fkey FOREIGN KEY (org_id, link_id) REFERENCES app.link(org_id, link_id) ON DELETE CASCADE,
  constraint intent_pkey PRIMARY KEY (org_id, link_id, intent_id)
);
-- row-level security: forced, policy organisation (org_id = current_setting('app.org_id'::text, true)); scheduler_app may delete, insert, select, update

create table app.link (
  org_id text not null,
  link_id text not null,
  calendar_id text not null,
  event_id text not null,
  state text not null,
  state_since timestamp with time zone not null,
  ended_as text,
  host_account_id text,
  creator_hash text,
  moved_to_hash text,
  ref text not null,
  gen integer not null,
  handed_at timestamp with time zone,
  shows_ref text,
  shows_gen integer,
  read_at timestamp with time zone,
  read_as text,
  ask_since timestamp with time zone,
  listed_in text,
  other_link boolean not null default false,
  clamp text not null default 'none'::text,
  hand_since timestamp with time zone,
  notice text,
  notice_since timestamp with time zone,
  over_at timestamp with time zone,
  due_at timestamp with time zone,
  attempts integer not null default 0,
  retry_at timestamp with time zone,
  last_code text,
  last_tracking text,
  fence integer not null default 0,
  lease_owner text,
  lease_until timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint link_clamp_check CHECK ((clamp = ANY (ARRAY['none'::text, 'short'::text, 'long'::text]))),
  constraint link_state_check CHECK ((state = ANY (ARRAY['wished'::text, 'unhosted'::text, 'draft'::text, 'live'::text, 'removed'::text, 'deleted'::text, 'moved'::text, 'lost'::text, 'ended'::text]))),
  constraint link_org_id_calendar_id_fkey FOREIGN KEY (org_id, calendar_id) REFERENCES app.calendar(org_id, calendar_id) ON DELETE CASCADE,
  constraint link_pkey PRIMARY KEY (org_id, link_id),
  constraint link_org_id_calendar_id_event_id_key UNIQUE (org_id, calendar_id, event_id)
);
CREATE INDEX link_by_event ON app.link USING btree (org_id, event_id);
CREATE INDEX link_by_host ON app.link USING btree (org_id, host_account_id);
CREATE INDEX link_by_ref ON app.link USING btree (org_id, ref);
CREATE INDEX link_by_shown ON app.link USING btree (org_id, shows_ref, shows_gen);
CREATE INDEX link_due ON app.link USING btree (org_id, due_at) WHERE (due_at IS NOT NULL);
-- row-level security: forced, policy organisation (org_id = current_setting('app.org_id'::text, true)); scheduler_app may delete, insert, select, update

create table app.link_attempt (
  org_id text not null,
  attempt_id text not null,
  step text not null,
  state_hash text not null,
  session_hash text not null,
  verifier_sealed text,
  nonce text,
  google_sub text,
  address_sealed text,
  webex_person_id text,
  webex_address_sealed text,
  webex_site text,
  webex_access_sealed text,
  webex_refresh_sealed text,
  webex_access_expires_at timestamp with time zone,
  webex_refresh_expires_at timestamp with time zone,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint link_attempt_step_check CHECK ((step = ANY (ARRAY['google'::text, 'webex'::text, 'confirm'::text, 'done'::text]))),
  constraint link_attempt_org_id_fkey FOREIGN KEY (org_id) REFERENCES app.organisation(org_id) ON DELETE CASCADE,
  constraint link_attempt_pkey PRIMARY KEY (org_id, attempt_id)
);
CREATE INDEX link_attempt_by_end ON app.link_attempt USING btree (org_id, expires_at);
CREATE UNIQUE INDEX link_attempt_by_state ON app.link_attempt USING btree (org_id, state_hash);
-- row-level security: forced, policy organisation (org_id = current_setting('app.org_id'::text, true)); scheduler_app may delete, insert, select, update

create table app.organisation (
  org_id text not null,
  mode text not null default 'on'::text,
  mode_since timestamp with time zone not null,
  retention_days integer not null,
  webex_delete_after_days integer,
  constraint organisation_mode_check CHECK ((mode = ANY (ARRAY['on'::text, 'off'::text, 'suspended'::text]))),
  constraint organisation_retention_days_check CHECK (((retention_days >= 0) AND (retention_days <= 3650))),
  constraint organisation_webex_delete_after_days_check CHECK (((webex_delete_after_days >= 0) AND (webex_delete_after_days <= 3650))),
  constraint organisation_pkey PRIMARY KEY (org_id)
);
-- row-level security: forced, policy organisation (org_id = current_setting('app.org_id'::text, true)); scheduler_app may delete, insert, select, update

create table app.reporter (
  org_id text not null,
  calendar_id text not null,
  account_id text not null,
  checkpoint text not null,
  checkpoint_before text,
  behind_since timestamp with time zone,
  want_full text,
  listing text,
  listing_since timestamp with time zone,
  listed_at timestamp with time zone,
  heard_at timestamp with time zone not null,
  has_trigger boolean not null default false,
  constraint reporter_want_full_check CHECK ((want_full = ANY (ARRAY['now'::text, 'background'::text]))),
  constraint reporter_org_id_account_id_fkey FOREIGN KEY (org_id, account_id) REFERENCES app.account(org_id, account_id) ON DELETE CASCADE,
  constraint reporter_org_id_calendar_id_fkey FOREIGN KEY (org_id, calendar_id) REFERENCES app.calendar(org_id, calendar_id) ON DELETE CASCADE,
  constraint reporter_pkey PRIMARY KEY (org_id, calendar_id, account_id)
);
-- row-level security: forced, policy organisation (org_id = current_setting('app.org_id'::text, true)); scheduler_app may delete, insert, select, update

create table app.slot (
  org_id text not null,
  link_id text not null,
  slot text not null,
  gen integer not null,
  host_account_id text not null,
  host_person_id text,
  tag text not null,
  state text not null,
  cancel_cause text,
  cancel_since timestamp with time zone,
  cancel_waits text,
  delete_sent_at timestamp with time zone,
  meeting_id text,
  start_at timestamp with time zone not null,
  end_at timestamp with time zone not null,
  zone text not null,
  rule text,
  title_print text,
  guests_print text,
  print_key_id text,
  wanted_start_at timestamp with time zone,
  wanted_end_at timestamp with time zone,
  wanted_zone text,
  content_due boolean not null default false,
  refused_print text,
  block_print text,
  unknown_at timestamp with time zone,
  checked_at timestamp with time zone,
  foreign_since timestamp with time zone,
  foreign_print text,
  constraint slot_cancel_cause_check CHECK ((cancel_cause = ANY (ARRAY['deleted'::text, 'removed'::text, 'draft'::text, 'replaced'::text, 'handed-over'::text, 'unfinished'::text, 'asked'::text]))),
  constraint slot_state_check CHECK ((state = ANY (ARRAY['creating'::text, 'live'::text, 'cancelling'::text, 'cancelled'::text, 'gone'::text]))),
  constraint slot_org_id_link_id_fkey FOREIGN KEY (org_id, link_id) REFERENCES app.link(org_id, link_id) ON DELETE CASCADE,
  constraint slot_pkey PRIMARY KEY (org_id, link_id, slot, gen)
);
CREATE INDEX slot_by_host ON app.slot USING btree (org_id, host_account_id);
CREATE INDEX slot_by_meeting ON app.slot USING btree (org_id, meeting_id);
-- row-level security: forced, policy organisation (org_id = current_setting('app.org_id'::text, true)); scheduler_app may delete, insert, select, update

create table directory.organisation (
  org_id text not null,
  created_at timestamp with time zone not null,
  constraint organisation_pkey PRIMARY KEY (org_id)
);
-- row-level security: none

create table directory.rate (
  key character varying(255) not null,
  points integer not null default 0,
  expire bigint,
  constraint rate_pkey PRIMARY KEY (key)
);
-- row-level security: none
