/**
 * A copy of the tree to plant faults in, so that nobody's work is touched. Its `node_modules` is a folder of links to
 * the real entries, except for the workspaces, which point into the copy: one link to the whole folder would lead
 * each `import '@webex-scheduler/core'` back to the original, and every fault there would seem to be noticed by nobody.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import type { Mutant, Tests } from './planted.ts';

const ROOT = resolve(import.meta.dirname, '..', '..');
const SCOPE = '@webex-scheduler';
const NOT_COPIED = new Set(['node_modules', '.git', '.data', '.cache', '.tsbuild', 'coverage']);
/** Many times what one fault's tests take; a fault that makes the product run for ever is noticed too. */
const PATIENCE_MS = 120_000;

export type Verdict =
  | 'killed'
  | 'survived'
  /** Nothing ran: the tests were not found, or did not load. */
  | 'nothing-ran';

export class MutantError extends Error {
  override readonly name = 'MutantError';
  readonly code = 'mutant-not-planted';
}

export class ProvingGround {
  readonly #root: string;

  private constructor(root: string) {
    this.#root = root;
  }

  static async make(): Promise<ProvingGround> {
    const root = await mkdtemp(join(tmpdir(), 'webex-scheduler-mutants-'));
    await cp(ROOT, root, {
      recursive: true,
      filter: (path) => path === ROOT || !NOT_COPIED.has(basename(path)),
    });
    await linkModules(join(ROOT, 'node_modules'), join(root, 'node_modules'));
    const nested = join('sandbox', 'node_modules');
    if (existsSync(join(ROOT, nested))) await symlink(join(ROOT, nested), join(root, nested));
    return new ProvingGround(root);
  }

  async remove(): Promise<void> {
    await rm(this.#root, { recursive: true, force: true });
  }

  /**
   * Plants the fault, runs its tests, takes the fault out again.
   * @throws {MutantError} if its place in the source is not there, or is there more than once
   */
  async try(mutant: Mutant): Promise<Verdict> {
    const file = join(this.#root, mutant.file);
    const source = await readFile(file, 'utf8');
    const places = source.split(mutant.find).length - 1;
    if (places !== 1)
      throw new MutantError(`${mutant.file}: "${mutant.find}" stands there ${places} times, not once`);
    await writeFile(
      file,
      source.replace(mutant.find, () => mutant.put),
    );
    try {
      return await this.run([mutant.tests]);
    } finally {
      await writeFile(file, source);
    }
  }

  /** Runs tests of one project, those named if all have names; `survived` = all of them pass. */
  async run(tests: readonly Tests[]): Promise<Verdict> {
    // All tests of a project take as long as they take; only a fault may run for ever.
    const patience = PATIENCE_MS * tests.length;
    const [first] = tests;
    if (!first) return 'nothing-ran';
    const names = tests.map(({ named }) => named);
    const report = join(this.#root, '.mutant-report.json');
    await rm(report, { force: true });
    const ended = await this.#vitest(patience, [
      '--project',
      first.project,
      ...new Set(tests.map(({ file }) => file)),
      ...(names.every((name) => name !== undefined) ? ['--testNamePattern', names.join('|')] : []),
      '--reporter=json',
      `--outputFile=${report}`,
    ]);
    if (ended === 'out of time') return 'killed';
    if (!existsSync(report)) return 'nothing-ran';
    const { numPassedTests, numFailedTests } = JSON.parse(await readFile(report, 'utf8')) as {
      numPassedTests: number;
      numFailedTests: number;
    };
    if (numFailedTests > 0) return 'killed';
    return numPassedTests > 0 && ended === 0 ? 'survived' : 'nothing-ran';
  }

  #vitest(patience: number, args: readonly string[]): Promise<number | null | 'out of time'> {
    const vitest = join(this.#root, 'node_modules', 'vitest', 'vitest.mjs');
    const child = spawn(process.execPath, [vitest, 'run', ...args], {
      cwd: this.#root,
      stdio: 'ignore',
      // A group of its own, so that its workers end with it.
      detached: true,
    });
    return new Promise((done) => {
      const late = setTimeout(() => {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
        done('out of time');
      }, patience);
      child.once('exit', (code) => {
        clearTimeout(late);
        done(code);
      });
    });
  }
}

async function linkModules(from: string, to: string): Promise<void> {
  await mkdir(join(to, SCOPE), { recursive: true });
  for (const name of await readdir(from)) {
    if (name !== SCOPE) await symlink(join(from, name), join(to, name));
  }
  // Relative links (../../packages/core): the same text leads into the copy there.
  for (const name of await readdir(join(from, SCOPE)))
    await symlink(await readlink(join(from, SCOPE, name)), join(to, SCOPE, name));
}
