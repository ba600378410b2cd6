/** PropertiesService, CacheService and LockService: the stores live with the platform, here are only the calls. */
import { ask, Exception } from './host.ts';
import { flag, number, record, signature, text, texts } from './check.ts';

type Scope = 'user' | 'script';
type Values = Readonly<Record<string, string>>;

function asTexts(values: unknown): Values {
  return Object.fromEntries(Object.entries(values as object).map(([key, value]) => [key, String(value)]));
}

export class Properties {
  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  getProperty(...args: unknown[]): unknown {
    signature('PropertiesService.Properties.getProperty', args, [text]);
    return ask('PropertiesService.getProperty', this.#scope, args[0]);
  }

  getProperties(): unknown {
    return ask('PropertiesService.getProperties', this.#scope);
  }

  getKeys(): unknown {
    return ask('PropertiesService.getKeys', this.#scope);
  }

  setProperty(...args: unknown[]): this {
    signature('PropertiesService.Properties.setProperty', args, [
      text,
      (value) => value !== undefined && value !== null,
    ]);
    // Whatever is given is kept as its string: an object becomes "[object Object]", as there.
    ask('PropertiesService.setProperty', this.#scope, args[0], String(args[1]));
    return this;
  }

  setProperties(...args: unknown[]): this {
    signature('PropertiesService.Properties.setProperties', args, [record], [flag]);
    ask('PropertiesService.setProperties', this.#scope, asTexts(args[0]), args[1] === true);
    return this;
  }

  deleteProperty(...args: unknown[]): this {
    signature('PropertiesService.Properties.deleteProperty', args, [text]);
    ask('PropertiesService.deleteProperty', this.#scope, args[0]);
    return this;
  }

  deleteAllProperties(): this {
    ask('PropertiesService.deleteAllProperties', this.#scope);
    return this;
  }
}

export class Cache {
  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  get(...args: unknown[]): unknown {
    signature('CacheService.Cache.get', args, [text]);
    return ask('CacheService.get', this.#scope, args[0]);
  }

  getAll(...args: unknown[]): unknown {
    signature('CacheService.Cache.getAll', args, [texts]);
    return ask('CacheService.getAll', this.#scope, args[0]);
  }

  put(...args: unknown[]): void {
    signature('CacheService.Cache.put', args, [text, text], [number]);
    ask('CacheService.put', this.#scope, { [args[0] as string]: args[1] }, args[2] ?? null);
  }

  putAll(...args: unknown[]): void {
    signature('CacheService.Cache.putAll', args, [record], [number]);
    ask('CacheService.putAll', this.#scope, asTexts(args[0]), args[1] ?? null);
  }

  remove(...args: unknown[]): void {
    signature('CacheService.Cache.remove', args, [text]);
    ask('CacheService.remove', this.#scope, [args[0]]);
  }

  removeAll(...args: unknown[]): void {
    signature('CacheService.Cache.removeAll', args, [texts]);
    ask('CacheService.removeAll', this.#scope, args[0]);
  }
}

export class Lock {
  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  tryLock(...args: unknown[]): boolean {
    signature('LockService.Lock.tryLock', args, [number]);
    return ask('LockService.tryLock', this.#scope, Math.trunc(args[0] as number)) === true;
  }

  waitLock(...args: unknown[]): void {
    signature('LockService.Lock.waitLock', args, [number]);
    if (ask('LockService.waitLock', this.#scope, Math.trunc(args[0] as number)) !== true) {
      throw new Exception('Lock timeout: another process was holding the lock for too long.');
    }
  }

  hasLock(): boolean {
    return ask('LockService.hasLock', this.#scope) === true;
  }

  releaseLock(): void {
    ask('LockService.releaseLock', this.#scope);
  }
}

/** The older services: the same stores as globals of their own. */
export class ScriptProperties extends Properties {
  constructor() {
    super('script');
  }
}

export class UserProperties extends Properties {
  constructor() {
    super('user');
  }
}

// A standalone script has no document, so the three document stores are null.
export const propertiesService = {
  getUserProperties: () => new Properties('user'),
  getScriptProperties: () => new Properties('script'),
  getDocumentProperties: () => null,
};

export const cacheService = {
  getUserCache: () => new Cache('user'),
  getScriptCache: () => new Cache('script'),
  getDocumentCache: () => null,
};

export const lockService = {
  getUserLock: () => new Lock('user'),
  getScriptLock: () => new Lock('script'),
  getDocumentLock: () => null,
};
