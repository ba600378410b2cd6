import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { backends } from '../../test/test-databases.ts';
import type { Keys } from '../seal/key-file.ts';
import { createSeal } from '../seal/seal.ts';
import { ensureAccount } from '../store/accounts.ts';
import { ensureCalendar } from '../store/calendars.ts';
import type { Database } from '../store/database.ts';
import { ensureOrganisation } from '../store/organisations.ts';
import { resealAll } from './reseal.ts';

const ORG = 'alder';
const OLD: Keys = {
  seal: { current: 's1', keys: { s1: randomBytes(32) } },
  hash: { current: 'h1', keys: { h1: randomBytes(32) } },
};
const BOTH: Keys = { ...OLD, seal: { current: 's2', keys: { ...OLD.seal.keys, s2: randomBytes(32) } } };
const NEW: Keys = { ...OLD, seal: { current: 's2', keys: { s2: BOTH.seal.keys['s2'] ?? randomBytes(32) } } };
const PEOPLE = 250;

describe.each(backends())('rotating the key, on $name', ({ open }) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
    const seal = createSeal(OLD);
    await ensureOrganisation(database, ORG, 30, 0);
    await database.inOrg(ORG, async (trx) => {
      for (let n = 0; n < PEOPLE; n += 1) {
        const accountId = `a${String(n)}`;
        const address = { orgId: ORG, row: accountId, kind: 'account.address' };
        await ensureAccount(trx, {
          orgId: ORG,
          accountId,
          sub: accountId,
          addressSealed: seal.seal('maya@alder.example', address),
          addressHash: 'x',
          now: 0,
        });
      }
      const refresh = { orgId: ORG, row: 'a7', kind: 'account.webex-refresh-token' };
      await trx
        .updateTable('app.account')
        .set({ webex_refresh_sealed: seal.seal('refresh', refresh) })
        .where('org_id', '=', ORG)
        .where('account_id', '=', 'a7')
        .execute();
      const calendar = { orgId: ORG, row: 'hash', kind: 'calendar.id' };
      await ensureCalendar(trx, {
        orgId: ORG,
        calendarId: 'c',
        idSealed: seal.seal('team@alder.example', calendar),
        idHash: 'hash',
        now: 0,
      });
    });
  });
  afterAll(() => database.close());

  test('S9: nothing carries the old key afterwards, and all of it opens without it', async () => {
    expect(await resealAll(database, createSeal(OLD))).toEqual({ resealed: 0, unknown: 0 });
    expect(await resealAll(database, createSeal(NEW))).toEqual({ resealed: 0, unknown: PEOPLE + 2 });
    expect(await resealAll(database, createSeal(BOTH))).toEqual({ resealed: PEOPLE + 2, unknown: 0 });
    expect(await resealAll(database, createSeal(BOTH))).toEqual({ resealed: 0, unknown: 0 });
    const seal = createSeal(NEW);
    const rows = await database.inOrg(ORG, (trx) => trx.selectFrom('app.account').selectAll().execute());
    for (const row of rows) {
      const address = { orgId: ORG, row: row.account_id, kind: 'account.address' };
      expect(seal.open(row.address_sealed, address)).toBe('maya@alder.example');
    }
  });
});
