import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE, Rig, START } from '../../test/test-rig.ts';
import type { TestAddon } from '../../test/test-addon.ts';
import type { TestEvent } from '../../test/test-calendar.ts';
import { backends } from '../../test/test-databases.ts';
import type { Database } from '../store/database.ts';

let database: Database;
let rig: Rig;
let ann: TestAddon;

const ANN = 'ann@example.test';
const at = (ms: number): string => new Date(START + ms).toISOString();
const newEvent = (change: Partial<TestEvent> = {}): TestEvent =>
  rig.calendars.newEvent(ANN, { start: at(3 * DAY), end: at(3 * DAY + HOUR), ...change });
const linked = (change: Partial<TestEvent> = {}): Promise<TestEvent> => ann.schedule(newEvent(change));
const uris = (): readonly string[] => rig.webex.alive().map((held) => held.meeting.webLink);
const linkRow = (event: TestEvent) =>
  database.inOrg(rig.orgId, (trx) =>
    trx.selectFrom('app.link').selectAll().where('event_id', '=', event.id).executeTakeFirstOrThrow(),
  );

describe.each(backends())('cases of the catalogue, on $name', ({ open }) => {
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    rig = await Rig.start(database);
    ann = await rig.person('ann');
  });

  test('3, 64: two processes pick one event: the lease lets one through, the other is offered again', async () => {
    const event = await linked();
    const { link_id } = await linkRow(event);
    await database.inOrg(rig.orgId, (trx) =>
      trx
        .updateTable('app.link')
        .set({ lease_owner: 'other', lease_until: new Date('2999-01-01') })
        .where('link_id', '=', link_id)
        .execute(),
    );
    rig.calendars.change(event, { summary: 'Renamed' });
    const answer = await ann.fire();
    expect(answer.outcomes).toMatchObject([{ do: 'offerAgain', reason: 'link-busy' }]);
    expect(rig.webex.writes).toEqual(['create Weekly planning']);
    // The other process died: its lease runs out, and what it held is done.
    await database.inOrg(rig.orgId, (trx) =>
      trx
        .updateTable('app.link')
        .set({ lease_until: new Date(0) })
        .where('link_id', '=', link_id)
        .execute(),
    );
    await rig.hours(1, ann);
    expect(rig.webex.alive()[0]?.meeting.title).toBe('Renamed');
    await rig.expectFixpoint(ann);
  });

  test('11: a copy of a copy made before the first was processed: three distinct meetings', async () => {
    const event = await linked();
    const second = rig.calendars.copy(event);
    const third = rig.calendars.copy(second);
    await ann.fire();
    await ann.fire();
    expect(new Set([event.block?.uri, second.block?.uri, third.block?.uri]).size).toBe(3);
    expect(uris()).toHaveLength(3);
    await rig.expectFixpoint(ann);
  });

  test('13: Webex, Meet, Webex in quick succession: one meeting, the one in between deleted once', async () => {
    const event = await linked();
    rig.calendars.change(event, { block: undefined });
    await ann.fire();
    await rig.advance(3 * MINUTE);
    await ann.add(event);
    await ann.fire();
    await rig.advance(HOUR);
    expect(uris()).toEqual([event.block?.uri]);
    expect(rig.webex.writes.filter((call) => call.startsWith('delete'))).toEqual(['delete m1']);
    await rig.expectFixpoint(ann);
  });

  test('17, I14: the answer to a report is lost, twice: the same report again is harmless and nothing is behind', async () => {
    const event = await linked();
    rig.calendars.change(event, { summary: 'Renamed' });
    const before = ann.checkpoints.get(ANN);
    for (let n = 0; n < 3; n += 1) {
      await ann.send(ANN, [event.id], 'incremental');
      if (before !== undefined) ann.checkpoints.set(ANN, before);
    }
    const { want } = await ann.send(ANN, [event.id], 'incremental');
    expect(want.full).toEqual([]);
    expect(rig.webex.writes).toEqual(['create Weekly planning', 'patch m1']);
    await rig.expectFixpoint(ann);
  });

  test('22: reports doubled and out of order: an older one after a newer is put right by the next', async () => {
    const event = await linked();
    const old = rig.calendars.view(ANN, event.id, false);
    rig.calendars.change(event, { start: at(4 * DAY), end: at(4 * DAY + HOUR) });
    await ann.fire();
    await rig.sync.report(ann.reporter, {
      contract: 1,
      calendarId: ANN,
      checkpoint: ann.checkpoints.get(ANN) ?? '',
      kind: 'incremental',
      complete: true,
      events: [old, old],
      patches: [],
    });
    rig.calendars.touch(event);
    await ann.fire();
    expect(rig.webex.alive()[0]?.meeting.start).toBe(at(4 * DAY));
    await rig.expectFixpoint(ann);
  });

  test('27: the event changed under our patch (412): the next report is planned anew', async () => {
    const event = await linked();
    const copy = rig.calendars.copy(event);
    ann.patchAnswers.push(412);
    await ann.fire();
    expect(copy.block).toEqual(event.block);
    rig.calendars.change(copy, { summary: 'Copy' });
    await ann.fire();
    await ann.fire();
    expect(copy.block?.eventId).toBe(copy.id);
    expect(uris()).toHaveLength(2);
    await rig.expectFixpoint(ann);
  });

  test('28, I9: our own patch of the event comes back as a change and causes no call', async () => {
    const event = await linked();
    const copy = rig.calendars.copy(event);
    await ann.fire();
    const calls = rig.webex.calls.length;
    await ann.fire();
    expect(copy.block?.eventId).toBe(copy.id);
    expect(rig.webex.calls.length).toBe(calls);
    await rig.expectFixpoint(ann);
  });

  test('30, 32, I10: what we write to an event is its block and nothing else', async () => {
    await linked({ guests: [{ email: 'bob@example.test' }] });
    rig.calendars.copy([...rig.calendars.events.values()][0] as TestEvent);
    await ann.fire();
    const patch = ann.outcomes.find((outcome) => outcome.do === 'patch');
    expect(Object.keys(patch ?? {}).sort()).toEqual(['block', 'do', 'id', 'ifMatch']);
    await rig.expectFixpoint(ann);
  });

  test('45: a tombstone of something never ours, and a meeting that is gone already, are both done', async () => {
    const other = newEvent();
    rig.calendars.change(other, { state: 'deleted' });
    await ann.fire();
    const event = await linked();
    const [held] = rig.webex.alive();
    if (held !== undefined) held.deleted = true;
    rig.calendars.change(event, { state: 'deleted' });
    await ann.fire();
    await rig.advance(5 * MINUTE);
    expect(await linkRow(event)).toMatchObject({ state: 'ended', attempts: 0 });
    await rig.expectFixpoint(ann);
  });

  test('47: the host is gone for good: a colleague may take over, on the card', async () => {
    const event = await linked();
    rig.calendars.change(event, { guests: [{ email: 'bob@example.test' }] });
    await ann.fire();
    const bob = await rig.person('bob');
    expect(
      (await bob.card('hostMyself', ANN, event, true)).block,
      'not from a host who is there',
    ).toBeUndefined();
    await rig.setWebexState(ann, 'reconnect');
    const taken = await bob.card('hostMyself', ANN, event, true);
    expect(taken.block?.parameters.gen).toBe('2');
    expect(rig.webex.alive().at(-1)?.accountId).toBe(bob.reporter.accountId);
    expect(uris(), "the former host's meeting stays until somebody who may says so").toHaveLength(2);
    await rig.expectFixpoint(bob);
  });

  test('51: a calendar is gone: nothing is cancelled by age, and nothing is tried over and over', async () => {
    const event = await linked({ start: at(40 * DAY), end: at(40 * DAY + HOUR) });
    const calls = rig.webex.calls.length;
    // Its events are not found any more, and its add-on cannot list it.
    rig.calendars.change(event, { state: 'vanished' });
    await ann.send(ANN, [event.id], 'offered');
    await rig.advance(39 * DAY);
    expect(uris()).toHaveLength(1);
    expect(rig.webex.calls.length).toBe(calls);
    const { cards } = await ann.check('open', { calendarId: ANN, eventId: event.id });
    expect(cards[0]).toMatchObject({ state: 'unattended' });
    await rig.expectFixpoint(ann);
  });

  test('56: another Webex account is connected: meetings of the former one are read-only, ids are never mixed', async () => {
    const personId = (id: string) =>
      database.inOrg(rig.orgId, (trx) =>
        trx.updateTable('app.account').set({ webex_person_id: id }).execute(),
      );
    await personId('first');
    const event = await linked();
    await personId('second');
    const calls = rig.webex.calls.length;
    rig.calendars.change(event, { start: at(4 * DAY), end: at(4 * DAY + HOUR) });
    await ann.fire();
    await rig.hours(2, ann);
    expect(rig.webex.calls.length).toBe(calls);
    const { cards } = await ann.check('open', { calendarId: ANN, eventId: event.id });
    expect(cards[0]).toMatchObject({ state: 'readonly' });
    expect(rig.webex.writes).toEqual(['create Weekly planning']);
    await ann.add(event, { from: 'card' });
    expect(event.block).toMatchObject({ gen: 2 });
    await ann.fire();
    await rig.expectFixpoint(ann);
  });

  test('60: one event that cannot be read does not hold up the others', async () => {
    const good = await linked();
    const bad = await linked();
    rig.calendars.change(bad, { start: 'nonsense', end: 'nonsense' });
    rig.calendars.change(good, { summary: 'Renamed' });
    const answer = await ann.fire();
    expect(answer.outcomes.find((outcome) => outcome.id === bad.id)).toMatchObject({
      do: 'show',
      code: 'event-time-unreadable',
    });
    expect(rig.webex.alive()[0]?.meeting.title).toBe('Renamed');
    await rig.expectFixpoint(ann);
  });

  test('I18: Webex refuses a change for good: shown, not repeated, until the event says something else', async () => {
    const event = await linked();
    rig.webex.fail('patch', 'refuse', { status: 400, times: 5 });
    rig.calendars.change(event, { summary: 'Unacceptable' });
    expect((await ann.fire()).outcomes).toMatchObject([{ do: 'show' }]);
    await rig.hours(3, ann);
    expect(rig.webex.writes).toEqual(['create Weekly planning', 'patch m1']);
    rig.webex.faults.length = 0;
    rig.calendars.change(event, { summary: 'Acceptable' });
    await ann.fire();
    expect(rig.webex.alive()[0]?.meeting.title).toBe('Acceptable');
    await rig.expectFixpoint(ann);
  });

  test('I18: a cancellation that Webex refuses ends in a visible state', async () => {
    const event = await linked();
    rig.webex.fail('delete', 'refuse', { status: 403, times: 100 });
    rig.calendars.change(event, { state: 'deleted' });
    await ann.fire();
    await rig.hours(8, ann);
    expect(rig.webex.writes.filter((call) => call.startsWith('delete')).length).toBeLessThanOrEqual(4);
    const slots = await database.inOrg(rig.orgId, (trx) => trx.selectFrom('app.slot').selectAll().execute());
    expect(slots).toMatchObject([{ state: 'cancelling', cancel_waits: 'failed' }]);
  });

  test('F16: another provider’s link beside ours is said, and never touched', async () => {
    const event = await linked();
    await rig.sync.report(ann.reporter, {
      contract: 1,
      calendarId: ANN,
      checkpoint: ann.checkpoints.get(ANN) ?? '',
      kind: 'incremental',
      complete: true,
      events: [{ ...rig.calendars.view(ANN, event.id, false), otherLink: true }],
      patches: [],
    });
    const { cards } = await ann.check('open', { calendarId: ANN, eventId: event.id });
    expect(cards[0]).toMatchObject({ state: 'two-links', hostIsYou: true, host: ANN });
  });
});

