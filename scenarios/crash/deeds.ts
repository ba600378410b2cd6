/**
 * The deeds that are cut short at every point: what the person does, and what must be true an hour later with
 * nobody clicking. Each run works on an event of its own, so that thousands of runs can share one world.
 */
import type { ControlClient, Person, StoredEvent } from '@webex-scheduler/testkit';

export interface CrashWorld {
  readonly control: ControlClient;
  readonly maya: Person;
}

export interface Deed {
  readonly name: 'create' | 'move' | 'rename' | 'guests' | 'copy' | 'delete';
  /** Sets the stage, without faults; returns the event to work on, if the deed needs one. */
  prepare(world: CrashWorld, run: number): Promise<StoredEvent | undefined>;
  /** What the person does. May fail half-way: the person does not try again. Returns ids of events to look at. */
  act(world: CrashWorld, event: StoredEvent | undefined, run: number): Promise<readonly string[]>;
  /** What is wrong afterwards; empty = right. */
  check(world: CrashWorld, ids: readonly string[]): Promise<readonly string[]>;
}

const GUEST = 'kari.nilsen@halvorsen.example';

const HOUR_MS = 3_600_000;

/**
 * An hour so far after the virtual now, within the 48 hours in which the hourly check lists a calendar: a firing
 * killed before its first line is as if Google had lost it.
 */
async function hour(
  control: ControlClient,
  hoursAhead: number,
): Promise<{ start: EventTime; end: EventTime }> {
  const { now } = await control.now();
  const begin = Math.floor(Date.parse(now) / HOUR_MS) * HOUR_MS + hoursAhead * HOUR_MS;
  const time = (at: number): EventTime => ({
    dateTime: new Date(at).toISOString(),
    timeZone: 'Europe/Stockholm',
  });
  return { start: time(begin), end: time(begin + HOUR_MS) };
}

interface EventTime {
  readonly dateTime: string;
  readonly timeZone: string;
}

async function scheduled({ control, maya }: CrashWorld, run: number): Promise<StoredEvent> {
  const event = await maya.schedule({ summary: `Run ${run}`, ...(await hour(control, 26)) });
  await control.advance('PT15M');
  return maya.event(event.id);
}

/** Exactly one live meeting carries this event's title, it is the one the link opens, and it is right. */
async function oneRightMeeting({ control, maya }: CrashWorld, id: string): Promise<readonly string[]> {
  const event = await maya.event(id);
  const named = (await control.live(maya.email)).filter((meeting) => meeting.title === event.summary);
  const shown = await maya.meetingOf(event);
  const problems: string[] = [];
  if (named.length !== 1) problems.push(`${named.length} meetings are called like the event`);
  if (!shown) return [...problems, 'the link on the event opens nothing'];
  if (Date.parse(shown.start) !== Date.parse(event.start?.dateTime ?? ''))
    problems.push(`the meeting starts at ${shown.start}`);
  if (Date.parse(shown.end) !== Date.parse(event.end?.dateTime ?? ''))
    problems.push(`the meeting ends at ${shown.end}`);
  const guests = (event.attendees ?? []).map((guest) => guest.email).filter((email) => email !== maya.email);
  const invited = shown.invitees.map((invitee) => invitee.email);
  if (guests.sort().join() !== invited.toSorted().join())
    problems.push(`guests ${guests.join()} but invited ${invited.join()}`);
  return problems;
}

const create: Deed = {
  name: 'create',
  prepare: async () => undefined,
  act: async ({ control, maya }, _event, run) => {
    const { draft, eventId } = await maya.newEvent({
      summary: `Run ${run}`,
      ...(await hour(control, 26)),
    });
    await maya.chooseWebex(draft).catch(() => undefined);
    await maya.save(draft);
    return [eventId];
  },
  check: async (world, ids) => {
    const [id = ''] = ids;
    const event = await world.maya.event(id);
    if (event.conferenceData) return oneRightMeeting(world, id);
    const before = await placeholders(world);
    return before === 0 ? [] : [`the create ended in an error, and ${before} meetings are left of it`];
  },
};

/** Meetings that no event of the calendar shows. */
async function placeholders({ control, maya }: CrashWorld): Promise<number> {
  const { events } = await control.state(maya.email, maya.email);
  const shown = new Set(
    events
      .filter((event) => event.status !== 'cancelled')
      .flatMap((event) => event.conferenceData?.entryPoints?.map((entry) => entry.uri) ?? []),
  );
  return (await control.live(maya.email)).filter((meeting) => !shown.has(meeting.webLink)).length;
}

function change(
  name: Deed['name'],
  changes: (world: CrashWorld, event: StoredEvent, run: number) => Promise<unknown>,
): Deed {
  return {
    name,
    prepare: scheduled,
    act: async (world, event, run) => {
      if (!event) return [];
      await world.maya.google.patch(world.maya.email, event.id, await changes(world, event, run));
      return [event.id];
    },
    check: (world, ids) => oneRightMeeting(world, ids[0] ?? ''),
  };
}

const copy: Deed = {
  name: 'copy',
  prepare: scheduled,
  act: async ({ control, maya }, event, run) => {
    if (!event) return [];
    const { start } = await hour(control, 34);
    const made = await maya.act<{ eventId: string }>('duplicate', {
      eventId: event.id,
      start: start.dateTime,
    });
    await maya.google.patch(maya.email, made.eventId, { summary: `Copy of run ${run}` });
    return [event.id, made.eventId];
  },
  check: async (world, ids) => (await Promise.all(ids.map((id) => oneRightMeeting(world, id)))).flat(),
};

const remove: Deed = {
  name: 'delete',
  prepare: scheduled,
  act: async ({ maya }, event) => {
    if (!event) return [];
    await maya.google.remove(maya.email, event.id);
    return [event.id];
  },
  check: async (world) => {
    const left = await placeholders(world);
    return left === 0 ? [] : [`${left} meetings are left of a deleted event`];
  },
};

export const DEEDS: readonly Deed[] = [
  create,
  change('move', async ({ control }) => hour(control, 30)),
  change('rename', async (_world, _event, run) => ({ summary: `Renamed ${run}` })),
  change('guests', async () => ({ attendees: [{ email: GUEST }] })),
  copy,
  remove,
];
