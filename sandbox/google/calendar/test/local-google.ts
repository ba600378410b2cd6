/** A local Google for tests: calendars behind real HTTP, three people, a stopped clock, the official client. */
import { auth, calendar as calendarClient } from '@googleapis/calendar';
import type { calendar_v3 } from '@googleapis/calendar';
import { setImmediate as nextTurn } from 'node:timers/promises';
import Fastify from 'fastify';
import { CallLog } from '../../../control/calls.ts';
import { Clock } from '../../../control/clock.ts';
import { overrideMethod } from '../../../control/method-override.ts';
import { Faults } from '../../../control/faults.ts';
import type { Ground } from '../../../control/ground.ts';
import { HostMap, OpenWork } from '../../../control/ground.ts';
import { Store } from '../../../control/store.ts';
import { recorded, recordGoogle } from '../../../control/test/recorded.ts';
import { Switches } from '../../../control/switches.ts';
import type { Profile } from '../../../control/switches.ts';
import type { Actor, CalendarChange } from '../calendar.ts';
import { Calendar } from '../calendar.ts';
import { discoveryRoutes } from '../../discovery/discovery-routes.ts';
import { calendarRoutes } from '../routes/calendar-routes.ts';
import type { ConferenceSolution, TokenBearer } from '../identity-port.ts';

export const START = '2026-03-02T08:00:00.000Z';
export const ANNA = 'anna@example.org';
export const BEN = 'ben@example.org';
export const CHLOE = 'chloe@example.org';
export const SCRIPT = 'script-1';
/** The only API key that this Google knows. */
export const API_KEY = 'AIzaKnown';
export const SOLUTION: ConferenceSolution = {
  id: 'room',
  name: 'Example Room',
  logoUrl: 'https://lh3.googleusercontent.com/room',
};

const SCOPE = 'https://www.googleapis.com/auth/';
const ZONES: Readonly<Record<string, string>> = {
  [ANNA]: 'Europe/Berlin',
  [BEN]: 'America/New_York',
  [CHLOE]: 'UTC',
};

export interface LocalGoogle {
  readonly url: string;
  readonly calendar: Calendar;
  readonly clock: Clock;
  readonly switches: Switches;
  readonly faults: Faults;
  readonly hosts: HostMap;
  /** Every route that was registered, as `METHOD /path`. */
  readonly routes: readonly string[];
  readonly changes: CalendarChange[];
  /** The official client, as one person, by default with the whole calendar scope and a client of nobody's. */
  client(email: string, token?: Partial<TokenBearer>): calendar_v3.Calendar;
  token(email: string, token?: Partial<TokenBearer>): string;
  /** Runs what is due within the next `ms` of virtual time. */
  pass(ms?: number): Promise<void>;
  page(email: string): Actor;
  raw(
    method: string,
    path: string,
    token: string | undefined,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Raw>;
  close(): Promise<void>;
}

export interface Raw {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: unknown;
}

export async function startLocalGoogle(
  options: { profile?: Profile; folder?: string; http?: boolean } = {},
): Promise<LocalGoogle> {
  const ground = groundOf(options.profile ?? 'demo');
  const tokens = new Map<string, TokenBearer>();
  const identity = {
    resolve: (token: string) => tokens.get(token),
    isApiKey: (key: string) => key === API_KEY,
    account: (email: string) =>
      email in ZONES
        ? {
            email,
            name: email.split('@')[0] ?? '',
            timeZone: ZONES[email] ?? 'UTC',
            language: 'en',
            role: email === CHLOE ? 'admin' : 'user',
          }
        : undefined,
  };
  const calendar = new Calendar(ground, Store.open(options.folder), identity, (scriptId) =>
    scriptId === SCRIPT ? [SOLUTION] : undefined,
  );
  const changes: CalendarChange[] = [];
  calendar.onChange((change) => changes.push(change));
  const server = Fastify({
    forceCloseConnections: true,
    rewriteUrl: overrideMethod,
    routerOptions: { maxParamLength: 1200, ignoreTrailingSlash: true },
  });
  const routes: string[] = [];
  server.addHook('onRoute', ({ method, url: path }) => {
    for (const name of [method].flat()) routes.push(`${name} ${path}`);
  });
  recordGoogle(server, ground);
  discoveryRoutes(server);
  calendarRoutes(server, calendar, ground);
  const url = options.http === false ? '' : await server.listen({ port: 0, host: '127.0.0.1' });

  const token = (email: string, more: Partial<TokenBearer> = {}): string => {
    const text = `token-${String(tokens.size)}`;
    tokens.set(text, { email, kind: 'outside', scopes: new Set([`${SCOPE}calendar`]), ...more });
    return text;
  };
  return {
    url,
    calendar,
    changes,
    clock: ground.clock,
    switches: ground.switches,
    faults: ground.faults,
    hosts: ground.hosts,
    routes,
    token,
    client: (email, more) => {
      const oauth = new auth.OAuth2();
      oauth.setCredentials({ access_token: token(email, more) });
      return calendarClient({ version: 'v3', rootUrl: `${url}/`, auth: oauth, retry: false });
    },
    pass: (ms = 1000) => pass(ground.clock, ms),
    page: (email) => ({ email, scopes: 'all', via: 'page' }),
    raw: (method, path, bearer, body, headers) =>
      raw(`${url}/calendar/v3${path}`, method, bearer, body, headers),
    close: async () => {
      await server.close();
      ground.clock.stop();
    },
  };
}

function groundOf(profile: Profile): Ground {
  const failed = (_due: unknown, error: unknown): void => {
    throw error;
  };
  return {
    clock: new Clock(Date.parse(START), 'stopped', failed),
    calls: new CallLog(),
    faults: new Faults(),
    switches: new Switches(profile),
    profile,
    service: {
      pid: null,
      restarts: 0,
      kill: () => undefined,
      takeDown: () => Promise.resolve(),
      start: () => Promise.resolve(),
    },
    open: new OpenWork(),
    hosts: new HostMap(),
    dataDir: undefined,
    recorder: recorded,
  };
}

async function pass(clock: Clock, ms: number): Promise<void> {
  const until = clock.now() + ms;
  for (let next = clock.next(); next && next.at <= until; next = clock.next()) {
    clock.set(Math.max(next.at, clock.now()));
    clock.runDue();
    while (clock.busy) await nextTurn();
  }
  clock.set(until);
}

async function raw(
  url: string,
  method: string,
  token: string | undefined,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Raw> {
  const response = await fetch(url, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const json: unknown = text === '' ? undefined : JSON.parse(text);
  return { status: response.status, headers: response.headers, text, json };
}
