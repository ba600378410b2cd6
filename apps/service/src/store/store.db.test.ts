import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { backends } from '../../test/test-databases.ts';
import { ensureAccount } from './accounts.ts';
import { appendAudit, verifyAudit } from './audit.ts';
import { ensureCalendar } from './calendars.ts';
import type { Database, OrgTransaction } from './database.ts';
import { dumpSchema, listColumns } from './dump-schema.ts';
import { claimLease, lockLink, releaseLease } from './leases.ts';
import { nextLeftover, removeLeftovers } from './leftovers.ts';
import { dueLinks } from './link-dues.ts';
import { findLink, insertLink } from './links.ts';
import {
  changeOrganisation,
  ensureOrganisation,
  listOrganisations,
  readOrganisation,
} from './organisations.ts';

const NOW = Date.parse('2026-11-24T08:00:00Z');
const ROOT = join(import.meta.dirname, '../../../..');
let database: Database;

describe.each(backends())('the store, on $name', ({ open }) => {
  beforeAll(async () => {
    database = await open();
    for (const org of ['a', 'b']) {
      await ensureOrganisation(database, org, 30, NOW);
      await database.inOrg(org, async (trx) => {
        await ensureAccount(trx, {
          orgId: org,
          accountId: `${org}1`,
          sub: 's',
          addressSealed: 'x',
          addressHash: 'h',
          now: NOW,
        });
        await ensureCalendar(trx, {
          orgId: org,
          calendarId: `${org}c`,
          idSealed: 'x',
          idHash: 'h',
          now: NOW,
        });
        await insertLink(trx, link(org));
      });
    }
  });
  afterAll(() => database.close());

  const link = (org: string) => ({
    org_id: org,
    link_id: `${org}l`,
    calendar_id: `${org}c`,
    event_id: 'e',
    state: 'live' as const,
    state_since: new Date(NOW),
    ref: `${org}r`,
    gen: 1,
    created_at: new Date(NOW),
  });

  test('the dump in git is what the migrations make', async () => {
    const kept = readFileSync(join(import.meta.dirname, 'schema.sql'), 'utf8');
    expect(await dumpSchema(database)).toBe(kept);
  });

  test('the data inventory lists every column with its class and its end, and no other', async () => {
    const inventory = JSON.parse(readFileSync(join(ROOT, 'docs/data-inventory.json'), 'utf8')) as {
      classes: Record<string, string>;
      columns: Record<string, { class: string; what: string; until: string }>;
    };
    expect(Object.keys(inventory.columns).sort()).toEqual([...(await listColumns(database))].sort());
    for (const [column, entry] of Object.entries(inventory.columns)) {
      expect(Object.keys(inventory.classes), column).toContain(entry.class);
      expect(entry.what.length * entry.until.length, column).toBeGreaterThan(0);
    }
  });

  test('no column for what is never kept', async () => {
    for (const column of await listColumns(database))
      expect(column).not.toMatch(
        /subject|summary|guest(?!s_print)|attendee|description|location|passcode|password|join|html_link|(?<!s)email/,
      );
  });

  test('S10: every table of an organisation has forced row-level security; the role owns nothing', async () => {
    const { rows } = await sql<{ name: string; ok: boolean }>`
      select c.relname as name, c.relrowsecurity and c.relforcerowsecurity and exists (select from pg_policy p where p.polrelid = c.oid) as ok
      from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'app' and c.relkind = 'r'`.execute(
      database.db,
    );
    expect(rows.length).toBeGreaterThan(8);
    expect(rows.filter((row) => !row.ok)).toEqual([]);
    const role = await sql<{ rolsuper: boolean; rolbypassrls: boolean; owns: string }>`
      select rolsuper, rolbypassrls, (select count(*) from pg_class where relowner = r.oid)::text as owns from pg_roles r where rolname = 'scheduler_app'`.execute(
      database.db,
    );
    expect(role.rows).toEqual([{ rolsuper: false, rolbypassrls: false, owns: '0' }]);
  });

  test('I11: one organisation sees, changes and inserts nothing of another, even if a query forgets to ask', async () => {
    for (const table of ['app.organisation', 'app.account', 'app.calendar', 'app.link'] as const) {
      const rows = await database.inOrg('a', (trx) => trx.selectFrom(table).select('org_id').execute());
      expect(
        rows.map((row) => row.org_id),
        table,
      ).toEqual(['a']);
    }
    expect(await database.inOrg('a', (trx) => findLink(trx, 'b', 'bc', 'e'))).toBeUndefined();
    await database.inOrg('a', (trx) => trx.updateTable('app.link').set({ ref: 'stolen' }).execute());
    await database.inOrg('a', (trx) => trx.deleteFrom('app.link').where('org_id', '=', 'b').execute());
    expect(await database.inOrg('b', (trx) => findLink(trx, 'b', 'bc', 'e'))).toMatchObject({ ref: 'br' });
    await expect(
      database.inOrg('a', (trx) => insertLink(trx, { ...link('b'), link_id: 'x', event_id: 'y' })),
    ).rejects.toThrow(/row-level security/);
  });

  test('S19: a hundred writers keep one chain; whatever is changed behind it is named', async () => {
    const entry = { actor: 'service', verb: 'create', reason: 'picked', result: 'ok' };
    const append = (n: number) =>
      database.inOrg('b', (trx) => appendAudit(trx, 'b', `n${String(n)}`, entry, NOW));
    const verify = () => database.inOrg('b', (trx) => verifyAudit(trx, 'b'));
    expect(await verify()).toEqual({ head: { seq: 0, hash: '' }, brokenAt: null });
    await Promise.all(Array.from({ length: 100 }, (_, n) => append(n)));
    expect(await verify()).toMatchObject({ head: { seq: 100 }, brokenAt: null });
    // Whoever owns the database can do this, with the policies out of the way.
    const meddle = (statement: string) =>
      database.db.transaction().execute(async (trx) => {
        await sql`select set_config('app.org_id', 'b', true)`.execute(trx);
        await sql.raw(statement).execute(trx);
      });
    await meddle("update app.audit set result = 'refused' where seq = 40");
    expect((await verify()).brokenAt).toBe(40);
    await meddle("update app.audit set result = 'ok' where seq = 40");
    await meddle('delete from app.audit where seq = 100');
    expect((await verify()).brokenAt).toBe(100);
    await meddle('delete from app.audit where seq = 60');
    expect((await verify()).brokenAt).toBe(60);
  });

  test('what has outlived its time goes, and says when the next does', async () => {
    const at = (ms: number) => new Date(NOW + ms);
    const rest = { org_id: 'a', google_sub: 's', address_sealed: 'x', created_at: at(0), used_at: at(0) };
    await database.inOrg('a', async (trx) => {
      const left = [10, 20].map((ms) => ({ ...rest, session_hash: String(ms), expires_at: at(ms) }));
      await trx.insertInto('app.browser_session').values(left).execute();
      await trx
        .insertInto('app.link_attempt')
        .values({
          org_id: 'a',
          attempt_id: 'x',
          step: 'webex',
          state_hash: 'x',
          session_hash: 'x',
          webex_refresh_sealed: 'token',
          created_at: at(0),
          expires_at: at(5),
        })
        .execute();
      const spent = { org_id: 'a', account_id: 'a1', creation_id: 'x', at: at(-86_400_000) };
      await trx.insertInto('app.creation').values(spent).execute();
    });
    const next = () => database.inOrg('a', (trx) => nextLeftover(trx, 'a'));
    const remove = (ms: number) => database.inOrg('a', (trx) => removeLeftovers(trx, 'a', NOW + ms));
    for (const [due, then] of [
      [0, 5],
      [5, 10],
      [10, 20],
    ] as const) {
      expect(await next()).toBe(NOW + due);
      await remove(due);
      expect(await next()).toBe(NOW + then);
    }
    await remove(20);
    expect(await next()).toBeNull();
  });

  test('without an organisation there are no rows, and a pooled connection carries none over', async () => {
    await database.inOrg('a', (trx) => trx.selectFrom('app.link').selectAll().execute());
    await database.db.transaction().execute(async (trx) => {
      await sql`set local role scheduler_app`.execute(trx);
      expect(await trx.selectFrom('app.link').selectAll().execute()).toEqual([]);
    });
    const { rows } = await sql<{ role: string }>`select current_user as role`.execute(database.db);
    expect(rows[0]?.role).not.toBe('scheduler_app');
  });

  test('S19: the application can append to the audit, and neither change nor delete it', async () => {
    const entry = { actor: 'service', verb: 'create', reason: 'picked', link_id: 'al', result: 'ok' };
    await database.inOrg('a', (trx) => appendAudit(trx, 'a', 'x1', entry, NOW));
    await expect(
      database.inOrg('a', (trx) => trx.updateTable('app.audit').set({ result: 'no' }).execute()),
    ).rejects.toThrow(/permission denied/);
    await expect(database.inOrg('a', (trx) => trx.deleteFrom('app.audit').execute())).rejects.toThrow(
      /permission denied/,
    );
  });

  test('3, 64: a lease is held by one; whoever comes after a lost one is fenced off', async () => {
    const first = await database.inOrg('a', (trx) => claimLease(trx, 'a', 'al', 'one', new Date(NOW)));
    expect(first).not.toBeNull();
    expect(await database.inOrg('a', (trx) => claimLease(trx, 'a', 'al', 'two', new Date(NOW)))).toBeNull();
    // The lease runs out by the database's clock, whatever the service's clock says.
    await database.inOrg('a', (trx) =>
      trx
        .updateTable('app.link')
        .set({ lease_until: sql`clock_timestamp() - interval '1 second'` })
        .where('link_id', '=', 'al')
        .execute(),
    );
    const second = await database.inOrg('a', (trx) => claimLease(trx, 'a', 'al', 'two', new Date(NOW)));
    expect(await database.inOrg('a', (trx) => lockLink(trx, 'a', 'al', first?.fence ?? 0))).toBeUndefined();
    expect(await database.inOrg('a', (trx) => lockLink(trx, 'a', 'al', second?.fence ?? 0))).toBeDefined();
    await database.inOrg('a', (trx) => releaseLease(trx, 'a', 'al', first?.fence ?? 0));
    expect(
      await database.inOrg('a', (trx) => claimLease(trx, 'a', 'al', 'three', new Date(NOW))),
      "a stale owner releases nobody's lease",
    ).toBeNull();
    await database.inOrg('a', (trx) => releaseLease(trx, 'a', 'al', second?.fence ?? 0));
  });

  test('two make the same link at once: one row, both get it', async () => {
    const made = await Promise.all(
      ['p', 'q'].map((id) =>
        database.inOrg('a', (trx) => insertLink(trx, { ...link('a'), link_id: id, event_id: 'both' })),
      ),
    );
    expect(new Set(made.map((row) => row.link_id)).size).toBe(1);
  });

  test('what is due, and when next', async () => {
    await database.inOrg('b', (trx) =>
      trx
        .updateTable('app.link')
        .set({ due_at: new Date(NOW + 5000) })
        .where('org_id', '=', 'b')
        .execute(),
    );
    const due = (now: number) => database.inOrg('b', (trx) => dueLinks(trx, 'b', now, 10));
    expect(await due(NOW + 4999)).toEqual({ keys: [], next: NOW + 5000 });
    expect(await due(NOW + 5000)).toEqual({ keys: ['bl'], next: null });
  });

  test('an organisation keeps what its administrators chose; coming back from a suspension wants whole reports', async () => {
    await database.inOrg('b', (trx) =>
      changeOrganisation(
        trx,
        'b',
        { mode: 'suspended', retentionDays: 7, webexDeleteAfterDays: 3 },
        NOW + 1000,
      ),
    );
    await ensureOrganisation(database, 'b', 30, NOW + 2000);
    expect(await database.inOrg('b', (trx) => dueLinks(trx, 'b', NOW + 9000, 10))).toEqual({
      keys: [],
      next: null,
    });
    expect(await database.inOrg('b', (trx) => readOrganisation(trx, 'b'))).toMatchObject({
      mode: 'suspended',
      mode_since: new Date(NOW + 1000),
      retention_days: 7,
      webex_delete_after_days: 3,
    });
    await database.inOrg('b', (trx) =>
      changeOrganisation(trx, 'b', { mode: 'on', webexDeleteAfterDays: null }, NOW + 3000),
    );
    expect(await database.inOrg('b', (trx) => readOrganisation(trx, 'b'))).toMatchObject({
      mode: 'on',
      webex_delete_after_days: null,
    });
    expect(await listOrganisations(database)).toEqual(['a', 'b']);
  });

  test('the pool replaces a connection: statements that were prepared before go on working', async () => {
    const read = (n: number) => sql`select ${n}::integer as n`.execute(database.db);
    for (const query of [sql`select ${1}::text as one`, sql`select ${2}::integer as n`])
      await query.execute(database.db);
    for (let n = 0; n < 3; n += 1) {
      (await database.pool.connect()).release(true);
      // The embedded connection says its end to whoever holds it then.
      await new Promise((resolve) => setImmediate(resolve));
      expect((await read(n)).rows).toEqual([{ n }]);
      expect((await sql`select ${n}::text as one`.execute(database.db)).rows).toEqual([{ one: String(n) }]);
    }
  });

  test('another process migrates: a statement that was prepared before goes on working', async () => {
    const read = (trx: OrgTransaction) => sql`select * from public.shape where a = ${1}`.execute(trx);
    await sql`create table public.shape as select 1 as a`.execute(database.db);
    await sql`grant select on public.shape to scheduler_app`.execute(database.db);
    expect((await database.inOrg('a', read)).rows).toEqual([{ a: 1 }]);
    await sql`alter table public.shape add column b integer`.execute(database.db);
    expect((await database.inOrg('a', read)).rows).toEqual([{ a: 1, b: null }]);
  });
});
