/** The guests of an event, as far as cards speak of them. */
import type { Attendee, CalendarEvent } from './event.ts';

/** Addresses behind which there always is a Google Calendar: it holds a new link without a mail. */
const GOOGLE_DOMAINS: readonly string[] = ['gmail.com', 'googlemail.com'];

/** People that the meeting is shared with: neither rooms nor whoever organises it. */
export function guestsOf({ attendees = [] }: CalendarEvent): readonly Attendee[] {
  return attendees.filter((one) => one.organizer !== true && one.resource !== true);
}

/** Whether some guest is of another organisation than `email`, so that a changed link may have to be mailed. */
export function hasGuestsOutside(event: CalendarEvent, email: string): boolean {
  const inside = [domainOf(email), ...GOOGLE_DOMAINS];
  return guestsOf(event).some(
    (guest) => guest.email !== undefined && !inside.includes(domainOf(guest.email)),
  );
}

/** What stands behind the @, in lower case. */
export function domainOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1).toLowerCase();
}
