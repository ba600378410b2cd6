import { expect } from 'vitest';
import type { Person, StoredEvent } from '@webex-scheduler/testkit';
import { buttonIn, conferenceWrite, expectInStep, expectRest, story, titles, type World } from './story.ts';

/** Somebody without a Google account. */
const OUTSIDE = 'zoe@elsewhere.example';

story('duplicated and the original deleted within 5 s', async ({ control, maya, follow, at }) => {
  await maya.setUp();
  const original = await maya.schedule({
    summary: 'Design review',
    start: at(3, '14:00'),
    end: at(3, '15:00'),
  });
  await follow();
  const first = await expectInStep(maya, await maya.event(original.id));
  const copy = await maya.act<{ eventId?: string; id?: string }>('duplicate', {
    eventId: original.id,
    start: at(6, '14:00').dateTime,
  });
  const copyId = copy.eventId ?? copy.id ?? '';
  await control.advance('PT4S');
  await maya.google.remove(maya.email, original.id);
  await follow();
  await control.advance('PT1H');
  const second = await expectInStep(maya, await withWebex(maya, await maya.event(copyId)));
  expect(second).not.toBe(first);
  expect(await titles(control, maya.email)).toHaveLength(1);
});

/** Where Google copies an event without its link, its person adds one from the menu. */
async function withWebex(person: Person, event: StoredEvent): Promise<StoredEvent> {
  if (event.conferenceData !== undefined) return event;
  const { draft } = await person.act<{ draft: string }>('openEvent', {
    calendarId: person.email,
    eventId: event.id,
  });
  await person.chooseWebex(draft);
  await person.save(draft);
  return person.event(event.id);
}

story('deleted, then restored', async (world) => {
  const { control, maya, priya, follow, at } = world;
  await maya.setUp();
  const soon = await maya.schedule({ summary: 'Quick undo', start: at(3, '10:00'), end: at(3, '11:00') });
  const late = await maya.schedule({
    summary: 'Second thoughts',
    start: at(3, '12:00'),
    end: at(3, '13:00'),
    attendees: [{ email: priya.email }, { email: OUTSIDE }],
  });
  await follow();
  const kept = await expectInStep(maya, await maya.event(soon.id));
  const lost = await expectInStep(maya, await maya.event(late.id));

  await maya.google.remove(maya.email, soon.id);
  await control.advance('PT1S');
  await maya.act('restore', { eventId: soon.id });
  await follow();
  expect(await expectInStep(maya, await maya.event(soon.id)), 'an undo keeps the meeting').toBe(kept);

  await maya.google.remove(maya.email, late.id);
  await control.advance('PT1H');
  expect((await control.live(maya.email)).map((meeting) => meeting.id)).toEqual([kept]);
  await maya.act('restore', { eventId: late.id });
  await follow();
  await control.advance('PT1H');
  expect(await expectInStep(maya, await maya.event(late.id)), 'later, a new meeting').not.toBe(lost);
  expect(await titles(control, maya.email)).toHaveLength(2);
  if (conferenceWrite !== 'nobody') await expectToldOnce(world, late.id);
});

/** The link is another now: guests without a Google Calendar hear of it once, when their host wants it. */
async function expectToldOnce({ control, maya, follow }: World, eventId: string): Promise<void> {
  await control.call('DELETE', '/mail');
  const open = async () => {
    const asked = { calendarId: maya.email, eventId };
    const { draft, card } = await maya.act<{ draft: string; card: unknown }>('openEvent', asked);
    expect(JSON.stringify(card)).toContain('Back, with a new link');
    return { draft, path: buttonIn(card, ['Tell guests outside']) };
  };
  const { draft, path } = await open();
  expect(path).toBeDefined();
  await maya.act('click', { draft, path, inputs: {} });
  const mails = (await control.mail()).map(({ from, to, kind }) => `${from} ${to} ${kind}`);
  expect(mails).toEqual([`google ${OUTSIDE} update`]);
  expect((await open()).path, 'told already').toBeUndefined();
  await follow();
  expect(await control.mail(), 'nothing that follows mails again').toHaveLength(1);
}

story('mass deletion stopped and confirmed', async (world) => {
  const { control, maya, follow, at } = world;
  await maya.setUp();
  const events = [];
  for (let n = 0; n < 22; n += 1) {
    events.push(
      await maya.schedule({
        summary: `Session ${n}`,
        start: at(4 + Math.floor(n / 8), `${String(9 + (n % 8)).padStart(2, '0')}:00`),
        end: at(4 + Math.floor(n / 8), `${String(9 + (n % 8)).padStart(2, '0')}:45`),
      }),
    );
  }
  await follow();
  expect(await titles(control, maya.email)).toHaveLength(22);
  for (const event of events) await maya.google.remove(maya.email, event.id);
  await follow();
  await control.advance('PT2H');
  expect(await titles(control, maya.email), 'nothing is cancelled before somebody says so').toHaveLength(22);
  await expectRest(world);

  const home = await maya.act<{ card: unknown }>('openHome');
  const path = buttonIn(home.card, ['Delete 22 meetings']);
  expect(path, JSON.stringify(home.card)).toBeDefined();
  await maya.act('click', { path, inputs: {} });
  await follow();
  await control.advance('PT2H');
  expect(await titles(control, maya.email)).toEqual([]);
});
