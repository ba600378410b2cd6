/** How long until a newcomer's second `npm start` shows a page? From the command to the page's HTML after the ready line. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { atMost, percentile, type Question } from './figure.ts';

const AIM_MS = 5000;
const STARTS = 3;
const ROOT = resolve(import.meta.dirname, '..');

export const start: Question = {
  figures: ['start'],
  measure: async (say) => {
    const data = await mkdtemp(join(tmpdir(), 'webex-scheduler-bench-'));
    try {
      say(`start: the first, with a new database, took ${Math.round(await timeToPage(data))} ms`);
      const taken: number[] = [];
      for (let n = 0; n < STARTS; n += 1) taken.push(await timeToPage(data));
      return { start: atMost(percentile(taken, 0.5), 'ms', AIM_MS) };
    } finally {
      await rm(data, { recursive: true, force: true });
    }
  },
};

async function timeToPage(data: string): Promise<number> {
  const begun = performance.now();
  const child = spawn('npm', ['start', '--silent', '--', '--json', '--port', '0', '--data', data], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const gone = new Promise<undefined>((done) => child.once('exit', () => done(undefined)));
  try {
    const line = await Promise.race([firstLine(child), gone]);
    if (line === undefined) throw new Error('the product did not start');
    const { web } = JSON.parse(line) as { web: string };
    const page = await fetch(web);
    if (!page.ok || !(await page.text()).includes('<script')) throw new Error('the page was not served');
    return performance.now() - begun;
  } finally {
    child.kill('SIGTERM');
    await gone;
  }
}

function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('the product has no standard output');
  const lines = createInterface({ input: child.stdout });
  return new Promise((done) => lines.on('line', (line) => line.startsWith('{') && done(line)));
}
