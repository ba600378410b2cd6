/** What was answered 200 stands, whatever dies right behind the answer: on one data directory, over several starts. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startProduct, type Product } from '@webex-scheduler/testkit';
import { beginRecording, type Recording } from './contract/recording.ts';
import { expectInStep } from './story.ts';

const opened: { data?: string; product?: Product; recording?: Recording } = {};

afterAll(async () => {
  await opened.product?.stop();
  if (opened.data !== undefined) await rm(opened.data, { recursive: true, force: true });
  expect(await opened.recording?.end()).toEqual([]);
});

/** Starts on the data again, at the instant at which the last start ended. */
async function startAgain(clock?: string): Promise<Product> {
  opened.recording ??= await beginRecording();
  opened.data ??= await mkdtemp(join(tmpdir(), 'restarted-'));
  opened.product = await startProduct({
    data: opened.data,
    record: opened.recording.folder,
    profile: 'demo',
    ...(clock === undefined ? {} : { clock }),
  });
  return opened.product;
}

/** SIGKILL of everything at once: nobody says goodbye. */
async function killAll({ process: launcher, ready }: Product): Promise<void> {
  const gone = new Promise((done) => launcher.once('exit', done));
  for (const pid of [launcher.pid ?? 0, ready.processes.sandbox, ready.processes.service])
    process.kill(pid, 'SIGKILL');
  await gone;
}

test('after a restart with --data, and after SIGKILL right behind a 200, the event is followed as if nothing had been', async () => {
  let product = await startAgain();
  const at = (day: number, hour: string) => ({
    dateTime: `2026-06-${day}T${hour}:00+02:00`,
    timeZone: 'Europe/Stockholm',
  });
  let maya = product.person(0);
  await maya.setUp();
  const event = await maya.schedule({
    summary: 'Through it all',
    start: at(10, '14:00'),
    end: at(10, '15:00'),
  });
  await product.control.advance('PT15M');
  const id = await expectInStep(maya, await maya.event(event.id));

  const { now: stopped } = await product.control.now();
  expect(await product.stop()).toBe(0);
  product = await startAgain(stopped);
  maya = product.person(0);
  expect(await expectInStep(maya, await maya.event(event.id)), 'all of it is there again').toBe(id);

  const { now: killed } = await product.control.now();
  const moved = await maya.google.patch(maya.email, event.id, {
    start: at(10, '16:00'),
    end: at(10, '17:00'),
  });
  await killAll(product);
  product = await startAgain(killed);
  maya = product.person(0);
  expect((await maya.event(event.id)).etag, 'what was answered 200 stands').toBe(moved.etag);
  await product.control.advance('PT65M');
  expect(await expectInStep(maya, await maya.event(event.id)), 'and Webex follows').toBe(id);

  const { draft, eventId } = await maya.newEvent({
    summary: 'Made, then killed',
    start: at(10, '18:00'),
    end: at(10, '19:00'),
  });
  const chosen = await maya.chooseWebex(draft);
  expect(chosen.error).toBeUndefined();
  await maya.save(draft);
  const { now: again } = await product.control.now();
  await killAll(product);
  product = await startAgain(again);
  maya = product.person(0);
  await product.control.advance('PT65M');
  await expectInStep(maya, await maya.event(eventId));
  expect(await product.control.live(maya.email)).toHaveLength(2);
  expect(await product.control.mail({ from: 'webex' })).toEqual([]);
});
