import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export class DirectoryInUseError extends Error {
  override readonly name = 'DirectoryInUseError';
  readonly code = 'directory-in-use';
}

/**
 * Takes a data directory for this process; returns the release.
 * A process id alone proves nothing (ids are reused, zombies answer signals), so the start time is compared too.
 * @throws {DirectoryInUseError}
 */
export function lockDirectory(directory: string): () => void {
  const path = join(directory, 'lock');
  const mine = `${String(process.pid)} ${startOf(process.pid) ?? '0'}`;
  const draft = `${path}.${String(process.pid)}`;
  writeFileSync(draft, mine, { mode: 0o600 });
  try {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      try {
        linkSync(draft, path);
        return () => {
          if (readLock(path) === mine) rmSync(path, { force: true });
        };
      } catch {
        if (isHeld(readLock(path))) break;
        rmSync(path, { force: true });
      }
    }
  } finally {
    rmSync(draft, { force: true });
  }
  throw new DirectoryInUseError(
    'Another process uses this data directory. Nothing was changed. Stop it, or choose another (DATA_DIR; with `npm start`: --data).',
  );
}

function readLock(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function isHeld(lock: string | undefined): boolean {
  const [id, started] = (lock ?? '').split(' ');
  const pid = Number(id);
  // In a container every start has the same id: an own id in the file is a former life's.
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  const now = startOf(pid);
  return now !== undefined && now === started;
}

/** When a process started, in its kernel's ticks; undefined for none, for a zombie, and '0' where there is no /proc. */
function startOf(pid: number): string | undefined {
  try {
    const fields = readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
      .replace(/^.*\)\s/s, '')
      .split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    if (process.platform === 'linux') return undefined;
    try {
      process.kill(pid, 0);
      return '0';
    } catch {
      return undefined;
    }
  }
}
