/** Every class and service that scripts can meet, by the name the type package gives it: what the members table is held against. */
import { calendarCollections, directoryCollections } from './advanced.ts';
import { Blob } from './blob.ts';
import * as stores from './stores.ts';
import { calendarApp } from './calendar/calendar-app.ts';
import { Calendar } from './calendar/calendar.ts';
import { CalendarEvent, CalendarEventSeries } from './calendar/calendar-event.ts';
import { EventGuest } from './calendar/event-guest.ts';
import { EventRecurrence, RecurrenceRule } from './calendar/recurrence.ts';
import { Card } from './card.ts';
import {
  ComposeActionResponse,
  DriveItemsSelectedActionResponse,
  EditorFileScopeActionResponse,
  UpdateDraftActionResponse,
} from './card-host-responses.ts';
import {
  ActionResponse,
  CalendarEventActionResponse,
  cardParts,
  cardService,
  SuggestionsResponse,
  UniversalActionResponse,
} from './card-service.ts';
import * as conference from './conference-data.ts';
import { contentService, TextOutput } from './content-service.ts';
import { gmailApp, mailApp } from './gmail/gmail-app.ts';
import { GmailAttachment } from './gmail/gmail-attachment.ts';
import { GmailDraft } from './gmail/gmail-draft.ts';
import { GmailLabel } from './gmail/gmail-label.ts';
import { GmailMessage } from './gmail/gmail-message.ts';
import { GmailThread } from './gmail/gmail-thread.ts';
import { nameClasses } from './check.ts';
import { HtmlOutput, HtmlOutputMetaTag, HtmlTemplate } from './html-output.ts';
import { htmlService } from './html-service.ts';
import { mimeType } from './mime-type.ts';
import { consoleService, logger, session, User } from './session.ts';
import * as script from './script-app.ts';
import { HTTPResponse, urlFetchApp } from './url-fetch.ts';
import { utilities } from './utilities.ts';

/** Under which service Google's sentences name the classes of a space; those of none stand alone. */
const SERVICES: Readonly<Record<string, string>> = {
  Cache: 'CacheService',
  Calendar: 'CalendarApp',
  Card_Service: 'CardService',
  Conference_Data: 'ConferenceDataService',
  Content: 'ContentService',
  Gmail: 'GmailApp',
  HTML: 'HtmlService',
  Lock: 'LockService',
  Properties: 'PropertiesService',
  Script: 'ScriptApp',
  URL_Fetch: 'UrlFetchApp',
};

function prototypesOf(
  space: string,
  classes: Readonly<Record<string, { readonly prototype: object }>>,
): [string, object][] {
  nameClasses(SERVICES[space], classes);
  return Object.entries(classes).map(([name, { prototype }]) => [`${space}.${name}`, prototype]);
}

function prototypeOf(create: { readonly prototype: object } | undefined): object {
  return create?.prototype ?? {};
}

/** The collections within collections, by their own name; where two share one, the later has all that the earlier has. */
function nested(collections: Readonly<Record<string, object>>): [string, object][] {
  return Object.values(collections).flatMap((collection) =>
    Object.entries(collection).filter((entry): entry is [string, object] => typeof entry[1] === 'object'),
  );
}

/** Name in the type package → the object whose members are meant. */
export const inventory: Readonly<Record<string, object>> = {
  'Base.Console': consoleService,
  'Base.Logger': logger,
  'Base.MimeType': mimeType,
  'Base.Session': session,
  'Cache.CacheService': stores.cacheService,
  'Calendar.CalendarApp': calendarApp,
  'Card_Service.CardService': cardService,
  'Conference_Data.ConferenceDataService': conference.conferenceDataService,
  'Content.ContentService': contentService,
  'Gmail.GmailApp': gmailApp,
  'HTML.HtmlService': htmlService,
  'Mail.MailApp': mailApp,
  'Lock.LockService': stores.lockService,
  'Properties.PropertiesService': stores.propertiesService,
  'Script.ScriptApp': script.scriptApp,
  'URL_Fetch.UrlFetchApp': urlFetchApp,
  'Utilities.Utilities': utilities,
  // The common parents of the type package; each of their members stands on every child.
  'Card_Service.Button': prototypeOf(cardParts['TextButton']),
  ...Object.fromEntries(
    Object.entries(calendarCollections).map(([name, methods]) => [`Calendar_v3.${name}Collection`, methods]),
  ),
  ...Object.fromEntries(
    [...Object.entries(directoryCollections), ...nested(directoryCollections)].map(([name, methods]) => [
      `Directory_v1.${name}Collection`,
      methods,
    ]),
  ),
  ...Object.fromEntries([
    ...prototypesOf('Base', { Blob, User }),
    ...prototypesOf('Cache', { Cache: stores.Cache }),
    ...prototypesOf('Calendar', {
      Calendar,
      CalendarEvent,
      CalendarEventSeries,
      EventGuest,
      EventRecurrence,
      RecurrenceRule,
    }),
    ...prototypesOf('Card_Service', cardParts),
    ...prototypesOf('Card_Service', {
      ActionResponse,
      CalendarEventActionResponse,
      Card,
      ComposeActionResponse,
      DriveItemsSelectedActionResponse,
      EditorFileScopeActionResponse,
      SuggestionsResponse,
      UpdateDraftActionResponse,
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
    ...prototypesOf('Gmail', { GmailAttachment, GmailDraft, GmailLabel, GmailMessage, GmailThread }),
    ...prototypesOf('HTML', { HtmlOutput, HtmlOutputMetaTag, HtmlTemplate }),
    ...prototypesOf('Lock', { Lock: stores.Lock }),
    ...prototypesOf('Properties', {
      Properties: stores.Properties,
      ScriptProperties: stores.ScriptProperties,
      UserProperties: stores.UserProperties,
    }),
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
