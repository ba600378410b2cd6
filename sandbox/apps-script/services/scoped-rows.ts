/** Rows that belong to one store of one script (and person): a table on disk with an index per store in memory. */
import type { Store, Table } from '../../control/store.ts';

export class ScopedRows<T> {
  readonly #table: Table<T>;
  readonly #stores = new Map<string, Map<string, T>>();

  constructor(store: Store, table: string) {
    this.#table = store.table<T>(table);
    this.rebuild();
  }

  /** Reads the index anew from the table (after a reset). */
  rebuild(): void {
    this.#stores.clear();
    for (const [row, value] of this.#table.entries()) {
      const [store, key] = JSON.parse(row) as [string, string];
      this.#rows(store).set(key, value);
    }
  }

  get(store: string, key: string): T | undefined {
    return this.#stores.get(store)?.get(key);
  }

  put(store: string, key: string, value: T): void {
    this.#rows(store).set(key, value);
    this.#table.put(JSON.stringify([store, key]), value);
  }

  delete(store: string, key: string): void {
    if (this.#stores.get(store)?.delete(key) === true) this.#table.delete(JSON.stringify([store, key]));
  }

  entries(store: string): readonly (readonly [string, T])[] {
    return [...(this.#stores.get(store)?.entries() ?? [])];
  }

  stores(): readonly string[] {
    return [...this.#stores.keys()];
  }

  #rows(store: string): Map<string, T> {
    let rows = this.#stores.get(store);
    if (!rows) this.#stores.set(store, (rows = new Map<string, T>()));
    return rows;
  }
}

/** The name of a person's or a script's store. */
export function storeName(scope: unknown, scriptId: string, email: string): string {
  return JSON.stringify(scope === 'script' ? [scriptId] : [scriptId, email]);
}

/** The address a store belongs to, or null for a script's own. */
export function ownerOf(store: string): { scriptId: string; email: string | null } {
  const [scriptId = '', email] = JSON.parse(store) as string[];
  return { scriptId, email: email ?? null };
}
