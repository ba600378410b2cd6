/** What an add-on is told, and what becomes of its answers: by acts of the page and a project's own log. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ExecutionRecord } from '../apps-script/execution.ts';
import { ANNA, BEN, Whole } from '../apps-script/test/whole.ts';
import type { EventResource } from './calendar/event-resource-type.ts';

let whole: Whole;
let scriptId: string;
let clientId: string;
beforeAll(async () => {
  whole = await Whole.start();
  scriptId = whole.platforms.scripts.register({ dir: whole.dir('rooms') }).scriptId;
  clientId = whole.platforms.identity.addClient({
    kind: 'outside',
    name: 'A client',
    redirectUris: [],
  }).clientId;
  for (const email of [ANNA, BEN]) await act(email, 'install');
});
afterAll(() => whole.stop());

let seen = 0;
beforeEach(() => {
  seen = whole.platforms.scripts.executions(scriptId).length;
});

const TIMES = {
  start: { dateTime: '2026-03-03T10:00:00+01:00', timeZone: 'Europe/Paris' },
  end: { dateTime: '2026-03-03T10:45:00+01:00', timeZone: 'Europe/Paris' },
};

interface Draft {
  readonly draft: string;
  readonly eventId: string;
}

async function act<T = unknown>(email: string, name: string, body: object = {}): Promise<T> {
  const named = /install/.test(name) ? { scriptId, ...body } : body;
  return (await whole.platforms.host.act(email, name, named)) as T;
}
const newEvent = (resource: object = {}): Promise<Draft> =>
  act<Draft>(ANNA, 'newEvent', { resource: { summary: 'Secret title', ...TIMES, ...resource } });
const choose = (draft: string, solutionId: string): Promise<unknown> =>
  act(ANNA, 'chooseConference', { draft, solutionId });
/** An event with a room of the add-on, saved. */
async function dressed(resource: object = {}): Promise<string> {
  const { draft, eventId } = await newEvent(resource);
  await choose(draft, '1');
  await act(ANNA, 'save', { draft });
  return eventId;
}

/** Runs of the project since the test began. */
const runs = (): readonly ExecutionRecord[] => whole.platforms.scripts.executions(scriptId).slice(seen);
const lines = (name: string): readonly (readonly string[])[] =>
  runs()
    .filter((run) => run.function === name)
    .map((run) => run.logs.map(({ message }) => message));
const lastEvent = (name: string): Record<string, unknown> =>
  JSON.parse(lines(name).at(-1)?.[0] ?? '{}') as Record<string, unknown>;

/** The event as a client with the calendar scope reads it. */
async function read(eventId: string, status = 200): Promise<EventResource> {
  const { token } = whole.platforms.identity.issueAccessToken({
    email: ANNA,
    clientId,
    scopes: ['https://www.googleapis.com/auth/calendar'],
  });
  const answer = await whole.google.inject({
    url: `/calendar/v3/calendars/primary/events/${eventId}`,
    headers: { authorization: `Bearer ${token}` },
  });
  expect(answer.statusCode).toBe(status);
  return answer.json<EventResource>();
}

