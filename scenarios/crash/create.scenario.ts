import { afterAll, beforeAll, expect, test } from 'vitest';
import { startProduct, type Product } from '@webex-scheduler/testkit';
import { beginRecording, type Recording } from '../contract/recording.ts';
import { DEEDS } from './deeds.ts';
import { crashEverywhere } from './points.ts';

let product: Product;
let recording: Recording;

beforeAll(async () => {
  recording = await beginRecording();
  product = await startProduct({ profile: 'demo', record: recording.folder });
});

afterAll(async () => {
  await product.stop();
  expect(await recording.end()).toEqual([]);
});

test('a create, killed at every point, leaves one right meeting or none', async () => {
  const world = { control: product.control, maya: product.person(0) };
  await world.maya.setUp();
  const create = DEEDS.find((deed) => deed.name === 'create');
  let run = 0;
  const report = create ? await crashEverywhere(world, create, () => (run += 1)) : { points: 0, failed: [] };
  expect(report.failed).toEqual([]);
  expect(report.points).toBeGreaterThan(10);
}, 300_000);
