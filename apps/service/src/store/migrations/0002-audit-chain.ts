import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * The audit becomes a chain: each entry's hash covers the one before, so that a changed or missing entry is found by
 * working it out again. The head is locked by whoever appends, which keeps one chain per organisation. Indexes for what
 * goes by its time.
 */
const SCHEMA = `
create table app.audit_head (
  org_id text primary key references app.organisation (org_id) on delete cascade,
  seq    integer not null,
  hash   text not null
);
alter table app.audit_head enable row level security;
alter table app.audit_head force row level security;
create policy organisation on app.audit_head
  using (org_id = current_setting('app.org_id', true)) with check (org_id = current_setting('app.org_id', true));
grant select, insert, update on app.audit_head to scheduler_app;

alter table app.audit add column seq integer, add column hash text;

-- The tables of an organisation show its rows only, to their owner too: so one organisation after the other.
do $$
declare org record; entry record; prior text; n integer;
begin
  for org in select org_id from directory.organisation loop
    perform set_config('app.org_id', org.org_id, true);
    prior := '';
    n := 0;
    for entry in select * from app.audit where org_id = org.org_id order by at, audit_id loop
      n := n + 1;
      prior := encode(sha256(convert_to(concat(
        prior, E'\\n', entry.org_id, E'\\n', entry.audit_id, E'\\n',
        (extract(epoch from entry.at) * 1000)::bigint, E'\\n', entry.actor, E'\\n', entry.verb, E'\\n',
        entry.reason, E'\\n', entry.link_id, E'\\n', entry.result, E'\\n', entry.tracking_id), 'UTF8')), 'hex');
      update app.audit set seq = n, hash = prior where org_id = entry.org_id and audit_id = entry.audit_id;
    end loop;
    if n > 0 then insert into app.audit_head (org_id, seq, hash) values (org.org_id, n, prior); end if;
  end loop;
  perform set_config('app.org_id', '', true);
end $$;

alter table app.audit alter column seq set not null, alter column hash set not null;
alter table app.audit add unique (org_id, seq);

create index link_attempt_by_end on app.link_attempt (org_id, expires_at);
create index browser_session_by_end on app.browser_session (org_id, expires_at);
create index creation_by_time on app.creation (org_id, at);
`;

export const auditChain: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql.raw(SCHEMA).execute(db);
  },
};
