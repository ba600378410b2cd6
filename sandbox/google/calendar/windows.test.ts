/** A listing of a window holds what a look at every single event finds in it, whatever became of them before. */
import { fc, test } from '@fast-check/vitest';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor, Calendar, EventResource } from './calendar.ts';
import { ANNA, startLocalGoogle, type LocalGoogle } from './test/local-google.ts';

const HOUR_MS = 3_600_000;
const BEGIN = Date.parse('2026-03-26T00:00:00Z');
const ZONES = ['Europe/Berlin', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'UTC'];

interface Planned {
  readonly event: number;
  readonly wholeDay: boolean;
  readonly series: boolean;
  /** Hours after {@link BEGIN}. */
  readonly start: number;
  readonly hours: number;
  readonly gone: boolean;
}

const planned: fc.Arbitrary<Planned> = fc.record({
  event: fc.integer({ min: 0, max: 9 }),
  wholeDay: fc.boolean(),
  series: fc.boolean(),
  start: fc.integer({ min: 0, max: 120 }),
  hours: fc.oneof(fc.integer({ min: 0, max: 60 }), fc.constant(24 * 60)),
  gone: fc.boolean(),
});

const windows = fc.record({
  from: fc.option(fc.integer({ min: -20, max: 150 }), { nil: undefined }),
  length: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
});

const idOf = (event: number): string => `event${String(event)}`;
const instant = (hours: number): string => new Date(BEGIN + hours * HOUR_MS).toISOString();

function write(
  calendar: Calendar,
  actor: Actor,
  calendarId: string,
  { event, wholeDay, series, start, hours, gone }: Planned,
): void {
  const day = (at: number) => ({ date: instant(at).slice(0, 10), dateTime: null });
  const time = (at: number) => ({ dateTime: instant(at), timeZone: 'UTC', date: null });
  const resource = {
    start: wholeDay ? day(start) : time(start),
    end: wholeDay ? day(start + hours + 24) : time(start + hours),
    recurrence: series ? ['RRULE:FREQ=DAILY;COUNT=3'] : [],
    status: 'confirmed',
  } as unknown as EventResource;
  const known = calendar.listEvents(actor, calendarId, { showDeleted: true }).items.map(({ id }) => id);
  const id = idOf(event);
  if (known.includes(id)) calendar.patchEvent(actor, calendarId, id, resource, {});
  else calendar.insertEvent(actor, calendarId, { ...resource, id }, {});
  if (gone) calendar.deleteEvent(actor, calendarId, id, {});
}

function lies(item: EventResource, zone: string, from: number, to: number): boolean {
  const at = (time: EventResource['start']): number =>
    time?.dateTime === undefined
      ? Temporal.PlainDate.from(time?.date ?? '').toZonedDateTime(zone).epochMilliseconds
      : Date.parse(time.dateTime);
  const [start, end] = [at(item.start), at(item.end)];
  return start < to && Math.max(end, start + 1) > from;
}

let google: LocalGoogle;
beforeAll(async () => {
  google = await startLocalGoogle({ http: false });
});
afterAll(() => google.close());

describe('a window of time', () => {
  test.prop([fc.array(planned, { minLength: 1, maxLength: 8 }), windows, fc.constantFrom(...ZONES)], {
    numRuns: 25,
  })('holds what lies in it, in the order of changes', (plans, { from, length }, zone) => {
    const { calendar } = google;
    const actor = google.page(ANNA);
    const { id } = calendar.insertCalendar(actor, { summary: 'Windows' });
    for (const plan of plans) write(calendar, actor, id, plan);
    // The index was built in another zone than the one that whole days now begin in.
    calendar.directory.writeCalendar('patch', actor, id, { timeZone: zone });
    const every = calendar.listEvents(actor, id, { singleEvents: true, maxResults: 2500 }).items;
    const to = length === undefined ? undefined : (from ?? 0) + length;
    const found = calendar.listEvents(actor, id, {
      singleEvents: true,
      maxResults: 2500,
      timeMin: from === undefined ? undefined : instant(from),
      timeMax: to === undefined ? undefined : instant(to),
    }).items;
    const bound = (hours: number | undefined, none: number): number =>
      hours === undefined ? none : BEGIN + hours * HOUR_MS;
    const expected = every.filter((item) => lies(item, zone, bound(from, -Infinity), bound(to, Infinity)));
    expect(found.map((item) => item.id)).toEqual(expected.map((item) => item.id));
  });

  it.each([
    ['Pacific/Kiritimati', '2026-03-27T10:00:00Z', '2026-03-27T10:00:01Z'],
    ['Pacific/Pago_Pago', '2026-03-29T10:59:59Z', '2026-03-29T11:00:00Z'],
  ])('finds a whole day of %s where it is not that day in UTC', (timeZone, timeMin, timeMax) => {
    const { calendar } = google;
    const actor = google.page(ANNA);
    const { id } = calendar.insertCalendar(actor, { summary: 'Days' });
    calendar.insertEvent(actor, id, { start: { date: '2026-03-28' }, end: { date: '2026-03-29' } });
    calendar.directory.writeCalendar('patch', actor, id, { timeZone });
    expect(calendar.listEvents(actor, id, { timeMin, timeMax }).items).toHaveLength(1);
  });

  it('pages through a window that holds most of the calendar as through a narrow one', () => {
    const { calendar } = google;
    const actor = google.page(ANNA);
    const { id } = calendar.insertCalendar(actor, { summary: 'Windows' });
    for (let event = 0; event < 200; event += 1)
      calendar.insertEvent(actor, id, {
        id: idOf(event),
        start: { dateTime: instant(event) },
        end: { dateTime: instant(event + 1) },
      });
    calendar.patchEvent(actor, id, idOf(20), { summary: 'again' }, {});
    const listed = (timeMin: string, timeMax: string): readonly string[] => {
      const found: string[] = [];
      let pageToken: string | undefined;
      do {
        const page = calendar.listEvents(actor, id, { timeMin, timeMax, pageToken, maxResults: 7 });
        found.push(...page.items.map((item) => item.id));
        pageToken = page.nextPageToken;
      } while (pageToken !== undefined);
      return found;
    };
    const ids = (from: number, to: number): readonly string[] =>
      Array.from({ length: to - from }, (_none, at) => idOf(from + at)).filter((one) => one !== idOf(20));
    expect(listed(instant(18), instant(30))).toEqual([...ids(18, 30), idOf(20)]);
    expect(listed(instant(10), instant(190))).toEqual([...ids(10, 190), idOf(20)]);
  });
});
