import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockData } from './data-lock.ts';

let data: string;
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'data-lock-'));
});
afterEach(async () => {
  await rm(data, { recursive: true, force: true });
});

/** Another process that holds the directory until its standard input ends. */
async function holder(): Promise<{ readonly pid: number | undefined; readonly end: () => void }> {
  const module = join(import.meta.dirname, 'data-lock.ts');
  const program = `const { lockData } = await import(${JSON.stringify(module)});
    const release = await lockData(${JSON.stringify(data)}, 0);
    console.log('held');
    process.stdin.on('end', release).resume();`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return { pid: child.pid, end: () => child.stdin.end() };
}

test('a directory in use is refused by the name of its process, and taken once that process has ended', async () => {
  const other = await holder();
  await expect(lockData(data, 0)).rejects.toThrow(`in use by process ${other.pid}`);
  const taken = lockData(data);
  other.end();
  (await taken)();
});

test('what a dead process left is taken at once', async () => {
  const other = await holder();
  process.kill(other.pid ?? 0, 'SIGKILL');
  (await lockData(data))();
});
