/** What the event editor does without any add-on: open, save, discard, duplicate, bring back, hand over. */
import { Temporal } from 'temporal-polyfill';
import * as v from 'valibot';
import type { Actor } from '../calendar/actor.ts';
import type {
  AttendeeResource,
  ConferenceDataResource,
  EventResource,
  EventTimeResource,
} from '../calendar/event-resource-type.ts';
import { Drafts, newEventId, type Draft, type EventChanges } from './draft.ts';
import { badBody, readBody } from './host-error.ts';
import type { HostDeps } from './ports.ts';

const Fields = v.record(v.string(), v.unknown());
export const SendUpdates = v.optional(v.picklist(['all', 'externalOnly', 'none']), 'none');
const CalendarId = v.optional(v.pipe(v.string(), v.minLength(1)));
const Id = v.pipe(v.string(), v.minLength(1));

const NewEvent = v.strictObject({ calendarId: CalendarId, resource: v.optional(Fields, {}) });
const Save = v.strictObject({ draft: Id, changes: v.optional(Fields, {}), sendUpdates: SendUpdates });
const OfDraft = v.strictObject({ draft: Id });
const StartTime = v.strictObject({
  dateTime: v.optional(v.string()),
  date: v.optional(v.string()),
  timeZone: v.optional(v.string()),
});
const Duplicate = v.strictObject({
  calendarId: CalendarId,
  eventId: Id,
  start: v.union([v.string(), StartTime]),
  sendUpdates: SendUpdates,
});
const Restore = v.strictObject({ calendarId: CalendarId, eventId: Id });
const ChangeOwner = v.strictObject({
  calendarId: CalendarId,
  eventId: Id,
  to: v.pipe(v.string(), v.trim(), v.toLowerCase(), v.email()),
});

/** Fields of an event that a copy takes along; the rest is the copy's own. */
export const COPIED = [
  'summary',
  'description',
  'location',
  'colorId',
  'transparency',
  'visibility',
  'guestsCanModify',
  'guestsCanInviteOthers',
  'guestsCanSeeOtherGuests',
  'reminders',
  'recurrence',
  'attachments',
] as const;

/** Fields that an editor's own form does not have: the server gives ids, and a conference comes by its menu. */
const NOT_IN_FORM: ReadonlySet<string> = new Set([
  'id',
  'kind',
  'etag',
  'iCalUID',
  'conferenceData',
  'hangoutLink',
  'creator',
  'organizer',
]);

export interface SavedEvent {
  readonly calendarId: string;
  readonly eventId: string;
  readonly event: EventResource;
}

export class Editor {
  readonly drafts: Drafts;
  readonly #deps: HostDeps;

  constructor(deps: HostDeps) {
    this.#deps = deps;
    this.drafts = new Drafts(deps.store);
  }

  /** Opens the editor of a new event: nothing is in any calendar yet, but its id is chosen. */
  newEvent(email: string, body: unknown): { draft: string; calendarId: string; eventId: string } {
    const { calendarId, resource } = readBody(NewEvent, body);
    const draft = this.drafts.open({
      email,
      calendarId: calendarOf(email, calendarId),
      eventId: newEventId(),
      unsaved: true,
      changes: formFields(resource),
    });
    return { draft: draft.id, calendarId: draft.calendarId, eventId: draft.eventId };
  }

  /** Opens the editor of an event that exists. */
  open(email: string, calendarId: string | undefined, eventId: string): Draft {
    const calendar = calendarOf(email, calendarId);
    this.#deps.calendar.getEvent(pageActor(email), calendar, eventId);
    const known = this.drafts.untouched(email, calendar, eventId);
    return known ?? this.drafts.open({ email, calendarId: calendar, eventId, unsaved: false, changes: {} });
  }

  /** What the calendar holds of a draft's event; undefined before the first save. */
  saved(draft: Draft): EventResource | undefined {
    return draft.unsaved
      ? undefined
      : this.#deps.calendar.getEvent(pageActor(draft.email), draft.calendarId, draft.eventId);
  }

