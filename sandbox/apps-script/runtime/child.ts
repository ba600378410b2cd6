/**
 * The process of one time zone: a pool of workers, each running one execution. It exists because the zone of `Date`
 * belongs to a process, and so that a script can be killed without asking it.
 */
import { MessageChannel, Worker } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import type { ProjectFile } from '../project.ts';
import { announceReply, type ReplyFlag } from './reply-flag.ts';
import type { FromChild, FromWorker, Spec, ToChild, ToWorker } from './wire.ts';

const WARM = 2;
/** So many executions run at once; more only where these rest, or all stand still. A worker costs more than a wait. */
const AWAKE = 8;
const MAX_WORKERS = 40;
/** Real time in which some execution must have said something, or one more may run beside them. */
const STILL_MS = 50;
const MEMORY_MB = 256;

interface Slot {
  readonly worker: Worker;
  readonly replies: MessagePort;
  readonly flag: ReplyFlag;
  readonly loaded: Set<string>;
  job: Job | undefined;
}
interface Job {
  readonly id: number;
  readonly hash: string;
  readonly spec: Spec;
  resting: boolean;
}

const files = new Map<string, readonly ProjectFile[]>();
const slots = new Set<Slot>();
const waiting: Job[] = [];
let prelude = '';
let workerCode = '';

/** How many messages came from all workers so far. */
let heard = 0;
let watching: NodeJS.Timeout | undefined;

function send(message: FromChild): void {
  process.send?.(message);
}

function spawn(): Slot {
  const { port1, port2 } = new MessageChannel();
  const signal = new SharedArrayBuffer(4);
  const worker = new Worker(workerCode, {
    eval: true,
    workerData: { prelude, replies: port2, signal },
    transferList: [port2],
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  });
  const slot: Slot = {
    worker,
    replies: port1,
    flag: new Int32Array(signal),
    loaded: new Set(),
    job: undefined,
  };
  slots.add(slot);
  worker.on('message', (message: FromWorker) => hear(slot, message));
  worker.on('error', (error: Error) => lose(slot, error.message));
  worker.on('exit', () => lose(slot, 'the worker ended'));
  return slot;
}

function hear(slot: Slot, message: FromWorker): void {
  heard += 1;
  const job = slot.job;
  if (message.t === 'ready') {
    announce();
    return;
  }
  if (!job) return;
  if (message.t === 'call') send({ t: 'call', id: job.id, method: message.method, args: message.args });
  if (message.t === 'log')
    send({ t: 'log', id: job.id, severity: message.severity, message: message.message });
  if (message.t === 'done') {
    slot.job = undefined;
    send({ t: 'done', id: job.id, outcome: message.outcome });
    next();
  }
}

function lose(slot: Slot, why: string): void {
  if (!slots.delete(slot)) return;
  slot.replies.close();
  if (slot.job) send({ t: 'lost', id: slot.job.id, why });
  next();
}

/** @param least - how many of those that wait may begin, whatever else runs */
function next(least = 0): void {
  const idle = [...slots].filter((slot) => !slot.job);
  const awake = [...slots].filter((slot) => slot.job && !slot.job.resting).length;
  let places = Math.max(AWAKE - awake, least);
  let job = waiting[0];
  while (job && places > 0) {
    const slot = idle.pop() ?? (slots.size < MAX_WORKERS ? spawn() : undefined);
    if (!slot) return;
    waiting.shift();
    begin(slot, job);
    places -= 1;
    job = waiting[0];
  }
  if (job) watch();
  for (const slot of idle.slice(AWAKE)) dismiss(slot);
}

/** Executions may stand still for each other's sake: one that waits must not wait for them in vain. */
function watch(): void {
  if (watching) return;
  const before = heard;
  watching = setTimeout(() => {
    watching = undefined;
    next(heard === before ? 1 : 0);
  }, STILL_MS);
}

function rest(id: number, resting: boolean): void {
  const job = slotOf(id)?.job;
  if (!job) return; // it ended meanwhile
  job.resting = resting;
  next();
}

function slotOf(id: number): Slot | undefined {
  return [...slots].find(({ job }) => job?.id === id);
}

function begin(slot: Slot, job: Job): void {
  slot.job = job;
  if (!slot.loaded.has(job.hash)) {
    slot.loaded.add(job.hash);
    tell(slot, { t: 'load', hash: job.hash, files: files.get(job.hash) ?? [] });
  }
  tell(slot, { t: 'run', hash: job.hash, spec: job.spec });
}

function tell(slot: Slot, message: ToWorker): void {
  slot.worker.postMessage(message);
}

function dismiss(slot: Slot): void {
  slots.delete(slot);
  slot.job = undefined;
  slot.replies.close();
  void slot.worker.terminate();
}

function reply(id: number, text: string): void {
  const slot = slotOf(id);
  if (!slot) return; // killed meanwhile
  slot.replies.postMessage(text);
  announceReply(slot.flag);
}

function kill(id: number): void {
  const queued = waiting.findIndex((job) => job.id === id);
  if (queued >= 0) waiting.splice(queued, 1);
  const slot = slotOf(id);
  if (slot) dismiss(slot);
  warm();
  next();
}

let announced = 0;

/** Says once that the first workers are up. */
function announce(): void {
  announced += 1;
  if (announced === WARM) send({ t: 'ready' });
}

function warm(): void {
  while (slots.size < WARM) spawn();
}

process.on('message', (message: ToChild) => {
  switch (message.t) {
    case 'start':
      prelude = message.prelude;
      workerCode = message.worker;
      warm();
      break;
    case 'load':
      files.set(message.hash, message.files);
      break;
    case 'run':
      waiting.push({ id: message.id, hash: message.hash, spec: message.spec, resting: false });
      next();
      break;
    case 'reply':
      reply(message.id, message.reply);
      break;
    case 'rest':
      rest(message.id, message.resting);
      break;
    case 'kill':
      kill(message.id);
      break;
  }
});
// A terminal's Ctrl-C reaches everybody; the platform stops its runtimes in order.
process.on('SIGINT', () => undefined);
// The platform is gone (stopped or killed): nothing here may outlive it.
process.on('disconnect', () => process.exit(0));
