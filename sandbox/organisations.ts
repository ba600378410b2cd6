/**
 * Which domains the local service serves: the value of its `ORGANISATIONS`. Another domain that control makes an
 * account in becomes another organisation, unless it is said to be unmapped.
 */
import type { Store, Table } from './control/store.ts';

export interface LocalOrganisation {
  readonly id: string;
  readonly domains: readonly string[];
  readonly admins: readonly string[];
  readonly retentionDays: number;
}

const RETENTION_DAYS = 30;

export class Organisations {
  readonly #table: Table<LocalOrganisation>;

  constructor(store: Store) {
    this.#table = store.table('organisations');
  }

  list(): readonly LocalOrganisation[] {
    return [...this.#table.values()];
  }

  /** True if the domain was not served before. */
  add(domain: string, admins: readonly string[]): boolean {
    if (this.list().some((organisation) => organisation.domains.includes(domain))) return false;
    const id = domain.replaceAll('.', '-').slice(0, 40);
    this.#table.put(id, { id, domains: [domain], admins, retentionDays: RETENTION_DAYS });
    return true;
  }

  clear(): void {
    for (const id of [...this.#table.keys()]) this.#table.delete(id);
  }
}
