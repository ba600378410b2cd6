/** The globals of Apps Script that the bundle names, small: for running the built file with nothing else present. */

/** What was built, as nested records: `{ made: 'newCardHeader', setTitle: [['Hello']] }`. */
export type Built = Record<string, unknown>;

export interface Scene {
  readonly properties: Map<string, string>;
  readonly fetched: { readonly url: string; readonly body: unknown; readonly authorization: string }[];
  readonly triggers: { readonly handler: string; readonly calendarId: string | null }[];
  /** Answers by path; null = no answer at all. */
  readonly answers: Map<string, { readonly status: number; readonly body: unknown } | null>;
  readonly idToken: string | null;
  readonly events: ReadonlyMap<string, unknown>;
}

/** Builders of every kind: each `setX` and `addX` is noted and gives the builder back. */
function builders(): object {
  return new Proxy(
    {},
    {
      get: (_target, name) => {
        const key = String(name);
        if (!key.startsWith('new'))
          return new Proxy({}, { get: (_inner, value) => `${key}.${String(value)}` });
        return () => builder({ made: key });
      },
    },
  );
}

function builder(built: Built): unknown {
  const self: unknown = new Proxy(built, {
    get: (target, name) => {
      const key = String(name);
      // A builder handed to another one is noted as what it has built.
      if (key === 'build' || key === 'toJSON') return () => target;
      if (key === 'throwException') {
        return () => {
          throw Object.assign(new Error('authorization'), { built: target });
        };
      }
      if (!/^(set|add|push|pop|update|display)/.test(key)) return target[key];
      return (...args: readonly unknown[]) => {
        const list = (target[key] ??= []) as unknown[];
        list.push(args.length === 1 ? args[0] : args);
        return self;
      };
    },
  });
  return self;
}

/** The globals for one context. */
export function scriptGlobals(scene: Scene): Record<string, unknown> {
  const { properties } = scene;
  const none = () => null;
  return {
    CardService: builders(),
    ConferenceDataService: builders(),
    PropertiesService: {
      getUserProperties: () => ({
        getProperty: (key: string) => properties.get(key) ?? null,
        setProperty: (key: string, value: string) => void properties.set(key, value),
        deleteProperty: (key: string) => void properties.delete(key),
        getKeys: () => [...properties.keys()],
      }),
    },
    CacheService: { getUserCache: () => ({ get: none, put: none }) },
    LockService: { getUserLock: () => ({ tryLock: () => true, releaseLock: none }) },
    Session: {
      getEffectiveUser: () => ({ getEmail: () => 'ann@alderfinch.example' }),
      getActiveUserLocale: () => 'fr',
      getScriptTimeZone: () => 'Etc/UTC',
    },
    ScriptApp: scriptApp(scene),
    UrlFetchApp: { fetch: (url: string, options: Record<string, unknown>) => fetchOnce(scene, url, options) },
    Utilities: {
      getUuid: () => `id-${properties.size}`,
      base64DecodeWebSafe: (text: string) => text,
      newBlob: (text: string) => ({ getDataAsString: () => Buffer.from(text, 'base64url').toString() }),
    },
    Calendar: calendar(scene),
    console: { log: none },
  };
}

function scriptApp({ triggers, idToken }: Scene): unknown {
  const create = (handler: string, calendarId: string | null) => ({
    create: () => void triggers.push({ handler, calendarId }),
  });
  return {
    AuthMode: { FULL: 'FULL' },
    getIdentityToken: () => idToken,
    getAuthorizationInfo: () => ({ getAuthorizedScopes: () => null, getAuthorizationUrl: () => null }),
    getProjectTriggers: () =>
      triggers.map(({ handler, calendarId }, index) => ({
        getUniqueId: () => String(index),
        getHandlerFunction: () => handler,
        getTriggerSourceId: () => calendarId,
      })),
    deleteTrigger: () => undefined,
    newTrigger: (handler: string) => ({
      forUserCalendar: (calendarId: string) => ({ onEventUpdated: () => create(handler, calendarId) }),
      timeBased: () => ({ everyHours: () => create(handler, null) }),
    }),
  };
}

function calendar({ events }: Scene): unknown {
  return {
    Events: {
      get: (_calendarId: string, id: string) => {
        const event = events.get(id);
        if (event === undefined) throw Object.assign(new Error('Not Found'), { details: { code: 404 } });
        return event;
      },
      list: () => ({ items: [...events.values()], nextSyncToken: 's1' }),
    },
    Settings: { get: () => ({ value: 'Europe/Stockholm' }) },
  };
}

function fetchOnce(scene: Scene, url: string, options: Record<string, unknown>): unknown {
  const headers = options['headers'] as Record<string, string>;
  const body: unknown = JSON.parse(String(options['payload']));
  scene.fetched.push({ url, body, authorization: headers['Authorization'] ?? '' });
  const answer = scene.answers.get(url.slice(url.lastIndexOf('/') + 1));
  if (answer === null || answer === undefined) throw new Error('Address unavailable');
  return { getResponseCode: () => answer.status, getContentText: () => JSON.stringify(answer.body) };
}
