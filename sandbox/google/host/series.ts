/**
 * What Google's page does to a whole series, or to a part of it: "All events" and "This and following events". The
 * one occurrence of "This event" is an event like any other.
 */
import * as v from 'valibot';
import type { Actor } from '../calendar/actor.ts';
import type { EventResource, EventTimeResource } from '../calendar/event-resource-type.ts';
import type { EventTime } from '../calendar/event-row.ts';
import { seriesBase } from '../calendar/event-store.ts';
import { instanceKey, readTime, writeTime } from '../calendar/event-time.ts';
import { isOccurrence, type Series } from '../calendar/recurrence.ts';
import type { EventChanges } from './draft.ts';
import {
  calendarOf,
  COPIED,
  formFields,
  pageActor,
  SendUpdates,
  type Editor,
  type SavedEvent,
} from './editor.ts';
import { HostError, readBody } from './host-error.ts';
import type { HostDeps } from './ports.ts';
import { followDay } from './rule-day.ts';
import { countBefore, cutRecurrence } from './series-cut.ts';
import { dayOf, movedSeries } from './series-times.ts';

const Id = v.pipe(v.string(), v.minLength(1));
const Fields = v.record(v.string(), v.unknown());
const Time = v.union([
  v.pipe(
    v.string(),
    v.transform((text): EventTimeResource => (text.length > 10 ? { dateTime: text } : { date: text })),
  ),
  v.object({
    dateTime: v.exactOptional(v.string()),
    date: v.exactOptional(v.string()),
    timeZone: v.exactOptional(v.string()),
  }),
]);
const Common = { calendarId: v.optional(Id), eventId: Id, draft: v.optional(Id), sendUpdates: SendUpdates };
const SaveSeries = v.strictObject({ ...Common, changes: v.optional(Fields, {}) });
const Split = v.strictObject({
  ...Common,
  originalStart: Time,
  changes: v.optional(v.nullable(Fields), {}),
});

/** Fields that Google's page copies to the second half. The people keep what they answered. */
const KEPT = [...COPIED, 'attendees', 'extendedProperties', 'conferenceData'] as const;
/** More changed instances than anybody has in one series. */
const EXCEPTIONS = 2500;

export interface SavedSeries extends SavedEvent {
  /** How many changed or deleted instances this concerned: only without any can it be taken back as it was. */
  readonly exceptions: number;
}

interface Opened {
  readonly actor: Actor;
  readonly calendarId: string;
  /** What was named: the series or one of its instances. */
  readonly given: EventResource;
  readonly master: EventResource;
  readonly series: Series;
}

export class SeriesEditor {
  readonly #deps: HostDeps;
  readonly #editor: Editor;

  constructor(deps: HostDeps, editor: Editor) {
    this.#deps = deps;
    this.#editor = editor;
  }

  /**
   * "All events": writes fields of the series itself, with what waits in `draft`. Where `eventId` is an instance's, the
   * times are that instance's, and the series moves by as much. Changed instances that have no place any more are gone.
   */
  saveSeries(email: string, body: unknown): SavedSeries {
    const { eventId, calendarId, draft, changes, sendUpdates } = readBody(SaveSeries, body);
    const opened = this.#open(email, calendarId, eventId);
    const sent = this.#sent(email, draft, changes);
    return this.#writeSeries(opened, sent, sendUpdates);
  }

