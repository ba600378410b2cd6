/** One execution's world, made of Apps Script's services. */
import { credential } from '../calendar/health.ts';
import type { Cache, InstalledTrigger, Keep, Person, Triggers, World } from '../ports.ts';
import { CALENDAR_HANDLER, HOURLY_HANDLER } from '../calendar/followed.ts';
import { SCOPES } from '../scopes.ts';
import { serviceClient } from '../service-client.ts';
import type { Http } from '../service-client.ts';
import { calendars } from './calendars.ts';
import type { AddonEvent } from './host-event.ts';
import { given } from '../given.ts';

/** Where the service is reached; the build puts it in. */
declare const ADDON_ORIGIN: string;

/** What the published types lack, or have otherwise than Google. */
interface ScriptAuthorization {
  getIdentityToken(): string | null;
  getAuthorizationInfo(mode: GoogleAppsScript.Script.AuthMode): {
    getAuthorizedScopes(): readonly string[] | null;
    getAuthorizationUrl(): string | null;
  };
}

interface Claims {
  readonly name?: string;
  readonly locale?: string;
}

/** The world of this execution. */
export function world(e: AddonEvent): World {
  const keep = properties();
  const token = once(identityToken);
  const header = (): string | undefined => {
    const given = token();
    if (given !== null) return `Bearer ${given}`;
    const kept = credential(keep);
    return kept === undefined ? undefined : `Addon ${kept}`;
  };
  return {
    calendars: calendars(),
    service: serviceClient(ADDON_ORIGIN, http(), header),
    keep,
    cache: cache(),
    triggers: triggers(),
    lock: lock(),
    person: person(e, token),
    now,
    newId: () => Utilities.getUuid(),
    log: (line) => {
      console.log(line);
    },
  };
}

function now(): number {
  // eslint-disable-next-line no-restricted-syntax -- this is the add-on's one clock; everything else is handed it
  return Date.now();
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}

function script(): ScriptAuthorization {
  return ScriptApp as unknown as ScriptAuthorization;
}

/** Null where Google gives none (triggers, perhaps); a refusal to give one is the same. */
function identityToken(): string | null {
  try {
    return script().getIdentityToken();
  } catch {
    return null;
  }
}

function http(): Http {
  return {
    post(url, authorization, payload) {
      try {
        const response = UrlFetchApp.fetch(url, {
          method: 'post',
          contentType: 'application/json',
          headers: { Authorization: authorization },
          payload,
          muteHttpExceptions: true,
          followRedirects: false,
        });
        return { status: response.getResponseCode(), text: response.getContentText() };
      } catch {
        // Google throws where nothing was answered, and where the right to call out is missing.
        return { status: 0, text: '' };
      }
    },
  };
}

function properties(): Keep {
  const store = PropertiesService.getUserProperties();
  return {
    get: (key) => store.getProperty(key),
    set: (key, value) => void store.setProperty(key, value),
    delete: (key) => void store.deleteProperty(key),
    keys: () => store.getKeys(),
  };
}

function cache(): Cache {
  const store = CacheService.getUserCache();
  return { get: (key) => store.get(key), set: (key, value, seconds) => store.put(key, value, seconds) };
}

function lock(): World['lock'] {
  const held = LockService.getUserLock();
  return { take: (ms) => held.tryLock(ms), give: () => held.releaseLock() };
}

function triggers(): Triggers {
  return {
    list: () => ScriptApp.getProjectTriggers().map(describe),
    followCalendar(calendarId) {
      ScriptApp.newTrigger(CALENDAR_HANDLER).forUserCalendar(calendarId).onEventUpdated().create();
    },
    everyHour() {
      ScriptApp.newTrigger(HOURLY_HANDLER).timeBased().everyHours(1).create();
    },
    remove(id) {
      const trigger = ScriptApp.getProjectTriggers().find((one) => one.getUniqueId() === id);
      if (trigger !== undefined) ScriptApp.deleteTrigger(trigger);
    },
  };
}

function describe(trigger: GoogleAppsScript.Script.Trigger): InstalledTrigger {
  const handler = trigger.getHandlerFunction();
  const calendarId = handler === CALENDAR_HANDLER ? trigger.getTriggerSourceId() : undefined;
  return { id: trigger.getUniqueId(), handler, ...given({ calendarId }) };
}

/** The person who runs the script. Looked up when asked for: most executions need half of it. */
function person({ commonEventObject: host = {} }: AddonEvent, token: () => string | null): Person {
  const claims = once(() => readClaims(token()));
  return {
    email: orElse('', () => Session.getEffectiveUser().getEmail()),
    get name() {
      return claims().name;
    },
    get timeZone() {
      const { timeZone: { id } = {} } = host;
      return id ?? orElse(null, () => calendars().setting('timezone')) ?? Session.getScriptTimeZone();
    },
    get locale() {
      const { userLocale = claims().locale } = host;
      return userLocale ?? orElse('en', () => Session.getActiveUserLocale());
    },
    get missingScopes() {
      return missing();
    },
    get grantUrl() {
      return authorization().getAuthorizationUrl() ?? undefined;
    },
  };
}

function authorization(): ReturnType<ScriptAuthorization['getAuthorizationInfo']> {
  return script().getAuthorizationInfo(ScriptApp.AuthMode.FULL);
}

/** What may be read, or `other` where the right to it was not granted. */
function orElse<Value>(other: Value, read: () => Value): Value {
  try {
    return read();
  } catch {
    return other;
  }
}

function missing(): readonly string[] {
  const granted = authorization().getAuthorizedScopes();
  return granted === null ? [] : SCOPES.filter((scope) => !granted.includes(scope));
}

/** The name and language that the person's profile carries: this is what the profile scope is for. */
function readClaims(token: string | null): Claims {
  const [, body = ''] = (token ?? '').split('.');
  try {
    const text = Utilities.newBlob(Utilities.base64DecodeWebSafe(padded(body))).getDataAsString();
    return JSON.parse(text) as Claims;
  } catch {
    return {};
  }
}

/** A token's parts carry no padding; the decoder of Apps Script wants it. */
function padded(text: string): string {
  return text + '='.repeat((4 - (text.length % 4)) % 4);
}
