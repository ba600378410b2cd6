/** Numbered cases of docs/cases.md: a database that fails, clocks that differ, an organisation that leaves. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE, Rig, START } from '../../test/test-rig.ts';
import type { TestEvent } from '../../test/test-calendar.ts';
import { backends } from '../../test/test-databases.ts';
import type { Database } from '../store/database.ts';
import { dueLinksSource } from '../jobs/due-links.ts';
import { InProcessJobs } from '../jobs/in-process-jobs.ts';
import { createSync } from './sync.ts';
import type { Sync } from './sync.ts';

let database: Database;

const ANN = 'ann@example.test';
const at = (ms: number): string => new Date(START + ms).toISOString();
const from = (ms: number) => ({ start: at(ms), end: at(ms + HOUR) });

/** What a server says that is being restarted. */
class ServerGone extends Error {
  override readonly name = 'ServerGone';
  readonly code = '57P01';
}

/** A database of which one transaction fails: before it began, or after it was committed. */
class FailingDatabase {
  readonly database: Database;
  #left = 0;

  constructor(real: Database, committed: boolean) {
    this.database = {
      ...real,
      inOrg: async (orgId, work) => {
        this.#left -= 1;
        const fails = this.#left === 0;
        if (fails && !committed) throw new ServerGone();
        const result = await real.inOrg(orgId, work);
        if (fails) throw new ServerGone();
        return result;
      },
    };
  }

  /** Runs `work` with its nth transaction failing. */
  async failAt(n: number, work: () => Promise<unknown>): Promise<'threw' | 'answered' | 'unharmed'> {
    this.#left = n;
    try {
      await work();
      return this.#left > 0 ? 'unharmed' : 'answered';
    } catch (error) {
      if (!(error instanceof ServerGone)) throw error;
      return 'threw';
    } finally {
      this.#left = 0;
    }
  }
}

describe.each(backends())('processes and their database, on $name', ({ open }) => {
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());

  test.each([
    ['is refused', false],
    ['is committed, its answer lost', true],
  ])('63: any one transaction %s: one right meeting within the hour', async (_how, committed) => {
    const failing = new FailingDatabase(database, committed);
    const rig = await Rig.start(failing.database);
    rig.webex.tagLagMs = MINUTE;
    const ann = await rig.person('ann');
    const events: TestEvent[] = [];
    for (let more = true, n = 1; more; n += 1) {
      const event = rig.calendars.newEvent(ANN, from(3 * DAY));
      events.push(event);
      const added = await failing.failAt(n, () => ann.add(event));
      await freeLeases(rig);
      // Who got no block picks again at once, and once more when it is known what became of the first attempt.
      if (event.block === undefined) await ann.add(event);
      rig.calendars.change(event, { ...from(4 * DAY), summary: `Moved ${String(n)}` });
      const ids = rig.calendars.takeChanged(ANN);
      const moved = await failing.failAt(n, () => ann.send(ANN, ids, 'incremental'));
      // A report without an answer leaves the add-on's cursor where it was.
      if (moved === 'threw') rig.calendars.putBack(ANN, ids);
      await freeLeases(rig);
      more = added !== 'unharmed' || moved !== 'unharmed';
    }
    expect(events.length, 'transactions of a create, or of a move').toBeGreaterThan(8);
    await rig.hours(1, ann);
    for (const event of events) if (event.block === undefined) await ann.add(event);
    await rig.hours(1, ann);
    expect(rig.errors.every((error) => error instanceof ServerGone)).toBe(true);
    rig.errors.length = 0;
    expect(shown(rig)).toEqual(
      events.map(({ start, summary, block }) => [start, summary, block?.uri]).sort(),
    );
    await rig.expectFixpoint(ann);
  });

  test('65: clocks ten minutes apart: nobody works twice on a link, and no grace is cut short', async () => {
    const rig = await Rig.start(database);
    const ann = await rig.person('ann');
    const ahead = await twin(rig, 10 * MINUTE);
    const event = rig.calendars.newEvent(ANN, from(3 * DAY));
    await ann.add(event);
    await ann.fire();
    // While one process is in its call, the other's clock says that the lease is long over.
    let told: unknown;
    rig.webex.meanwhile('patch', async () => {
      told = await ahead.as(() => ann.send(ANN, [event.id], 'incremental'));
    });
    rig.calendars.change(event, { summary: 'Renamed' });
    await ann.fire();
    expect(told).toMatchObject({ outcomes: [{ do: 'offerAgain', reason: 'link-busy' }] });
    expect(rig.webex.writes).toEqual(['create Weekly planning', 'patch m1']);
    // Two answers at once crossed: to the service that looks like a gap, which a whole report ends.
    await ann.fullListing(ANN);

    rig.calendars.change(event, { state: 'deleted' });
    await ann.fire();
    await ahead.tick();
    rig.calendars.change(event, { state: 'live' });
    await ann.fire();
    await ahead.tick();
    await rig.advance(HOUR);
    expect(rig.webex.writes, 'restored in time').toEqual(['create Weekly planning', 'patch m1']);

    rig.calendars.change(event, { state: 'deleted' });
    await ahead.as(() => ann.fire());
    await rig.hours(1, ann);
    await rig.advance(15 * MINUTE);
    expect(rig.webex.alive()).toEqual([]);
    await rig.expectFixpoint(ann);
  });

  test('66: an organisation leaves with hundreds of links due: suspended none runs, disconnected none is left', async () => {
    const rig = await Rig.start(database);
    const ann = await rig.person('ann');
    const event = rig.calendars.newEvent(ANN, from(3 * DAY));
    await ann.add(event);
    await ann.fire();
    const calls = rig.webex.calls.length;
    await multiply(rig, 200);
    await rig.organisation({ mode: 'suspended' });
    rig.now += DAY;
    await rig.tick();
    expect(rig.webex.calls.length).toBe(calls);
    expect(await rows(rig, 'app.link')).toBe(201);

    const { account_id: accountId } = await database.inOrg(rig.orgId, (trx) =>
      trx.selectFrom('app.account').select('account_id').executeTakeFirstOrThrow(),
    );
    await rig.sync.disconnect(rig.orgId, accountId, 'keep');
    await rig.organisation({ mode: 'on' });
    await rig.tick();
    for (const table of ['app.link', 'app.slot', 'app.intent', 'app.account', 'app.calendar'] as const)
      expect(await rows(rig, table), table).toBe(0);
    expect(rig.webex.calls.length, 'nothing was done for those who are gone').toBe(calls);
    await rig.expectFixpoint();
  });
});

