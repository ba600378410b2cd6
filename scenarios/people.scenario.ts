import { expect } from 'vitest';
import type { Person } from '@webex-scheduler/testkit';
import { expectInStep, lastCall, newcomer, story, titles } from './story.ts';

story('editor of a shared calendar without Webex', async ({ control, maya, priya, follow, at }) => {
  await maya.setUp();
  await priya.install();
  const shared = await shareCalendar(maya, priya);
  const event = await maya.schedule(
    { summary: 'Board preparation', start: at(3, '14:00'), end: at(3, '15:00') },
    shared,
  );
  await follow();
  await expectInStep(maya, await maya.event(event.id, shared));
  await priya.google.patch(shared, event.id, { start: at(4, '10:00'), end: at(4, '11:00') });
  await follow();
  await expectInStep(maya, await maya.event(event.id, shared));
  expect(await titles(control, priya.email)).toEqual([]);
  expect(await titles(control, maya.email)).toHaveLength(1);
});

story('organiser changed', async ({ control, maya, priya, follow, at }) => {
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
  expect(await priya.meetingOf(await priya.event(event.id)), 'a live meeting all along').toBeDefined();
  await control.advance('PT2H');
  await expectInStep(priya, await priya.event(event.id));
  await priya.google.patch(priya.email, event.id, { start: at(4, '10:00'), end: at(4, '11:00') });
  await follow();
  await control.advance('PT1H');
  await expectInStep(priya, await priya.event(event.id));
  expect([...(await titles(control, maya.email)), ...(await titles(control, priya.email))]).toHaveLength(1);
});

story('50 guests who all have the add-on', async ({ control, product, maya, follow, at }) => {
  await maya.setUp();
  // With another link after a change, our own patch of the block would be a second change.
  await control.switches({ 'webex.webLinkAfterTimeChange': 'same' });
  const guests: { email: string }[] = [];
  for (let n = 0; n < 50; n += 1) {
    const guest = await newcomer(product, `guest${n}`, `Guest ${n}`, false);
    await guest.install();
    await guest.act('openHome');
    guests.push({ email: guest.email });
  }
  const event = await maya.schedule({
    summary: 'All hands',
    start: at(3, '14:00'),
    end: at(3, '15:00'),
    attendees: guests,
  });
  await follow();
  await control.advance('PT1H');
  const seq = await lastCall(control);
  await maya.google.patch(maya.email, event.id, { start: at(4, '10:00'), end: at(4, '11:00') });
  await control.advance('PT10M');
  const calls = (await control.calls('service', seq)).filter((call) => call.path === '/addon/v1/changes');
  const { items } = await control.call<{ items: { as: string; cause: string }[] }>('GET', '/executions');
  const woken = new Set(items.filter((run) => run.cause === 'trigger').map((run) => run.as));
  expect(woken.size, 'the guests were woken too').toBeGreaterThan(50);
  expect(calls.length, 'one call of the service for one change').toBe(1);
  await expectInStep(maya, await maya.event(event.id));
  for (const guest of guests) await control.act(guest.email, 'uninstall');
  await control.switches({ 'webex.webLinkAfterTimeChange': 'new' });
});

story('conference removed by a guest who may modify', async ({ control, maya, priya, follow, at }) => {
  await maya.setUp();
  await priya.install();
  const event = await maya.schedule({
    summary: 'Open house',
    start: at(3, '14:00'),
    end: at(3, '15:00'),
    guestsCanModify: true,
    attendees: [{ email: priya.email, responseStatus: 'accepted' }],
  });
  await follow();
  await priya.google.patch(priya.email, event.id, { conferenceData: null }, '?conferenceDataVersion=1');
  await control.advance('PT1M');
  expect(await titles(control, maya.email), 'the grace of a deletion').toHaveLength(1);
  await control.advance('PT1H');
  expect((await maya.event(event.id)).conferenceData).toBeUndefined();
  expect(await titles(control, maya.email)).toEqual([]);
});

/** A calendar of `owner` that `editor` may write, in both their lists. */
async function shareCalendar(owner: Person, editor: Person): Promise<string> {
  const { id } = await owner.google.call<{ id: string }>('POST', '/calendar/v3/calendars', {
    summary: 'Board',
    timeZone: 'Europe/Stockholm',
  });
  await owner.google.call('POST', `/calendar/v3/calendars/${encodeURIComponent(id)}/acl`, {
    role: 'writer',
    scope: { type: 'user', value: editor.email },
  });
  await editor.google.call('POST', '/calendar/v3/users/me/calendarList', { id });
  return id;
}
