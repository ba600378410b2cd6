/** The advanced services (Calendar, AdminDirectory, Gmail): local Google's REST with the script's own token. */
import type { Ground } from '../../control/ground.ts';
import type { ScriptIdentity } from '../ports.ts';
import { DIRECTORY_OPERATIONS } from './directory-operations.ts';
import { GMAIL_OPERATIONS } from './gmail-operations.ts';
import type { Operation } from './rest-operation.ts';
import { googleRest } from './google-rest.ts';
import { ServiceException } from './host-call.ts';
import type { Caller, Services } from './host-call.ts';
import { accessTokenOf } from './script-tokens.ts';
import type { HttpAnswer } from './http.ts';

const ACL = '/calendars/{0}/acl';
const LIST = '/users/me/calendarList';
const EVENTS = '/calendars/{0}/events';

const CALENDAR_OPERATIONS: Readonly<Record<string, Operation>> = {
  'Acl.get': { http: 'GET', path: `${ACL}/{1}` },
  'Acl.insert': { http: 'POST', path: ACL, resource: true },
  'Acl.list': { http: 'GET', path: ACL },
  'Acl.patch': { http: 'PATCH', path: `${ACL}/{1}`, resource: true },
  'Acl.remove': { http: 'DELETE', path: `${ACL}/{1}` },
  'Acl.update': { http: 'PUT', path: `${ACL}/{1}`, resource: true },
  'Acl.watch': { http: 'POST', path: `${ACL}/watch`, resource: true },
  'CalendarList.get': { http: 'GET', path: `${LIST}/{0}` },
  'CalendarList.insert': { http: 'POST', path: LIST, resource: true },
  'CalendarList.list': { http: 'GET', path: LIST },
  'CalendarList.patch': { http: 'PATCH', path: `${LIST}/{0}`, resource: true },
  'CalendarList.remove': { http: 'DELETE', path: `${LIST}/{0}` },
  'CalendarList.update': { http: 'PUT', path: `${LIST}/{0}`, resource: true },
  'CalendarList.watch': { http: 'POST', path: `${LIST}/watch`, resource: true },
  'Calendars.clear': { http: 'POST', path: '/calendars/{0}/clear' },
  'Calendars.get': { http: 'GET', path: '/calendars/{0}' },
  'Calendars.insert': { http: 'POST', path: '/calendars', resource: true },
  'Calendars.patch': { http: 'PATCH', path: '/calendars/{0}', resource: true },
  'Calendars.remove': { http: 'DELETE', path: '/calendars/{0}' },
  'Calendars.update': { http: 'PUT', path: '/calendars/{0}', resource: true },
  'Channels.stop': { http: 'POST', path: '/channels/stop', resource: true },
  'Colors.get': { http: 'GET', path: '/colors' },
  'Events.get': { http: 'GET', path: `${EVENTS}/{1}` },
  'Events.import': { http: 'POST', path: `${EVENTS}/import`, resource: true },
  'Events.insert': { http: 'POST', path: EVENTS, resource: true },
  'Events.instances': { http: 'GET', path: `${EVENTS}/{1}/instances` },
  'Events.list': { http: 'GET', path: EVENTS },
  'Events.move': { http: 'POST', path: `${EVENTS}/{1}/move`, query: { destination: 2 } },
  'Events.patch': { http: 'PATCH', path: `${EVENTS}/{1}`, resource: true },
  'Events.quickAdd': { http: 'POST', path: `${EVENTS}/quickAdd`, query: { text: 1 } },
  'Events.remove': { http: 'DELETE', path: `${EVENTS}/{1}` },
  'Events.update': { http: 'PUT', path: `${EVENTS}/{1}`, resource: true },
  'Events.watch': { http: 'POST', path: `${EVENTS}/watch`, resource: true },
  'Freebusy.query': { http: 'POST', path: '/freeBusy', resource: true },
  'Settings.get': { http: 'GET', path: '/users/me/settings/{0}' },
  'Settings.list': { http: 'GET', path: '/users/me/settings' },
  'Settings.watch': { http: 'POST', path: '/users/me/settings/watch', resource: true },
};

interface Api {
  /** As the prelude's calls begin. */
  readonly name: string;
  /** As exceptions name it. */
  readonly shown: string;
  readonly base: string;
  readonly operations: Readonly<Record<string, Operation>>;
}

