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

describe.each(backends())('one event, end to end, on $name', ({ open }) => {
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    rig = await Rig.start(database);
    ann = await rig.person('ann');
  });

  test('picked, saved, seen: one meeting, the block of the conversation, and nothing more to do', async () => {
    const event = newEvent({
      guests: [{ email: 'Bob@Example.test' }, { email: 'room@resource.calendar.google.com', resource: true }],
    });
    const answer = await ann.add(event);
    expect(answer).toMatchObject({
      block: { parameters: { v: '1', gen: '1', eventId: event.id }, video: { passcode: 'secret' } },
    });
    await ann.fire();
    expect(rig.webex.alive()).toHaveLength(1);
    expect(rig.webex.alive()[0]).toMatchObject({
      meeting: { title: 'Weekly planning', start: at(3 * DAY) },
      invitees: [{ email: 'bob@example.test' }],
    });
    await rig.expectFixpoint(ann);
    expect(rig.webex.writes).toEqual(['create Weekly planning']);
  });

  test('a draft that does not exist yet gets a placeholder that cannot start before it is swept', async () => {
    await ann.pick('ann@example.test', 'draft1', { draft: true });
    const [held] = rig.webex.alive();
    expect(Date.parse(held?.meeting.start ?? '')).toBeGreaterThanOrEqual(START + 25 * HOUR);
    expect(held?.meeting.title).toBe("ann Doe's meeting");
  });

  test('moved, renamed, guests changed: the least set of writes, the same meeting', async () => {
    const event = newEvent();
    await ann.add(event);
    await ann.fire();
    rig.calendars.change(event, {
      start: at(4 * DAY),
      end: at(4 * DAY + HOUR),
      summary: 'Renamed',
      guests: [{ email: 'bob@example.test' }],
    });
    await ann.fire();
    expect(rig.webex.writes.slice(1)).toEqual(['patch m1', 'addInvitees m1']);
    expect(rig.webex.alive()[0]).toMatchObject({
      meeting: { id: 'm1', title: 'Renamed', start: at(4 * DAY) },
      invitees: [{ email: 'bob@example.test' }],
    });
    await rig.expectFixpoint(ann);
  });

  test('5, 6: deleted, its meeting goes after the grace and not before', async () => {
    const event = newEvent();
    await ann.add(event);
    await ann.fire();
    rig.calendars.change(event, { state: 'deleted' });
    await ann.fire();
    await rig.advance(119_000);
    expect(rig.webex.alive()).toHaveLength(1);
    await rig.advance(MINUTE);
    expect(rig.webex.alive()).toHaveLength(0);
    await rig.expectFixpoint(ann);
  });

  test('67: restored within the grace nothing happened; later a new generation and a new meeting', async () => {
    const event = newEvent();
    await ann.add(event);
    await ann.fire();
    rig.calendars.change(event, { state: 'deleted' });
    await ann.fire();
    await rig.advance(MINUTE);
    rig.calendars.change(event, { state: 'live' });
    await ann.fire();
    await rig.advance(HOUR);
    expect(rig.webex.writes).toEqual(['create Weekly planning']);

    rig.calendars.change(event, { state: 'deleted' });
    await ann.fire();
    await rig.advance(3 * MINUTE);
    expect(rig.webex.alive()).toHaveLength(0);
    rig.calendars.change(event, { state: 'live' });
    await ann.fire();
    expect(event.block).toMatchObject({ gen: 2 });
    expect(rig.webex.alive().map((held) => held.meeting.webLink)).toEqual([event.block?.uri]);
    await ann.fire();
    const { cards } = await ann.check('open', { calendarId: event.calendar, eventId: event.id });
    expect(cards[0]).toMatchObject({ state: 'restored' });
    await rig.expectFixpoint(ann);
  });

  test('10, I3: a copy gets its own meeting; the original keeps its link; deleting one leaves the other', async () => {
    const event = newEvent();
    await ann.add(event);
    await ann.fire();
    const original = event.block;
    const copy = rig.calendars.copy(event, { start: at(5 * DAY), end: at(5 * DAY + HOUR) });
    await ann.fire();
    expect(copy.block).toMatchObject({ eventId: copy.id });
    expect(copy.block?.uri).not.toBe(original?.uri);
    expect(event.block).toEqual(original);
    await ann.fire();
    rig.calendars.change(event, { state: 'deleted' });
    await ann.fire();
    await rig.advance(5 * MINUTE);
    expect(rig.webex.alive().map((held) => held.meeting.webLink)).toEqual([copy.block?.uri]);
    await rig.expectFixpoint(ann);
  });

  test('duplicated, and the original deleted within five seconds: the copy ends with its own live meeting', async () => {
    const event = newEvent();
    await ann.add(event);
    await ann.fire();
    const copy = rig.calendars.copy(event);
    rig.calendars.change(event, { state: 'deleted' });
    await ann.fire();
    await rig.advance(10 * MINUTE);
    await ann.fire();
    await rig.hours(1, ann);
    expect(rig.webex.alive().map((held) => held.meeting.webLink)).toEqual([copy.block?.uri]);
    await rig.expectFixpoint(ann);
  });

  test('12, 77: a discarded draft is asked about after 24 h, and swept only then', async () => {
    await ann.pick('ann@example.test', 'draft1', { draft: true });
    await rig.hours(2, ann);
    await rig.advance(21 * HOUR);
    expect(rig.webex.alive()).toHaveLength(1);
    await rig.advance(HOUR + MINUTE);
    expect(rig.webex.alive(), 'silence leaves it waiting').toHaveLength(1);
    await ann.hourly();
    await rig.tick();
    expect(rig.webex.alive()).toHaveLength(0);
    await rig.expectFixpoint(ann);
  });

  test('77: a draft saved at 23 h whose firing was lost is not cancelled on old evidence', async () => {
    const event = newEvent();
    const answer = await ann.pick(event.calendar, event.id);
    await rig.hours(1, ann);
    await rig.advance(22 * HOUR);
    if ('block' in answer)
      rig.calendars.change(event, {
        block: {
          v: '1',
          ref: answer.block.parameters.ref,
          gen: 1,
          eventId: event.id,
          uri: answer.block.video.uri,
        },
      });
    rig.calendars.takeChanged(event.calendar);
    await rig.hours(3, ann);
    expect(rig.webex.alive()).toHaveLength(1);
    await rig.expectFixpoint(ann);
  });

  test('a draft tab left open for two days, then saved: a new meeting, and the card says so', async () => {
    const event = newEvent({ start: at(6 * DAY), end: at(6 * DAY + HOUR), state: 'vanished' });
    const answer = await ann.pick(event.calendar, event.id, { draft: true });
    await rig.advance(23 * HOUR);
    await rig.hours(3, ann);
    await rig.advance(22 * HOUR);
    expect(rig.webex.alive()).toHaveLength(0);
    if ('block' in answer)
      rig.calendars.change(event, {
        state: 'live',
        block: {
          v: '1',
          ref: answer.block.parameters.ref,
          gen: 1,
          eventId: event.id,
          uri: answer.block.video.uri,
        },
      });
    await ann.fire();
    await ann.fire();
    expect(rig.webex.alive().map((held) => held.meeting.webLink)).toEqual([event.block?.uri]);
    const { cards } = await ann.check('open', { calendarId: event.calendar, eventId: event.id });
    expect(cards[0]).toMatchObject({ state: 'late' });
    await rig.expectFixpoint(ann);
  });

  test('13, 78: removed, picked again within the grace, saved after it: the link lives', async () => {
    const event = newEvent();
    await ann.add(event);
    await ann.fire();
    const block = event.block;
    rig.calendars.change(event, { block: undefined });
    await ann.fire();
    await rig.advance(MINUTE);
    await ann.pick(event.calendar, event.id);
    await rig.advance(5 * MINUTE);
    await rig.hours(1, ann);
    expect(rig.webex.alive()).toHaveLength(1);
    rig.calendars.change(event, { block });
    await ann.fire();
    expect(rig.webex.writes).toEqual(['create Weekly planning']);
    await rig.expectFixpoint(ann);
  });

  test('44: moved into the past it is left; from the past to later it gets a new meeting', async () => {
    const event = newEvent({ start: at(HOUR), end: at(2 * HOUR) });
    await ann.add(event);
    await ann.fire();
    await rig.advance(90 * MINUTE);
    rig.calendars.change(event, { summary: 'Too late' });
    await ann.fire();
    expect(rig.webex.writes).toEqual(['create Weekly planning']);
    await rig.advance(HOUR);
    rig.calendars.change(event, { start: at(2 * DAY), end: at(2 * DAY + HOUR) });
    await ann.fire();
    await ann.fire();
    expect(event.block).toMatchObject({ gen: 2 });
    await rig.expectFixpoint(ann);
  });

  test('recurring events are refused by name and get no meeting', async () => {
    const event = newEvent({ recurrence: ['RRULE:FREQ=WEEKLY'] });
    expect(await ann.pick(event.calendar, event.id)).toMatchObject({
      error: { type: 'PERMANENT', code: 'later' },
    });
    expect(rig.webex.calls).toEqual([]);
  });

  test('43: whole days and more than 23:59 get no new meeting; a linked event keeps its link', async () => {
    const long = newEvent({ allDay: true });
    expect(await ann.pick(long.calendar, long.id)).toMatchObject({
      error: { type: 'PERMANENT', code: 'toolong' },
    });
    const event = newEvent();
    await ann.add(event);
    await ann.fire();
    rig.calendars.change(event, { end: at(6 * DAY) });
    await ann.fire();
    expect(rig.webex.alive()[0]?.meeting.end).toBe(at(3 * DAY + 23 * HOUR + 59 * MINUTE));
    await rig.expectFixpoint(ann);
  });
});
