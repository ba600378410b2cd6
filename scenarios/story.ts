/**
 * What every story shares. One product serves the stories of a file, one after the other; each story has people of
 * its own, and at its end the proofs that hold for all of them: Webex has mailed nobody, and one more full pass
 * writes nothing.
 */
import { afterAll, expect, test } from 'vitest';
import {
  Person,
  startProduct,
  type Product,
  type ReadyAccount,
  type StoredEvent,
} from '@webex-scheduler/testkit';
import { beginRecording, type Recording } from './contract/recording.ts';
import { keepEvidence } from './evidence.ts';

export interface World {
  readonly product: Product;
  readonly control: Product['control'];
  /** A licensed host, in the demo's domain like everybody. */
  readonly maya: Person;
  /** A colleague, also a host. */
  readonly priya: Person;
  /** The organisation's administrator, one of the demo's people. */
  readonly admin: Person;
  /** Lets virtual time pass until triggers have come and what they cause is done. */
  readonly follow: () => Promise<void>;
  /** A wall time in Stockholm, so many days after the story began, as Google's event resource has it. */
  readonly at: (days: number, time: string) => EventTime;
  /** The same as an instant in Webex's form. */
  readonly instant: (days: number, time: string) => string;
}

export interface EventTime {
  readonly dateTime: string;
  readonly timeZone: string;
}

export interface StoryOptions {
  readonly conferenceWrite?: 'ownScript' | 'nobody' | 'anyClient';
  /** The story is about a copy with the original's data: where Google makes none such, it cannot happen. */
  readonly ofCopiedData?: true;
}

const PROFILE = process.env['SCENARIO_PROFILE'] === 'demo' ? 'demo' : 'harsh';
/** The value of `google.conferenceWrite` this run is under: where nobody may write, blocks come by hand. */
export const conferenceWrite = process.env['SCENARIO_CONFERENCE_WRITE'] ?? 'ownScript';

/** One switch of the local platforms that this run flips: `NAME=JSON`. */
const flipped = process.env['SCENARIO_FLIP'];

function flip(): Readonly<Record<string, unknown>> {
  if (flipped === undefined) return {};
  const at = flipped.indexOf('=');
  return { [flipped.slice(0, at)]: JSON.parse(flipped.slice(at + 1)) as unknown };
}

const DAY_MS = 86_400_000;
let started: Promise<Recorded> | undefined;
let stories = 0;

/** The product, and the recording of every exchange at the platforms' edge. */
interface Recorded {
  readonly product: Product;
  readonly recording: Recording;
}

async function start(): Promise<Recorded> {
  const recording = await beginRecording();
  return { product: await startProduct({ profile: PROFILE, record: recording.folder }), recording };
}

afterAll(async () => {
  if (!started) return;
  const { product, recording } = await started;
  await product.stop();
  expect(await recording.end()).toEqual([]);
});

/** One named story: it begins with nothing installed, and ends at rest. */
export function story(name: string, tell: (world: World) => Promise<void>, options: StoryOptions = {}): void {
  test(name, async () => {
    started ??= start();
    const { product } = await started;
    const { control } = product;
    await control.switches({
      ...flip(),
      'google.conferenceWrite': options.conferenceWrite ?? conferenceWrite,
      ...(options.ofCopiedData ? { 'google.duplicateKeepsAddOnData': true } : {}),
    });
    try {
      const world = await worldOf(product);
      await tell(world);
      expect(await control.mail({ from: 'webex' })).toEqual([]);
      await expectRest(world);
      await leave(world);
    } catch (error) {
      await keepEvidence(product, `${flipped ?? ''} ${name}`);
      throw error;
    } finally {
      await control.clearFaults();
    }
  });
}

/** The story's people are done: their hourly checks need not run through the stories that follow. */
async function leave({ control, maya, priya }: World): Promise<void> {
  for (const { email } of [maya, priya])
    if ((await control.state(email)).triggers.length > 0) await control.act(email, 'uninstall');
}

async function worldOf(product: Product): Promise<World> {
  const { control } = product;
  stories += 1;
  const { now } = await control.now();
  const at = (days: number, time: string): EventTime => {
    const date = new Date(Date.parse(now) + days * DAY_MS).toISOString().slice(0, 10);
    return { dateTime: `${date}T${time}:00+02:00`, timeZone: 'Europe/Stockholm' };
  };
  return {
    product,
    control,
    maya: await newcomer(product, `maya${stories}`, 'Maya'),
    priya: await newcomer(product, `priya${stories}`, 'Priya'),
    admin: product.person(0),
    follow: async () => {
      await control.advance('PT15M');
    },
    at,
    instant: (days, time) => `${new Date(at(days, time).dateTime).toISOString().slice(0, 16)}:00Z`,
  };
}

