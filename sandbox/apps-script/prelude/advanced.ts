/**
 * Advanced services: thin callers of Google's REST APIs. What they return is plain JSON whose fields can also be
 * read and written by accessors (`event.getId()`, `event.setSummary('…')`), as scripts in the wild do.
 */
import { ask, Exception } from './host.ts';

/** Collection → method → number of positional arguments, the resource included. */
type Collections = Readonly<Record<string, Readonly<Record<string, number>>>>;

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

const accessors: object = new Proxy(Object.prototype, {
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
});

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

/** The collections of the Calendar API, by name. */
export const calendarCollections: Readonly<Record<string, object>> = Object.fromEntries(
  Object.entries(CALENDAR).map(([collection, methods]) => {
    const callers = Object.entries(methods).map(([method, arity]) => [
      method,
      caller('Calendar', collection, method, arity),
    ]);
    return [collection, Object.fromEntries(callers) as object];
  }),
);

/** The service behind a manifest's `userSymbol`. */
export function calendarService(): object {
  const service: Record<string, unknown> = {
    ...calendarCollections,
    toString: () => 'AdvancedServiceIdentifier{name=calendar, version=v3}',
    getVersion: () => 'v3',
  };
  for (const name of RESOURCES.split(' ')) service[`new${name}`] = () => withAccessors({});
  return service;
}
