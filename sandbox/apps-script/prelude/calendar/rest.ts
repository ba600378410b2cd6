/** How the built-in Calendar service reaches Calendar: a request under the name of the member that makes it. */
import { ask } from '../host.ts';

export type Json = Readonly<Record<string, unknown>>;

interface Request {
  readonly http?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below `/calendar/v3`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  readonly body?: object;
}

/** The resource that came back; null for what is not there, and for an answer without a body. */
export function call(member: string, request: Request): Json | null {
  return ask(`CalendarApp.${member}`, { http: 'GET', ...request }) as Json | null;
}

/** What must be there: everything but a look-up. */
export function need(member: string, request: Request): Json {
  return call(member, request) ?? {};
}

/** The items of all pages, or the first `enough` of them. */
export function all(member: string, request: Request, enough = Number.MAX_SAFE_INTEGER): Json[] {
  const items: Json[] = [];
  let pageToken: unknown;
  do {
    const query = { ...request.query, ...(typeof pageToken === 'string' ? { pageToken } : {}) };
    const page = need(member, { ...request, query });
    items.push(...((page['items'] as Json[] | undefined) ?? []));
    pageToken = page['nextPageToken'];
  } while (pageToken !== undefined && items.length < enough);
  return items.slice(0, enough);
}

export const eventsPath = (calendarId: string): string =>
  `/calendars/${encodeURIComponent(calendarId)}/events`;

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
