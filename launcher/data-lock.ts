/**
 * One launcher per data directory. The lock names the owner's pid and its start time: a pid alone is wrong, for it
 * is reused, and a zombie still answers to it.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export class DataInUse extends Error {
  override readonly name = 'DataInUse';
  readonly code = 'data-in-use';
}

interface Owner {
  readonly pid: number;
  readonly started: string | null;
}

/** A start right after Ctrl+C finds the last one still putting its things away. */
const PATIENCE_MS = 5000;
const LOOK_EVERY_MS = 100;

/**
 * Takes the directory (made if missing), waiting a little for an owner that is about to end; the returned function
 * gives it back.
 * @throws {DataInUse} while another launcher that lives holds it
 */
export async function lockData(dir: string, patienceMs = PATIENCE_MS): Promise<() => void> {
  const giveUp = performance.now() + patienceMs;
  for (;;) {
    try {
      return takeLock(dir);
    } catch (error) {
      if (!(error instanceof DataInUse) || performance.now() >= giveUp) throw error;
      await wait(LOOK_EVERY_MS);
    }
  }
}

function takeLock(dir: string): () => void {
  mkdirSync(dir, { recursive: true });
  const path = join(dir, 'launcher.lock');
  const mine = JSON.stringify({ pid: process.pid, started: startTime(process.pid) } satisfies Owner);
  for (let tries = 0; ; tries += 1) {
    try {
      writeFileSync(path, mine, { flag: 'wx' });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || tries > 0) throw error;
    }
    const owner = readOwner(path);
    if (owner && lives(owner)) {
      throw new DataInUse(
        `${dir} is in use by process ${owner.pid}.\nNothing was changed.\nUse another folder: --data DIR`,
      );
    }
    rmSync(path, { force: true });
  }
}

function readOwner(path: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Owner;
  } catch {
    return undefined;
  }
}

function lives(owner: Owner): boolean {
  if (owner.pid === process.pid) return false; // left by an earlier container, in which we were this pid too
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const started = startTime(owner.pid);
  return started === 'dead' ? false : owner.started === null || started === null || started === owner.started;
}

/** When a process started, in the kernel's ticks; `dead` for a zombie, null where the system does not say. */
function startTime(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? 'dead' : (fields[19] ?? null);
  } catch {
    return process.platform === 'linux' ? 'dead' : null;
  }
}
