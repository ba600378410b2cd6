/**
 * `npm test`: everything that must hold before a change lands. Two steps beside each other, because there are two
 * cores; whichever ends makes room for the next of one list: what fails fastest first, the long ones so that both
 * cores are busy to the end. The catalogue is checked by the build before it, the schema dump by the database tier.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findChromium } from '../packages/testkit/src/chromium.ts';
import { beginTally } from './exchange-tally.ts';

const ROOT = resolve(import.meta.dirname, '..');
const RESULTS = join(ROOT, '.cache', 'test-results');

interface Step {
  readonly name: string;
  readonly command: readonly string[];
  /** A vitest project, whose counts are added up. */
  readonly project?: string;
}

const node = process.execPath;
const bin = (path: string): string => join(ROOT, 'node_modules', path);

/** Before all others, one after the other: each reads what the one before has written. */
const TYPES: readonly Step[] = [
  { name: 'types', command: [node, bin('typescript-native/bin/tsc'), '-b'] },
  { name: 'types of tests', command: [node, bin('typescript-native/bin/tsc'), '-p', 'tsconfig.test.json'] },
];

const READING: readonly Step[] = [
  { name: 'lint', command: [node, bin('eslint/bin/eslint.js'), '.', '--max-warnings', '0'] },
  {
    name: 'import rules',
    command: [
      node,
      bin('dependency-cruiser/bin/dependency-cruiser.mjs'),
      'packages',
      'apps',
      'sandbox',
      'launcher',
      'scenarios',
      'bench',
      'scripts',
    ],
  },
  {
    name: 'format',
    command: [node, bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'],
  },
  { name: 'dead code', command: [node, bin('knip/bin/knip.js')] },
];

const tier = (project: string): Step => ({
  name: `tests: ${project}`,
  command: [
    node,
    bin('vitest/vitest.mjs'),
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${join(RESULTS, `${project}.json`)}`,
  ],
  project,
});

const STEPS: readonly Step[] = [
  ...['core', 'fast', 'browser'].map(tier),
  ...READING,
  ...['database', 'scenarios'].map(tier),
];

const tally = beginTally();

interface Ended {
  readonly step: Step;
  readonly ok: boolean;
  readonly output: string;
  readonly seconds: number;
}

function run(step: Step): Promise<Ended> {
  const begun = performance.now();
  return new Promise((done) => {
    const [command = node, ...args] = step.command;
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...process.env, ...tally.environment, FORCE_COLOR: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const take = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('close', (code) => {
      done({ step, ok: code === 0, output, seconds: (performance.now() - begun) / 1000 });
    });
  });
}

/** Takes the next step of the list until none is left. */
async function lane(steps: Step[]): Promise<readonly Ended[]> {
  const ended: Ended[] = [];
  for (let step = steps.shift(); step !== undefined; step = steps.shift()) {
    const result = await run(step);
    ended.push(result);
    process.stdout.write(`${result.ok ? '✓' : '✗'} ${step.name} (${result.seconds.toFixed(1)} s)\n`);
    if (!result.ok) process.stdout.write(`${result.output.trimEnd()}\n\n`);
  }
  return ended;
}

interface Counts {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
}

function countsOf(step: Step): Counts | undefined {
  if (step.project === undefined) return undefined;
  try {
    return JSON.parse(readFileSync(join(RESULTS, `${step.project}.json`), 'utf8')) as Counts;
  } catch {
    return undefined; // the runner died before it wrote: its step has failed and says why
  }
}

async function main(): Promise<void> {
  findChromium();
  rmSync(RESULTS, { recursive: true, force: true });
  mkdirSync(RESULTS, { recursive: true });
  const begun = performance.now();
  const wanted = process.argv.slice(2);
  const chosen = (steps: readonly Step[]): Step[] =>
    steps.filter((step) => wanted.length === 0 || wanted.includes(step.project ?? step.name));
  const typed = await lane(chosen(TYPES));
  const left = chosen(STEPS);
  const ended = [...typed, ...(await Promise.all([lane(left), lane(left)])).flat()];
  const counts = ended.map(({ step }) => countsOf(step)).filter((count) => count !== undefined);
  const sum = (name: keyof Counts): number => counts.reduce((total, count) => total + count[name], 0);
  const skipped = sum('numPendingTests') + sum('numTodoTests');
  const failedSteps = ended.filter((step) => !step.ok).map(({ step }) => step.name);
  process.stdout.write(
    `\n${((performance.now() - begun) / 1000).toFixed(0)} s. ${failedSteps.length === 0 ? 'Everything holds.' : `Failed: ${failedSteps.join(', ')}.`}\n`,
  );
  if (skipped > 0) process.stdout.write(`${skipped} tests were skipped: a skipped test does not pass.\n`);
  for (const line of tally.end().lines) process.stdout.write(`${line}\n`);
  process.stdout.write(`${sum('numPassedTests')} passed, ${sum('numFailedTests')} failed\n`);
  process.exitCode = failedSteps.length === 0 && skipped === 0 ? 0 : 1;
}

await main();
