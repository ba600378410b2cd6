/**
 * What does the product add to making a meeting? A create through the service, as the add-on asks for it, against a
 * bare POST of the same body to Webex: one at a time, and fifty at once. Both sides are answered by the same local
 * Webex in the same run, turn and turn about, so that the machine's mood falls on both. Local Webex answers within
 * milliseconds where the real one takes about a second: the ratio here is the harshest there is.
 */
import { randomBytes } from 'node:crypto';
import { startProduct, type Person, type Product } from '@webex-scheduler/testkit';
import { againstFloor, percentile, type Figure, type Question } from './figure.ts';
import { idToken, newcomer } from './people.ts';

const AIM = 1.5;
const ONE_BY_ONE = 40;
const AT_ONCE = 50;
const ROUNDS = 3;
const ZONE = 'Europe/Stockholm';

interface Side {
  /** Makes one meeting; rejects if none was made. */
  readonly make: () => Promise<void>;
}

export const schedule: Question = {
  figures: ['schedule-1', 'schedule-50'],
  measure: async (say) => {
    const product = await startProduct({ profile: 'demo', clockMode: 'running' });
    try {
      // Far above what is made here: this measures the work, not the day's allowance.
      await product.control.switches({ 'webex.createsPerDay': 10_000 });
      return { 'schedule-1': await oneByOne(product, say), 'schedule-50': await atOnce(product, say) };
    } finally {
      await product.stop();
    }
  },
};

async function oneByOne(product: Product, say: (line: string) => void): Promise<Figure> {
  const [service, bare] = await sides(product, 'one');
  const through: number[] = [];
  const direct: number[] = [];
  for (let n = 0; n < ONE_BY_ONE; n += 1) {
    direct.push(await timed(bare.make));
    through.push(await timed(service.make));
  }
  say(`schedule-1: ${ONE_BY_ONE} creates each`);
  return againstFloor(percentile(through, 0.5), percentile(direct, 0.5), AIM);
}

async function atOnce(product: Product, say: (line: string) => void): Promise<Figure> {
  const through: number[] = [];
  const direct: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    // A host may make a hundred meetings a day, which the service keeps to: each round has a host of its own.
    const [service, bare] = await sides(product, `fifty${round}`);
    const fifty = ({ make }: Side) =>
      timed(async () => {
        await Promise.all(Array.from({ length: AT_ONCE }, make));
      });
    direct.push(await fifty(bare));
    through.push(await fifty(service));
    say(`schedule-50: round ${round + 1} of ${ROUNDS}`);
  }
  return againstFloor(percentile(through, 0.5), percentile(direct, 0.5), AIM);
}

/** The two ways to a meeting, both warm: connections open, keys fetched, the calendar heard once. */
async function sides(product: Product, name: string): Promise<readonly [service: Side, bare: Side]> {
  const host = await newcomer(product, `${name}-service`);
  await host.setUp();
  const other = await newcomer(product, `${name}-bare`);
  const token = await idToken(product, host.email);
  const { now } = await product.control.now();
  const times = hours(Date.parse(now));
  const service = { make: () => throughService(product, host, token, times()) };
  const bare = { make: () => bareWebex(product, other, times()) };
  for (let n = 0; n < 3; n += 1) {
    await bare.make();
    await service.make();
  }
  return [service, bare];
}

interface Times {
  readonly start: string;
  readonly end: string;
}

/** An hour of its own for each meeting, from next week on. */
function hours(now: number): () => Times {
  const hour = 3_600_000;
  let next = Math.ceil(now / hour) * hour + 7 * 24 * hour;
  const wall = (at: number) => `${new Date(at + 2 * hour).toISOString().slice(0, 19)}+02:00`;
  return () => {
    next += hour;
    return { start: wall(next - hour), end: wall(next) };
  };
}

async function throughService(product: Product, host: Person, token: string, times: Times): Promise<void> {
  const eventId = randomBytes(13).toString('hex');
  const answer = await post(`${product.ready.service}/addon/v1/conferences`, token, {
    contract: 1,
    calendarId: host.email,
    eventId,
    from: 'menu',
    person: { name: host.account.name, timeZone: ZONE, language: 'en' },
    event: {
      id: eventId,
      status: 'confirmed',
      copy: 'organizer',
      otherLink: false,
      summary: 'Bench',
      start: { dateTime: times.start, timeZone: ZONE },
      end: { dateTime: times.end, timeZone: ZONE },
      guests: [],
    },
  });
  if (!('block' in answer)) throw new Error(`no block: ${JSON.stringify(answer)}`);
}

async function bareWebex(product: Product, host: Person, times: Times): Promise<void> {
  const answer = await post(`${product.ready.webex}/meetings`, host.account.webexToken ?? '', {
    title: 'Bench',
    ...times,
    timezone: ZONE,
    integrationTags: [randomBytes(32).toString('base64url')],
    invitees: [],
    sendEmail: false,
  });
  if (!('id' in answer)) throw new Error(`no meeting: ${JSON.stringify(answer)}`);
}

async function post(url: string, token: string, body: unknown): Promise<object> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer: unknown = await response.json();
  if (!response.ok || typeof answer !== 'object' || answer === null)
    throw new Error(`${url}: ${response.status} ${JSON.stringify(answer)}`);
  return answer;
}

async function timed(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}
