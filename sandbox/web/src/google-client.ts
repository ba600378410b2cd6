/** Google's REST (Calendar's; Gmail's goes the same way), asked as the person who looks at the page. */
import { OfflineError, RefusedError } from './refusals.ts';
import { loadSession, session, whoLooks, type Account } from './session.ts';

export interface RestCalendar {
  readonly id: string;
  readonly summary: string;
  readonly summaryOverride?: string;
  readonly primary?: boolean;
  readonly accessRole: 'owner' | 'writer' | 'reader' | 'freeBusyReader';
  readonly timeZone?: string;
  /** Whether its events are shown. */
  readonly selected?: boolean;
  /** Taken out of sight, from the list too. */
  readonly hidden?: boolean;
  readonly colorId?: string;
  readonly backgroundColor?: string;
}

export interface RestTime {
  readonly dateTime?: string;
  readonly date?: string;
  readonly timeZone?: string;
}

export interface RestGuest {
  readonly email: string;
  readonly displayName?: string;
  readonly responseStatus?: string;
  readonly organizer?: boolean;
  readonly self?: boolean;
  readonly resource?: boolean;
}

export interface RestEntryPoint {
  readonly entryPointType: 'video' | 'phone' | 'sip' | 'more';
  readonly uri: string;
  readonly label?: string;
  readonly meetingCode?: string;
  readonly passcode?: string;
  readonly password?: string;
}

export interface RestConference {
  readonly conferenceId?: string;
  readonly conferenceSolution?: { readonly name?: string; readonly key?: { readonly type?: string } };
  readonly entryPoints?: readonly RestEntryPoint[];
  readonly notes?: string;
}

export interface RestEvent {
  readonly id: string;
  readonly etag: string;
  readonly status: string;
  readonly summary?: string;
  readonly description?: string;
  readonly start: RestTime;
  readonly end: RestTime;
  readonly organizer?: { readonly email?: string; readonly displayName?: string; readonly self?: boolean };
  readonly attendees?: readonly RestGuest[];
  readonly conferenceData?: RestConference;
  readonly recurrence?: readonly string[];
  readonly recurringEventId?: string;
  /** Where the instance stands in its series, wherever it was moved. */
  readonly originalStartTime?: RestTime;
  readonly updated?: string;
}

interface Query {
  readonly [name: string]: string;
}

interface Asked {
  readonly query?: Query;
  readonly body?: unknown;
  readonly ifMatch?: string;
  /** In whose name; the account that looks, if none is given. */
  readonly as?: Account | undefined;
}

const CALENDAR = '/calendar/v3';
const PAGE = '250';

export async function listCalendars(as?: Account): Promise<readonly RestCalendar[]> {
  return listAll<RestCalendar>('/users/me/calendarList', { showHidden: 'true' }, as);
}

export async function listSettings(): Promise<Readonly<Record<string, string>>> {
  const items = await listAll<{ id: string; value: string }>('/users/me/settings', {});
  return Object.fromEntries(items.map(({ id, value }) => [id, value]));
}

export async function listEvents(
  calendarId: string,
  timeMin: string,
  timeMax: string,
  as?: Account,
): Promise<readonly RestEvent[]> {
  const path = `/calendars/${encodeURIComponent(calendarId)}/events`;
  return listAll<RestEvent>(path, { singleEvents: 'true', timeMin, timeMax }, as);
}

export async function getEvent(calendarId: string, eventId: string): Promise<RestEvent> {
  return ask<RestEvent>('GET', eventPath(calendarId, eventId));
}

/** Changes the named fields; `ifMatch` refuses (412) where somebody changed the event since. */
export async function patchEvent(
  calendarId: string,
  eventId: string,
  body: Readonly<Record<string, unknown>>,
  options: { readonly ifMatch?: string; readonly sendUpdates: 'all' | 'none' },
): Promise<RestEvent> {
  const { ifMatch, sendUpdates } = options;
  return ask<RestEvent>('PATCH', eventPath(calendarId, eventId), {
    query: { sendUpdates },
    body,
    ...(ifMatch ? { ifMatch } : {}),
  });
}

export async function deleteEvent(
  calendarId: string,
  eventId: string,
  sendUpdates: 'all' | 'none',
): Promise<void> {
  await ask('DELETE', eventPath(calendarId, eventId), { query: { sendUpdates } });
}

function eventPath(calendarId: string, eventId: string): string {
  return `/calendars/${encodeURIComponent(calendarId)}/events/${encodeURIComponent(eventId)}`;
}

async function listAll<T>(path: string, query: Query, as?: Account): Promise<T[]> {
  const items: T[] = [];
  let pageToken: string | undefined;
  do {
    const asked: Query = { ...query, maxResults: PAGE, ...(pageToken ? { pageToken } : {}) };
    const page = await ask<{ items?: T[]; nextPageToken?: string }>('GET', path, { query: asked, as });
    items.push(...(page.items ?? []));
    pageToken = page.nextPageToken;
  } while (pageToken !== undefined);
  return items;
}

function ask<T>(method: string, path: string, asked: Asked = {}): Promise<T> {
  return askGoogle<T>(method, `${CALENDAR}${path}`, asked);
}

/** One call of Google's REST. @param path - from the origin on */
export async function askGoogle<T>(method: string, path: string, asked: Asked = {}): Promise<T> {
  const first = await send(method, path, asked);
  if (first.status !== 401) return read<T>(first);
  // The page's own token has run out: a fresh session brings a fresh one.
  await loadSession();
  return read<T>(await send(method, path, asked));
}

async function send(
  method: string,
  path: string,
  { query = {}, body, ifMatch, as }: Asked,
): Promise<Response> {
  const url = new URL(`${new URL(session.peek()?.google ?? location.origin).origin}${path}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const headers: Record<string, string> = { authorization: `Bearer ${(as ?? whoLooks()).token}` };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (ifMatch !== undefined) headers['if-match'] = ifMatch;
  try {
    return await fetch(url, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch (cause) {
    throw new OfflineError(cause);
  }
}

async function read<T>(response: Response): Promise<T> {
  if (response.status === 204) return undefined as T;
  const body: unknown = await response.json().catch(() => ({}));
  if (response.ok) return body as T;
  const { error } = body as { error?: { message?: string; errors?: readonly { reason?: string }[] } };
  const reason = error?.errors?.[0]?.reason ?? 'refused';
  throw new RefusedError(response.status, `google-${kebab(reason)}`, error?.message ?? response.statusText);
}

function kebab(reason: string): string {
  return reason.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
