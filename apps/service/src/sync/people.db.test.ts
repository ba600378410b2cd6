import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE, Rig, START } from '../../test/test-rig.ts';
import type { TestAddon } from '../../test/test-addon.ts';
import type { TestEvent } from '../../test/test-calendar.ts';
import { backends } from '../../test/test-databases.ts';
import type { Database } from '../store/database.ts';

let database: Database;
let rig: Rig;
let ann: TestAddon;

const SHARED = 'team@group.calendar.google.com';
const BOB = 'bob@example.test';

const at = (ms: number): string => new Date(START + ms).toISOString();
const newEvent = (change: Partial<TestEvent> = {}, calendar = 'ann@example.test') =>
  rig.calendars.newEvent(calendar, { start: at(3 * DAY), end: at(3 * DAY + HOUR), ...change });
const linked = (change: Partial<TestEvent> = {}, calendar = 'ann@example.test') =>
  ann.schedule(newEvent({ creator: 'ann@example.test', ...change }, calendar));
const uris = () => rig.webex.alive().map((held) => held.meeting.webLink);

describe.each(backends())('who may change what, on $name', ({ open }) => {
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    rig = await Rig.start(database);
    ann = await rig.person('ann', { calendars: [SHARED] });
  });

  test("69: a stranger reports another's event as deleted: notYours, nothing changes", async () => {
    const event = await linked();
    const eve = await rig.person('eve');
    eve.calendars.push('ann@example.test');
    rig.calendars.change(event, { state: 'deleted' });
    const answer = await eve.send('ann@example.test', [event.id], 'incremental');
    expect(answer.outcomes).toEqual([{ id: event.id, do: 'notYours' }]);
    rig.calendars.change(event, { state: 'live' });
    await rig.advance(HOUR);
    expect(uris()).toEqual([event.block?.uri]);
    await rig.expectFixpoint(ann);
  });

  test("73: a guest who knows ref and id claims the block for his own calendar: the organiser's meeting is untouched", async () => {
    const event = await linked({ guests: [{ email: BOB }] });
    const bob = await rig.person('bob');
    const claimed = rig.calendars.newEvent(BOB, {
      start: event.start,
      end: event.end,
      block: event.block,
      creator: BOB,
    });
    await bob.fire();
    await bob.fire();
    expect(claimed.block?.uri).not.toBe(event.block?.uri);
    rig.calendars.change(claimed, { state: 'deleted' });
    await bob.fire();
    await rig.hours(1, bob);
    expect(uris()).toEqual([event.block?.uri]);
    await rig.expectFixpoint(ann, bob);
  });

  test('73b: nobody is made a host by somebody who copied his block', async () => {
    const event = await linked({ guests: [{ email: BOB }] });
    const bob = await rig.person('bob', { linked: false });
    rig.calendars.newEvent(BOB, { start: event.start, end: event.end, block: event.block, creator: BOB });
    const answer = await bob.fire();
    expect(answer.outcomes.filter((outcome) => outcome.do === 'show')).toHaveLength(1);
    expect(rig.webex.writes).toEqual(['create Weekly planning']);
    await rig.expectFixpoint(ann, bob);
  });

  test('46, 82: the organiser changes, the old one stays as a guest: the meeting stays until the new block is on the event', async () => {
    const event = await linked();
    const bob = await rig.person('bob');
    const before = event.block;
    rig.calendars.change(event, { calendar: BOB, guests: [{ email: 'ann@example.test' }] });
    await ann.fire();
    await rig.advance(HOUR);
    expect(uris(), 'moved is not deleted').toEqual([before?.uri]);
    await bob.fire();
    expect(event.block?.uri).not.toBe(before?.uri);
    expect(uris()).toHaveLength(2);
    await bob.fire();
    await rig.hours(1, ann, bob);
    expect(uris()).toEqual([event.block?.uri]);
    rig.calendars.change(event, { start: at(5 * DAY), end: at(5 * DAY + HOUR) });
    await bob.fire();
    expect(rig.webex.alive()[0]?.meeting.start).toBe(at(5 * DAY));
    await rig.expectFixpoint(ann, bob);
  });

  test("46b: the new owner reports first; the old owner's meeting goes only after his own calendar has said so", async () => {
    const event = await linked();
    const bob = await rig.person('bob');
    rig.calendars.change(event, { calendar: BOB, guests: [{ email: 'ann@example.test' }] });
    await bob.fire();
    await bob.fire();
    await rig.advance(HOUR);
    expect(uris()).toHaveLength(2);
    await ann.hourly();
    await rig.tick();
    expect(uris()).toEqual([event.block?.uri]);
    await rig.expectFixpoint(ann, bob);
  });

  test('46c: only the calendar named as the new organiser takes over', async () => {
    const event = await linked({ guests: [{ email: BOB }] });
    const bob = await rig.person('bob');
    rig.calendars.change(event, {
      calendar: 'cyd@example.test',
      guests: [{ email: BOB }, { email: 'ann@example.test' }],
    });
    await ann.fire();
    // The same event id, shown on a calendar that is not the new organiser's.
    const forged = { ...event, calendar: BOB };
    const view = rig.calendars.events.get(event.id);
    rig.calendars.events.set(event.id, forged);
    await bob.send(BOB, [event.id], 'incremental');
    await bob.send(BOB, [event.id], 'incremental');
    if (view !== undefined) rig.calendars.events.set(event.id, view);
    await rig.hours(2, ann);
    expect(uris()).toContain(event.block?.uri);
    await rig.expectFixpoint(ann);
  });

  test("50: on a shared calendar the host's own trigger follows a colleague's edit; the colleague is told notYours", async () => {
    const event = await linked({}, SHARED);
    const bob = await rig.person('bob', { linked: false, calendars: [SHARED] });
    rig.calendars.change(event, { start: at(4 * DAY), end: at(4 * DAY + HOUR) });
    const answer = await bob.send(SHARED, [event.id], 'incremental');
    expect(answer.outcomes).toEqual([{ id: event.id, do: 'notYours' }]);
    await ann.fire(SHARED);
    expect(rig.webex.alive()[0]?.meeting.start).toBe(at(4 * DAY));
    expect((await ann.check('home')).want.follow).toEqual([SHARED]);
    await rig.expectFixpoint(ann);
  });

  test('52, 83: two people hear a shared calendar, one makes a copy there: its creator hosts, whoever reports first', async () => {
    const event = await linked({}, SHARED);
    const bob = await rig.person('bob', { calendars: [SHARED] });
    await bob.send(SHARED, [], 'incremental');
    const copy = rig.calendars.copy(event, { creator: BOB });
    const first = await ann.send(SHARED, [copy.id], 'incremental');
    expect(first.outcomes).toEqual([{ id: copy.id, do: 'notYours' }]);
    await bob.send(SHARED, [copy.id], 'incremental');
    expect(copy.block?.eventId).toBe(copy.id);
    expect(rig.webex.alive().map((held) => held.accountId)).toEqual([
      ann.reporter.accountId,
      bob.reporter.accountId,
    ]);
    await bob.send(SHARED, [copy.id], 'incremental');
    await rig.expectFixpoint(ann, bob);
  });

  test('83b: the creator is not connected: the owner of the original hosts the copy', async () => {
    const event = await linked({}, SHARED);
    const copy = rig.calendars.copy(event, { creator: 'zoe@example.test' });
    await ann.fire(SHARED);
    await ann.fire(SHARED);
    expect(copy.block?.eventId).toBe(copy.id);
    expect(rig.webex.alive().map((held) => held.accountId)).toEqual([
      ann.reporter.accountId,
      ann.reporter.accountId,
    ]);
    await rig.expectFixpoint(ann);
  });

  test('nobody takes over a living link by clicking; an editor may host an event of his own', async () => {
    const event = await linked({}, SHARED);
    const bob = await rig.person('bob', { calendars: [SHARED] });
    expect(await bob.pick(SHARED, event.id)).toMatchObject({
      error: { type: 'PERMISSION_DENIED', code: 'who' },
    });
    const other = newEvent({}, SHARED);
    expect(await bob.pick(SHARED, other.id)).toHaveProperty('block');
    expect(rig.webex.alive().at(-1)?.accountId).toBe(bob.reporter.accountId);
  });

  test('saved in another calendar than drafted: the link moves there, the same meeting', async () => {
    const event = newEvent({ state: 'vanished' });
    const answer = await ann.pick('ann@example.test', event.id, { draft: true });
    if (!('block' in answer)) throw new Error('no block');
    rig.calendars.change(event, {
      state: 'live',
      calendar: SHARED,
      creator: 'ann@example.test',
      block: {
        v: '1',
        ref: answer.block.parameters.ref,
        gen: 1,
        eventId: event.id,
        uri: answer.block.video.uri,
      },
    });
    await ann.fire(SHARED);
    expect(uris()).toEqual([event.block?.uri]);
    await rig.advance(24 * HOUR);
    await rig.hours(2, ann);
    expect(uris()).toEqual([event.block?.uri]);
    await rig.expectFixpoint(ann);
  });

  test("72: a guest who may modify edits: followed as the organiser's own; removes the conference: the grace of a deletion", async () => {
    const event = await linked({ guests: [{ email: BOB }] });
    const bob = await rig.person('bob');
    rig.calendars.change(event, { start: at(4 * DAY), end: at(4 * DAY + HOUR), summary: 'By Bob' });
    await bob.fire();
    await ann.fire();
    expect(rig.webex.alive().map((held) => held.meeting)).toMatchObject([
      { title: 'By Bob', start: at(4 * DAY) },
    ]);
    rig.calendars.change(event, { block: undefined });
    await ann.fire();
    await rig.advance(MINUTE);
    expect(uris()).toHaveLength(1);
    await rig.advance(2 * MINUTE);
    expect(uris()).toEqual([]);
    await rig.expectFixpoint(ann);
  });

  test('55, I19: the grant is revoked: changes wait, and are caught up after reconnecting', async () => {
    const event = await linked();
    rig.webex.fail('.*', 'refuse', { status: 401, times: 1000 });
    await rig.setWebexState(ann, 'reconnect');
    rig.calendars.change(event, { summary: 'Renamed', start: at(4 * DAY), end: at(4 * DAY + HOUR) });
    await ann.fire();
    expect((await ann.check('home')).health).toMatchObject({ webex: 'reconnect' });
    rig.webex.faults.length = 0;
    await rig.setWebexState(ann, 'ok');
    await rig.hours(2, ann);
    expect(rig.webex.alive()[0]?.meeting).toMatchObject({ title: 'Renamed', start: at(4 * DAY) });
    await rig.expectFixpoint(ann);
  });

  test('I2: silence never cancels: nobody reports for a month', async () => {
    await linked({ start: at(60 * DAY), end: at(60 * DAY + HOUR) });
    await rig.advance(30 * DAY);
    expect(uris()).toHaveLength(1);
  });

  test('31: a partial guest list adds people and removes nobody', async () => {
    const event = await linked({ guests: [{ email: BOB }, { email: 'cyd@example.test' }] });
    rig.calendars.change(event, { guests: [{ email: 'dan@example.test' }], guestsPartial: true });
    await ann.fire();
    expect(
      rig.webex
        .alive()[0]
        ?.invitees.map(({ email }) => email)
        .sort(),
    ).toEqual([BOB, 'cyd@example.test', 'dan@example.test']);
    await rig.expectFixpoint(ann);
  });

  test('undo on the card within the grace gives the same link back; after it a new one', async () => {
    const event = await linked();
    const before = event.block?.uri;
    rig.calendars.change(event, { block: undefined });
    expect((await ann.card('remove', event.calendar, event)).card).toMatchObject({ state: 'removed' });
    await rig.advance(MINUTE);
    const undone = await ann.card('undo', event.calendar, event, true);
    expect(undone.block?.video.uri).toBe(before);
    await rig.hours(1, ann);
    expect(uris()).toEqual([before]);

    await ann.card('remove', event.calendar, event);
    await rig.advance(5 * MINUTE);
    expect(uris()).toEqual([]);
    const late = await ann.card('undo', event.calendar, event, true);
    expect(late.block?.video.uri).not.toBe(before);
    expect(uris()).toEqual([late.block?.video.uri]);
  });
});
