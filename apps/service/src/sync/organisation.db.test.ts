import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE, Rig, START } from '../../test/test-rig.ts';
import type { TestAddon } from '../../test/test-addon.ts';
import { testSeal } from '../../test/test-seal.ts';
import { backends } from '../../test/test-databases.ts';
import type { Database } from '../store/database.ts';

let database: Database;
let rig: Rig;
let ann: TestAddon;

const ANN = 'ann@example.test';

const at = (ms: number): string => new Date(START + ms).toISOString();
const newEvent = (change = {}) =>
  rig.calendars.newEvent(ANN, { start: at(3 * DAY), end: at(3 * DAY + HOUR), ...change });
const linked = (change = {}) => ann.schedule(newEvent(change));
const uris = () => rig.webex.alive().map((held) => held.meeting.webLink);

/** Puts the store back to how it was: everything of the organisation that was written since is gone. */
async function backup(): Promise<() => Promise<void>> {
  const tables = ['app.calendar', 'app.reporter', 'app.link', 'app.slot', 'app.intent'] as const;
  const kept = new Map<string, unknown[]>();
  for (const table of tables)
    kept.set(table, await database.inOrg(rig.orgId, (trx) => trx.selectFrom(table).selectAll().execute()));
  return async () => {
    await database.inOrg(rig.orgId, async (trx) => {
      await trx.deleteFrom('app.calendar').execute();
      for (const table of tables) {
        const rows = kept.get(table) ?? [];
        if (rows.length > 0)
          await trx
            .insertInto(table)
            .values(rows as never)
            .execute();
      }
    });
    await rig.restart();
  };
}

