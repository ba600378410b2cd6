/** Fills a fresh context with Apps Script's globals and runs the entry function in it. */
import { connect } from './host.ts';
import type { Link, Spec } from './host.ts';
import { calendarService, directoryService, gmailService } from './advanced.ts';
import { calendarApp } from './calendar/calendar-app.ts';
import { cardService } from './card-service.ts';
import { readClock, virtualDate } from './clock.ts';
import { conferenceDataService } from './conference-data.ts';
import { contentService } from './content-service.ts';
import { gmailApp, mailApp } from './gmail/gmail-app.ts';
import { htmlService, useHtmlFiles } from './html-service.ts';
import { mimeType } from './mime-type.ts';
import { inventory } from './inventory.ts';
import { nameEverything, showOwnFrames } from './appearance.ts';
import { returned, threw } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { addRefusals, refusedService } from './refused.ts';
import { AuthMode, scriptApp } from './script-app.ts';
import { consoleService, logger, session } from './session.ts';
import { cacheService, lockService, propertiesService, ScriptProperties, UserProperties } from './stores.ts';
import { urlFetchApp } from './url-fetch.ts';
import { utilities } from './utilities.ts';

interface FullSpec extends Spec {
  readonly function: string;
  readonly args: readonly unknown[];
}

interface Platform {
  run(entry: unknown): void;
  fail(error: unknown): void;
  finish(): string;
}

const UNBUILT_SERVICES =
  'AddOnsResponseService Browser Charts ContactsApp DataStudioApp DocumentApp DriveApp FormApp GroupsApp Jdbc LanguageApp LinearOptimizationService Maps SitesApp SlidesApp SpreadsheetApp XmlService';

const ADVANCED: Readonly<Record<string, () => object>> = {
  'admin:directory_v1': directoryService,
  'calendar:v3': calendarService,
  'gmail:v1': gmailService,
};

function globalsOf(spec: Spec): Record<string, unknown> {
  const advanced = Object.entries(spec.advanced).map(([symbol, api]) => [
    symbol,
    ADVANCED[api]?.() ?? refusedService(symbol),
  ]);
  return {
    ...Object.fromEntries(UNBUILT_SERVICES.split(' ').map((name) => [name, refusedService(name)])),
    CacheService: cacheService,
    CalendarApp: calendarApp,
    CardService: cardService,
    ConferenceDataService: conferenceDataService,
    ContentService: contentService,
    Date: virtualDate(),
    GmailApp: gmailApp,
    HtmlService: htmlService,
    LockService: lockService,
    MailApp: mailApp,
    MimeType: mimeType,
    Logger: logger,
    PropertiesService: propertiesService,
    ScriptApp: scriptApp,
    ScriptProperties: new ScriptProperties(),
    Session: session,
    UrlFetchApp: urlFetchApp,
    UserProperties: new UserProperties(),
    Utilities: utilities,
    console: consoleService,
    ...(Object.fromEntries(advanced) as Record<string, unknown>),
  };
}

/** An event's `authMode` is a member of the enumeration, so that scripts may compare it. */
function withAuthMode(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('authMode' in value)) return value;
  const mode = AuthMode[String(value.authMode)];
  return mode ? { ...value, authMode: mode } : value;
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

/** The door for the worker; everything crosses as strings. */
export function install(
  call: Link['call'],
  log: Link['log'],
  inspect: Link['inspect'],
  specText: string,
  html: string,
): Platform {
  const spec = JSON.parse(specText) as FullSpec;
  connect({ call, log, inspect }, spec, readClock);
  showOwnFrames();
  nameEverything(inventory);
  useHtmlFiles(JSON.parse(html) as Record<string, string>);
  for (const [name, target] of Object.entries(inventory)) addRefusals(name, target);
  for (const [name, value] of Object.entries(globalsOf(spec))) {
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });
  }
  let outcome: Outcome = { result: null, kind: 'value', error: null };
  const settle = (make: () => Outcome): void => {
    try {
      outcome = make();
    } catch (error) {
      outcome = threw(error);
    }
  };
  return {
    run(entry) {
      settle(() => {
        if (typeof entry !== 'function')
          throw new ReferenceError(`Script function not found: ${spec.function}`);
        const value = (entry as (...args: unknown[]) => unknown)(...spec.args.map(withAuthMode));
        if (!isPromise(value) || !spec.awaitPromise) return returned(isPromise(value) ? {} : value);
        value.then(
          (result) => settle(() => returned(result)),
          (error: unknown) => settle(() => threw(error)),
        );
        return returned(null);
      });
    },
    fail(error) {
      outcome = threw(error);
    },
    finish: () => JSON.stringify(outcome),
  };
}