  /** The draft that a save is about, and what the form changes in it. */
  saving(email: string, body: unknown): { readonly draft: Draft; readonly changes: EventChanges } {
    const { draft, changes } = readBody(Save, body);
    return { draft: this.drafts.get(draft, email), changes: formFields(changes) };
  }

  save(email: string, body: unknown): SavedEvent {
    const { draft: id, changes, sendUpdates } = readBody(Save, body);
    const draft = this.drafts.get(id, email);
    const all = withOrganiser(draft, { ...draft.changes, ...formFields(changes) });
    const sent = draft.conference === undefined ? all : { ...all, conferenceData: draft.conference };
    const event = this.#write(draft, sent, sendUpdates);
    const { conference: _written, ...rest } = draft;
    this.drafts.update({ ...rest, unsaved: false, changes: {} });
    return { calendarId: draft.calendarId, eventId: draft.eventId, event };
  }

  /** Closes the editor. No add-on is told: Google calls nobody when a draft is thrown away. */
  discard(email: string, body: unknown): Draft {
    const draft = this.drafts.get(readBody(OfDraft, body).draft, email);
    this.drafts.close(draft);
    return draft;
  }

  /**
   * Copies an event to another start, as "Duplicate" and Save do: a new id, the conference with all its parameters
   * unless a switch says otherwise, and no call of the create function.
   */
  duplicate(email: string, body: unknown): SavedEvent {
    const { calendarId, eventId, start, sendUpdates } = readBody(Duplicate, body);
    const calendar = calendarOf(email, calendarId);
    const source = this.#deps.calendar.getEvent(pageActor(email), calendar, eventId);
    const target = source.organizer?.self === true ? calendar : email;
    const id = newEventId();
    const copy = {
      id,
      ...Object.fromEntries(
        COPIED.flatMap((field) => (source[field] === undefined ? [] : [[field, source[field]]])),
      ),
      ...shifted(source, start),
      ...copiedGuests(source, email),
      ...this.#copiedConference(source.conferenceData, id),
    };
    const event = this.#deps.calendar.insertEvent(pageActor(email), target, copy, {
      conferenceDataVersion: 1,
      sendUpdates,
    });
    return { calendarId: target, eventId: event.id, event };
  }

  /** The source's conference; a copy has a Meet of its own. */
  #copiedConference(data: ConferenceDataResource | undefined, id: string): { conferenceData?: unknown } {
    if (!data) return {};
    if (data.conferenceSolution?.key.type !== 'hangoutsMeet')
      return this.#deps.ground.switches.is('google.duplicateKeepsAddOnData') ? { conferenceData: data } : {};
    const conferenceSolutionKey = { type: 'hangoutsMeet' };
    return { conferenceData: { createRequest: { requestId: id, conferenceSolutionKey } } };
  }

  /** Takes a deleted event out of the bin. */
  restore(email: string, body: unknown): SavedEvent {
    const { calendarId, eventId } = readBody(Restore, body);
    const calendar = calendarOf(email, calendarId);
    return {
      calendarId: calendar,
      eventId,
      event: this.#deps.calendar.restoreEvent(pageActor(email), calendar, eventId),
    };
  }

  /** Hands an event to another person: his calendar has it, the old one keeps a stub. */
  changeOwner(email: string, body: unknown): SavedEvent {
    const { calendarId, eventId, to } = readBody(ChangeOwner, body);
    if (!this.#deps.identity.account(to)) throw badBody('to: There is no such account.');
    const event = this.#deps.calendar.changeOwner(
      pageActor(email),
      calendarOf(email, calendarId),
      eventId,
      to,
    );
    return { calendarId: to, eventId: event.id, event };
  }

  #write(draft: Draft, sent: EventChanges, sendUpdates: 'all' | 'externalOnly' | 'none'): EventResource {
    const { calendar } = this.#deps;
    const actor = pageActor(draft.email);
    const options = { conferenceDataVersion: 1, sendUpdates } as const;
    if (draft.unsaved)
      return calendar.insertEvent(actor, draft.calendarId, { ...sent, id: draft.eventId }, options);
    if (Object.keys(sent).length === 0) return calendar.getEvent(actor, draft.calendarId, draft.eventId);
    return calendar.patchEvent(actor, draft.calendarId, draft.eventId, sent, options);
  }
}

