/** Control's hand on the processes: what it answers is so when it answers. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Person, startProduct, type Product, type ReadyAccount } from '@webex-scheduler/testkit';
import { beginRecording, type Recording } from './contract/recording.ts';

let product: Product;
let recording: Recording;

beforeAll(async () => {
  recording = await beginRecording();
  product = await startProduct({ profile: 'demo', record: recording.folder });
});

afterAll(async () => {
  await product.stop();
  expect(await recording.end()).toEqual([]);
});

interface ServiceState {
  readonly pid: number | null;
  readonly restarts: number;
}

const service = (wish: 'kill' | 'stop' | 'start'): Promise<ServiceState> =>
  product.control.call('POST', '/service', { do: wish });

async function health(): Promise<number | 'down'> {
  return fetch(`${product.ready.service}/healthz`, { headers: { connection: 'close' } }).then(
    ({ status }) => status,
    () => 'down',
  );
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('a service that was killed from here is gone at the answer, stays away, and a start gives another one that answers', async () => {
  let before = product.ready.processes.service;
  for (const how of ['kill', 'stop', 'kill', 'kill'] as const) {
    expect((await service(how)).pid).toBeNull();
    expect(lives(before)).toBe(false);
    expect(await health()).toBe('down');
    const { pid } = await service('start');
    expect(pid).not.toBe(before);
    expect(await health()).toBe(200);
    before = pid ?? 0;
  }
});

test('an account in a domain of its own is another organisation, and its service still lives in virtual time', async () => {
  const { control } = product;
  await control.advance('P40D');
  const account = await control.call<ReadyAccount>('POST', '/accounts', {
    email: 'noor@rowanpike.example',
    name: 'Noor',
    webex: { licence: 'host' },
  });
  const noor = new Person(product.ready, control, account);
  await noor.setUp();
  const maya = product.person(0);
  await maya.setUp();
  const { now } = await control.now();
  const at = (hour: number) => ({
    dateTime: new Date(Date.parse(now) + hour * 3_600_000).toISOString(),
    timeZone: 'UTC',
  });
  for (const person of [noor, maya]) {
    const event = await person.schedule({ summary: 'Two houses', start: at(30), end: at(31) });
    expect(await person.meetingOf(await person.event(event.id))).toBeDefined();
  }
});

test('a reset takes the organisation away again, with clock and mode as at the start', async () => {
  const { control, ready } = product;
  await control.call('POST', '/clock', { mode: 'running' });
  const { accounts } = await control.call<{ accounts: readonly unknown[] }>('POST', '/reset', {
    seed: 'demo',
  });
  expect(accounts).toHaveLength(ready.accounts.length);
  expect(await control.now()).toEqual({ now: ready.clock, mode: 'stopped' });
  const noor = await control.call<{ email: string }>('POST', '/accounts', {
    email: 'noor@rowanpike.example',
    name: 'Noor',
    unmapped: true,
    webex: { licence: 'host' },
  });
  const { id_token: token } = await control.call<{ id_token: string }>('POST', '/google/tokens', {
    kind: 'id',
    email: noor.email,
    audience: ready.addon.clientId,
  });
  const refused = await fetch(`${ready.service}/addon/v1/check`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', connection: 'close' },
    body: '{}',
  });
  expect(await refused.json()).toMatchObject({ code: 'org-unknown' });
});

test('platforms that run alone are reset at once, and have no service to take down', async () => {
  const alone = await startProduct({ only: 'sandbox', profile: 'demo' });
  try {
    const { accounts } = await alone.control.call<{ accounts: readonly unknown[] }>('POST', '/reset', {
      seed: 'empty',
    });
    expect(accounts).toEqual([]);
    await expect(alone.control.call('POST', '/service', { do: 'start' })).rejects.toThrow('no-service');
    expect(await alone.control.call('GET', '/service')).toEqual({ pid: null, restarts: 0 });
  } finally {
    await alone.stop();
  }
});
