import { expect } from 'vitest';
import { changeOrganisation, expectInStep, lastCall, story, titles } from './story.ts';

story('Webex grant revoked and re-linked', async ({ control, maya, follow, at }) => {
  await maya.setUp();
  const event = await maya.schedule({ summary: 'Reconnect me', start: at(4, '14:00'), end: at(4, '15:00') });
  await follow();
  await control.call('POST', '/webex/expire', { what: 'grant', email: maya.email });
  await maya.google.patch(maya.email, event.id, { start: at(5, '10:00'), end: at(5, '11:00') });
  await follow();
  const home = JSON.stringify(await maya.act('openHome'));
  expect(home).toContain('Webex has signed you out');
  const url = /"(https?:[^"]*\/link[^"]*)"/.exec(home)?.[1] ?? '';
  await maya.link(url);
  await control.advance('PT2H');
  await expectInStep(maya, await maya.event(event.id));
  expect(await titles(control, maya.email)).toHaveLength(1);
});

story('uninstalled, reinstalled', async ({ control, maya, follow, at }) => {
  await maya.setUp();
  const event = await maya.schedule({ summary: 'Back again', start: at(4, '14:00'), end: at(4, '15:00') });
  await follow();
  await maya.act('uninstall');
  await maya.google.patch(maya.email, event.id, { start: at(5, '10:00'), end: at(5, '11:00') });
  await control.advance('PT3H');
  expect(await titles(control, maya.email), 'silence never cancels').toHaveLength(1);
  await maya.install();
  await maya.act('openHome');
  await control.advance('PT2H');
  await expectInStep(maya, await maya.event(event.id));
});

story('organisation off, suspended, on again', async (world) => {
  const { control, maya, follow, at } = world;
  await maya.setUp();
  const event = await maya.schedule({ summary: 'Policy', start: at(4, '14:00'), end: at(4, '15:00') });
  await follow();
  await changeOrganisation(world, { mode: 'off' });
  const { draft } = await maya.newEvent({ summary: 'Too late', start: at(4, '16:00'), end: at(4, '17:00') });
  expect((await maya.chooseWebex(draft)).error).toBeDefined();
  await maya.act('discard', { draft });
  await maya.google.patch(maya.email, event.id, { start: at(5, '10:00'), end: at(5, '11:00') });
  await follow();
  await expectInStep(maya, await maya.event(event.id));

  await changeOrganisation(world, { mode: 'suspended' });
  const seq = await lastCall(control);
  await maya.google.patch(maya.email, event.id, { start: at(6, '10:00'), end: at(6, '11:00') });
  await control.advance('PT3H');
  const sent = (await control.calls('webex', seq)).filter((call) => call.by === 'service');
  expect(sent, 'no call at all').toEqual([]);

  await changeOrganisation(world, { mode: 'on' });
  await control.advance('PT2H');
  await expectInStep(maya, await maya.event(event.id));
  expect(await titles(control, maya.email)).toHaveLength(1);
});

story(
  'our patch refused',
  async ({ control, maya, follow, at }) => {
    await maya.setUp();
    const original = await maya.schedule({
      summary: 'Copied by hand',
      start: at(4, '14:00'),
      end: at(4, '15:00'),
    });
    await follow();
    const copy = await maya.act<{ eventId: string }>('duplicate', {
      eventId: original.id,
      start: at(6, '14:00').dateTime,
    });
    await follow();
    await control.advance('PT2H');
    const seq = await lastCall(control);
    const opened = await maya.act<{ draft: string; card: unknown }>('openEvent', {
      calendarId: maya.email,
      eventId: copy.eventId,
    });
    expect(JSON.stringify(opened.card)).toContain('This event needs you');
    await control.advance('PT2H');
    const patches = (await control.calls('google', seq)).filter(
      (call) => call.by === 'addon' && call.method === 'PATCH',
    );
    expect(patches.length, 'a refused patch is not retried by the minute').toBeLessThanOrEqual(1);
  },
  { conferenceWrite: 'nobody', ofCopiedData: true },
);
