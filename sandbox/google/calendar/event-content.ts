/** What an event holds after a write: the body laid over what stood there, or over the defaults. */
import { invalid, required, timeRangeEmpty } from './calendar-error.ts';
import type { AttendeeBody, EventBody } from './event-body.ts';
import type { ConferenceDataResource, EventTimeResource } from './event-resource-type.ts';
import type { Attendee, EventContent, EventTime, Reminders } from './event-row.ts';
import { instantOf, readTime } from './event-time.ts';
import { typeProperties } from './event-types.ts';
import { readRecurrence } from './recurrence.ts';
import { tidy } from './tidy.ts';

export interface ContentRules {
  /** `patch` keeps what the body leaves out, `replace` (insert, update) resets it to the default. */
  readonly mode: 'patch' | 'replace';
  readonly before: EventContent | undefined;
  /** The calendar's zone. */
  readonly zone: string;
  /** True for an instance: it has no rule of its own. */
  readonly instance: boolean;
  /** What the conference becomes; given the body's data (null to clear, undefined to keep). */
  readonly conference: (
    sent: ConferenceDataResource | null | undefined,
  ) => Pick<EventContent, 'conferenceData' | 'hangoutLink'>;
  readonly type: string;
  /** Whether the client says that it knows attachments; those that do not cannot change them. */
  readonly attachments: boolean;
}

const MAX_PROPERTIES = 300;
const MAX_PROPERTY_BYTES = 32_768;
const MAX_KEY = 44;
const MAX_VALUE = 1024;

/** The content after the write. @throws {CalendarError} 400 */
export function applyBody(body: EventBody, rules: ContentRules): EventContent {
  const { before, zone } = rules;
  const base = rules.mode === 'patch' ? before : undefined;
  const start = pickTime(body.start, base?.start, 'start', zone);
  const end = pickTime(body.end, base?.end, 'end', zone);
  checkTimes(start, end, zone);
  const properties = pickProperties(body, base);
  const content: EventContent = {
    // A PUT on a deleted event leaves it deleted unless it names a status (recorded).
    status: body.status ?? base?.status ?? (before?.status === 'cancelled' ? 'cancelled' : 'confirmed'),
    summary: pickText(body.summary, base?.summary),
    description: pickText(body.description, base?.description),
    location: pickText(body.location, base?.location),
    colorId: pickText(body.colorId, base?.colorId),
    start,
    end,
    recurrence: pickRecurrence(body, base, start, rules.instance),
    transparency: unlessDefault(pick(body.transparency, base?.transparency), 'opaque'),
    visibility: unlessDefault(pick(body.visibility, base?.visibility), 'default'),
    attendees:
      body.attendeesOmitted === true
        ? onlyAnswers(body.attendees, before?.attendees)
        : pickAttendees(body.attendees, base?.attendees, before?.attendees),
    ...properties,
    ...rules.conference(conferenceOf(body, rules.mode)),
    anyoneCanAddSelf: pick(body.anyoneCanAddSelf, base?.anyoneCanAddSelf) === true ? true : undefined,
    guestsCanInviteOthers:
      pick(body.guestsCanInviteOthers, base?.guestsCanInviteOthers) === false ? false : undefined,
    guestsCanModify: pick(body.guestsCanModify, base?.guestsCanModify) === true ? true : undefined,
    guestsCanSeeOtherGuests:
      pick(body.guestsCanSeeOtherGuests, base?.guestsCanSeeOtherGuests) === false ? false : undefined,
    reminders: pickReminders(body, base, 'date' in start),
    source: tidy(pick(body.source, base?.source) ?? undefined) as EventContent['source'],
    attachments: rules.attachments
      ? nonEmpty(pick(body.attachments, base?.attachments))
      : before?.attachments,
    typeProperties: typeProperties(rules.type, body, before?.typeProperties),
  };
  return tidy(content);
}

/** A sent value (null included) wins over what stood there. */
function pick<S, B>(sent: S, before: B): S | B {
  return sent === undefined ? before : sent;
}

function pickText(sent: string | null | undefined, before: string | undefined): string | undefined {
  const value = pick(sent, before);
  return value === null || value === '' ? undefined : value;
}

function unlessDefault(value: string | null | undefined, standard: string): string | undefined {
  return value === null || value === standard ? undefined : value;
}

function nonEmpty<T>(list: readonly T[] | null | undefined): readonly T[] | undefined {
  return list?.length ? list : undefined;
}

function pickTime(
  sent: EventBody['start'],
  before: EventTime | undefined,
  which: 'start' | 'end',
  zone: string,
): EventTime {
  if (sent === undefined && before) return before;
  const { date, dateTime, timeZone } = sent ?? {};
  const time: EventTimeResource = {};
  if (typeof date === 'string') time.date = date;
  if (typeof dateTime === 'string') time.dateTime = dateTime;
  if (typeof timeZone === 'string') time.timeZone = timeZone;
  return readTime(time, which, zone, before);
}

function checkTimes(start: EventTime, end: EventTime, zone: string): void {
  if ('date' in start !== 'date' in end) {
    throw invalid('Start and end times must either both be date or both be dateTime.');
  }
  if (instantOf(end, zone) < instantOf(start, zone)) throw timeRangeEmpty('timeRange');
}

