/** Every class and service that scripts can meet, by the name the type package gives it: what the members table is held against. */
import { calendarCollections } from './advanced.ts';
import { Blob } from './blob.ts';
import { Cache, cacheService, Lock, lockService, Properties, propertiesService } from './stores.ts';
import { calendarApp, Calendar, CalendarEvent } from './calendar-app.ts';
import {
  ActionResponse,
  CalendarEventActionResponse,
  Card,
  cardParts,
  cardService,
  SuggestionsResponse,
  UniversalActionResponse,
} from './card-service.ts';
import * as conference from './conference-data.ts';
import { contentService, HtmlOutput, HtmlOutputMetaTag, htmlService, TextOutput } from './html-service.ts';
import { consoleService, logger, session, User } from './session.ts';
import * as script from './script-app.ts';
import { HTTPResponse, urlFetchApp } from './url-fetch.ts';
import { utilities } from './utilities.ts';

const prototypesOf = (
  space: string,
  classes: Readonly<Record<string, { readonly prototype: object }>>,
): [string, object][] =>
  Object.entries(classes).map(([name, { prototype }]) => [`${space}.${name}`, prototype]);

function prototypeOf(create: { readonly prototype: object } | undefined): object {
  return create?.prototype ?? {};
}

/** Name in the type package → the object whose members are meant. */
export const inventory: Readonly<Record<string, object>> = {
  'Base.Console': consoleService,
  'Base.Logger': logger,
  'Base.Session': session,
  'Cache.CacheService': cacheService,
  'Calendar.CalendarApp': calendarApp,
  'Card_Service.CardService': cardService,
  'Conference_Data.ConferenceDataService': conference.conferenceDataService,
  'Content.ContentService': contentService,
  'HTML.HtmlService': htmlService,
  'Lock.LockService': lockService,
  'Properties.PropertiesService': propertiesService,
  'Script.ScriptApp': script.scriptApp,
  'URL_Fetch.UrlFetchApp': urlFetchApp,
  'Utilities.Utilities': utilities,
  // The common parents of the type package; each of their members stands on every child.
  'Card_Service.Button': prototypeOf(cardParts['TextButton']),
  ...Object.fromEntries(
    Object.entries(calendarCollections).map(([name, methods]) => [`Calendar_v3.${name}Collection`, methods]),
  ),
  ...Object.fromEntries([
    ...prototypesOf('Base', { Blob, User }),
    ...prototypesOf('Cache', { Cache }),
    ...prototypesOf('Calendar', { Calendar, CalendarEvent }),
    ...prototypesOf('Card_Service', cardParts),
    ...prototypesOf('Card_Service', {
      ActionResponse,
      CalendarEventActionResponse,
      Card,
      SuggestionsResponse,
      UniversalActionResponse,
    }),
    ...prototypesOf('Conference_Data', {
      ConferenceData: conference.ConferenceData,
      ConferenceDataBuilder: conference.ConferenceDataBuilder,
      ConferenceError: conference.ConferenceError,
      ConferenceParameter: conference.ConferenceParameter,
      EntryPoint: conference.EntryPoint,
    }),
    ...prototypesOf('Content', { TextOutput }),
    ...prototypesOf('HTML', { HtmlOutput, HtmlOutputMetaTag }),
    ...prototypesOf('Lock', { Lock }),
    ...prototypesOf('Properties', { Properties }),
    ...prototypesOf('Script', {
      AuthorizationInfo: script.AuthorizationInfo,
      CalendarTriggerBuilder: script.CalendarTriggerBuilder,
      ClockTriggerBuilder: script.ClockTriggerBuilder,
      Service: script.Service,
      StateTokenBuilder: script.StateTokenBuilder,
      Trigger: script.Trigger,
      TriggerBuilder: script.TriggerBuilder,
    }),
    ...prototypesOf('URL_Fetch', { HTTPResponse }),
  ]),
};
