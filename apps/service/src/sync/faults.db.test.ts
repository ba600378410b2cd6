import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE, Rig, START } from '../../test/test-rig.ts';
import type { TestAddon } from '../../test/test-addon.ts';
import { backends } from '../../test/test-databases.ts';
import type { Database } from '../store/database.ts';

let database: Database;
let rig: Rig;
let ann: TestAddon;

const at = (ms: number): string => new Date(START + ms).toISOString();
const newEvent = (change = {}) =>
  rig.calendars.newEvent('ann@example.test', { start: at(3 * DAY), end: at(3 * DAY + HOUR), ...change });
const linked = (change = {}) => ann.schedule(newEvent(change));
const titles = () => rig.webex.alive().map((held) => held.meeting.title);

describe.each(backends())('what dies in between, on $name', ({ open }) => {
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    rig = await Rig.start(database);
    ann = await rig.person('ann');
  });

  test.each(['crashBefore', 'crashAfter'] as const)(
    '1: the process dies around the creation (%s): picked again, exactly one meeting',
    async (kind) => {
      const event = newEvent();
      rig.webex.fail('create', kind);
      expect(await rig.webex.untilDeath(() => ann.pick(event.calendar, event.id))).toBe('killed');
      await rig.restart();
      const answer = await ann.add(event);
      if (kind === 'crashBefore') {
        // Whether Webex made it cannot be known yet: no second POST for 120 s.
        expect(answer).toMatchObject({ error: { type: 'TEMPORARY' } });
        await rig.advance(3 * MINUTE);
        await ann.add(event);
      }
      await ann.fire();
      expect(rig.webex.alive()).toHaveLength(1);
      expect(rig.webex.alive()[0]?.meeting.webLink).toBe(event.block?.uri);
      await rig.expectFixpoint(ann);
    },
  );

  test.each(['crashBefore', 'crashAfter'] as const)(
    'killed around the creation (%s), never picked again: nothing is left within the hourly check',
    async (kind) => {
      const event = newEvent();
      rig.webex.fail('create', kind);
      expect(await rig.webex.untilDeath(() => ann.pick(event.calendar, event.id))).toBe('killed');
      await rig.restart();
      await rig.hours(1, ann);
      await rig.tick();
      expect(rig.webex.alive()).toHaveLength(0);
      await rig.expectFixpoint(ann);
    },
  );

  test('a create that errors is over: what Webex made all the same is adopted by tag and cancelled', async () => {
    const event = newEvent();
    rig.webex.fail('create', 'lostReply');
    expect(await ann.pick(event.calendar, event.id)).toMatchObject({ error: { type: 'TEMPORARY' } });
    expect(rig.webex.alive()).toHaveLength(1);
    await rig.hours(1, ann);
    expect(rig.webex.alive()).toHaveLength(0);
    await rig.expectFixpoint(ann);
  });

  test("2: two clicks at the same time, and the add-on's second try: one meeting", async () => {
    const event = newEvent();
    const answers = await Promise.all([
      ann.pick(event.calendar, event.id),
      ann.pick(event.calendar, event.id),
    ]);
    answers.push(await ann.add(event));
    await ann.fire();
    expect(new Set(answers.map((answer) => ('block' in answer ? answer.block.video.uri : answer)))).toEqual(
      new Set([event.block?.uri]),
    );
    expect(rig.webex.writes).toEqual(['create Weekly planning']);
    await rig.expectFixpoint(ann);
  });

  test('an outage of 40 minutes with nobody present: the drag follows by itself, the rename at the next hourly check', async () => {
    const event = await linked();
    rig.webex.fail('.*', 'refuse', { times: 1000, status: 503 });
    rig.calendars.change(event, { start: at(4 * DAY), end: at(4 * DAY + HOUR) });
    await ann.fire();
    await rig.advance(20 * MINUTE);
    rig.calendars.change(event, { summary: 'Renamed' });
    await ann.fire();
    await rig.advance(20 * MINUTE);
    rig.webex.faults.length = 0;
    await rig.advance(15 * MINUTE);
    expect(rig.webex.alive()[0]?.meeting.start).toBe(at(4 * DAY));
    await ann.hourly();
    expect(titles()).toEqual(['Renamed']);
    await rig.expectFixpoint(ann);
  });

  test('74: rename, Webex away, the execution killed before its offers were kept: the rename still arrives', async () => {
    const event = await linked();
    rig.webex.fail('patch', 'refuse', { status: 503 });
    rig.calendars.change(event, { summary: 'Renamed' });
    await ann.fire();
    ann.offers.clear();
    await rig.hours(1, ann);
    expect(titles()).toEqual(['Renamed']);
    await rig.expectFixpoint(ann);
  });

  test("75: a copy's block could not be written: offered again, no event keeps the other's link, no orphan", async () => {
    const event = await linked();
    const copy = rig.calendars.copy(event);
    ann.patchAnswers.push(503);
    await ann.fire();
    expect(copy.block).toEqual(event.block);
    await rig.hours(1, ann);
    expect(copy.block?.eventId).toBe(copy.id);
    expect(
      rig.webex
        .alive()
        .map((held) => held.meeting.webLink)
        .sort(),
    ).toEqual([event.block?.uri, copy.block?.uri].sort());
    await rig.expectFixpoint(ann);
  });

  test("75b: the copy's creation has no answer: no second POST for 120 s, then adopted", async () => {
    const event = await linked();
    const copy = rig.calendars.copy(event);
    rig.webex.fail('create', 'lostReply');
    await ann.fire();
    expect(copy.block).toEqual(event.block);
    await ann.fire();
    await rig.hours(1, ann);
    expect(rig.webex.alive()).toHaveLength(2);
    expect(copy.block?.eventId).toBe(copy.id);
    await rig.expectFixpoint(ann);
  });

  test('81: a PATCH without an answer lands after a newer one: read back, the newer stands', async () => {
    const event = await linked();
    rig.webex.fail('patch', 'late');
    rig.calendars.change(event, { start: at(4 * DAY), end: at(4 * DAY + HOUR) });
    await ann.fire();
    rig.calendars.change(event, { start: at(5 * DAY), end: at(5 * DAY + HOUR) });
    await ann.fire();
    rig.webex.land();
    expect(rig.webex.alive()[0]?.meeting.start).toBe(at(4 * DAY));
    await rig.advance(3 * MINUTE);
    expect(rig.webex.alive()[0]?.meeting.start).toBe(at(5 * DAY));
    await rig.expectFixpoint(ann);
  });

  test('81: a DELETE without an answer, the event restored, the DELETE lands late: no dead link', async () => {
    const event = await linked();
    rig.webex.fail('delete', 'late');
    rig.calendars.change(event, { state: 'deleted' });
    await ann.fire();
    await rig.advance(2 * MINUTE + 1000);
    rig.calendars.change(event, { state: 'live' });
    await ann.fire();
    rig.webex.land();
    await rig.hours(1, ann);
    expect(event.block).toMatchObject({ gen: 2 });
    expect(rig.webex.alive().map((held) => held.meeting.webLink)).toEqual([event.block?.uri]);
    await rig.expectFixpoint(ann);
  });

  test('79: a cancellation waits for Webex, the event is restored, its firing lost: not cancelled without a fresh read', async () => {
    const event = await linked();
    rig.webex.fail('get|delete', 'refuse', { times: 1000, status: 503 });
    rig.calendars.change(event, { state: 'deleted' });
    await ann.fire();
    await rig.advance(15 * MINUTE);
    rig.calendars.change(event, { state: 'live' });
    rig.calendars.takeChanged(event.calendar);
    rig.webex.faults.length = 0;
    await rig.advance(HOUR);
    expect(rig.webex.alive()).toHaveLength(1);
    await rig.hours(1, ann);
    expect(rig.webex.alive()).toHaveLength(1);
    expect(rig.webex.alive()[0]?.meeting.webLink).toBe(event.block?.uri);
    await rig.expectFixpoint(ann);
  });

  test('84: a move pending in an outage, the meeting replaced meanwhile: the move is not applied to the new one', async () => {
    const event = await linked();
    rig.webex.fail('patch', 'refuse', { times: 3, status: 503 });
    rig.calendars.change(event, { start: at(4 * DAY), end: at(4 * DAY + HOUR) });
    await ann.fire();
    rig.calendars.change(event, { block: undefined });
    await ann.fire();
    await rig.advance(10 * MINUTE);
    rig.calendars.change(event, { start: at(6 * DAY), end: at(6 * DAY + HOUR) });
    await ann.add(event);
    await ann.fire();
    await rig.hours(1, ann);
    expect(rig.webex.alive().map((held) => held.meeting.start)).toEqual([at(6 * DAY)]);
    await rig.expectFixpoint(ann);
  });

  test('71: Google refuses our block: needs hand, no storm, nothing cancelled', async () => {
    const event = await linked();
    const copy = rig.calendars.copy(event);
    ann.patchAnswers.push(400);
    await ann.fire();
    rig.calendars.touch(copy);
    await ann.fire();
    await ann.fire();
    const { cards } = await ann.check('open', { calendarId: copy.calendar, eventId: copy.id });
    expect(cards[0]).toMatchObject({ state: 'hand' });
    const patches = ann.outcomes.filter((outcome) => outcome.id === copy.id && outcome.do === 'patch').length;
    rig.calendars.change(event, { state: 'deleted' });
    await ann.fire();
    await rig.hours(3, ann);
    expect(ann.outcomes.filter((outcome) => outcome.id === copy.id && outcome.do === 'patch').length).toBe(
      patches,
    );
    expect(rig.webex.alive(), "the original's meeting stays while the copy shows its link").toHaveLength(2);
    await rig.expectFixpoint(ann);
  });

  test('14: removed at Webex by somebody: restored when nobody has touched it for ten minutes', async () => {
    const event = await linked({ start: at(DAY), end: at(DAY + HOUR) });
    const [held] = rig.webex.alive();
    if (held !== undefined) held.deleted = true;
    await rig.hours(1, ann);
    const { cards } = await ann.check('open', { calendarId: event.calendar, eventId: event.id });
    expect(cards[0], 'said until it is restored').toMatchObject({ state: 'detached' });
    await rig.hours(2, ann);
    await ann.fire();
    expect(rig.webex.alive().map((now) => now.meeting.webLink)).toEqual([event.block?.uri]);
    await rig.expectFixpoint(ann);
  });

  test('14: changed at Webex by somebody: the calendar wins, without a loop', async () => {
    await linked({ start: at(DAY), end: at(DAY + HOUR) });
    const [held] = rig.webex.alive();
    if (held !== undefined)
      held.meeting = {
        ...held.meeting,
        title: 'Their title',
        start: at(DAY + 2 * HOUR),
        end: at(DAY + 3 * HOUR),
      };
    await rig.hours(3, ann);
    expect(held?.meeting).toMatchObject({ title: 'Weekly planning', start: at(DAY) });
    await rig.expectFixpoint(ann);
  });

  test('14: changed at Webex again and again: left alone while it is touched, then restored once', async () => {
    await linked({ start: at(DAY), end: at(DAY + HOUR) });
    const [held] = rig.webex.alive();
    await rig.hours(1, ann);
    for (let round = 0; round < 12; round += 1) {
      if (held !== undefined) held.meeting = { ...held.meeting, title: `Their title ${String(round)}` };
      await rig.advance(5 * MINUTE);
      await ann.hourly();
      await rig.tick();
    }
    expect(rig.webex.writes).toEqual(['create Weekly planning']);
    await rig.hours(2, ann);
    expect(rig.webex.writes).toEqual(['create Weekly planning', 'patch m1']);
    expect(titles()).toEqual(['Weekly planning']);
    await rig.expectFixpoint(ann);
  });

  test('58: Retry-After is kept to; the host is left in quiet', async () => {
    const event = await linked();
    rig.webex.fail('patch', 'refuse', { status: 429, retryAfterS: 1800 });
    rig.calendars.change(event, { start: at(4 * DAY), end: at(4 * DAY + HOUR) });
    await ann.fire();
    const calls = rig.webex.calls.length;
    await rig.advance(29 * MINUTE);
    expect(rig.webex.calls.length).toBe(calls);
    await rig.advance(2 * MINUTE);
    expect(rig.webex.alive()[0]?.meeting.start).toBe(at(4 * DAY));
    await rig.expectFixpoint(ann);
  });

  test('59, I16: never more than 100 creations a day; the card leaves a wish that is fulfilled in the next window', async () => {
    await database.inOrg(rig.orgId, (trx) =>
      trx
        .insertInto('app.creation')
        .values(
          Array.from({ length: 100 }, (_, n) => ({
            org_id: rig.orgId,
            account_id: ann.reporter.accountId,
            creation_id: `c${String(n)}`,
            at: new Date(rig.now),
          })),
        )
        .execute(),
    );
    const event = newEvent();
    expect(await ann.add(event, { from: 'card' })).toMatchObject({
      error: { type: 'TEMPORARY', code: 'limit' },
    });
    await rig.hours(2, ann);
    expect(rig.webex.alive()).toHaveLength(0);
    await rig.advance(DAY);
    await rig.hours(2, ann);
    expect(rig.webex.alive().map((held) => held.meeting.webLink)).toEqual([event.block?.uri]);
    await rig.expectFixpoint(ann);
  });

  test('F23: added on the card in an outage: the link arrives by itself, one meeting', async () => {
    const event = newEvent();
    rig.webex.fail('create', 'lostReply');
    expect(await ann.add(event, { from: 'card' })).toMatchObject({ error: { code: 'pending' } });
    await rig.hours(2, ann);
    await ann.fire();
    expect(rig.webex.alive()).toHaveLength(1);
    expect(event.block?.uri).toBe(rig.webex.alive()[0]?.meeting.webLink);
    await rig.expectFixpoint(ann);
  });

  test('I17: an early joiner keeps the meeting: in progress it is not deleted', async () => {
    const event = await linked({ start: at(DAY), end: at(DAY + HOUR) });
    const [held] = rig.webex.alive();
    if (held !== undefined) held.inProgress = true;
    rig.calendars.change(event, { state: 'deleted' });
    await ann.fire();
    await rig.advance(10 * MINUTE);
    expect(rig.webex.alive()).toHaveLength(1);
    if (held !== undefined) held.inProgress = false;
    await rig.hours(1, ann);
    expect(rig.webex.alive()).toHaveLength(0);
    await rig.expectFixpoint(ann);
  });
});
