/**
 * The last change that the dock shows: what stood in the calendar before and after, and when Webex was seen to
 * say the same. Taken from what both sides really hold, never from what the page hopes.
 */
import { computed, signal } from '@preact/signals';
import { meetingNumberOf, type CalendarEvent } from '../calendar/calendar-event.ts';
import { events } from '../calendar/calendar-store.ts';
import { now } from '../clock.ts';
import { announce } from '../shell/announcer.tsx';
import { formatWhen } from '../formats.ts';
import { noteDragged, noteFollowed } from '../guide/guide-state.ts';
import { isDeleted, mails, meetings, standingOf, type WebexMeeting } from '../meetings/webex-meeting.ts';
import { t } from '../messages.ts';
import { epochOf } from '../dates.ts';
import { zone } from '../session.ts';

export type ChangeKind = 'added' | 'moved' | 'renamed' | 'guests' | 'removed' | 'deleted';

export interface LastChange {
  readonly kind: ChangeKind;
  readonly key: string;
  readonly before: CalendarEvent | undefined;
  readonly after: CalendarEvent | undefined;
  /** Webex's meeting as it stood before. */
  readonly meetingBefore: WebexMeeting | undefined;
  readonly at: number;
  /** When Webex was first seen to agree. */
  readonly followedAt: number | undefined;
}

export const lastChange = signal<LastChange | undefined>(undefined);

/** The dashed place where a moved event was: until some seconds after Webex followed. */
export const ghost = signal<CalendarEvent | undefined>(undefined);
const GHOST_MS = 4000;

/** Webex's mails since the change. */
export const mailsSince = computed(() => {
  const change = lastChange.value;
  return change
    ? mails.value.filter((mail) => mail.from === 'webex' && epochOf(mail.at) >= change.at - 1000).length
    : 0;
});

export function numberOf(event: CalendarEvent | undefined): string | undefined {
  return event && meetingNumberOf(event.conference);
}

/** The meeting of the last change as Webex holds it now. */
export const changedMeeting = computed(() => {
  const change = lastChange.value;
  // A copy begins with its original's number and is given its own: what stands on the event now counts.
  const current = events.value.find((event) => event.key === change?.key);
  const number = numberOf(current) ?? numberOf(change?.after) ?? numberOf(change?.before);
  return number === undefined
    ? undefined
    : meetings.value?.find((each) => each.meetingNumber?.replaceAll(/\D/g, '') === number);
});

/** Remembers a change to an event that has, had or gets a Webex meeting. */
export function noteChange(before: CalendarEvent | undefined, after: CalendarEvent | undefined): void {
  const kind = kindOf(before, after);
  const key = (after ?? before)?.key;
  if (kind === undefined || key === undefined) return;
  const number = numberOf(before);
  const meetingBefore =
    number === undefined
      ? undefined
      : meetings.peek()?.find((each) => each.meetingNumber?.replaceAll(/\D/g, '') === number);
  lastChange.value = { kind, key, before, after, meetingBefore, at: now(), followedAt: undefined };
  if (kind === 'moved') noteDragged();
  ghost.value = kind === 'moved' ? before : undefined;
}

function kindOf(before: CalendarEvent | undefined, after: CalendarEvent | undefined): ChangeKind | undefined {
  const had = numberOf(before);
  const has = numberOf(after);
  if (had === undefined && has === undefined) return undefined;
  if (after === undefined) return 'deleted';
  if (had === undefined || before === undefined) return 'added';
  if (has === undefined) return 'removed';
  if (before.start !== after.start || before.end !== after.end) return 'moved';
  if (before.title !== after.title) return 'renamed';
  return addresses(before) === addresses(after) ? undefined : 'guests';
}

function addresses(event: CalendarEvent): string {
  return event.guests
    .map((guest) => guest.email)
    .sort()
    .join(' ');
}

/** Compares with what Webex holds now, after each load of either side. True at the moment when Webex has followed. */
export function lookAtWebex(): boolean {
  const change = lastChange.peek();
  if (!change || change.followedAt !== undefined || !agrees(change)) return false;
  lastChange.value = { ...change, followedAt: now() };
  if (change.kind === 'moved' && change.after) {
    announce(
      t('live.follow', { title: change.after.title, when: formatWhen(change.after.start, change.after.end) }),
    );
    noteFollowed();
  }
  setTimeout(() => {
    if (lastChange.peek()?.at === change.at) ghost.value = undefined;
  }, GHOST_MS);
  return true;
}

function agrees(change: LastChange): boolean {
  if (change.kind === 'deleted' || change.kind === 'removed') {
    const meeting = changedMeeting.peek();
    return meeting === undefined || isDeleted(meeting);
  }
  const current = events.peek().find((event) => event.key === change.key) ?? change.after;
  return current !== undefined && standingOf(current, zone.peek()) === 'inStep';
}

/** Notices changes that came from elsewhere (another tab, a phone, REST): the newest one wins. */
export function noteForeignChanges(before: readonly CalendarEvent[], after: readonly CalendarEvent[]): void {
  const old = new Map(before.map((event) => [event.key, event]));
  for (const event of after) {
    const previous = old.get(event.key);
    const known = lastChange.peek()?.key === event.key ? lastChange.peek()?.after : undefined;
    if (previous && previous.etag !== event.etag && !same(known, event)) noteChange(previous, event);
  }
}

function same(known: CalendarEvent | undefined, event: CalendarEvent): boolean {
  return known !== undefined && kindOf(known, event) === undefined && numberOf(known) === numberOf(event);
}
