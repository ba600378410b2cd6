import { expect } from 'vitest';
import { expectInStep, story, titles } from './story.ts';

story('one event, moved, renamed, given guests, deleted', async ({ control, maya, follow, at }) => {
  await maya.setUp();
  const event = await maya.schedule({ summary: 'Design review', start: at(3, '14:00'), end: at(3, '15:00') });
  await follow();
  const id = await expectInStep(maya, await maya.event(event.id));

  await maya.google.patch(
    maya.email,
    event.id,
    { start: at(4, '09:00'), end: at(4, '09:45') },
    '?conferenceDataVersion=1',
  );
  await follow();
  expect(await expectInStep(maya, await maya.event(event.id))).toBe(id);

  await maya.google.patch(maya.email, event.id, { summary: 'Design review II' }, '?conferenceDataVersion=1');
  await maya.google.patch(maya.email, event.id, {
    attendees: [{ email: 'kari.nilsen@halvorsen.example' }, { email: 'priya.raman@alderfinch.example' }],
  });
  await follow();
  expect(await expectInStep(maya, await maya.event(event.id))).toBe(id);
  const [meeting] = await control.live(maya.email);
  expect(meeting?.invitees.map((invitee) => invitee.email).sort()).toEqual([
    'kari.nilsen@halvorsen.example',
    'priya.raman@alderfinch.example',
  ]);

  await maya.google.remove(maya.email, event.id);
  await follow();
  await control.advance('PT1H');
  expect(await titles(control, maya.email)).toEqual([]);
});

story(
  'Webex answers 503 for 40 minutes while nobody is present',
  async ({ control, maya, follow, at, instant }) => {
    await maya.setUp();
    const event = await maya.schedule({ summary: 'Budget', start: at(3, '14:00'), end: at(3, '15:00') });
    await follow();
    const { id: outage } = await control.fault({ on: 'webex', kind: 'status', status: 503, times: null });
    await maya.google.patch(maya.email, event.id, { start: at(4, '10:00'), end: at(4, '11:00') });
    await maya.google.patch(maya.email, event.id, { summary: 'Budget 2027' });
    await control.advance('PT40M');
    await control.call('DELETE', `/faults/${outage}`);
    await control.advance('PT20M');
    const [moved] = await control.live(maya.email);
    expect(moved?.start, 'the drag follows within the backoff').toBe(instant(4, '10:00'));
    await control.advance('PT1H');
    await expectInStep(maya, await maya.event(event.id));
  },
);

story('daily trigger time used up', async ({ control, maya, follow, at, instant }) => {
  await maya.setUp();
  const event = await maya.schedule({ summary: 'Standing desk', start: at(4, '14:00'), end: at(4, '15:00') });
  await follow();
  await control.switches({ 'google.triggerMinutesPerDay': 0 });
  await maya.google.patch(maya.email, event.id, { start: at(5, '10:00'), end: at(5, '11:00') });
  await control.advance('PT2H');
  expect((await control.live(maya.email))[0]?.start, 'nothing runs in the background').toBe(
    instant(4, '14:00'),
  );
  await maya.act('openEvent', { calendarId: maya.email, eventId: event.id });
  await control.settle();
  expect((await control.live(maya.email))[0]?.start, 'opening an event brings it up to date').toBe(
    instant(5, '10:00'),
  );
  await control.switches({ 'google.triggerMinutesPerDay': 90 });
});

story('trigger or property lost', async ({ control, maya, follow, at }) => {
  await maya.setUp();
  const event = await maya.schedule({ summary: 'Roadmap', start: at(4, '14:00'), end: at(4, '15:00') });
  await follow();
  await control.call('POST', '/google/lose', {
    what: 'trigger',
    email: maya.email,
    name: 'onCalendarChanged',
  });
  await maya.google.patch(maya.email, event.id, { start: at(5, '10:00'), end: at(5, '11:00') });
  await control.advance('PT1H');
  await expectInStep(maya, await maya.event(event.id));
  const { triggers } = await control.state(maya.email);
  expect(triggers.filter((trigger) => trigger.kind === 'calendar')).toHaveLength(1);

  await control.call('POST', '/google/lose', {
    what: 'property',
    email: maya.email,
    name: `calendar:${maya.email}`,
  });
  await maya.google.patch(maya.email, event.id, { start: at(6, '10:00'), end: at(6, '11:00') });
  await control.advance('PT1H');
  await expectInStep(maya, await maya.event(event.id));
  expect(await titles(control, maya.email)).toHaveLength(1);
});
