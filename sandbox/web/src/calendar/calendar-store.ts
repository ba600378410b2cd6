/** What the calendar view shows: calendars, the events of the period, and which of them is selected. */
import { computed, signal } from '@preact/signals';
import { addDays, addMonths, dayOf, instantOf, monthGrid, wallAtMs, weekStart, type Day } from '../dates.ts';
import { hour24 } from '../formats.ts';
import { listCalendars, listEvents, listSettings, type RestCalendar } from '../google-client.ts';
import { now, nowShown } from '../clock.ts';
import { session, zone } from '../session.ts';
import { toCalendarEvent, type CalendarEvent } from './calendar-event.ts';

export type Period = 'week' | 'month';

export const calendars = signal<readonly RestCalendar[]>([]);
export const hiddenCalendars = signal<readonly RestCalendar[]>([]);
export const firstDay = signal(1);
export const period = signal<Period>('week');
/** A day inside the period that is shown. */
export const shownDay = signal<Day>('1970-01-01');
export const events = signal<readonly CalendarEvent[]>([]);
export const loaded = signal(false);
export const selectedKey = signal<string | undefined>(undefined);

export const today = computed(() => dayOf(wallAtMs(nowShown.value, zone.value)));

/** First and last day that the view draws. */
export const shownRange = computed<{ readonly first: Day; readonly last: Day }>(() => {
  if (period.value === 'week') {
    const first = weekStart(shownDay.value, firstDay.value);
    return { first, last: addDays(first, 6) };
  }
  const weeks = monthGrid(shownDay.value, firstDay.value);
  return { first: weeks[0]?.[0] ?? shownDay.value, last: weeks.at(-1)?.at(-1) ?? shownDay.value };
});

export const visibleEvents = computed(() => {
  const shown = new Set(calendars.value.flatMap(({ id, selected }) => (selected === false ? [] : [id])));
  return events.value.filter((event) => shown.has(event.calendarId));
});

/** Loads calendars and settings of the account, then the events. */
export async function loadCalendars(): Promise<void> {
  const [list, settings] = await Promise.all([listCalendars(), listSettings()]);
  hour24.value =
    settings['format24HourTime'] === undefined ? undefined : settings['format24HourTime'] === 'true';
  firstDay.value = Number(settings['weekStart'] ?? 1);
  calendars.value = list.filter((calendar) => calendar.hidden !== true);
  hiddenCalendars.value = list.filter((calendar) => calendar.hidden === true);
  await loadEvents();
}

let request = 0;
let latest = Promise.resolve();

/**
 * Loads the events of the period. Of several requests under way the latest wins, and whoever asked before waits for
 * it: after a load, what the caller has just written is there.
 */
export function loadEvents(): Promise<void> {
  latest = load(++request);
  return latest;
}

async function load(mine: number): Promise<void> {
  const { first, last } = shownRange.peek();
  const reader = zone.peek();
  const from = instantOf(`${addDays(first, -1)}T00:00:00`, reader);
  const to = instantOf(`${addDays(last, 2)}T00:00:00`, reader);
  const lists = await Promise.all(
    calendars
      .peek()
      .map(async (calendar) =>
        (await listEvents(calendar.id, from, to)).map((event) => toCalendarEvent(event, calendar, reader)),
      ),
  );
  if (mine !== request) return latest;
  events.value = lists.flat().filter((event) => event.start !== '');
  loaded.value = true;
}

/** Replaces one event at once, before the next load confirms it. */
export function showChanged(changed: CalendarEvent): void {
  events.value = events.peek().map((event) => (event.key === changed.key ? changed : event));
}

export function showRemoved(key: string): void {
  events.value = events.peek().filter((event) => event.key !== key);
  if (selectedKey.peek() === key) selectedKey.value = undefined;
}

/** Moves by one period (`steps` −1 or 1) and loads it. */
export async function turn(steps: number): Promise<void> {
  shownDay.value =
    period.peek() === 'week' ? addDays(shownDay.peek(), 7 * steps) : addMonths(shownDay.peek(), steps);
  await loadEvents();
}

export async function showDay(day: Day): Promise<void> {
  shownDay.value = day;
  await loadEvents();
}

export async function showToday(): Promise<void> {
  await showDay(dayOf(wallAtMs(now(), zone.peek())));
}

export async function setPeriod(next: Period): Promise<void> {
  period.value = next;
  await loadEvents();
}

/** The colour that Google gives a person's own calendar: the page draws its own instead. */
const OWN_COLOR = '14';

/** The colour that a calendar has in the person's list; undefined where it is the page's own. */
export function colorOf(calendarId: string): string | undefined {
  const calendar = calendars.value.find((each) => each.id === calendarId);
  if (!calendar || (calendar.primary === true && calendar.colorId === OWN_COLOR)) return undefined;
  return calendar.backgroundColor;
}

/** Google names a person's primary calendar by its address; people know themselves by name. */
export function nameOf(calendar: RestCalendar): string {
  const name = calendar.summaryOverride ?? calendar.summary;
  const person = session.value?.accounts.find((each) => each.email === calendar.id);
  return person && name === calendar.id ? person.name : name;
}

/** Another person's primary calendar has an address as its id; group calendars live under a domain of their own. */
export function isSharedBySomebody(calendar: RestCalendar): boolean {
  return (
    calendar.primary !== true &&
    (calendar.accessRole !== 'owner' || !calendar.id.includes('group.calendar.google.com'))
  );
}
