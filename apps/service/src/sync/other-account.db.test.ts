/** A person who connects another Webex account: what the earlier one made stays as it is until he chooses. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DAY, HOUR, Rig, START } from '../../test/test-rig.ts';
import type { TestAddon } from '../../test/test-addon.ts';
import type { TestEvent } from '../../test/test-calendar.ts';
import { backends } from '../../test/test-databases.ts';
import type { Database } from '../store/database.ts';

let database: Database;
let rig: Rig;
let ann: TestAddon;

const ANN = 'ann@example.test';
const at = (ms: number): string => new Date(START + ms).toISOString();

const linked = (day: number): Promise<TestEvent> =>
  ann.schedule(
    rig.calendars.newEvent(ANN, { start: at(day * DAY), end: at(day * DAY + HOUR), creator: ANN }),
  );

async function connect(personId: string): Promise<void> {
  await rig.database.inOrg(rig.orgId, (trx) =>
    trx
      .updateTable('app.account')
      .set({ webex_person_id: personId })
      .where('org_id', '=', rig.orgId)
      .where('google_sub', '=', ann.reporter.sub)
      .execute(),
  );
}

const old = async () => (await ann.check('home')).health.old;
const links = () => rig.webex.alive().map(({ meeting }) => meeting.webLink);

describe.each(backends())('meetings of an earlier Webex account, on $name', ({ open }) => {
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    rig = await Rig.start(database);
    ann = await rig.person('ann');
    await connect('first');
  });

  test('are counted, and left alone: a change of the event changes nothing at Webex', async () => {
    const event = await linked(2);
    expect(await old()).toBeUndefined();
    await connect('second');
    expect(await old()).toMatchObject({ meetings: 1 });
    const writes = rig.webex.writes.length;
    rig.calendars.change(event, { start: at(3 * DAY), end: at(3 * DAY + HOUR) });
    await ann.fire();
    await rig.hours(3, ann);
    expect(rig.webex.writes.length).toBe(writes);
    const { cards } = await ann.check('open', { calendarId: ANN, eventId: event.id });
    expect(cards[0]).toMatchObject({ state: 'readonly' });
    await rig.expectFixpoint(ann);
  });

  test('are not asked about hour after hour: nothing is written while they come near', async () => {
    await linked(1);
    await connect('second');
    await rig.hours(2, ann);
    const before = await audited();
    await rig.hours(6, ann);
    expect(await audited()).toBe(before);
  });

  test('move when the person says so: each event gets a new meeting and link, what is past stays', async () => {
    const events = [await linked(2), await linked(3)];
    const before = events.map((event) => event.block?.uri);
    await connect('second');
    rig.calendars.change(events[0] as TestEvent, { summary: 'Renamed meanwhile' });
    await ann.fire();
    await ann.card('moveMeetings', ANN);
    expect(await old(), 'asked once').toBeUndefined();
    expect(links(), 'nothing is made before the events were read').toEqual(before);
    await ann.hourly();
    await ann.fire();
    const after = events.map((event) => event.block?.uri);
    for (const [n, link] of after.entries()) expect(link).not.toBe(before[n]);
    expect(rig.webex.alive().map(({ meeting }) => meeting.title)).toContain('Renamed meanwhile');
    const { cards } = await ann.check('open', { calendarId: ANN, eventId: events[1]?.id ?? '' });
    expect(cards[0]).toMatchObject({ state: 'newlink', hostIsYou: true });
    // The earlier account's meetings are nobody's to cancel until it is connected again.
    expect(links().sort()).toEqual([...before, ...after].sort());
    await rig.expectFixpoint(ann);
    await connect('first');
    await ann.fire();
    for (const event of events) await rig.sync.runDue(rig.orgId, await linkOf(event));
    expect(links().sort()).toEqual([...after].sort());
  });

  test('stay where the organisation makes no new meetings', async () => {
    const event = await linked(2);
    const before = event.block;
    await connect('second');
    await rig.organisation({ mode: 'off' });
    await ann.card('moveMeetings', ANN);
    await ann.hourly();
    expect(event.block).toEqual(before);
    expect(await old()).toMatchObject({ meetings: 1 });
  });
});

async function linkOf(event: TestEvent): Promise<string> {
  const row = await rig.database.inOrg(rig.orgId, (trx) =>
    trx.selectFrom('app.link').select('link_id').where('event_id', '=', event.id).executeTakeFirstOrThrow(),
  );
  return row.link_id;
}

async function audited(): Promise<number> {
  const entries = await rig.database.inOrg(rig.orgId, (trx) =>
    trx.selectFrom('app.audit').select('seq').execute(),
  );
  return entries.length;
}