function pickRecurrence(
  body: EventBody,
  base: EventContent | undefined,
  start: EventTime,
  instance: boolean,
): readonly string[] | undefined {
  if (instance) return undefined;
  if (body.recurrence === undefined) return base?.recurrence;
  if (!body.recurrence?.length) return undefined;
  if ('at' in start && !body.start?.timeZone && base === undefined) {
    throw required('Missing time zone definition for start time.');
  }
  return readRecurrence(body.recurrence, start);
}

function conferenceOf(body: EventBody, mode: 'patch' | 'replace'): ConferenceDataResource | null | undefined {
  const sent = body.conferenceData;
  if (sent === undefined) return mode === 'replace' ? null : undefined;
  if (sent === null) return null;
  const { conferenceSolution, ...rest } = sent;
  const type = conferenceSolution?.key?.type;
  // Without a solution type Google drops the solution, and with it the data.
  if (conferenceSolution === undefined || type === undefined) return tidy(rest) as ConferenceDataResource;
  return tidy({
    ...rest,
    conferenceSolution: { ...conferenceSolution, key: { type } },
  }) as ConferenceDataResource;
}

function pickAttendees(
  sent: EventBody['attendees'],
  base: readonly Attendee[] | undefined,
  before: readonly Attendee[] | undefined,
): readonly Attendee[] | undefined {
  if (sent === undefined) return base;
  const known = new Map(before?.map((attendee) => [attendee.email, attendee]));
  const found = new Map<string, Attendee>();
  for (const item of sent ?? []) {
    const attendee = readAttendee(item, known);
    if (!found.has(attendee.email)) found.set(attendee.email, attendee);
  }
  return nonEmpty([...found.values()]);
}

/** A body that says it left guests out changes the answers of those it names, and nothing else of the list. */
function onlyAnswers(
  sent: EventBody['attendees'],
  before: readonly Attendee[] | undefined,
): readonly Attendee[] | undefined {
  const known = new Map(before?.map((attendee) => [attendee.email, attendee]));
  const answers = new Map(
    (sent ?? []).map((item) => {
      const attendee = readAttendee(item, known);
      return [attendee.email, attendee];
    }),
  );
  return before?.map((attendee) => answers.get(attendee.email) ?? attendee);
}

function readAttendee(sent: AttendeeBody, known: ReadonlyMap<string, Attendee>): Attendee {
  const email = sent.email?.trim().toLowerCase() ?? '';
  if (email === '') throw required('Missing attendee email.');
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw invalid('Invalid attendee email.');
  return tidy({
    email,
    displayName: sent.displayName ?? undefined,
    resource: sent.resource === true || email.endsWith('@resource.calendar.google.com') ? true : undefined,
    optional: sent.optional === true ? true : undefined,
    responseStatus: sent.responseStatus ?? known.get(email)?.responseStatus ?? 'needsAction',
    comment: sent.comment ?? undefined,
    additionalGuests: sent.additionalGuests || undefined,
  });
}

function pickProperties(
  body: EventBody,
  base: EventContent | undefined,
): Pick<EventContent, 'private' | 'shared'> {
  const sent = body.extendedProperties;
  if (sent === undefined) return { private: base?.private, shared: base?.shared };
  const merged = {
    private: mergeMap(sent?.private, sent === null ? undefined : base?.private),
    shared: mergeMap(sent?.shared, sent === null ? undefined : base?.shared),
  };
  const entries = [merged.private, merged.shared].flatMap((map) => Object.entries(map ?? {}));
  const bytes = entries.reduce((sum, [key, value]) => sum + key.length + value.length, 0);
  if (entries.length > MAX_PROPERTIES || bytes > MAX_PROPERTY_BYTES)
    throw invalid('Extended properties are too large.');
  return merged;
}

/** Null deletes a key; a key that is too long is dropped and a value that is too long is cut, both silently. */
function mergeMap(
  sent: Readonly<Record<string, string | null>> | null | undefined,
  base: Readonly<Record<string, string>> | undefined,
): Readonly<Record<string, string>> | undefined {
  if (sent === undefined) return base;
  const merged = new Map(Object.entries(sent === null ? {} : (base ?? {})));
  for (const [key, value] of Object.entries(sent ?? {})) {
    if (value === null) merged.delete(key);
    else if (key.length <= MAX_KEY) merged.set(key, value.slice(0, MAX_VALUE));
  }
  return merged.size > 0 ? Object.fromEntries(merged) : undefined;
}

function pickReminders(body: EventBody, base: EventContent | undefined, wholeDay: boolean): Reminders {
  // An all-day event made over the API without reminders comes back with useDefault:false (recorded).
  const standard = base?.reminders ?? { useDefault: !wholeDay };
  if (!body.reminders) return body.reminders === null ? { useDefault: true } : standard;
  const overrides = nonEmpty(pick(body.reminders.overrides, base?.reminders.overrides));
  const useDefault = body.reminders.useDefault ?? (overrides ? false : standard.useDefault);
  if (useDefault && overrides)
    throw invalid('Cannot specify both default reminders and overrides at the same time.');
  return tidy({ useDefault, overrides });
}
