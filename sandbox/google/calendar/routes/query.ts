/** Query parameters, as text, into the options of the event methods. */
import { CalendarError, invalid } from '../calendar-error.ts';
import type { CollectionOptions } from '../collection-page.ts';
import type { InstancesOptions, ListOptions, ReadOptions, SendUpdates, WriteOptions } from '../parameters.ts';

export type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The last of a repeated parameter; undefined for an absent or empty one. */
export function textParameter(query: Query, name: string): string | undefined {
  const value = query[name];
  const text = typeof value === 'string' ? value : value?.at(-1);
  return text === '' ? undefined : text;
}

export function readOptions(query: Query): ReadOptions {
  return { timeZone: textParameter(query, 'timeZone'), maxAttendees: numberParameter(query, 'maxAttendees') };
}

export function writeOptions(query: Query, ifMatch: string | undefined): WriteOptions {
  return {
    ...readOptions(query),
    conferenceDataVersion: numberParameter(query, 'conferenceDataVersion', 0, 1) === 1 ? 1 : 0,
    sendUpdates: sendUpdates(query),
    supportsAttachments: flagParameter(query, 'supportsAttachments'),
    ifMatch,
  };
}

export function listOptions(query: Query): ListOptions {
  return {
    ...readOptions(query),
    syncToken: textParameter(query, 'syncToken'),
    pageToken: textParameter(query, 'pageToken'),
    maxResults: numberParameter(query, 'maxResults'),
    singleEvents: flagParameter(query, 'singleEvents'),
    showDeleted: flagParameter(query, 'showDeleted'),
    showHiddenInvitations: flagParameter(query, 'showHiddenInvitations'),
    orderBy: textParameter(query, 'orderBy'),
    timeMin: textParameter(query, 'timeMin'),
    timeMax: textParameter(query, 'timeMax'),
    updatedMin: textParameter(query, 'updatedMin'),
    iCalUID: textParameter(query, 'iCalUID'),
    q: textParameter(query, 'q'),
    eventTypes: listParameter(query, 'eventTypes'),
    privateExtendedProperty: listParameter(query, 'privateExtendedProperty'),
    sharedExtendedProperty: listParameter(query, 'sharedExtendedProperty'),
  };
}

export function instancesOptions(query: Query): InstancesOptions {
  return {
    ...readOptions(query),
    pageToken: textParameter(query, 'pageToken'),
    maxResults: numberParameter(query, 'maxResults'),
    showDeleted: flagParameter(query, 'showDeleted'),
    originalStart: textParameter(query, 'originalStart'),
    timeMin: textParameter(query, 'timeMin'),
    timeMax: textParameter(query, 'timeMax'),
  };
}

export function collectionOptions(query: Query): CollectionOptions {
  return {
    maxResults: numberParameter(query, 'maxResults'),
    pageToken: textParameter(query, 'pageToken'),
    syncToken: textParameter(query, 'syncToken'),
    showDeleted: flagParameter(query, 'showDeleted'),
    showHidden: flagParameter(query, 'showHidden'),
  };
}

/** The older `sendNotifications` still counts where the newer parameter is left out; it defaults to false. */
function sendUpdates(query: Query): SendUpdates | undefined {
  const sent = textParameter(query, 'sendUpdates');
  if (sent === undefined) return flagParameter(query, 'sendNotifications') === true ? 'all' : undefined;
  if (sent === 'all' || sent === 'externalOnly' || sent === 'none') return sent;
  throw badParameter('sendUpdates', sent, 'all, externalOnly, none');
}

function listParameter(query: Query, name: string): readonly string[] | undefined {
  const value = query[name];
  if (value === undefined) return undefined;
  return typeof value === 'string' ? [value] : value;
}

/** @throws {CalendarError} 400 for anything but true and false */
export function flagParameter(query: Query, name: string): boolean | undefined {
  const text = textParameter(query, name);
  if (text === undefined) return undefined;
  if (/^(true|1)$/i.test(text)) return true;
  if (/^(false|0)$/i.test(text)) return false;
  throw invalid(`Invalid boolean value: '${text}'.`, name);
}

function numberParameter(
  query: Query,
  name: string,
  least = 1,
  most = Number.MAX_SAFE_INTEGER,
): number | undefined {
  const text = textParameter(query, name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw badParameter(
    name,
    text,
    `[${String(least)}, ${most === Number.MAX_SAFE_INTEGER ? '…' : String(most)}]`,
  );
}

function badParameter(name: string, value: string, allowed: string): CalendarError {
  return new CalendarError(
    400,
    'invalidParameter',
    `Invalid value '${value}'. Values must be within the range: ${allowed}`,
    {
      where: { locationType: 'parameter', location: name },
    },
  );
}
