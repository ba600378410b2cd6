/** Rows of one kind, kept apart by customer. */
import type { Store, Table } from '../../control/store.ts';

export class Records<T> {
  readonly #rows: Table<T>;

  constructor(store: Store, name: string) {
    this.#rows = store.table(`directory.${name}`);
  }

  get(domain: string, key: string): T | undefined {
    return this.#rows.get(`${domain} ${key}`);
  }

  put(domain: string, key: string, row: T): T {
    this.#rows.put(`${domain} ${key}`, row);
    return row;
  }

  delete(domain: string, key: string): void {
    this.#rows.delete(`${domain} ${key}`);
  }

  /** In the order they were made. */
  of(domain: string): readonly T[] {
    return [...this.#rows.entries()].filter(([key]) => key.startsWith(`${domain} `)).map(([, row]) => row);
  }

  clear(): void {
    for (const key of [...this.#rows.keys()]) this.#rows.delete(key);
  }
}
