/** CalendarApp: calendars and how to come by them. What it does for the default calendar it does through that. */
import { Exception } from '../host.ts';
import { record, signature, text } from '../check.ts';
import { Calendar, colour } from './calendar.ts';
import { calendarEnums } from './calendar-enums.ts';
import { EventRecurrence } from './recurrence.ts';
import { all, call, need, textOf } from './rest.ts';
import type { Json } from './rest.ts';

const LIST = '/users/me/calendarList';

function byId(member: string, id: string): Calendar | null {
  const row = call(member, { path: `${LIST}/${encodeURIComponent(id)}` });
  return row === null ? null : new Calendar(row);
}

function primary(member: string): Calendar {
  const calendar = byId(member, 'primary');
  if (!calendar) throw new Exception('The user must be signed up for Google Calendar.');
  return calendar;
}

function listed(member: string, fits: (row: Json) => boolean): Calendar[] {
  return all(member, { path: LIST, query: { showHidden: true } })
    .filter(fits)
    .map((row) => new Calendar(row));
}

const owned = (row: Json): boolean => row['accessRole'] === 'owner';
const nameOf = (row: Json): string => textOf(row['summaryOverride']) || textOf(row['summary']);

/** How the entry in the person's list shall look, from `color`, `hidden` and `selected`. */
function lookOf(options: Json): Json {
  const { color, hidden, selected } = options;
  return {
    ...(color === undefined ? {} : colour(color as string)),
    ...(hidden === undefined ? {} : { hidden }),
    ...(selected === undefined ? {} : { selected }),
  };
}

function createCalendar(...args: unknown[]): Calendar {
  signature('CalendarApp.createCalendar', args, [text], [record]);
  const options = (args[1] ?? {}) as Json;
  const body = {
    summary: args[0],
    ...(options['summary'] === undefined ? {} : { description: options['summary'] }),
    ...(options['location'] === undefined ? {} : { location: options['location'] }),
    ...(options['timeZone'] === undefined ? {} : { timeZone: options['timeZone'] }),
  };
  const id = textOf(need('createCalendar', { http: 'POST', path: '/calendars', body })['id']);
  const look = lookOf(options);
  const path = `${LIST}/${encodeURIComponent(id)}`;
  if (Object.keys(look).length > 0) {
    const query = 'backgroundColor' in look ? { colorRgbFormat: true } : {};
    return new Calendar(need('createCalendar', { http: 'PATCH', path, query, body: look }));
  }
  return new Calendar(need('createCalendar', { path }));
}

function subscribeToCalendar(...args: unknown[]): Calendar {
  signature('CalendarApp.subscribeToCalendar', args, [text], [record]);
  const look = lookOf((args[1] ?? {}) as Json);
  const query = 'backgroundColor' in look ? { colorRgbFormat: true } : {};
  const body = { id: args[0], ...look };
  return new Calendar(need('subscribeToCalendar', { http: 'POST', path: LIST, query, body }));
}

const service = {
  ...calendarEnums,
  createCalendar,
  subscribeToCalendar,
  newRecurrence: () => new EventRecurrence(),
  getDefaultCalendar: () => primary('getDefaultCalendar'),
  getAllCalendars: () => listed('getAllCalendars', () => true),
  getAllOwnedCalendars: () => listed('getAllOwnedCalendars', owned),
  getCalendarById(...args: unknown[]): Calendar | null {
    signature('CalendarApp.getCalendarById', args, [text]);
    return byId('getCalendarById', args[0] as string);
  },
  getOwnedCalendarById(...args: unknown[]): Calendar | null {
    signature('CalendarApp.getOwnedCalendarById', args, [text]);
    const found = byId('getOwnedCalendarById', args[0] as string);
    return found?.isOwnedByMe() === true ? found : null;
  },
  getCalendarsByName(...args: unknown[]): Calendar[] {
    signature('CalendarApp.getCalendarsByName', args, [text]);
    return listed('getCalendarsByName', (row) => nameOf(row) === args[0]);
  },
  getOwnedCalendarsByName(...args: unknown[]): Calendar[] {
    signature('CalendarApp.getOwnedCalendarsByName', args, [text]);
    return listed('getOwnedCalendarsByName', (row) => owned(row) && nameOf(row) === args[0]);
  },
};

/** Members of a calendar that the service also has, meaning the default calendar. */
const OF_THE_DEFAULT =
  'createAllDayEvent createAllDayEventSeries createEvent createEventSeries getColor getDescription getEventById ' +
  'getEventSeriesById getEvents getEventsForDay getId getName getTimeZone isHidden isMyPrimaryCalendar isOwnedByMe ' +
  'isSelected setColor setDescription setHidden setName setSelected setTimeZone';

export const calendarApp: Record<string, unknown> = {
  ...service,
  ...Object.fromEntries(
    OF_THE_DEFAULT.split(' ').map((member) => [
      member,
      (...args: unknown[]) => {
        const calendar = primary(member) as unknown as Record<string, (...args: unknown[]) => unknown>;
        return calendar[member]?.(...args);
      },
    ]),
  ),
};
