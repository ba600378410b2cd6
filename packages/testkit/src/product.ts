/** The whole product in its own processes, on temporary data, as `npm start` starts it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { ControlClient } from './control-client.ts';
import { Person } from './person.ts';
import type { ReadyLine } from './ready-line.ts';
import { copyTemplateDatabase } from './template-database.ts';

export interface ProductOptions {
  readonly profile?: 'demo' | 'harsh';
  readonly seed?: 'demo' | 'empty';
  /** ISO instant; the stories' Tuesday by default. */
  readonly clock?: string;
  readonly clockMode?: 'running' | 'stopped';
  /** Data to go on with; by default a temporary folder, removed at the end. */
  readonly data?: string;
  /** A folder for the exchanges at the platforms' edge. */
  readonly record?: string;
  /** The platforms alone, without the service. */
  readonly only?: 'sandbox';
  readonly environment?: Readonly<Record<string, string>>;
}

export interface Product {
  readonly ready: ReadyLine;
  readonly control: ControlClient;
  readonly process: ChildProcess;
  /** Lines of standard error so far. */
  readonly log: readonly string[];
  /** One of the accounts, by its place in the ready line. */
  person(index: number): Person;
  /** SIGTERM; resolves with the exit code when everything is down. */
  stop(): Promise<number | null>;
}

/** A Tuesday, before the summer time of neither zone changes. */
export const STORY_START = '2026-06-09T08:00:00.000Z';
const ROOT = resolve(import.meta.dirname, '..', '..', '..');

/** Starts everything and resolves when the ready line has come; rejects with the log if it does not. */
export async function startProduct(options: ProductOptions = {}): Promise<Product> {
  if (options.data !== undefined) return launch(options, options.data, false);
  const data = await mkdtemp(join(tmpdir(), 'webex-scheduler-'));
  await copyTemplateDatabase(data, async (empty) => {
    const product = await launch({ seed: 'empty' }, empty, false);
    await product.stop();
  });
  return launch(options, data, true);
}

async function launch(options: ProductOptions, data: string, temporary: boolean): Promise<Product> {
  const child = spawn(process.execPath, [join(ROOT, 'launcher/main.ts'), ...argumentsOf(options, data)], {
    cwd: ROOT,
    env: { ...process.env, ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => log.push(line));
  const exited = new Promise<number | null>((done) => child.once('exit', (code) => done(code)));
  const ready = await readyLine(child, exited, log);
  const control = new ControlClient(ready.control);
  return {
    ready,
    control,
    process: child,
    log,
    person: (index) => {
      const account = ready.accounts[index];
      if (!account) throw new Error(`there is no account ${index}`);
      return new Person(ready, control, account);
    },
    stop: async () => {
      child.kill('SIGTERM');
      const code = await exited;
      if (temporary) await rm(data, { recursive: true, force: true });
      return code;
    },
  };
}

function argumentsOf(options: ProductOptions, data: string): string[] {
  return [
    '--json',
    '--control',
    '--port',
    '0',
    '--data',
    data,
    '--profile',
    options.profile ?? 'harsh',
    '--seed',
    options.seed ?? 'demo',
    '--clock',
    options.clock ?? STORY_START,
    '--clock-mode',
    options.clockMode ?? 'stopped',
    ...(options.record === undefined ? [] : ['--record', options.record]),
    ...(options.only === undefined ? [] : ['--only', options.only]),
  ];
}

async function readyLine(
  child: ChildProcess,
  exited: Promise<number | null>,
  log: readonly string[],
): Promise<ReadyLine> {
  if (!child.stdout) throw new Error('the product has no standard output');
  const lines = createInterface({ input: child.stdout });
  const first = new Promise<string>((done) => lines.on('line', (line) => line.startsWith('{') && done(line)));
  const line = await Promise.race([first, exited.then(() => undefined)]);
  if (line === undefined) throw new Error(`the product did not start:\n${log.join('\n')}`);
  return JSON.parse(line) as ReadyLine;
}
