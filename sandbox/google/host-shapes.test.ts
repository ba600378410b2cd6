/** Event objects that functions of an add-on are handed, key by key, with nothing in them that the real ones lack. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANNA, BEN, Whole } from '../apps-script/test/whole.ts';
import { shapeFaults } from './test/shape.ts';

let whole: Whole;
let scriptId: string;
beforeAll(async () => {
  whole = await Whole.start();
  scriptId = whole.platforms.scripts.register({ dir: whole.dir('rooms') }).scriptId;
  await act('install', { scriptId });
});
afterAll(() => whole.stop());

const times = {
  start: { dateTime: '2026-03-03T10:00:00+01:00', timeZone: 'Europe/Paris' },
  end: { dateTime: '2026-03-03T10:45:00+01:00', timeZone: 'Europe/Paris' },
};
type Json = Record<string, unknown>;
const act = async (name: string, body: object): Promise<{ draft: string; eventId: string }> =>
  (await whole.platforms.host.act(ANNA, name, body)) as { draft: string; eventId: string };
/** What the function was last handed, as it logged it. */
function handed(name: string): Json {
  const runs = whole.platforms.scripts.executions(scriptId).filter((run) => run.function === name);
  const json = runs.at(-1)?.logs.map(({ message }) => message) ?? [];
  return JSON.parse(json.find((line) => line.startsWith('{')) ?? '{}') as Json;
}

const COMMON = { keys: 'platform hostApp userLocale timeZone parameters? formInputs?' };
const MIRRORS = 'commonEventObject clientPlatform hostApp userLocale userTimezone';

describe('the event object', () => {
  it('of a calendar trigger has three keys', async () => {
    expect((await whole.run('rooms', { call: 'watch', event: ANNA })).error).toBeNull();
    const { draft } = await act('newEvent', { resource: { summary: 'Secret', ...times } });
    await act('save', { draft });
    await whole.advance(2_000);
    const forms = { authMode: /^FULL$/, calendarId: /^anna@sample\.test$/, triggerUid: /^\d+$/ };
    expect(shapeFaults(handed('onChange'), { keys: 'authMode calendarId triggerUid', forms })).toEqual([]);
  });

  it('of the create function has two ids in one key', async () => {
    const { draft } = await act('newEvent', { resource: times });
    await act('chooseConference', { draft, solutionId: '1' });
    expect(shapeFaults(handed('onCreate'), { keys: 'eventData' })).toEqual([]);
    expect(shapeFaults(handed('onCreate')['eventData'], { keys: 'calendarId eventId' })).toEqual([]);
  });

  it('of an open event has ids and true capabilities; guests, conference and series only where there are any', async () => {
    const resource = {
      summary: 'Secret',
      ...times,
      attendees: [{ email: BEN }],
      recurrence: ['RRULE:FREQ=DAILY;COUNT=2'],
    };
    const { draft, eventId } = await act('newEvent', { resource });
    await act('chooseConference', { draft, solutionId: '1' });
    await act('save', { draft });
    await act('openEvent', { eventId: `${eventId}_20260303T090000Z`, scriptId });
    const event = handed('onOpen');
    expect(shapeFaults(event, { keys: `${MIRRORS} calendar` })).toEqual([]);
    expect(shapeFaults(event['commonEventObject'], COMMON)).toEqual([]);
    const keys = 'calendarId id recurringEventId? organizer attendees? conferenceData? capabilities';
    const calendar = event['calendar'] as Json;
    expect(shapeFaults(calendar, { keys })).toEqual([]);
    expect(Object.keys(calendar)).toHaveLength(7);
    expect(JSON.stringify(event)).not.toMatch(/Secret|2026-03-03|summary|dateTime/);

    const alone = await act('newEvent', { resource: times });
    await act('openEvent', { draft: alone.draft, scriptId });
    expect(Object.keys(handed('onOpen')['calendar'] as Json).join(' ')).toBe(
      'calendarId id organizer capabilities',
    );
  });

  it('of an update trigger is that of an open event', async () => {
    const { draft } = await act('newEvent', { resource: times });
    await act('chooseConference', { draft, solutionId: '1' });
    expect(shapeFaults(handed('onUpdate'), { keys: `${MIRRORS} calendar` })).toEqual([]);
    expect(handed('onUpdate')['calendar']).toHaveProperty('conferenceData.conferenceId', '77');
  });

  it('of a message has its ids and token, twice', async () => {
    const mail = { from: BEN, to: ANNA, subject: 'Hello', text: 'Hi' };
    const { id } = await whole.platforms.gmail.arrive(ANNA, mail);
    await act('openMessage', { id, scriptId });
    const event = handed('onOpen');
    expect(shapeFaults(event, { keys: `${MIRRORS} gmail messageMetadata` })).toEqual([]);
    const forms = { messageId: /^msg-f:\d+$/, threadId: /^thread-f:\d+$/ };
    expect(shapeFaults(event['gmail'], { keys: 'messageId threadId accessToken', forms })).toEqual([]);
    expect(shapeFaults(event['messageMetadata'], { keys: 'accessToken messageId threadId', forms })).toEqual(
      [],
    );
    expect(JSON.stringify(event)).not.toContain('Hello');
  });
});
