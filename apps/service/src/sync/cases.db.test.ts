/** Numbered cases of docs/cases.md: whose event it is, what changes meanwhile, what Google loses. */
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
const BOB = 'bob@example.test';
const SHARED = 'team@group.calendar.google.com';
const at = (ms: number): string => new Date(START + ms).toISOString();
const from = (ms: number) => ({ start: at(ms), end: at(ms + HOUR) });
const newEvent = (change: Partial<TestEvent> = {}, calendar = ANN): TestEvent =>
  rig.calendars.newEvent(calendar, { ...from(3 * DAY), creator: ANN, ...change });
const linked = (change: Partial<TestEvent> = {}, calendar = ANN): Promise<TestEvent> =>
  ann.schedule(newEvent(change, calendar));
const meetings = () =>
  rig.webex.alive().map(({ meeting: { title, start, webLink } }) => ({ title, start, webLink }));
const uris = () => meetings().map(({ webLink }) => webLink);

describe.each(backends())('cases of single events, on $name', ({ open }) => {
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    rig = await Rig.start(database);
    ann = await rig.person('ann', { calendars: [SHARED] });
  });

  test('7: rescheduled, the event keeps its block; another link of the same meeting is put on it', async () => {
    const event = await linked();
    const before = event.block;
    rig.calendars.change(event, from(4 * DAY));
    await ann.fire();
    expect(event.block).toEqual(before);

    rig.webex.newLinkOnMove = true;
    rig.calendars.change(event, from(5 * DAY));
    await ann.fire();
    expect(event.block).toMatchObject({ ref: before?.ref, gen: 1, eventId: event.id });
    expect(event.block?.uri).not.toBe(before?.uri);
    expect(meetings()).toMatchObject([{ start: at(5 * DAY), webLink: event.block?.uri }]);
    const { cards } = await ann.check('open', { calendarId: ANN, eventId: event.id });
    expect(cards[0], 'guests may have to be told').toMatchObject({ state: 'newlink' });
    await rig.expectFixpoint(ann);
  });

  test('9: the same UID under two ids is two events, each with its own meeting', async () => {
    const event = await linked({ iCalUID: 'same@google.com' });
    const imported = await linked({ iCalUID: 'same@google.com' }, SHARED);
    expect(new Set(uris())).toEqual(new Set([event.block?.uri, imported.block?.uri]));
    rig.calendars.change(imported, { state: 'deleted' });
    await ann.fire(SHARED);
    await rig.advance(5 * MINUTE);
    expect(uris()).toEqual([event.block?.uri]);
    await rig.expectFixpoint(ann);
  });

  test('9: the link text on an event decides nothing: its own is put back, the meeting it named is untouched', async () => {
    const event = await linked();
    const other = await linked({ summary: 'Other' });
    const own = event.block;
    if (own === undefined || other.block === undefined) throw new Error('both have a meeting');
    rig.calendars.change(event, { block: { ...own, uri: other.block.uri }, summary: 'Renamed' });
    await ann.fire();
    expect(event.block).toEqual(own);
    expect(meetings().map(({ title }) => title)).toEqual(['Renamed', 'Other']);
    rig.calendars.change(event, { block: { ...own, uri: other.block.uri }, state: 'deleted' });
    await ann.fire();
    await rig.advance(5 * MINUTE);
    expect(uris()).toEqual([other.block.uri]);
    await rig.expectFixpoint(ann);
  });

  test('21: the firing is lost for good: within the hour for a meeting that is near, within six for the others', async () => {
    const near = await linked(from(DAY));
    rig.calendars.change(near, { summary: 'Near' });
    await rig.hours(1, ann);
    expect(meetings()).toMatchObject([{ title: 'Near' }]);

    const far = await linked({ ...from(20 * DAY), summary: 'Far' }, SHARED);
    rig.calendars.change(far, { state: 'deleted' });
    await rig.hours(7, ann);
    await rig.advance(3 * MINUTE);
    expect(meetings()).toMatchObject([{ title: 'Near' }]);
    await rig.expectFixpoint(ann);
  });

  test('29: the person edits while our change is on its way: the last edit wins on both sides', async () => {
    const event = await linked();
    let second: Promise<unknown> = Promise.resolve();
    rig.webex.meanwhile('patch', async () => {
      rig.calendars.change(event, { ...from(5 * DAY), summary: 'Last' });
      second = ann.fire();
    });
    rig.calendars.change(event, { ...from(4 * DAY), summary: 'First' });
    await ann.fire();
    await second;
    await ann.fire();
    expect(event).toMatchObject({ start: at(5 * DAY), summary: 'Last' });
    expect(meetings()).toEqual([{ title: 'Last', start: at(5 * DAY), webLink: event.block?.uri }]);
    await rig.expectFixpoint(ann);
  });

  test('48: created by somebody else than its organiser: the organiser’s calendar decides', async () => {
    const bob = await rig.person('bob');
    const event = await linked({ creator: BOB, guests: [{ email: BOB }] });
    rig.calendars.change(event, from(4 * DAY));
    const own = await bob.send(BOB, [event.id], 'incremental');
    expect(own.outcomes).toEqual([{ id: event.id, do: 'settled' }]);
    const claimed = await bob.send(ANN, [event.id], 'incremental');
    expect(claimed.outcomes).toEqual([{ id: event.id, do: 'notYours' }]);
    expect(meetings()).toMatchObject([{ start: at(3 * DAY) }]);
    await ann.fire();
    expect(meetings()).toMatchObject([{ start: at(4 * DAY), webLink: event.block?.uri }]);
    expect(rig.webex.alive()[0]?.accountId).toBe(ann.reporter.accountId);
    await rig.expectFixpoint(ann, bob);
  });

  test('49: guests whose calendars are heard too: one change is one write, and their copies decide nothing', async () => {
    const guests = [await rig.person('bob'), await rig.person('cyd')];
    const event = await linked({ guests: guests.map(({ reporter }) => ({ email: reporter.email })) });
    const before = rig.webex.calls.length;
    rig.calendars.change(event, from(4 * DAY));
    for (const guest of guests) await guest.fire();
    expect(rig.webex.calls.length).toBe(before);
    await ann.fire();
    expect(rig.webex.calls.slice(before)).toEqual(['patch m1']);
    // Bob takes himself off the event: his copy is gone, the organiser's lives.
    rig.calendars.change(event, { guests: [{ email: 'cyd@example.test' }] });
    await guests[0]?.send(BOB, [event.id], 'incremental');
    await ann.fire();
    await rig.hours(1, ann, ...guests);
    expect(uris()).toEqual([event.block?.uri]);
    await rig.expectFixpoint(ann, ...guests);
  });

  test('62: whatever stands in a subject, the meeting is made and then in step', async () => {
    const subjects = [
      '',
      ' \t',
      'x'.repeat(1024),
      '🧑‍🚀'.repeat(60),
      '\u202Eright to left',
      'a\u0000b\nc',
      '=cmd|x',
    ];
    for (const summary of [...subjects, '<img src=x onerror=alert(1)>', '\uD800 lone'])
      await linked({ summary });
    const titles = meetings().map(({ title }) => title);
    expect(titles).toHaveLength(subjects.length + 2);
    for (const title of titles) {
      expect(title).not.toBe('');
      expect(Array.from(title).length).toBeLessThanOrEqual(128);
    }
    await rig.expectFixpoint(ann);
  });

  test('85: restored in time, but told after the two minutes: a new link, and the card says so', async () => {
    const event = await linked();
    const before = event.block?.uri;
    rig.calendars.change(event, { state: 'deleted' });
    await ann.fire();
    await rig.advance(MINUTE);
    rig.calendars.change(event, { state: 'live' });
    await rig.advance(2 * MINUTE);
    expect(uris(), 'nobody has told that it is back').toEqual([]);
    await ann.fire();
    expect(event.block?.uri).not.toBe(before);
    expect(uris()).toEqual([event.block?.uri]);
    await ann.fire();
    const { cards } = await ann.check('open', { calendarId: ANN, eventId: event.id });
    expect(cards[0]).toMatchObject({ state: 'restored' });
    await rig.expectFixpoint(ann);
  });

  test.each([
    ['near: an hour', DAY, 1],
    ['far: six hours', 20 * DAY, 7],
  ])(
    '85: a copy whose firing Google lost shows the original’s link, %s at most',
    async (_how, start, hours) => {
      const event = await linked(from(start));
      const copy = rig.calendars.copy(event);
      expect(copy.block?.uri).toBe(event.block?.uri);
      await rig.hours(hours, ann);
      expect(copy.block).toMatchObject({ eventId: copy.id });
      expect(new Set(uris())).toEqual(new Set([event.block?.uri, copy.block?.uri]));
      await ann.fire();
      const { cards } = await ann.check('open', { calendarId: ANN, eventId: copy.id });
      expect(cards[0]).toMatchObject({ state: 'copied' });
      await rig.expectFixpoint(ann);
    },
  );
});