/** Google's own page: it asks nobody for consent, and may write any conference. */
export function pageActor(email: string): Actor {
  return { email, scopes: 'all', via: 'page' };
}

/** The calendar that the page means: its person's own, unless another is named. */
export function calendarOf(email: string, calendarId: string | undefined): string {
  return calendarId === undefined || calendarId === 'primary' ? email : calendarId;
}

/** What of `fields` the editor's form can send. */
export function formFields(fields: EventChanges): EventChanges {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !NOT_IN_FORM.has(name)));
}

/** The page adds the organiser to the guests as soon as there are any; the API would not. */
function withOrganiser(draft: Draft, changes: EventChanges): EventChanges {
  const guests = changes['attendees'] as readonly Partial<AttendeeResource>[] | undefined;
  if (!guests?.length || draft.calendarId !== draft.email) return changes;
  if (!draft.unsaved || guests.some((guest) => guest.email?.toLowerCase() === draft.email)) return changes;
  return { ...changes, attendees: [{ email: draft.email, responseStatus: 'accepted' }, ...guests] };
}

function copiedGuests(source: EventResource, email: string): { attendees?: readonly unknown[] } {
  if (!source.attendees?.length) return {};
  const guests = source.attendees.map(({ email: address, optional, resource }) => ({
    email: address,
    ...(optional === undefined ? {} : { optional }),
    ...(resource === undefined ? {} : { resource }),
    ...(address === email ? { responseStatus: 'accepted' } : {}),
  }));
  return { attendees: guests };
}

/** Start and end of a copy: the asked start, the source's length, the source's zone unless another is named. */
function shifted(
  source: EventResource,
  asked: string | v.InferOutput<typeof StartTime>,
): { start: EventTimeResource; end: EventTimeResource } {
  const { start, end } = source;
  const wanted = typeof asked === 'string' ? { [asked.length > 10 ? 'dateTime' : 'date']: asked } : asked;
  try {
    if (wanted['date'] !== undefined) return shiftedDays(start, end, wanted['date']);
    return shiftedTimes(start, end, wanted['dateTime'] ?? '', wanted['timeZone'] ?? start?.timeZone ?? 'UTC');
  } catch (error) {
    if (error instanceof RangeError) throw badBody('start: not a date or a time');
    throw error;
  }
}

function shiftedDays(
  start: EventTimeResource | undefined,
  end: EventTimeResource | undefined,
  date: string,
): { start: EventTimeResource; end: EventTimeResource } {
  if (start?.date === undefined || end?.date === undefined)
    throw badBody('start: this event has a time of day');
  const days = Temporal.PlainDate.from(start.date).until(Temporal.PlainDate.from(end.date)).days;
  const first = Temporal.PlainDate.from(date);
  return { start: { date: first.toString() }, end: { date: first.add({ days }).toString() } };
}

function shiftedTimes(
  start: EventTimeResource | undefined,
  end: EventTimeResource | undefined,
  dateTime: string,
  timeZone: string,
): { start: EventTimeResource; end: EventTimeResource } {
  if (start?.dateTime === undefined || end?.dateTime === undefined)
    throw badBody('start: this event lasts whole days');
  const length = Temporal.Instant.from(start.dateTime).until(Temporal.Instant.from(end.dateTime));
  const first = /(z|[+-]\d\d:?\d\d)$/i.test(dateTime)
    ? Temporal.Instant.from(dateTime)
    : Temporal.PlainDateTime.from(dateTime).toZonedDateTime(timeZone).toInstant();
  const at = (instant: Temporal.Instant): EventTimeResource => ({
    dateTime: instant.toString({ smallestUnit: 'second' }),
    timeZone,
  });
  return { start: at(first), end: at(first.add(length)) };
}