  /**
   * "This and following events": the series ends before `originalStart`, and a new one with an `_R` id goes on from
   * there with `changes`; with `changes: null` nothing goes on. From the first occurrence on it is the whole series.
   * @throws {HostError} 400 `not-recurring`, 403 `forbidden-for-non-organizer`, 404 `unknown-occurrence`
   */
  split(email: string, body: unknown): SavedSeries {
    const { eventId, calendarId, originalStart, draft, changes, sendUpdates } = readBody(Split, body);
    const opened = this.#open(email, calendarId, eventId);
    const { actor, series, master } = opened;
    if (master.organizer?.self !== true)
      throw new HostError(403, 'forbidden-for-non-organizer', 'Only its organiser can cut a series in two.');
    const at = readTime(originalStart, 'start', 'UTC', series.start);
    if (!isOccurrence(series, at, 'UTC'))
      throw new HostError(404, 'unknown-occurrence', 'The series has no occurrence that starts then.');
    const sent = changes && this.#sent(email, draft, changes);
    if (countBefore(series, at) === 0) {
      if (sent)
        return this.#writeSeries(this.#open(email, calendarId, instanceOf(master, at)), sent, sendUpdates);
      this.#deps.calendar.deleteEvent(actor, opened.calendarId, master.id, { sendUpdates });
      return this.#answer(opened, master.id, 0);
    }
    const exceptions = this.#exceptions(opened, at).length;
    const { before, after } = cutRecurrence(series, at);
    this.#deps.calendar.patchEvent(
      actor,
      opened.calendarId,
      master.id,
      { recurrence: before },
      { sendUpdates: sent ? 'none' : sendUpdates },
    );
    const id = `${seriesBase(master.id)}_R${instanceKey(at).replace(/Z$/, '')}`;
    if (sent) {
      const own = { ...timesFrom(series, at), ...sent };
      const recurrence = followDay(after, dayOf(timesFrom(series, at).start), dayOf(own.start));
      this.#goOn(opened, id, { recurrence, ...own }, sendUpdates);
    }
    this.#dropLost(opened);
    return this.#answer(opened, sent ? id : master.id, exceptions);
  }

  #open(email: string, asked: string | undefined, eventId: string): Opened {
    const { calendar } = this.#deps;
    const actor = pageActor(email);
    const calendarId = calendarOf(email, asked);
    const given = calendar.getEvent(actor, calendarId, eventId);
    const master =
      given.recurringEventId === undefined
        ? given
        : calendar.getEvent(actor, calendarId, given.recurringEventId);
    return { actor, calendarId, given, master, series: seriesOf(master) };
  }

  /** What the editor sends: the form's changes over what an add-on left in the draft. Ends the draft's pending part. */
  #sent(email: string, draftId: string | undefined, changes: EventChanges): EventChanges {
    if (draftId === undefined) return formFields(changes);
    const { conference, ...draft } = this.#editor.drafts.get(draftId, email);
    this.#editor.drafts.update({ ...draft, changes: {} });
    const all = { ...draft.changes, ...formFields(changes) };
    return conference === undefined ? all : { ...all, conferenceData: conference };
  }

  #writeSeries(
    opened: Opened,
    sent: EventChanges,
    sendUpdates: 'all' | 'externalOnly' | 'none',
  ): SavedSeries {
    const { actor, calendarId, given, master } = opened;
    const moves = sent['start'] !== undefined || sent['recurrence'] !== undefined;
    const exceptions = moves ? this.#exceptions(opened).length : 0;
    if (Object.keys(sent).length > 0) {
      const options = { conferenceDataVersion: 1, sendUpdates } as const;
      const times = given === master ? {} : movedSeries(master, given, sent);
      this.#deps.calendar.patchEvent(actor, calendarId, master.id, { ...sent, ...times }, options);
      if (moves) this.#dropLost(opened);
    }
    return this.#answer(opened, master.id, exceptions);
  }

  /** The second half. A split at the same place that was taken back before has left its id. */
  #goOn(
    { actor, calendarId, master }: Opened,
    id: string,
    own: EventChanges,
    sendUpdates: 'all' | 'externalOnly' | 'none',
  ): void {
    const { calendar } = this.#deps;
    const kept = Object.fromEntries(
      KEPT.flatMap((field) => (master[field] === undefined ? [] : [[field, master[field]]])),
    );
    const options = { conferenceDataVersion: 1, sendUpdates } as const;
    const body = { ...kept, ...own };
    if (this.#isTaken(actor, calendarId, id))
      calendar.updateEvent(actor, calendarId, id, { ...body, status: 'confirmed' }, options);
    else calendar.insertEvent(actor, calendarId, { ...body, id }, options);
  }

  #isTaken(actor: Actor, calendarId: string, id: string): boolean {
    try {
      return this.#deps.calendar.getEvent(actor, calendarId, id).status === 'cancelled';
    } catch {
      return false;
    }
  }

  /** Takes away changed instances whose place in the series is gone. */
  #dropLost(opened: Opened): void {
    const { actor, calendarId, master } = opened;
    const { calendar } = this.#deps;
    const now = calendar.getEvent(actor, calendarId, master.id);
    for (const { id, at, status } of this.#exceptions(opened)) {
      const stays = now.recurrence !== undefined && isOccurrence(seriesOf(now), at, 'UTC');
      if (!stays && status !== 'cancelled')
        calendar.deleteEvent(actor, calendarId, id, { sendUpdates: 'none' });
    }
  }

  /** Changed and deleted instances, all or from one place in the series on. */
  #exceptions({ actor, calendarId, master }: Opened, since?: EventTime): readonly Exception[] {
    const { items } = this.#deps.calendar.listEvents(actor, calendarId, {
      iCalUID: master.iCalUID,
      showDeleted: true,
      maxResults: EXCEPTIONS,
    });
    return items.flatMap(({ id, recurringEventId, originalStartTime, status }) => {
      if (recurringEventId !== master.id || !originalStartTime) return [];
      const at = readTime(originalStartTime, 'start', 'UTC');
      return since && instanceKey(at) < instanceKey(since) ? [] : [{ id, at, status }];
    });
  }

  #answer({ actor, calendarId }: Opened, eventId: string, exceptions: number): SavedSeries {
    const event = this.#deps.calendar.getEvent(actor, calendarId, eventId);
    return { calendarId, eventId, event, exceptions };
  }
}

interface Exception {
  readonly id: string;
  readonly at: EventTime;
  readonly status: string;
}

/** @throws {HostError} 400 where the event does not repeat */
function seriesOf({ start, end, recurrence }: EventResource): Series {
  if (!recurrence || !start || !end) throw new HostError(400, 'not-recurring', 'This event does not repeat.');
  return { start: readTime(start, 'start', 'UTC'), end: readTime(end, 'end', 'UTC'), recurrence };
}

/** The occurrence at `at` as the rule makes it. */
function timesFrom(series: Series, at: EventTime): { start: EventTimeResource; end: EventTimeResource } {
  const zone = 'at' in at ? at.timeZone : 'UTC';
  return { start: writeTime(at, zone), end: writeTime(endOf(series, at), zone) };
}

/** The id of the occurrence at `at`. */
function instanceOf(master: EventResource, at: EventTime): string {
  return `${seriesBase(master.id)}_${instanceKey(at)}`;
}

function endOf({ start, end }: Series, at: EventTime): EventTime {
  if ('at' in at && 'at' in start && 'at' in end)
    return { at: at.at + end.at - start.at, timeZone: end.timeZone };
  const day = (time: EventTime): number => ('date' in time ? Date.parse(`${time.date}T00:00:00Z`) : time.at);
  return { date: new Date(day(at) + day(end) - day(start)).toISOString().slice(0, 10) };
}
