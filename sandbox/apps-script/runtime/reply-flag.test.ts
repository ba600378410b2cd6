import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { announceReply, expectReply } from './reply-flag.ts';

const WAITER = `
  const { parentPort, workerData } = require('node:worker_threads');
  import(workerData.module).then(({ awaitReply }) => {
    awaitReply(workerData.flag);
    parentPort.postMessage(Atomics.load(workerData.flag, 0));
  });
`;

test('a waking that comes late for the last reply does not end the wait for the next', async () => {
  const flag = new Int32Array(new SharedArrayBuffer(4));
  expectReply(flag);
  const module = new URL('./reply-flag.ts', import.meta.url).href;
  const worker = new Worker(WAITER, { eval: true, workerData: { flag, module } });
  try {
    while (Atomics.notify(flag, 0) === 0) await new Promise((done) => setImmediate(done));
    announceReply(flag);
    expect(await once(worker, 'message')).toEqual([1]);
  } finally {
    await worker.terminate();
  }
});
