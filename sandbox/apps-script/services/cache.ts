/** CacheService: short-lived strings, forgotten by time, by number and by Google's own mood (`lose`). */
import type { Clock } from '../../control/clock.ts';
import type { Store } from '../../control/store.ts';
import { ServiceException } from './host-call.ts';
import type { Services } from './host-call.ts';
import { ownerOf, ScopedRows, storeName } from './scoped-rows.ts';

const MAX_KEY = 250;
const MAX_VALUE = 100 * 1024;
const DEFAULT_S = 600;
const MAX_S = 21_600;
const MAX_ITEMS = 1000;
/** How many are kept when there were too many: those that live longest. */
const KEPT_ITEMS = 900;

interface Entry {
  readonly value: string;
  readonly expiresAt: number;
}

export class CacheStores {
  readonly #rows: ScopedRows<Entry>;
  readonly #clock: Clock;

  constructor(store: Store, clock: Clock) {
    this.#rows = new ScopedRows(store, 'scripts.cache');
    this.#clock = clock;
  }

  rebuild(): void {
    this.#rows.rebuild();
  }

  services(): Services {
    return {
      'CacheService.get': (caller, [scope, key]) =>
        this.#get(storeName(scope, caller.project.scriptId, caller.email), key as string),
      'CacheService.getAll': (caller, [scope, keys]) => {
        const store = storeName(scope, caller.project.scriptId, caller.email);
        const found = (keys as string[]).map((key) => [key, this.#get(store, key)] as const);
        return Object.fromEntries(found.filter(([, value]) => value !== null));
      },
      'CacheService.put': (caller, args) =>
        this.#put(storeName(args[0], caller.project.scriptId, caller.email), args[1], args[2]),
      'CacheService.putAll': (caller, args) =>
        this.#put(storeName(args[0], caller.project.scriptId, caller.email), args[1], args[2]),
      'CacheService.remove': (caller, args) =>
        this.#remove(storeName(args[0], caller.project.scriptId, caller.email), args[1]),
      'CacheService.removeAll': (caller, args) =>
        this.#remove(storeName(args[0], caller.project.scriptId, caller.email), args[1]),
    };
  }

  /** Google forgets a person's entry before its time, or all of them. */
  lose(email: string, name?: string, scriptId?: string): void {
    for (const store of this.#rows.stores()) {
      const owner = ownerOf(store);
      if (owner.email !== email || (scriptId !== undefined && owner.scriptId !== scriptId)) continue;
      for (const [key] of this.#rows.entries(store))
        if (name === undefined || key === name) this.#rows.delete(store, key);
    }
  }

  #get(store: string, key: string): string | null {
    const entry = this.#rows.get(store, key);
    if (!entry) return null;
    if (entry.expiresAt > this.#clock.now()) return entry.value;
    this.#rows.delete(store, key);
    return null;
  }

  #put(store: string, values: unknown, seconds: unknown): void {
    const entries = Object.entries(values as Record<string, string>);
    for (const [key, value] of entries) {
      if (key.length > MAX_KEY) throw new ServiceException('Argument too large: key');
      if (Buffer.byteLength(value, 'utf8') > MAX_VALUE)
        throw new ServiceException('Argument too large: value');
    }
    const lifeS = Math.min(Math.max(typeof seconds === 'number' ? seconds : DEFAULT_S, 1), MAX_S);
    const expiresAt = this.#clock.now() + lifeS * 1000;
    for (const [key, value] of entries) this.#rows.put(store, key, { value, expiresAt });
    this.#trim(store);
  }

  #trim(store: string): void {
    const entries = this.#rows.entries(store);
    if (entries.length <= MAX_ITEMS) return;
    const shortest = [...entries].sort(([, a], [, b]) => a.expiresAt - b.expiresAt);
    for (const [key] of shortest.slice(0, entries.length - KEPT_ITEMS)) this.#rows.delete(store, key);
  }

  #remove(store: string, keys: unknown): void {
    for (const key of keys as string[]) this.#rows.delete(store, key);
  }
}
