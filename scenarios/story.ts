/**
 * What every story shares: the product started anew, and at the end the proofs that hold for all of them: Webex has
 * mailed nobody, no event carries a dead link of ours, and one more full pass writes nothing.
 */
import { expect, test } from 'vitest';
import { startProduct, type Person, type Product, type StoredEvent } from '@webex-scheduler/testkit';

export interface World {
  readonly product: Product;
  readonly control: Product['control'];
  /** The administrator, a licensed host. */
  readonly maya: Person;
  /** A colleague, also a host. */
  readonly priya: Person;
  /** A colleague who speaks French. */
  readonly camille: Person;
  /** Lets virtual time pass until triggers have come and what they cause is done. */
  readonly follow: () => Promise<void>;
}

export interface StoryOptions {
  readonly profile?: 'demo' | 'harsh';
  readonly conferenceWrite?: 'ownScript' | 'nobody' | 'anyClient';
  /** False where the story itself leaves something that a full pass must still do, and says so. */
  readonly restsAtEnd?: boolean;
}

const PROFILE = process.env['SCENARIO_PROFILE'] === 'demo' ? 'demo' : 'harsh';
const WRITE = process.env['SCENARIO_CONFERENCE_WRITE'] ?? 'ownScript';

/** The value of `google.conferenceWrite` this run is under: where nobody may write, blocks come by hand. */
export const conferenceWrite = WRITE;

/** One named story; it starts the product, runs, and proves what must hold after each story. */
export function story(name: string, tell: (world: World) => Promise<void>, options: StoryOptions = {}): void {
  test(name, async () => {
    const product = await startProduct({ profile: options.profile ?? PROFILE });
    try {
      const { control } = product;
      await control.switches({ 'google.conferenceWrite': options.conferenceWrite ?? WRITE });
      const world: World = {
        product,
        control,
        maya: product.person(0),
        priya: product.person(1),
        camille: product.person(2),
        follow: async () => {
          await control.advance('PT15M');
        },
      };
      await tell(world);
      expect(await control.mail({ from: 'webex' })).toEqual([]);
      if (options.restsAtEnd !== false) await expectRest(world);
    } finally {
      await product.stop();
    }
  });
}

/** Makes everybody list everything again and expects no write: at Webex none, at Google none by the add-on. */
export async function expectRest({ control, product }: World): Promise<void> {
  await control.advance('PT7H');
  await control.call('POST', '/google/expire', { what: 'syncTokens' });
  const { seq } = (await control.calls()).at(-1) ?? { seq: 0 };
  await control.advance('PT7H');
  const calls = await control.calls(undefined, seq);
  const heard = calls.filter((call) => call.on === 'service' && call.path === '/addon/v1/changes');
  const writes = calls.filter(
    (call) =>
      (call.on === 'webex' && call.method !== 'GET' && call.path.startsWith('/v1/meeting')) ||
      (call.on === 'google' &&
        call.by === 'addon' &&
        call.method !== 'GET' &&
        call.path.startsWith('/calendar/')),
  );
  expect(writes, 'one more full pass writes nothing').toEqual([]);
  const installed = (
    await Promise.all(product.ready.accounts.map((account) => control.state(account.email)))
  ).some((state) => state.triggers.length > 0);
  if (installed) expect(heard.length, 'the full pass did report').toBeGreaterThan(0);
}

/** Tuesday 9 June 2026 plus days, at a wall time in Stockholm (UTC+2 in June). */
export function at(days: number, time: string): { dateTime: string; timeZone: string } {
  const date = new Date(Date.UTC(2026, 5, 9 + days)).toISOString().slice(0, 10);
  return { dateTime: `${date}T${time}:00+02:00`, timeZone: 'Europe/Stockholm' };
}

/** The instant of a wall time as {@link at} gives it, in Webex's form. */
export function instant(days: number, time: string): string {
  return `${new Date(at(days, time).dateTime).toISOString().slice(0, 16)}:00Z`;
}

/** Expects the event's link to open exactly one live meeting that has the event's time and title. */
export async function expectInStep(person: Person, event: StoredEvent): Promise<string> {
  const meeting = await person.meetingOf(event);
  expect(meeting, 'the link on the event opens a live meeting').toBeDefined();
  if (!meeting) throw new Error('unreachable');
  expect(new Date(meeting.start).getTime()).toBe(new Date(event.start?.dateTime ?? '').getTime());
  expect(new Date(meeting.end).getTime()).toBe(new Date(event.end?.dateTime ?? '').getTime());
  expect(meeting.title).toBe(event.summary);
  return meeting.id;
}

/** Titles of the live meetings of a host: short to read where a story fails. */
export async function titles(control: Product['control'], email?: string): Promise<readonly string[]> {
  return (await control.live(email)).map((meeting) => meeting.title);
}