const APIS: readonly Api[] = [
  {
    name: 'Calendar',
    shown: 'calendar',
    base: 'https://www.googleapis.com/calendar/v3',
    operations: CALENDAR_OPERATIONS,
  },
  {
    name: 'AdminDirectory',
    shown: 'directory',
    base: 'https://admin.googleapis.com/admin/directory/v1',
    operations: DIRECTORY_OPERATIONS,
  },
  {
    name: 'Gmail',
    shown: 'gmail',
    base: 'https://gmail.googleapis.com/gmail/v1',
    operations: GMAIL_OPERATIONS,
  },
];

/** `Calendar.Events.list` and so on → how it is called over REST. */
export const ADVANCED_OPERATIONS: ReadonlySet<string> = new Set(
  APIS.flatMap(({ name, operations }) => Object.keys(operations).map((operation) => `${name}.${operation}`)),
);

// The only headers an advanced service passes on.
const PASSED_HEADERS = ['if-match', 'if-none-match'];

interface AdvancedDeps {
  readonly ground: Ground;
  readonly identity: ScriptIdentity;
}

export function advancedServices(deps: AdvancedDeps): Services {
  const all = APIS.flatMap((api) =>
    Object.entries(api.operations).map(([name, operation]) => [
      `${api.name}.${name}`,
      (caller: Caller, [positional, query, headers]: readonly unknown[]) =>
        callOperation(deps, caller, api, name, operation, { positional, query, headers }),
    ]),
  );
  return Object.fromEntries(all) as Services;
}

interface Arguments {
  readonly positional: unknown;
  readonly query: unknown;
  readonly headers: unknown;
}

async function callOperation(
  deps: AdvancedDeps,
  caller: Caller,
  api: Api,
  name: string,
  operation: Operation,
  given: Arguments,
): Promise<unknown> {
  const positional = given.positional as readonly unknown[];
  const places = operation.resource ? positional.slice(1) : positional;
  const search = toQuery(given.query);
  for (const [parameter, place] of Object.entries(operation.query ?? {}))
    search.set(parameter, String(places[place]));
  const answer = await googleRest(deps, {
    http: operation.http,
    url: `${operation.path.startsWith('https:') ? '' : api.base}${fill(operation.path, places)}?${search.toString()}`,
    token: accessTokenOf(deps.identity, caller),
    headers: toHeaders(given.headers),
    body: operation.resource ? positional[0] : undefined,
  });
  return read(answer, apiName(api, name));
}

/** `Events.remove` → `calendar.events.delete`, as the exception names it. */
function apiName({ shown }: Api, name: string): string {
  const parts = name.split('.').map((part) => `${part.charAt(0).toLowerCase()}${part.slice(1)}`);
  return [shown, ...parts].join('.').replace(/\.remove$/, '.delete');
}

/** A list is a path, as organizational units are named by some. */
function fill(path: string, places: readonly unknown[]): string {
  return path.replace(/\{(\d)\}/g, (_, at: string) => {
    const place = places[Number(at)];
    return encodeURIComponent(Array.isArray(place) ? place.join('/') : String(place));
  });
}

function toQuery(options: unknown): URLSearchParams {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries((options ?? {}) as Record<string, unknown>)) {
    if (value === undefined || value === null) continue;
    for (const item of Array.isArray(value) ? (value as unknown[]) : [value])
      search.append(name, String(item));
  }
  return search;
}

function toHeaders(headers: unknown): Record<string, string> {
  const given = Object.entries((headers ?? {}) as Record<string, unknown>).map(
    ([name, value]) => [name.toLowerCase(), String(value)] as const,
  );
  return Object.fromEntries(given.filter(([name]) => PASSED_HEADERS.includes(name)));
}

interface GoogleError {
  readonly error?: { readonly code?: number; readonly message?: string; readonly errors?: unknown };
}

/** The body of a good answer; the exception scripts know for any other. */
function read(answer: HttpAnswer, api: string): unknown {
  const text = answer.body.toString('utf8');
  const json = text === '' ? undefined : parse(text);
  if (answer.status >= 200 && answer.status < 300) {
    if (answer.status === 204) return null;
    if (json !== undefined) return json;
    throw googleException(api, 'Empty response', { code: answer.status, message: 'Empty response' });
  }
  const error = (json as GoogleError | undefined)?.error;
  const fallback = answer.status === 304 ? 'Not Modified' : `HTTP ${answer.status}`;
  const message = error?.message ?? fallback;
  throw googleException(api, message, {
    code: error?.code ?? answer.status,
    message,
    ...(error?.errors === undefined ? {} : { errors: error.errors }),
  });
}

function googleException(api: string, message: string, details: unknown): ServiceException {
  return new ServiceException(`API call to ${api} failed with error: ${message}`, {
    name: 'GoogleJsonResponseException',
    details,
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