/** A lease that a failing database kept from being given back ends by the database's own clock; no test waits. */
async function freeLeases(rig: Rig): Promise<void> {
  await database.inOrg(rig.orgId, (trx) => trx.updateTable('app.link').set({ lease_until: null }).execute());
}

/** What Webex holds, in the form of an event: start, title, link. */
function shown(rig: Rig): unknown[] {
  return rig.webex
    .alive()
    .map(({ meeting }) => [meeting.start, meeting.title, meeting.webLink])
    .sort();
}

interface Twin {
  /** Lets the add-ons talk to this process. */
  as<T>(work: () => Promise<T>): Promise<T>;
  tick(): Promise<unknown>;
}

/** A second process on the rig's database whose clock is ahead. */
async function twin(rig: Rig, skewMs: number): Promise<Twin> {
  const clock = { now: () => rig.now + skewMs };
  const onError = (error: unknown): void => void rig.errors.push(error);
  let ids = 0;
  const sync: Sync = await createSync({
    database,
    seal: rig.seal,
    webex: rig.webex,
    clock,
    ids: { random: () => `${rig.orgId}-twin-${String((ids += 1))}` },
    pages: { linkUrl: () => 'https://service.test/link', privacyUrl: 'https://service.test/me' },
    contact: () => undefined,
    onError,
  });
  const source = dueLinksSource(database, sync, clock, onError);
  const jobs = new InProcessJobs({ ...source, organisations: () => Promise.resolve([rig.orgId]) });
  return {
    as: async (work) => {
      const own = rig.sync;
      rig.sync = sync;
      try {
        return await work();
      } finally {
        rig.sync = own;
      }
    },
    tick: () => jobs.tick(clock.now()),
  };
}

/** Makes `n` more links like the one there is, each with a move that is due. */
async function multiply(rig: Rig, n: number): Promise<void> {
  await database.inOrg(rig.orgId, async (trx) => {
    const link = await trx.selectFrom('app.link').selectAll().executeTakeFirstOrThrow();
    const slot = await trx.selectFrom('app.slot').selectAll().executeTakeFirstOrThrow();
    const names = Array.from({ length: n }, (_, index) => `${link.link_id}-${String(index)}`);
    const due = { wanted_start_at: slot.start_at, wanted_end_at: slot.end_at, wanted_zone: slot.zone };
    for (let first = 0; first < n; first += 250) {
      const some = names.slice(first, first + 250);
      await trx
        .insertInto('app.link')
        .values(
          some.map((name) => ({
            ...link,
            link_id: name,
            event_id: name,
            ref: name,
            due_at: new Date(rig.now),
          })),
        )
        .execute();
      await trx
        .insertInto('app.slot')
        .values(some.map((name) => ({ ...slot, ...due, link_id: name, tag: name, meeting_id: name })))
        .execute();
    }
  });
}

async function rows(
  rig: Rig,
  table: 'app.link' | 'app.slot' | 'app.intent' | 'app.account' | 'app.calendar',
): Promise<number> {
  const { n } = await database.inOrg(rig.orgId, (trx) =>
    trx
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<string>().as('n'))
      .executeTakeFirstOrThrow(),
  );
  return Number(n);
}