describe.each(backends())('the organisation, the store and time, on $name', ({ open }) => {
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    rig = await Rig.start(database);
    ann = await rig.person('ann');
  });

  test('off: no new meetings, existing ones follow; on again', async () => {
    const event = await linked();
    await rig.organisation({ mode: 'off' });
    expect(await ann.pick(ANN, newEvent().id)).toMatchObject({ error: { code: 'off' } });
    const copy = rig.calendars.copy(event);
    rig.calendars.change(event, { start: at(4 * DAY), end: at(4 * DAY + HOUR) });
    await ann.fire();
    expect(rig.webex.alive().map((held) => held.meeting.start)).toEqual([at(4 * DAY)]);
    await rig.organisation({ mode: 'on' });
    rig.calendars.touch(copy);
    await ann.fire();
    await ann.fire();
    expect(copy.block?.eventId).toBe(copy.id);
    await rig.expectFixpoint(ann);
  });

  test('off: the block of a meeting that is there can be had again, and is no way to a new one', async () => {
    const event = await linked();
    await rig.organisation({ mode: 'off' });
    const [held] = rig.webex.alive();
    expect(await ann.pick(ANN, event.id, { from: 'card' })).toMatchObject({
      block: { video: { uri: held?.meeting.webLink } },
    });
    if (held !== undefined) held.deleted = true;
    expect(await ann.pick(ANN, event.id, { from: 'card' })).toMatchObject({ error: { code: 'off' } });
    expect(rig.webex.alive()).toEqual([]);
  });

  test('suspended: no call at all; on return a whole report in the background catches up', async () => {
    const event = await linked();
    const gone = await linked({ start: at(5 * DAY), end: at(5 * DAY + HOUR) });
    await rig.organisation({ mode: 'suspended' });
    const calls = rig.webex.calls.length;
    rig.calendars.change(event, { summary: 'Renamed' });
    rig.calendars.change(gone, { state: 'deleted' });
    await ann.fire();
    await rig.hours(3, ann);
    expect(rig.webex.calls.length).toBe(calls);
    await rig.organisation({ mode: 'on' });
    expect((await ann.check('home')).want.full).toEqual([{ calendarId: ANN, background: true }]);
    await rig.hours(2, ann);
    expect(rig.webex.alive().map((held) => held.meeting.title)).toEqual(['Renamed']);
    await rig.expectFixpoint(ann);
  });

  test('I15, 20: many deletions in one pass stop the calendar; confirmed they go', async () => {
    const events = [];
    for (let n = 0; n < 21; n += 1) events.push(newEvent());
    for (const event of events) await ann.add(event);
    await ann.fire();
    for (const event of events) rig.calendars.change(event, { state: 'deleted' });
    await ann.fire();
    await rig.hours(1, ann);
    expect(uris()).toHaveLength(21);
    expect((await ann.check('home')).health.confirm).toEqual([{ calendarId: ANN, meetings: 21 }]);
    await ann.card('confirmDeletion', ANN);
    await rig.hours(1, ann);
    expect(uris()).toHaveLength(0);
    expect((await ann.check('home')).health.confirm).toEqual([]);
    await rig.expectFixpoint(ann);
  }, 60_000);

  test('20: a listing that came back empty deletes nothing: each missing event is asked for first', async () => {
    const event = await linked();
    await ann.send(ANN, [], 'full', { listing: 'empty', complete: true });
    await rig.advance(HOUR);
    expect(uris()).toEqual([event.block?.uri]);
    expect((await ann.check('home')).want.events).toEqual([{ calendarId: ANN, eventId: event.id }]);
    await rig.hours(1, ann);
    await rig.expectFixpoint(ann);
  });

  test('15: deletions in a gap without tombstones are found by the whole listing', async () => {
    const event = await linked();
    rig.calendars.change(event, { state: 'deleted' });
    rig.calendars.takeChanged(ANN);
    await rig.advance(MINUTE);
    await ann.fullListing(ANN);
    await rig.hours(1, ann);
    await rig.advance(5 * MINUTE);
    expect(uris()).toEqual([]);
    await rig.expectFixpoint(ann);
  });

  test('I15: an event that was seen and is nowhere to be found keeps its meeting', async () => {
    const event = await linked();
    rig.calendars.change(event, { state: 'vanished' });
    await ann.fire();
    await rig.hours(3, ann);
    expect(uris()).toHaveLength(1);
    await rig.expectFixpoint(ann);
  });

  test('nothing is cancelled after a start before the calendar has called once', async () => {
    const event = await linked();
    rig.calendars.change(event, { state: 'deleted' });
    await ann.fire();
    await rig.restart();
    await rig.advance(5 * MINUTE);
    expect(uris()).toEqual([event.block?.uri]);
    await ann.hourly();
    await rig.advance(MINUTE);
    expect(uris()).toEqual([]);
  });

  test('70: yesterday’s backup is put back: no live event loses its room, nothing is made twice', async () => {
    const old = await linked();
    const restore = await backup();
    await rig.advance(HOUR);
    const made = await linked({ start: at(5 * DAY), end: at(5 * DAY + HOUR) });
    rig.calendars.change(old, { start: at(6 * DAY), end: at(6 * DAY + HOUR) });
    await ann.fire();
    const before = uris();
    await restore();
    await ann.fire();
    await rig.hours(3, ann);
    expect(uris().sort()).toEqual([...before].sort());
    expect(made.block?.gen).toBe(1);
    rig.calendars.change(made, { summary: 'Renamed' });
    await ann.fire();
    expect(
      rig.webex
        .alive()
        .map((held) => held.meeting.title)
        .sort(),
    ).toEqual(['Renamed', 'Weekly planning']);
    await rig.expectFixpoint(ann);
  });

  test('80: a grace that was lifted after the backup does not fire', async () => {
    const event = await linked();
    rig.calendars.change(event, { state: 'deleted' });
    await ann.fire();
    const restore = await backup();
    rig.calendars.change(event, { state: 'live' });
    await ann.fire();
    await rig.advance(MINUTE);
    await restore();
    await rig.advance(5 * MINUTE);
    await rig.hours(2, ann);
    expect(uris()).toEqual([event.block?.uri]);
    await rig.expectFixpoint(ann);
  });

  test('80: a meeting cancelled in the gap is found dead and replaced', async () => {
    const event = await linked();
    const restore = await backup();
    rig.calendars.change(event, { state: 'deleted' });
    await ann.fire();
    await rig.advance(5 * MINUTE);
    expect(uris()).toEqual([]);
    rig.calendars.change(event, { state: 'live' });
    rig.calendars.takeChanged(ANN);
    await restore();
    await ann.send(ANN, [], 'incremental');
    await rig.hours(3, ann);
    await ann.fire();
    expect(uris()).toEqual([event.block?.uri]);
    await rig.expectFixpoint(ann);
  });

  test('80: a create callback in the gap does not make a second meeting', async () => {
    const restore = await backup();
    const event = newEvent();
    const answer = await ann.pick(ANN, event.id);
    await restore();
    const again = await ann.pick(ANN, event.id);
    expect(uris()).toHaveLength(1);
    expect('block' in again && 'block' in answer && again.block.video.uri === answer.block.video.uri).toBe(
      true,
    );
    await ann.add(event);
    await ann.fire();
    await rig.hours(2, ann);
    expect(rig.webex.writes).toEqual(['create Weekly planning']);
    await rig.expectFixpoint(ann);
  });

  test("80: on a shared calendar one person's whole report does not end another's gap", async () => {
    const shared = 'team@group.calendar.google.com';
    ann.calendars.push(shared);
    const bob = await rig.person('bob', { calendars: [shared] });
    const event = rig.calendars.newEvent(shared, {
      start: at(3 * DAY),
      end: at(3 * DAY + HOUR),
      creator: ANN,
    });
    await ann.add(event);
    await ann.fire(shared);
    await bob.send(shared, [], 'incremental');
    const restore = await backup();
    await ann.send(shared, [], 'incremental');
    await bob.send(shared, [], 'incremental');
    await ann.send(shared, [], 'incremental');
    await bob.send(shared, [], 'incremental');
    await restore();
    await bob.send(shared, [], 'incremental');
    rig.calendars.change(event, { state: 'deleted' });
    await ann.send(shared, [event.id], 'incremental');
    await ann.fullListing(shared);
    await rig.advance(5 * MINUTE);
    expect(uris(), 'bob is still behind').toHaveLength(1);
    await bob.fullListing(shared);
    await ann.hourly();
    await rig.advance(5 * MINUTE);
    expect(uris()).toEqual([]);
    await rig.expectFixpoint(ann, bob);
  });

  test('retention: what is held goes at the end of the event plus the days; Webex keeps by its own rule', async () => {
    await linked();
    await rig.advance(3 * DAY + HOUR + 29 * DAY);
    expect(
      await database.inOrg(rig.orgId, (trx) => trx.selectFrom('app.link').selectAll().execute()),
    ).toHaveLength(1);
    await rig.advance(2 * DAY);
    expect(
      await database.inOrg(rig.orgId, (trx) => trx.selectFrom('app.link').selectAll().execute()),
    ).toEqual([]);
    expect(
      await database.inOrg(rig.orgId, (trx) => trx.selectFrom('app.slot').selectAll().execute()),
    ).toEqual([]);
    expect(rig.webex.writes).toEqual(['create Weekly planning']);
  });

  test('the organisation lets Webex delete N days after the end: the only write to an ended meeting', async () => {
    await rig.organisation({ webexDeleteAfterDays: 2 });
    await linked();
    await rig.advance(3 * DAY + HOUR + 2 * DAY - MINUTE);
    expect(uris()).toHaveLength(1);
    await rig.advance(2 * MINUTE);
    expect(uris()).toEqual([]);
  });

  test('an event that comes back after the purge gets a new meeting or its old one by the tag', async () => {
    const event = await linked();
    await database.inOrg(rig.orgId, (trx) => trx.deleteFrom('app.link').execute());
    rig.calendars.touch(event);
    await ann.fire();
    expect(uris()).toEqual([event.block?.uri]);
    expect(rig.webex.writes).toEqual(['create Weekly planning']);
    await rig.expectFixpoint(ann);
  });

  test('fingerprints of a key that is gone are re-based by reading, not by writing', async () => {
    const event = await linked({ guests: [{ email: 'bob@example.test' }] });
    rig.seal = testSeal('k2');
    await rig.restart();
    rig.calendars.touch(event);
    await ann.fire();
    expect(rig.webex.writes).toEqual(['create Weekly planning']);
    rig.calendars.change(event, { summary: 'Renamed' });
    await ann.fire();
    expect(rig.webex.writes).toEqual(['create Weekly planning', 'patch m1']);
    await rig.expectFixpoint(ann);
  });

  test.each([
    ['keep', 1],
    ['cancel', 0],
  ] as const)('disconnect, %s: what is held about the person is gone', async (meetings, left) => {
    await linked();
    const row = await database.inOrg(rig.orgId, (trx) =>
      trx.selectFrom('app.account').select('account_id').executeTakeFirstOrThrow(),
    );
    await rig.sync.disconnect(rig.orgId, row.account_id, meetings);
    expect(uris()).toHaveLength(left);
    for (const table of [
      'app.account',
      'app.link',
      'app.slot',
      'app.reporter',
      'app.creation',
      'app.calendar',
    ] as const) {
      expect(
        await database.inOrg(rig.orgId, (trx) => trx.selectFrom(table).selectAll().execute()),
        table,
      ).toEqual([]);
    }
  });

  test('I12: no subject, guest or join data in any row, also while something is pending', async () => {
    const event = newEvent({ summary: 'Canary subject', guests: [{ email: 'canary.guest@example.test' }] });
    rig.webex.fail('create', 'lostReply');
    await ann.add(event, { from: 'card' });
    await rig.hours(1, ann);
    rig.webex.fail('patch|addInvitees', 'refuse', { status: 503, times: 9 });
    rig.calendars.change(event, { summary: 'Canary again', guests: [{ email: 'canary.two@example.test' }] });
    await ann.fire();
    const tables = await database.db
      .selectFrom('information_schema.tables' as never)
      .select(['table_name' as never])
      .where('table_schema' as never, '=', 'app' as never)
      .execute();
    let text = '';
    for (const { table_name } of tables as { table_name: string }[]) {
      text += JSON.stringify(
        await database.inOrg(rig.orgId, (trx) =>
          trx
            .selectFrom(`app.${table_name}` as 'app.link')
            .selectAll()
            .execute(),
        ),
      );
    }
    expect(text.length).toBeGreaterThan(1000);
    for (const canary of ['anary', 'secret', 'MTID', ANN, 'ann Doe']) expect(text).not.toContain(canary);
  });
});