describe('adding a conference', () => {
  it('trap 1: onCreate is given two ids and nothing else, of an event that is not there yet', async () => {
    const { draft, eventId } = await newEvent({ attendees: [{ email: BEN }] });
    await choose(draft, '1');
    const [[object = '', found] = []] = lines('onCreate');
    expect(JSON.parse(object)).toEqual({ eventData: { calendarId: ANNA, eventId } });
    expect(found).toBe('API call to calendar.events.get failed with error: Not Found');
    await act(ANNA, 'save', { draft });
    expect((await read(eventId)).conferenceData?.conferenceId).toBe('77');
  });

  it('trap 10: parameters are nested one level deeper in REST than in the event object', async () => {
    const eventId = await dressed();
    await act(ANNA, 'openEvent', { eventId, scriptId });
    const own = { scriptId, ref: 'r-77' };
    expect((await read(eventId)).conferenceData?.parameters).toEqual({
      addOnParameters: { parameters: own },
    });
    expect(lastEvent('onOpen')['calendar']).toMatchObject({
      conferenceData: { parameters: { addOnParameters: own } },
    });
  });

  it('trap 11: hangoutLink is Meet’s alone, never a third party’s video link', async () => {
    expect(await read(await dressed())).not.toHaveProperty('hangoutLink');
    const { draft, eventId } = await newEvent();
    await choose(draft, 'hangoutsMeet');
    await act(ANNA, 'save', { draft });
    expect((await read(eventId)).hangoutLink).toMatch(/^https:\/\/meet\.google\.com\//);
  });

  it('trap 12: labels are derived, name and icon are the manifest’s; the script sets neither', async () => {
    const { conferenceData } = await read(await dressed());
    expect(conferenceData?.conferenceSolution).toEqual({
      key: { type: 'addOn' },
      name: 'Room',
      iconUri: 'https://lh3.googleusercontent.com/room',
    });
    expect(conferenceData?.entryPoints).toEqual([
      {
        entryPointType: 'video',
        uri: 'https://rooms.example/j/77',
        label: 'rooms.example/j/77',
        passcode: 'pw',
      },
      { entryPointType: 'phone', uri: 'tel:+1-555-0100,,77#', label: '+1-555-0100', regionCode: 'US' },
      {
        entryPointType: 'more',
        uri: 'https://www.google.com/url?q=https%3A%2F%2Frooms.example%2Fmore&sa=D&source=calendar',
      },
    ]);
  });

  it('trap 13: a copy keeps the conference under a new id, and onCreate does not run', async () => {
    const source = await dressed();
    const before = lines('onCreate').length;
    const copy = await act<{ eventId: string }>(ANNA, 'duplicate', {
      eventId: source,
      start: '2026-03-10T10:00:00',
    });
    expect(copy.eventId).not.toBe(source);
    expect((await read(copy.eventId)).conferenceData).toEqual((await read(source)).conferenceData);
    expect(lines('onCreate')).toHaveLength(before);
  });
});

describe('what fires, and when', () => {
  it('trap 17: what a card adds to the open event is pending until the person saves', async () => {
    const { draft, eventId } = await newEvent();
    await act(ANNA, 'save', { draft });
    const opened = await act<Draft>(ANNA, 'openEvent', { eventId, scriptId });
    const click = { draft: opened.draft, path: '/sections/0/widgets/0/buttonList/buttons/0' };
    await act(ANNA, 'click', click);
    expect(await read(eventId)).not.toHaveProperty('attendees');
    await act(ANNA, 'discard', { draft: opened.draft });
    expect(await read(eventId)).not.toHaveProperty('attendees');
    const again = await act<Draft>(ANNA, 'openEvent', { eventId, scriptId });
    await act(ANNA, 'click', { ...click, draft: again.draft });
    await act(ANNA, 'save', { draft: again.draft });
    expect((await read(eventId)).attendees?.map(({ email }) => email)).toContain('guest@elsewhere.test');
  });

  it('trap 18: the update trigger fires for guests and conferencing only, and before the save', async () => {
    const { draft, eventId } = await newEvent();
    await act(ANNA, 'save', { draft, changes: { summary: 'Other', location: 'Hall', ...TIMES } });
    expect(lines('onUpdate')).toEqual([]);

    const save = async (changes: object): Promise<void> => {
      const open = await act<Draft>(ANNA, 'openEvent', { eventId, scriptId });
      await act(ANNA, 'save', { draft: open.draft, changes });
    };
    await save({ summary: 'Moved', end: { ...TIMES.end, dateTime: '2026-03-03T11:00:00+01:00' } });
    expect(lines('onUpdate')).toEqual([]);
    await save({ attendees: [{ email: BEN }] });
    await save({ attendees: [{ email: BEN, optional: true }] });
    expect(lines('onUpdate')).toHaveLength(1);
    await save({ attendees: [] });
    expect(lines('onUpdate')).toHaveLength(2);

    const fresh = await newEvent({ attendees: [{ email: BEN }] });
    await choose(fresh.draft, '1');
    await choose(fresh.draft, 'hangoutsMeet');
    expect(lines('onUpdate')).toHaveLength(4);
    // Before the save: the API does not know the event that the trigger is about.
    expect(lines('onUpdate').at(-1)?.[1]).toBe(
      'API call to calendar.events.get failed with error: Not Found',
    );
    await act(ANNA, 'discard', { draft: fresh.draft });
    expect(lines('onUpdate')).toHaveLength(4);
  });

  it('trap 25: a trigger runs as whoever made it, once per person, and not as who edits', async () => {
    for (const email of [ANNA, BEN]) {
      const made = await whole.run('rooms', { as: email, call: 'watch', event: email });
      expect(made.error).toBeNull();
    }
    const { draft, eventId } = await newEvent({ attendees: [{ email: BEN }], guestsCanModify: true });
    await act(ANNA, 'save', { draft });
    await whole.advance(2_000);
    seen = whole.platforms.scripts.executions(scriptId).length;
    const open = await act<Draft>(BEN, 'openEvent', { eventId, scriptId });
    await act(BEN, 'save', { draft: open.draft, changes: { summary: 'Ben’s' } });
    await whole.advance(2_000);
    const told = lines('onChange').map(([who, object = '']) => [
      who,
      (JSON.parse(object) as { calendarId: string }).calendarId,
    ]);
    expect(told.toSorted()).toEqual([
      [ANNA, ANNA],
      [BEN, BEN],
    ]);
  });

  it('trap 35: triggers stop when the add-on goes or its rights do', async () => {
    const change = async (): Promise<void> => {
      const { draft } = await newEvent();
      await act(ANNA, 'save', { draft });
      await whole.advance(2_000);
    };
    await change();
    expect(lines('onChange')).toHaveLength(1);
    await act(ANNA, 'grant', { scriptId, scopes: [] });
    await change();
    expect(lines('onChange')).toHaveLength(1);
    await act(ANNA, 'uninstall');
    await act(ANNA, 'install');
    await change();
    expect(lines('onChange')).toHaveLength(1);
  });
});

describe('identities', () => {
  it('trap 39: a split series is an _R master with an _R iCalUID, and its instances keep the plain base', async () => {
    const id = await dressed({ recurrence: ['RRULE:FREQ=WEEKLY;COUNT=4'] });
    const { eventId } = await act<{ eventId: string }>(ANNA, 'split', {
      eventId: id,
      originalStart: '2026-03-17T10:00:00+01:00',
      changes: { summary: 'Later' },
    });
    expect(eventId).toBe(`${id}_R20260317T090000`);
    const later = await read(eventId);
    expect(later).toMatchObject({ iCalUID: `${eventId}@google.com`, created: (await read(id)).created });
    expect(later.conferenceData).toEqual((await read(id)).conferenceData);
    expect((await read(`${id}_20260317T090000Z`)).recurringEventId).toBe(eventId);
    expect((await read(`${id}_20260310T090000Z`)).recurringEventId).toBe(id);
    await read(`${eventId}_20260317T090000Z`, 404);
  });

  it('trap 47: an event object lists true capabilities and no empty arrays; Gmail’s ids are msg-f:', async () => {
    const { draft, eventId } = await newEvent({ attendees: [{ email: BEN }], guestsCanInviteOthers: false });
    await act(ANNA, 'save', { draft });
    await whole.advance(2_000);
    await act(BEN, 'openEvent', { eventId, scriptId });
    expect(lastEvent('onOpen')['calendar']).toMatchObject({
      capabilities: { canSeeAttendees: true, canSeeConferenceData: true },
    });
    const { capabilities } = lastEvent('onOpen')['calendar'] as { capabilities: object };
    expect(Object.keys(capabilities)).toEqual(['canSeeAttendees', 'canSeeConferenceData']);
    const alone = await newEvent();
    await act(ANNA, 'openEvent', { draft: alone.draft, scriptId });
    expect(Object.keys(lastEvent('onOpen')['calendar'] as object)).toEqual([
      'calendarId',
      'id',
      'organizer',
      'capabilities',
    ]);
    const mail = { from: BEN, to: ANNA, subject: 'Hello', text: 'Hi' };
    const { id, threadId } = await whole.platforms.gmail.arrive(ANNA, mail);
    expect(id).toMatch(/^[0-9a-f]{16}$/);
    await act(ANNA, 'openMessage', { id, scriptId });
    const decimal = (hex: string): string => BigInt(`0x${hex}`).toString();
    expect(lastEvent('onOpen')['gmail']).toMatchObject({
      messageId: `msg-f:${decimal(id)}`,
      threadId: `thread-f:${decimal(threadId)}`,
    });
  });
});
