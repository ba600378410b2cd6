import { expect } from 'vitest';
import { expectInStep, story, titles } from './story.ts';

story('first link from an unsaved draft', async ({ control, maya, follow, at }) => {
  await maya.install();
  const { draft, eventId } = await maya.newEvent({
    summary: 'Design review',
    start: at(2, '14:00'),
    end: at(2, '15:00'),
  });
  const refused = await maya.chooseWebex(draft);
  expect(refused.error?.type).toBe('AUTHENTICATION');
  expect(refused.conferenceData).toBeUndefined();
  expect(await titles(control, maya.email)).toEqual([]);

  const page = await maya.link(refused.error?.authenticationUrl ?? '');
  expect(page).toContain('Connected');

  const chosen = await maya.chooseWebex(draft);
  expect(chosen.error).toBeUndefined();
  const [placeholder] = await control.live(maya.email);
  expect(placeholder, 'the draft has its meeting already').toBeDefined();
  expect(new Date(placeholder?.start ?? 0).getTime()).toBeGreaterThan(
    new Date('2026-06-10T08:00:00Z').getTime(),
  );

  await maya.save(draft);
  await follow();
  const event = await maya.event(eventId);
  const id = await expectInStep(maya, event);
  expect(id).toBe(placeholder?.id);
  expect(await titles(control, maya.email)).toHaveLength(1);
  expect(event.conferenceData?.parameters?.addOnParameters?.parameters).toMatchObject({ eventId });
});

story('a create that errors, then Save', async ({ control, maya, follow, at }) => {
  await maya.setUp();
  const { draft, eventId } = await maya.newEvent({
    summary: 'Hiring sync',
    start: at(3, '10:00'),
    end: at(3, '11:00'),
  });
  await control.fault({
    on: 'webex',
    match: { method: 'POST', path: '^/v1/meetings$' },
    kind: 'lostReply',
    times: null,
  });
  const chosen = await maya.chooseWebex(draft);
  expect(chosen.error?.type).toBe('TEMPORARY');
  await control.clearFaults();
  await maya.save(draft);
  await follow();
  await control.advance('PT1H');
  const event = await maya.event(eventId);
  expect(event.conferenceData, 'nothing was promised, nothing appears').toBeUndefined();
  expect(await titles(control, maya.email), 'what Webex made all the same is gone again').toEqual([]);
});

story('a draft tab left open for two days, then saved', async ({ control, maya, follow, at }) => {
  await maya.setUp();
  const { draft, eventId } = await maya.newEvent({
    summary: 'Release plan',
    start: at(9, '10:00'),
    end: at(9, '11:00'),
  });
  const first = await maya.chooseWebex(draft);
  expect(first.error).toBeUndefined();
  await control.advance('P2D');
  expect(await titles(control, maya.email), 'a draft nobody saved loses its meeting').toEqual([]);
  await maya.save(draft);
  await follow();
  await control.advance('PT1H');
  const event = await maya.event(eventId);
  await expectInStep(maya, event);
  expect(await titles(control, maya.email)).toHaveLength(1);
});