/** A new colleague in the demo's domain. */
export async function newcomer(product: Product, local: string, name: string, webex = true): Promise<Person> {
  const account = await product.control.call<ReadyAccount>('POST', '/accounts', {
    email: `${local}@alderfinch.example`,
    name,
    language: 'en',
    timeZone: 'Europe/Stockholm',
    webex: webex ? { licence: 'host' } : null,
  });
  return new Person(product.ready, product.control, account);
}

/** Makes everybody list everything again and expects no write: at Webex none, at Google none by the add-on. */
export async function expectRest({ control, maya }: World): Promise<void> {
  await control.advance('PT7H');
  await control.call('POST', '/google/expire', { what: 'syncTokens' });
  const seq = await lastCall(control);
  await control.advance('PT7H');
  const calls = await control.calls(undefined, seq);
  const writes = calls.filter(
    (call) =>
      (call.on === 'webex' && call.method !== 'GET' && call.path.startsWith('/v1/meeting')) ||
      (call.on === 'google' &&
        call.by === 'addon' &&
        call.method !== 'GET' &&
        call.path.startsWith('/calendar/')),
  );
  expect(writes, 'one more full pass writes nothing').toEqual([]);
  const { triggers } = await control.state(maya.email);
  const heard = calls.filter((call) => call.on === 'service' && call.path === '/addon/v1/changes');
  if (triggers.length > 0) expect(heard.length, 'the full pass did report').toBeGreaterThan(0);
}

/** The number of the newest call, for looking at what comes after. */
export async function lastCall(control: Product['control']): Promise<number> {
  return (await control.calls()).at(-1)?.seq ?? 0;
}

/**
 * Expects the event's link to open exactly one live meeting that has the event's time and title; gives its id.
 * Where Google lets nobody but the person write our block, the person does what the card asks for first.
 */
export async function expectInStep(person: Person, given: StoredEvent): Promise<string> {
  const event = conferenceWrite === 'nobody' ? await byHand(person, given) : given;
  const meeting = await person.meetingOf(event);
  expect(meeting, 'the link on the event opens a live meeting').toBeDefined();
  if (!meeting) throw new Error('unreachable');
  expect(new Date(meeting.start).getTime()).toBe(new Date(event.start?.dateTime ?? '').getTime());
  expect(new Date(meeting.end).getTime()).toBe(new Date(event.end?.dateTime ?? '').getTime());
  expect(meeting.title).toBe(event.summary);
  return meeting.id;
}

/**
 * The card of a link that needs its person: opens the event, presses the button, saves. An hour later what the event
 * no longer shows is gone.
 */
async function byHand(person: Person, event: StoredEvent): Promise<StoredEvent> {
  const calendarId = event.organizer?.email ?? person.email;
  const opened = await person.act<{ draft: string; card: unknown }>('openEvent', {
    calendarId,
    eventId: event.id,
  });
  const path = buttonIn(opened.card, ['Add it now', 'Add Webex', 'Make a new one']);
  if (path === undefined) return event;
  await person.act('click', { draft: opened.draft, path, inputs: {} });
  await person.save(opened.draft);
  const story = await started;
  await story?.product.control.advance('PT1H');
  return person.event(event.id, calendarId);
}

/** The JSON pointer of the first button with one of these texts in a card. */
export function buttonIn(node: unknown, texts: readonly string[], path = ''): string | undefined {
  if (typeof node !== 'object' || node === null) return undefined;
  if ('text' in node && typeof node.text === 'string' && texts.includes(node.text) && 'onClick' in node)
    return path;
  for (const [key, value] of Object.entries(node)) {
    const found = buttonIn(value, texts, `${path}/${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Titles of the live meetings of a host: short to read where a story fails. */
export async function titles(control: Product['control'], email?: string): Promise<readonly string[]> {
  return (await control.live(email)).map((meeting) => meeting.title);
}

/** Changes the demo's organisation, in the administrator's name. */
export async function changeOrganisation(
  { control, product, admin }: World,
  change: { readonly mode?: 'on' | 'off' | 'suspended'; readonly retentionDays?: number },
): Promise<void> {
  const { id_token: token } = await control.call<{ id_token: string }>('POST', '/google/tokens', {
    kind: 'id',
    email: admin.email,
    audience: product.ready.addon.clientId,
  });
  const response = await fetch(`${product.ready.service}/admin/v1/organisations/alderfinch-example`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', connection: 'close' },
    body: JSON.stringify(change),
  });
  expect(response.status).toBe(200);
}
