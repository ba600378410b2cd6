import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DirectoryInUseError, lockDirectory } from './directory-lock.ts';

const directory = (): string => mkdtempSync(join(tmpdir(), 'lock-'));

test('taken, released, taken again', () => {
  const dir = directory();
  lockDirectory(dir)();
  lockDirectory(dir)();
});

test('a living process keeps its directory', async () => {
  const dir = directory();
  const child = spawn(process.execPath, ['-e', 'process.stdin.resume()'], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  try {
    const started = readFileSync(`/proc/${String(child.pid)}/stat`, 'utf8')
      .replace(/^.*\)\s/s, '')
      .split(' ')[19];
    writeFileSync(join(dir, 'lock'), `${String(child.pid)} ${started ?? ''}`);
    expect(() => lockDirectory(dir)).toThrow(DirectoryInUseError);
  } finally {
    child.stdin.end();
    await new Promise((resolve) => child.once('exit', resolve));
  }
  // It is gone now: the next start takes over.
  lockDirectory(dir)();
});

test('a reused process id is not its former owner', () => {
  const dir = directory();
  writeFileSync(join(dir, 'lock'), `${String(process.ppid)} 1`);
  lockDirectory(dir)();
});