const METHODS = ['create', 'patch', 'addInvitees', 'delete'] as const;
const MOMENTS = METHODS.flatMap((method) =>
  (['crashBefore', 'crashAfter'] as const).map((kind) => ({ method, kind })),
);

describe.each(backends())('SIGKILL at every write to Webex, on $name', ({ open }) => {
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    rig = await Rig.start(database);
    ann = await rig.person('ann');
  });

  /** The process dies in the middle of a call; the caller hears nothing and tries again later. */
  const dying = async (work: () => Promise<unknown>): Promise<void> => {
    await rig.webex.untilDeath(work);
    await rig.restart();
  };

  test.each(MOMENTS)(
    '$kind $method: copy, move, rename, guests, delete: right within the hour, nobody clicking',
    async ({ method, kind }) => {
      const event = await linked();
      const doomed = await linked();
      rig.webex.fail(method, kind);
      const copy = rig.calendars.copy(event, { start: at(5 * DAY), end: at(5 * DAY + HOUR) });
      rig.calendars.change(event, {
        start: at(4 * DAY),
        end: at(4 * DAY + HOUR),
        summary: 'Renamed',
        guests: [{ email: 'bob@example.test' }],
      });
      rig.calendars.change(doomed, { state: 'deleted' });
      const ids = rig.calendars.takeChanged(ANN);
      for (const id of ids) await dying(() => ann.send(ANN, [id], 'incremental'));
      rig.calendars.putBack(ANN, ids);
      // Wherever it dies: each time it starts again, and hears the calendar at the next hourly check.
      for (let time = 0; time < 2; time += 1) {
        await dying(async () => {
          await rig.hours(1, ann);
          await rig.advance(5 * MINUTE);
        });
      }
      await rig.hours(1, ann);
      expect(
        rig.webex.alive().map(({ meeting, invitees }) => ({
          title: meeting.title,
          start: meeting.start,
          link: meeting.webLink,
          guests: invitees.map(({ email }) => email),
        })),
      ).toEqual(
        expect.arrayContaining([
          { title: 'Renamed', start: at(4 * DAY), link: event.block?.uri, guests: ['bob@example.test'] },
          { title: 'Weekly planning', start: at(5 * DAY), link: copy.block?.uri, guests: [] },
        ]),
      );
      expect(uris()).toHaveLength(2);
      await rig.expectFixpoint(ann);
    },
  );
});
