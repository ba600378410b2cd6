/** A local Webex on a free port with a clock that stands still, for this folder's tests. */
import { fastify } from 'fastify';
import { CallLog } from '../../control/calls.ts';
import { Clock } from '../../control/clock.ts';
import { Faults } from '../../control/faults.ts';
import { HostMap, OpenWork, type Ground } from '../../control/ground.ts';
import { Store } from '../../control/store.ts';
import { recorded } from '../../control/test/recorded.ts';
import { Switches, type Profile } from '../../control/switches.ts';
import { Webex } from '../webex.ts';

export const NOW = '2026-03-02T08:00:00Z';
export const ANNA = 'anna@example.com';
export const BEN = 'ben@example.com';
export const ALL_SCOPES = [
  'meeting:schedules_read',
  'meeting:schedules_write',
  'meeting:preferences_read',
  'meeting:preferences_write',
  'spark:people_read',
];

export type Json = Record<string, unknown>;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Json;
}

export interface WebexOnPort {
  readonly webex: Webex;
  readonly ground: Ground;
  readonly clock: Clock;
  readonly origin: string;
  /** `METHOD /path` of every route, with `{}` for each parameter. */
  readonly routes: readonly string[];
  /** Calls the API as Anna, or with the token given. */
  call(method: string, path: string, body?: unknown, options?: CallOptions): Promise<Answer>;
  /** Creates a meeting tomorrow at ten, telling nobody. */
  create(overrides?: Json, options?: CallOptions): Promise<Json & { id: string }>;
  tokenFor(email: string, scopes?: readonly string[]): string;
  /** Moves virtual time by hours, minutes… in ms. */
  pass(ms: number): void;
  close(): Promise<void>;
}

export interface CallOptions {
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** @param folder - where state is kept; without it, nowhere */
export async function webexOnPort(profile: Profile = 'demo', folder?: string): Promise<WebexOnPort> {
  const clock = new Clock(Date.parse(NOW), 'stopped');
  const ground: Ground = {
    clock,
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
    dataDir: folder,
    recorder: recorded,
  };
  const store = Store.open(folder);
  const webex = new Webex(ground, store);
  webex.addUser({ email: ANNA, displayName: 'Anna Bell', timezone: 'Europe/Paris' });
  webex.addUser({ email: BEN, displayName: 'Ben Ode' });
  const server = fastify({ routerOptions: { maxParamLength: 2048 } });
  const routes: string[] = [];
  server.addHook('onRoute', ({ method, url }) => {
    const path = url.replaceAll(/:\w+/g, '{}');
    routes.push(...[method].flat().map((one) => `${one} ${path}`));
  });
  webex.routes(server);
  const origin = await server.listen({ port: 0, host: '127.0.0.1' });
  const tokenFor = (email: string, scopes: readonly string[] = ALL_SCOPES): string =>
    webex.issueTokens(email, scopes, { expiresInS: null }).access_token;
  const annas = tokenFor(ANNA);

  const call = async (
    method: string,
    path: string,
    body?: unknown,
    options: CallOptions = {},
  ): Promise<Answer> => {
    const response = await fetch(`${origin}/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${options.token ?? annas}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...options.headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = (response.headers.get('content-type') ?? '').includes('json');
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: (isJson ? JSON.parse(text) : {}) as Json,
    };
  };

  return {
    webex,
    ground,
    clock,
    origin,
    routes,
    call,
    create: async (overrides = {}, options = {}) => {
      const answer = await call('POST', '/meetings', meetingBody(overrides), options);
      if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
      return answer.json as Json & { id: string };
    },
    tokenFor,
    pass: (ms) => {
      clock.set(clock.now() + ms);
    },
    close: async () => {
      await server.close();
      store.close();
      clock.stop();
    },
  };
}

export function meetingBody(overrides: Json = {}): Json {
  return { title: 'Review', ...timesAt('2026-03-03T10:00:00'), sendEmail: false, ...overrides };
}

/** An hour from `wall`, in Paris. */
export function timesAt(wall: string): Json {
  const end = new Date(Date.parse(`${wall}Z`) + HOUR).toISOString().slice(0, 19);
  return { start: wall, end, timezone: 'Europe/Paris' };
}

/** `errors[].description` of an error body. */
export function descriptions(answer: Answer): readonly string[] {
  return ((answer.json['errors'] as { description: string }[] | undefined) ?? []).map(
    ({ description }) => description,
  );
}

export function items(answer: Answer): readonly Json[] {
  return answer.json['items'] as Json[];
}
