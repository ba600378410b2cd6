/**
 * Advanced services: thin callers of Google's REST APIs. What they return is plain JSON whose fields can also be
 * read and written by accessors (`event.getId()`, `event.setSummary('…')`), as scripts in the wild do.
 */
import { DIRECTORY, DIRECTORY_RESOURCES } from './directory-collections.ts';
import { ask, Exception } from './host.ts';

/** Collection → method → number of positional arguments, the resource included. */
export type Collections = Readonly<Record<string, Readonly<Record<string, number>>>>;

export const CALENDAR: Collections = {
  Acl: { get: 2, insert: 2, list: 1, patch: 3, remove: 2, update: 3, watch: 2 },
  CalendarList: { get: 1, insert: 1, list: 0, patch: 2, remove: 1, update: 2, watch: 1 },
  Calendars: { clear: 1, get: 1, insert: 1, patch: 2, remove: 1, update: 2 },
  Channels: { stop: 1 },
  Colors: { get: 0 },
  Events: {
    get: 2,
    import: 2,
    insert: 2,
    instances: 2,
    list: 1,
    move: 3,
    patch: 3,
    quickAdd: 2,
    remove: 2,
    update: 3,
    watch: 2,
  },
  Freebusy: { query: 1 },
  Settings: { get: 1, list: 0, watch: 1 },
};

const RESOURCES =
  'AclRule AclRuleScope Calendar CalendarListEntry CalendarListEntryNotificationSettings CalendarNotification Channel ' +
  'ConferenceData ConferenceParameters ConferenceParametersAddOnParameters ConferenceProperties ConferenceRequestStatus ' +
  'ConferenceSolution ConferenceSolutionKey CreateConferenceRequest EntryPoint Event EventAttachment EventAttendee ' +
  'EventCreator EventDateTime EventExtendedProperties EventGadget EventOrganizer EventReminder EventReminders EventSource ' +
  'FreeBusyRequest FreeBusyRequestItem';

// Below it stands Object.prototype itself, so that these are objects like any other.
const accessors: object = new Proxy(
  {},
  {
    get(target, property, receiver: unknown) {
      const name = typeof property === 'string' ? /^([gs])et([A-Z])(.*)$/.exec(property) : null;
      if (!name) return Reflect.get(target, property, receiver) as unknown;
      const owner = receiver as Record<string, unknown>;
      const field = `${(name[2] ?? '').toLowerCase()}${name[3] ?? ''}`;
      if (name[1] === 'g') return () => (Object.hasOwn(owner, field) ? owner[field] : null);
      return (value: unknown) => {
        owner[field] = value;
        return owner;
      };
    },
  },
);

/** Gives every object in `value` the accessors, in place. */
function withAccessors(value: unknown): unknown {
  if (Array.isArray(value)) value.forEach(withAccessors);
  else if (typeof value === 'object' && value !== null) {
    Object.setPrototypeOf(value, accessors);
    Object.values(value).forEach(withAccessors);
  }
  return value;
}

function caller(
  api: string,
  collection: string,
  method: string,
  arity: number,
): (...args: unknown[]) => unknown {
  return (...args) => {
    if (args.length < arity || args.length > arity + 2) {
      throw new Exception(`Invalid number of arguments provided. Expected ${arity}-${arity + 2} only`);
    }
    const [query = null, headers = null] = args.slice(arity);
    if (headers !== null && query === null) {
      throw new Exception('Optional arguments must be given, if only as {}, where headers are given.');
    }
    return withAccessors(ask(`${api}.${collection}.${method}`, args.slice(0, arity), query, headers));
  };
}

/** Collections within collections have their path as name. */
export const GMAIL: Collections = {
  Users: { getProfile: 1 },
  'Users.Drafts': { create: 2, get: 2, list: 1, remove: 2, send: 2, update: 3 },
  'Users.Labels': { create: 2, get: 2, list: 1, patch: 3, remove: 2, update: 3 },
  'Users.Messages': {
    batchDelete: 2,
    batchModify: 2,
    get: 2,
    insert: 2,
    list: 1,
    modify: 3,
    remove: 2,
    send: 2,
    trash: 2,
    untrash: 2,
  },
  'Users.Messages.Attachments': { get: 3 },
  'Users.Threads': { get: 2, list: 1, modify: 3, remove: 2, trash: 2, untrash: 2 },
};

/** The collections of an API by name, each with its methods and the collections below it. */
function collectionsOf(api: string, collections: Collections): Readonly<Record<string, object>> {
  const root: Record<string, Record<string, unknown>> = {};
  for (const [path, methods] of Object.entries(collections)) {
    const names = path.split('.');
    const above = names
      .slice(0, -1)
      .reduce<Record<string, unknown>>((at, name) => (at[name] ??= {}) as Record<string, unknown>, root);
    const callers = Object.entries(methods).map(([method, arity]) => [
      method,
      caller(api, path, method, arity),
    ]);
    const name = names.at(-1) ?? '';
    above[name] = { ...(above[name] as object | undefined), ...Object.fromEntries(callers) };
  }
  return root;
}

export const calendarCollections = collectionsOf('Calendar', CALENDAR);
export const directoryCollections = collectionsOf('AdminDirectory', DIRECTORY);
const gmailCollections = collectionsOf('Gmail', GMAIL);

/** The service behind a manifest's `userSymbol`. */
function serviceOf(
  name: string,
  version: string,
  collections: Readonly<Record<string, object>>,
  resources: string,
): object {
  const service: Record<string, unknown> = {
    ...collections,
    toString: () => `AdvancedServiceIdentifier{name=${name}, version=${version}}`,
    getVersion: () => version,
  };
  for (const resource of resources.split(' ')) service[`new${resource}`] = () => withAccessors({});
  return service;
}

export const calendarService = (): object => serviceOf('calendar', 'v3', calendarCollections, RESOURCES);
export const directoryService = (): object =>
  serviceOf('admin', 'directory_v1', directoryCollections, DIRECTORY_RESOURCES);
export const gmailService = (): object =>
  serviceOf(
    'gmail',
    'v1',
    gmailCollections,
    'Draft Label Message MessagePart ModifyMessageRequest ModifyThreadRequest BatchModifyMessagesRequest BatchDeleteMessagesRequest',
  );
