import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { changeOrganisation, expectInStep, story, titles, type World } from './story.ts';

story('retention passes', async (world) => {
  const { control, maya, follow, at } = world;
  await maya.setUp();
  await maya.schedule({ summary: 'Soon forgotten', start: at(1, '14:00'), end: at(1, '15:00') });
  await follow();
  expect(await linksKept(world)).toBe(1);
  await changeOrganisation(world, { retentionDays: 2 });
  await control.advance('P2D');
  expect(await linksKept(world)).toBe(1);
  await control.advance('P2D');
  expect(await linksKept(world), 'what we hold is gone').toBe(0);
  await changeOrganisation(world, { retentionDays: 30 });
});

story("yesterday's backup of the service put back", async ({ control, product, maya, follow, at }) => {
  await maya.setUp();
  const old = await maya.schedule({
    summary: 'Before the backup',
    start: at(4, '14:00'),
    end: at(4, '15:00'),
  });
  await follow();
  const service = join(product.ready.data, 'service');
  const backup = `${service}-backup`;
  await control.service('stop');
  await cp(service, backup, { recursive: true });
  await control.service('start');
  await control.advance('PT20H');
  const fresh = await maya.schedule({
    summary: 'After the backup',
    start: at(5, '14:00'),
    end: at(5, '15:00'),
  });
  await maya.google.patch(maya.email, old.id, { start: at(6, '10:00'), end: at(6, '11:00') });
  await follow();
  const ids = [
    await expectInStep(maya, await maya.event(old.id)),
    await expectInStep(maya, await maya.event(fresh.id)),
  ];
  await control.service('stop');
  await rm(service, { recursive: true });
  await cp(backup, service, { recursive: true });
  await rm(backup, { recursive: true });
  await control.service('start');
  await control.advance('PT3H');
  const after = [
    await expectInStep(maya, await maya.event(old.id)),
    await expectInStep(maya, await maya.event(fresh.id)),
  ];
  expect(after).toEqual(ids);
  expect(await titles(control, maya.email)).toHaveLength(2);
});

/** How many links the service keeps of this person, by what his own download says. */
async function linksKept({ maya }: World): Promise<number> {
  const { link, slot } = await maya.download();
  expect(slot.length, 'a meeting is forgotten with its link').toBe(link.length);
  return link.length;
}
