/**
 * Where a local platform keeps its state: tables in memory, each change appended to a journal on disk.
 *
 * A platform changes rows inside {@link Store.transaction}; the changes of one transaction are one line of the
 * journal, written before the transaction returns. So whatever a platform answered after it survives a SIGKILL,
 * and a line that was cut off in the middle is dropped as a whole when the journal is read again. Nothing is
 * synced to the platter: a power cut may lose the last moments, which a local platform may.
 *
 * Invariant: a value handed to `put` is not changed afterwards by its owner; it is replaced by another `put`.
 */
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

type Operation = readonly [table: string, key: string, value?: unknown];

export interface Table<T> {
  get(key: string): T | undefined;
  has(key: string): boolean;
  put(key: string, value: T): void;
  delete(key: string): void;
  keys(): IterableIterator<string>;
  values(): IterableIterator<T>;
  entries(): IterableIterator<[string, T]>;
  readonly size: number;
}

const JOURNAL = 'journal.jsonl';

export class Store {
  readonly #tables = new Map<string, Map<string, unknown>>();
  #folder: string | undefined;
  #file: number | undefined;
  #batch: Operation[] | undefined;

  private constructor(folder: string | undefined) {
    this.#folder = folder;
  }

  /**
   * Opens the store in `folder` (made if missing), reading its journal and writing it anew in its shortest form.
   * Without a folder nothing is written.
   */
  static open(folder?: string): Store {
    const store = new Store(folder);
    if (folder === undefined) return store;
    mkdirSync(folder, { recursive: true });
    store.#replay(join(folder, JOURNAL));
    store.#compact();
    return store;
  }

  /** The table called `name`; the caller vouches for the type of what it keeps there. */
  table<T>(name: string): Table<T> {
    const rows = this.#rows(name) as Map<string, T>;
    return {
      get: (key) => rows.get(key),
      has: (key) => rows.has(key),
      put: (key, value) => {
        rows.set(key, value);
        this.#record([name, key, value]);
      },
      delete: (key) => {
        if (rows.delete(key)) this.#record([name, key]);
      },
      keys: () => rows.keys(),
      values: () => rows.values(),
      entries: () => rows.entries(),
      get size() {
        return rows.size;
      },
    };
  }

  /**
   * Runs `change` and writes all its puts and deletes as one line. Nested calls join the outer one. `change`
   * checks before it changes: when it throws half-way, what it had already put is written and stays.
   */
  transaction<R>(change: () => R): R {
    if (this.#batch) return change();
    this.#batch = [];
    try {
      return change();
    } finally {
      const batch = this.#batch;
      this.#batch = undefined;
      this.#write(batch);
    }
  }

  /** Empties every table. */
  clear(): void {
    for (const rows of this.#tables.values()) rows.clear();
    this.#compact();
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
    this.#folder = undefined;
  }

  #rows(name: string): Map<string, unknown> {
    let rows = this.#tables.get(name);
    if (!rows) this.#tables.set(name, (rows = new Map<string, unknown>()));
    return rows;
  }

  #record(operation: Operation): void {
    if (this.#batch) this.#batch.push(operation);
    else this.#write([operation]);
  }

  #write(batch: readonly Operation[]): void {
    if (this.#file === undefined || batch.length === 0) return;
    writeSync(this.#file, `${JSON.stringify(batch)}\n`);
  }

  #replay(path: string): void {
    if (!existsSync(path)) return;
    for (const line of readFileSync(path, 'utf8').split('\n')) {
      if (line === '') continue;
      let batch: Operation[];
      try {
        batch = JSON.parse(line) as Operation[];
      } catch {
        return; // the line a SIGKILL cut off; nothing behind it was ever answered
      }
      for (const [table, key, value] of batch) {
        if (value === undefined) this.#rows(table).delete(key);
        else this.#rows(table).set(key, value);
      }
    }
  }

  #compact(): void {
    if (this.#folder === undefined) return;
    if (this.#file !== undefined) closeSync(this.#file);
    const path = join(this.#folder, JOURNAL);
    const fresh = `${path}.new`;
    rmSync(fresh, { force: true });
    const file = openSync(fresh, 'a');
    for (const [table, rows] of this.#tables) {
      for (const [key, value] of rows) writeSync(file, `${JSON.stringify([[table, key, value]])}\n`);
    }
    renameSync(fresh, path);
    this.#file = file;
  }
}
