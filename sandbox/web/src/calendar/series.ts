/** An instance and its series: what a change may mean, and writing it through Google's own page. */
import { getEvent, type RestEvent } from '../google-client.ts';
import { act } from '../host-client.ts';
import { whoLooks } from '../session.ts';
import type { CalendarEvent } from './calendar-event.ts';

export type Scope = 'this' | 'following' | 'all';

export interface WrittenSeries {
  readonly calendarId: string;
  readonly eventId: string;
  /** Changed or deleted instances that it concerned; only without any can it be taken back as it was. */
  readonly exceptions: number;
}

interface Written {
  readonly sendUpdates: 'all' | 'none';
  /** The editor whose conference is to be written too. */
  readonly draft?: string;
}

type Changes = Readonly<Record<string, unknown>>;

/** The series of an instance; undefined for a single event, and where it cannot be read. */
export async function seriesOf(event: CalendarEvent): Promise<RestEvent | undefined> {
  if (!event.series) return undefined;
  return getEvent(event.calendarId, event.series.id).catch(() => undefined);
}

/** What applies: a guest cannot cut the series of its organiser in two. */
export function scopesOf(event: CalendarEvent): readonly Scope[] {
  return event.mine ? ['this', 'following', 'all'] : ['this', 'all'];
}

/** "All events". The times in `changes` are the instance's; the series moves by as much. */
export function writeAll(event: CalendarEvent, changes: Changes, written: Written): Promise<WrittenSeries> {
  const { calendarId, id } = event;
  return act(whoLooks().email, 'saveSeries', { calendarId, eventId: id, changes, ...written });
}

/** "This and following events"; with `null` the series just ends before this one. */
export function writeFollowing(
  event: CalendarEvent,
  changes: Changes | null,
  written: Written,
): Promise<WrittenSeries> {
  const { calendarId, id, series } = event;
  const originalStart = series?.at;
  return act(whoLooks().email, 'split', { calendarId, eventId: id, originalStart, changes, ...written });
}

/** Gives a series its times and its rule back. */
export function writeBack(calendarId: string, before: RestEvent): Promise<WrittenSeries> {
  const { start, end, recurrence } = before;
  const changes = { start, end, recurrence };
  return act(whoLooks().email, 'saveSeries', {
    calendarId,
    eventId: before.id,
    changes,
    sendUpdates: 'none',
  });
}
