/** Google Calendar by the advanced service: the built-in one does not take this manifest's scopes. */
import type { CalendarEvent, ConferenceResource, EventPage } from '../calendar/event.ts';
import { CalendarClosed, ListingExpired, READ_ONLY, TOO_MANY } from '../ports.ts';
import type { Calendars } from '../ports.ts';
import { given } from '../given.ts';

/** Constant over all listings: a sync token holds only for the request it was given with. */
const PAGE = 100;

interface Failure {
  readonly details?: { readonly code?: number; readonly errors?: readonly { readonly reason?: string }[] };
}

/** The calendars of the person who runs the script. */
export function calendars(): Calendars {
  return {
    get(calendarId, eventId) {
      try {
        return events().get(calendarId, eventId) as unknown as CalendarEvent;
      } catch (error) {
        if (codeOf(error) === 404) return null;
        throw error;
      }
    },
    list(calendarId, query) {
      try {
        return pageOf(events().list(calendarId, { maxResults: PAGE, showDeleted: true, ...query }));
      } catch (error) {
        if (isExpired(error, query)) throw new ListingExpired();
        if (isClosed(error)) throw new CalendarClosed();
        throw error;
      }
    },
    upcoming(calendarId, timeMin, timeMax) {
      const query = { timeMin, timeMax, singleEvents: true, orderBy: 'startTime', maxResults: 250 };
      return pageOf(events().list(calendarId, query)).items;
    },
    patchConference(calendarId, eventId, data, ifMatch) {
      return patch([calendarId, eventId], data, { sendUpdates: 'none' }, ifMatch);
    },
    tellOutside(calendarId, eventId, data, ifMatch) {
      return patch([calendarId, eventId], data, { sendUpdates: 'externalOnly' }, ifMatch);
    },
    title(calendarId) {
      return events().list(calendarId, { maxResults: 1 }).summary;
    },
    setting(name) {
      const { value = null } = service().Settings.get(name);
      return value;
    },
  };
}

/**
 * Google mails guests about a change only: a write that changes nothing is answered 200 and mails nobody.
 * @see https://developers.google.com/workspace/calendar/api/v3/reference/events/patch
 */
function patch(
  [calendarId, eventId]: readonly [calendarId: string, eventId: string],
  data: ConferenceResource | null,
  tell: { readonly sendUpdates: 'none' | 'externalOnly' },
  ifMatch: string | undefined,
): number {
  try {
    const resource = { conferenceData: data } as unknown as GoogleAppsScript.Calendar.Schema.Event;
    const headers = ifMatch === undefined ? {} : { 'If-Match': ifMatch };
    events().patch(resource, calendarId, eventId, { conferenceDataVersion: 1, ...tell }, headers);
    return 200;
  } catch (error) {
    return statusOf(error);
  }
}

function service(): GoogleAppsScript.Calendar {
  if (Calendar === undefined) throw new Error('The manifest does not enable the Calendar service.');
  return Calendar;
}

function events(): GoogleAppsScript.Calendar.Collection.EventsCollection {
  return service().Events;
}

function pageOf(page: GoogleAppsScript.Calendar.Schema.Events): EventPage {
  const { items = [], nextPageToken, nextSyncToken } = page;
  return {
    items: items as unknown as readonly CalendarEvent[],
    ...given({ nextPageToken, nextSyncToken }),
  };
}

/** 410, or 400 where a token went along: sentences are localised, so only the code is looked at. */
function isExpired(
  error: unknown,
  query: { readonly syncToken?: string; readonly pageToken?: string },
): boolean {
  const code = codeOf(error);
  return code === 410 || (code === 400 && (query.syncToken !== undefined || query.pageToken !== undefined));
}

/** Gone, or not this person's to read any more; a permission that was not granted is another matter. */
function isClosed(error: unknown): boolean {
  const status = statusOf(error);
  return status === 404 || (status === 403 && reasonOf(error) !== 'insufficientPermissions');
}

/**
 * The status with Google's three 403s told apart: too many calls, a calendar that is read-only for hours, a refusal.
 * @see https://developers.google.com/workspace/calendar/api/guides/errors
 */
function statusOf(error: unknown): number {
  const code = codeOf(error);
  if (code !== 403) return code;
  const reason = reasonOf(error);
  if (reason === 'quotaExceeded') return READ_ONLY;
  return reason.endsWith('LimitExceeded') ? TOO_MANY : code;
}

function reasonOf(error: unknown): string {
  const { details: { errors: [{ reason = '' } = {}] = [] } = {} } = error as Failure;
  return reason;
}

/** The HTTP status of a refused call; 0 where there was no answer. */
function codeOf(error: unknown): number {
  const { details: { code = 0 } = {} } = error as Failure;
  return code;
}
