/**
 * How fast are the local platforms by themselves? Calls per second over HTTP, one connection after the other's answer
 * on {@link LANES} lanes, against a calendar that holds {@link EVENTS} events.
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProduct, type Product } from '@webex-scheduler/testkit';
import { atMost, free, percentile, type Figure, type Question } from './figure.ts';

const EVENTS = 100_000;
const CALLS = 1000;
const EXECUTIONS = 200;
const LANES = 8;
const PAGE = 2500;
const INCREMENTAL_AIM_MS = 20;
const DAY_MS = 86_400_000;
const PROJECT = join(import.meta.dirname, 'project');

export const sandbox: Question = {
  group: 'sandbox',
  figures: [
    'startup',
    'insert',
    'patch',
    'list',
    'full-sync',
    'incremental',
    'executions',
    'webex-post',
    'memory',
  ],
  measure: async (say) => {
    const data = await mkdtemp(join(tmpdir(), 'sandbox-bench-'));
    const begun = performance.now();
    const product = await startProduct({ data, only: 'sandbox', clockMode: 'running', profile: 'demo' });
    const startup = performance.now() - begun;
    try {
      const calendar = new BenchCalendar(product);
      const insert = await rate(EVENTS, (n) => calendar.insert(n), say, 'sandbox: events');
      const patch = await rate(CALLS, (n) => calendar.patch(n));
      const list = await rate(CALLS, () => calendar.week());
      const sync = await calendar.fullSync();
      say(`sandbox: ${sync.events} events in ${sync.pages} pages`);
      const incremental = await calendar.incremental(sync.token);
      return {
        startup: free(startup, 'ms'),
        insert: free(insert, '1/s'),
        patch: free(patch, '1/s'),
        list: free(list, '1/s'),
        'full-sync': free(sync.ms, 'ms'),
        incremental: atMost(incremental, 'ms', INCREMENTAL_AIM_MS),
        executions: free(await executions(product), '1/s'),
        'webex-post': free(await webexPosts(product), '1/s'),
        memory: free(residentBytes(product.ready.processes.sandbox), 'bytes'),
      } satisfies Record<string, Figure>;
    } finally {
      await product.stop();
      await rm(data, { recursive: true, force: true });
    }
  },
};

class BenchCalendar {
  readonly #url: string;
  readonly #token: string;
  readonly #from: number;

  constructor({ ready }: Product) {
    this.#url = `${ready.google}/calendar/v3/calendars/primary/events`;
    this.#token = ready.accounts[0]?.googleToken ?? '';
    this.#from = Date.parse(ready.clock);
  }

  insert(n: number): Promise<unknown> {
    const start = this.#from + (n % 365) * DAY_MS;
    const time = (at: number) => ({ dateTime: new Date(at).toISOString(), timeZone: 'UTC' });
    const event = {
      id: eventId(n),
      summary: `Event ${n}`,
      start: time(start),
      end: time(start + 1_800_000),
    };
    return send('POST', this.#url, this.#token, event);
  }

  patch(n: number, summary = `Event ${n}, again`): Promise<unknown> {
    return send('PATCH', `${this.#url}/${eventId(n)}`, this.#token, { summary });
  }

  week(): Promise<unknown> {
    const window = new URLSearchParams({
      timeMin: new Date(this.#from + 100 * DAY_MS).toISOString(),
      timeMax: new Date(this.#from + 101 * DAY_MS).toISOString(),
      singleEvents: 'true',
      maxResults: '50',
    });
    return send('GET', `${this.#url}?${window.toString()}`, this.#token);
  }

  async fullSync(): Promise<{ ms: number; events: number; pages: number; token: string }> {
    const begun = performance.now();
    let events = 0;
    let more: Record<string, string> = {};
    for (let pages = 1; ; pages += 1) {
      const query = new URLSearchParams({ maxResults: String(PAGE), ...more });
      const page = await send<EventPage>('GET', `${this.#url}?${query.toString()}`, this.#token);
      events += page.items.length;
      if (page.nextPageToken === undefined)
        return { ms: performance.now() - begun, events, pages, token: page.nextSyncToken ?? '' };
      more = { pageToken: page.nextPageToken };
    }
  }

  /** The median time (ms) of a list that brings one change, as its caller sees it. */
  async incremental(syncToken: string): Promise<number> {
    const taken: number[] = [];
    let token = syncToken;
    for (let n = 0; n < CALLS / 10; n += 1) {
      await this.patch(n * 7, `Event ${n}, once more`);
      const begun = performance.now();
      const query = new URLSearchParams({ syncToken: token });
      const page = await send<EventPage>('GET', `${this.#url}?${query.toString()}`, this.#token);
      taken.push(performance.now() - begun);
      if (page.items.length !== 1) throw new Error(`${page.items.length} changes, not one`);
      token = page.nextSyncToken ?? '';
    }
    return percentile(taken, 0.5);
  }
}

interface EventPage {
  readonly items: readonly unknown[];
  readonly nextPageToken?: string;
  readonly nextSyncToken?: string;
}

const eventId = (n: number): string => `bench${n.toString(32).padStart(8, '0')}`;

function executions({ ready }: Product): Promise<number> {
  const request = { dir: PROJECT, as: ready.accounts[0]?.email, call: 'whoami' };
  return rate(EXECUTIONS, () => send('POST', `${ready.web}/host/apps-script`, '', request));
}

async function webexPosts({ ready, control }: Product): Promise<number> {
  await control.switches({ 'webex.createsPerDay': 10 * CALLS });
  const from = Date.parse(ready.clock) + DAY_MS;
  const at = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;
  return rate(CALLS, (n) =>
    send('POST', `${ready.webex}/meetings`, ready.accounts[0]?.webexToken ?? '', {
      title: `Meeting ${n}`,
      start: at(from + n * 3_600_000),
      end: at(from + (n + 1) * 3_600_000),
      timezone: 'UTC',
      sendEmail: false,
    }),
  );
}

/** Calls per second. */
async function rate(
  calls: number,
  call: (n: number) => Promise<unknown>,
  say?: (line: string) => void,
  what = '',
): Promise<number> {
  const begun = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: LANES }, async () => {
      while (next < calls) {
        const n = next;
        next += 1;
        await call(n);
        if (say && n > 0 && n % 20_000 === 0) say(`${what} ${n}`);
      }
    }),
  );
  return (calls * 1000) / (performance.now() - begun);
}

async function send<T>(method: string, url: string, token: string, body?: unknown): Promise<T> {
  const response = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

function residentBytes(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).trim()) * 1024;
}
