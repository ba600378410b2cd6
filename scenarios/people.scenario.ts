import { expect } from 'vitest';
import { at, expectInStep, story, titles } from './story.ts';

story('editor of a shared calendar without Webex', async ({ control, maya, priya, follow }) => {
  await maya.setUp();
  await priya.install();
  const shared = await sharedCalendar(maya);
  const event = await maya.schedule(
    { summary: 'Board preparation', start: at(3, '14:00'), end: at(3, '15:00') },
    shared,
  );
  await follow();
  await priya.google.patch(shared, event.id, { start: at(4, '10:00'), end: at(4, '11:00') });
  await follow();
  await expectInStep(maya, await maya.event(event.id, shared));
  expect(await titles(control, priya.email)).toEqual([]);
  expect(await titles(control, maya.email)).toHaveLength(1);
});

story('organiser changed', async ({ control, maya, priya, follow }) => {
  await maya.setUp();
  await priya.setUp();
  const event = await maya.schedule({
    summary: 'Handed over',
    start: at(3, '14:00'),
    end: at(3, '15:00'),
    attendees: [{ email: priya.email }],
  });
  await follow();
  await expectInStep(maya, await maya.event(event.id));
  await maya.act('changeOwner', { eventId: event.id, to: priya.email });
  await follow();
  const moved = await priya.event(event.id);
  expect(await priya.meetingOf(moved), 'a live meeting all along').toBeDefined();
  await control.advance('PT2H');
  const after = await priya.event(event.id);
  await expectInStep(priya, after);
  await priya.google.patch(priya.email, event.id, { start: at(4, '10:00'), end: at(4, '11:00') });
  await follow();
  await control.advance('PT1H');
  await expectInStep(priya, await priya.event(event.id));
  expect(await titles(control)).toHaveLength(1);
});

story('50 guests who all have the add-on', async ({ control, product, maya, follow }) => {
  await maya.setUp();
  const guests = [];
  for (let n = 0; n < 50; n += 1) {
    const account = await control.call<{ email: string }>('POST', '/accounts', {
      email: `guest${n}@alderfinch.example`,
      name: `Guest ${n}`,
      language: 'en',
      timeZone: 'Europe/Stockholm',
      webex: null,
    });
    await control.act(account.email, 'install');
    guests.push({ email: account.email });
  }
  const event = await maya.schedule({
    summary: 'All hands',
    start: at(3, '14:00'),
    end: at(3, '15:00'),
    attendees: guests,
  });
  await follow();
  await control.advance('PT1H');
  const { seq } = (await control.calls()).at(-1) ?? { seq: 0 };
  await maya.google.patch(maya.email, event.id, { start: at(4, '10:00'), end: at(4, '11:00') });
  await control.advance('PT10M');
  const calls = (await control.calls('service', seq)).filter((call) => call.path === '/addon/v1/changes');
  expect(calls.length, 'one call of the service for one change').toBe(1);
  await expectInStep(maya, await maya.event(event.id));
  expect(product.ready.accounts.length).toBe(3);
});

story('conference removed by a guest who may modify', async ({ control, maya, priya, follow }) => {
  await maya.setUp();
  await priya.install();
  const event = await maya.schedule({
    summary: 'Open house',
    start: at(3, '14:00'),
    end: at(3, '15:00'),
    guestsCanModify: true,
    attendees: [{ email: priya.email }],
  });
  await follow();
  await priya.google.patch(priya.email, event.id, { conferenceData: null }, '?conferenceDataVersion=1');
  await control.advance('PT1M');
  expect(await titles(control, maya.email), 'the grace of a deletion').toHaveLength(1);
  await control.advance('PT1H');
  expect((await maya.event(event.id)).conferenceData).toBeUndefined();
  expect(await titles(control, maya.email)).toEqual([]);
});

async function sharedCalendar(person: {
  google: { call: <T>(method: string, path: string) => Promise<T> };
}): Promise<string> {
  const list = await person.google.call<{ items: { id: string; summary: string }[] }>(
    'GET',
    '/calendar/v3/users/me/calendarList',
  );
  const found = list.items.find((calendar) => calendar.summary === 'Leadership');
  if (!found) throw new Error('the shared calendar is missing');
  return found.id;
}
