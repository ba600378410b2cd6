/** PropertiesService: strings per person and script, with Google's sizes and daily limit. */
import type { Store } from '../../control/store.ts';
import type { DailyQuota } from '../daily-quota.ts';
import { ServiceException } from './host-call.ts';
import type { Caller, Services } from './host-call.ts';
import { ownerOf, ScopedRows, storeName } from './scoped-rows.ts';

const MAX_VALUE = 9 * 1024;
const MAX_STORE = 500 * 1024;

interface PropertySize {
  readonly scriptId: string;
  readonly name: string;
  readonly bytes: number;
}

export class PropertyStores {
  readonly #rows: ScopedRows<string>;
  readonly #quota: DailyQuota;

  constructor(store: Store, quota: DailyQuota) {
    this.#rows = new ScopedRows(store, 'scripts.properties');
    this.#quota = quota;
  }

  rebuild(): void {
    this.#rows.rebuild();
  }

  services(): Services {
    const at = (caller: Caller, scope: unknown): string => {
      if (!this.#quota.take('properties', caller)) {
        throw new ServiceException('Service invoked too many times for one day: properties.');
      }
      return storeName(scope, caller.project.scriptId, caller.email);
    };
    return {
      'PropertiesService.getProperty': (caller, [scope, key]) =>
        this.#rows.get(at(caller, scope), key as string) ?? null,
      'PropertiesService.getProperties': (caller, [scope]) =>
        Object.fromEntries(this.#rows.entries(at(caller, scope))),
      'PropertiesService.getKeys': (caller, [scope]) =>
        this.#rows.entries(at(caller, scope)).map(([key]) => key),
      'PropertiesService.setProperty': (caller, [scope, key, value]) =>
        this.#put(at(caller, scope), { [key as string]: value as string }),
      'PropertiesService.setProperties': (caller, [scope, values, deleteOthers]) => {
        const store = at(caller, scope);
        if (deleteOthers === true) this.#clear(store);
        this.#put(store, values as Record<string, string>);
      },
      'PropertiesService.deleteProperty': (caller, [scope, key]) =>
        this.#rows.delete(at(caller, scope), key as string),
      'PropertiesService.deleteAllProperties': (caller, [scope]) => this.#clear(at(caller, scope)),
    };
  }

  /** Names and sizes of a person's properties; never their content. */
  sizes(email: string): readonly PropertySize[] {
    return this.#storesOf(email).flatMap((store) =>
      this.#rows
        .entries(store)
        .map(([name, value]) => ({ scriptId: ownerOf(store).scriptId, name, bytes: size(value) })),
    );
  }

  /** Google loses a person's property, or all of them. */
  lose(email: string, name?: string, scriptId?: string): void {
    for (const store of this.#storesOf(email)) {
      if (scriptId !== undefined && ownerOf(store).scriptId !== scriptId) continue;
      for (const [key] of this.#rows.entries(store))
        if (name === undefined || key === name) this.#rows.delete(store, key);
    }
  }

  #storesOf(email: string): readonly string[] {
    return this.#rows.stores().filter((store) => ownerOf(store).email === email);
  }

  #put(store: string, values: Readonly<Record<string, string>>): void {
    for (const [key, value] of Object.entries(values)) {
      if (size(value) > MAX_VALUE) throw new ServiceException('Argument too large: value');
      if (size(key) > MAX_VALUE) throw new ServiceException('Argument too large: key');
    }
    const after = new Map([...this.#rows.entries(store), ...Object.entries(values)]);
    const total = [...after].reduce((sum, [key, value]) => sum + size(key) + size(value), 0);
    if (total > MAX_STORE) {
      throw new ServiceException(
        'You have exceeded the property storage quota. Please remove some properties and try again.',
      );
    }
    for (const [key, value] of Object.entries(values)) this.#rows.put(store, key, value);
  }

  #clear(store: string): void {
    for (const [key] of this.#rows.entries(store)) this.#rows.delete(store, key);
  }
}

function size(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}
