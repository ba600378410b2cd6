/** A meeting as Webex really holds it, and how it compares with its event. */
import { signal } from '@preact/signals';
import { meetingNumberOf, type CalendarEvent } from '../calendar/calendar-event.ts';
import { epochOf, wallAt } from '../dates.ts';
import { hostGet } from '../host-client.ts';

export interface WebexMeeting {
  readonly id: string;
  readonly meetingNumber?: string;
  readonly title?: string;
  readonly start?: string;
  readonly end?: string;
  readonly timezone?: string;
  readonly hostEmail?: string;
  readonly hostDisplayName?: string;
  readonly webLink?: string;
  readonly state?: string;
  readonly deletedAt?: string | null;
  readonly invitees?: readonly { readonly email: string }[];
}

export interface SentMail {
  readonly at: string;
  readonly from: 'google' | 'webex';
  readonly to: string;
  readonly subject: string;
  readonly kind: string;
  readonly eventId?: string | null;
  readonly meetingId?: string | null;
}

/** Undefined until the first answer. Deleted meetings are kept, at the end. */
export const meetings = signal<readonly WebexMeeting[] | undefined>(undefined);
export const mails = signal<readonly SentMail[]>([]);

export async function loadMeetings(): Promise<void> {
  const { items } = await hostGet<{ items: readonly WebexMeeting[] }>('/host/webex-meetings');
  meetings.value = items;
}

export async function loadMails(): Promise<void> {
  mails.value = (await hostGet<{ items: readonly SentMail[] }>('/host/mail')).items;
}

export function isDeleted(meeting: WebexMeeting): boolean {
  return meeting.deletedAt !== undefined && meeting.deletedAt !== null;
}

/** The live meeting whose number stands on the event. */
export function meetingOf(
  event: CalendarEvent,
  all: readonly WebexMeeting[] = meetings.value ?? [],
): WebexMeeting | undefined {
  const number = meetingNumberOf(event.conference);
  if (number === undefined) return undefined;
  return all.find(
    (meeting) => meeting.meetingNumber?.replaceAll(/\D/g, '') === number && !isDeleted(meeting),
  );
}

export type Standing = 'inStep' | 'onItsWay' | 'none';

/** Whether Webex says of this event what the calendar says. An untitled event has a title of its own at Webex. */
export function standingOf(event: CalendarEvent, zone: string, all?: readonly WebexMeeting[]): Standing {
  if (event.conference === undefined || meetingNumberOf(event.conference) === undefined) return 'none';
  const meeting = meetingOf(event, all);
  if (!meeting?.start || !meeting.end) return 'onItsWay';
  const sameTime =
    wallAt(isoOf(meeting.start), zone) === event.start && wallAt(isoOf(meeting.end), zone) === event.end;
  const sameTitle = event.title === '' || meeting.title === event.title.slice(0, 128);
  return sameTime && sameTitle ? 'inStep' : 'onItsWay';
}

/** Webex writes instants with `Z` or with an offset; both are kept as they are. */
export function isoOf(text: string): string {
  return /(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`;
}

/** Soonest first, deleted ones last. */
export function inOrder(all: readonly WebexMeeting[]): readonly WebexMeeting[] {
  const at = (meeting: WebexMeeting): number => (meeting.start ? epochOf(isoOf(meeting.start)) : 0);
  return [...all].sort((a, b) => Number(isDeleted(a)) - Number(isDeleted(b)) || at(a) - at(b));
}
