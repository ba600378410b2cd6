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
import { countBefore, cutRecurrence } from './series-cut.ts';

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

interface Opened {
  readonly actor: Actor;
  readonly calendarId: string;
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
   * "All events": writes fields of the series itself, by its id or any instance's, with what waits in `draft`.
   * Changed instances that the new times no longer have are gone, as on Google's page.
   */
  saveSeries(email: string, body: unknown): SavedEvent {
    const { eventId, calendarId, draft, changes, sendUpdates } = readBody(SaveSeries, body);
    const opened = this.#open(email, calendarId, eventId);
    const sent = this.#sent(email, draft, changes);
    return this.#writeSeries(opened, sent, sendUpdates);
  }

  /**
   * "This and following events": the series ends before `originalStart`, and a new one with an `_R` id goes on from
   * there with `changes`; with `changes: null` nothing goes on. From the first occurrence on it is the whole series.
   * @throws {HostError} 400 `not-recurring`, 404 `unknown-occurrence`
   */
  split(email: string, body: unknown): SavedEvent {
    const { eventId, calendarId, originalStart, draft, changes, sendUpdates } = readBody(Split, body);
    const opened = this.#open(email, calendarId, eventId);
    const { actor, series, master } = opened;
    const at = readTime(originalStart, 'start', 'UTC', series.start);
    if (!isOccurrence(series, at, 'UTC'))
      throw new HostError(404, 'unknown-occurrence', 'The series has no occurrence that starts then.');
    const sent = changes && this.#sent(email, draft, changes);
    if (countBefore(series, at) === 0) {
      if (sent) return this.#writeSeries(opened, sent, sendUpdates);
      this.#deps.calendar.deleteEvent(actor, opened.calendarId, master.id, { sendUpdates });
      return this.#answer(opened, master.id);
    }
    const { before, after } = cutRecurrence(series, at);
    this.#deps.calendar.patchEvent(
      actor,
      opened.calendarId,
      master.id,
      { recurrence: before },
      { sendUpdates: sent ? 'none' : sendUpdates },
    );
    const id = `${seriesBase(master.id)}_R${instanceKey(at).replace(/Z$/, '')}`;
    if (sent) this.#goOn(opened, id, { ...timesFrom(series, at), recurrence: after, ...sent }, sendUpdates);
    this.#dropLost(opened);
    return this.#answer(opened, sent ? id : master.id);
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
    return { actor, calendarId, master, series: seriesOf(master) };
  }

  /** What the editor sends: the form's changes over what an add-on left in the draft. Ends the draft's pending part. */
  #sent(email: string, draftId: string | undefined, changes: EventChanges): EventChanges {
    if (draftId === undefined) return formFields(changes);
    const { conference, ...draft } = this.#editor.drafts.get(draftId, email);
    this.#editor.drafts.update({ ...draft, changes: {} });
    const all = { ...draft.changes, ...formFields(changes) };
    return conference === undefined ? all : { ...all, conferenceData: conference };
  }

  #writeSeries(opened: Opened, sent: EventChanges, sendUpdates: 'all' | 'externalOnly' | 'none'): SavedEvent {
    const { actor, calendarId, master } = opened;
    if (Object.keys(sent).length > 0) {
      const options = { conferenceDataVersion: 1, sendUpdates } as const;
      this.#deps.calendar.patchEvent(actor, calendarId, master.id, sent, options);
      this.#dropLost(opened);
    }
    return this.#answer(opened, master.id);
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
  #dropLost({ actor, calendarId, master }: Opened): void {
    const { calendar } = this.#deps;
    const now = calendar.getEvent(actor, calendarId, master.id);
    const { items } = calendar.listEvents(actor, calendarId, {
      iCalUID: master.iCalUID,
      maxResults: EXCEPTIONS,
    });
    for (const { id, recurringEventId, originalStartTime, status } of items) {
      if (recurringEventId !== master.id || !originalStartTime || status === 'cancelled') continue;
      const at = readTime(originalStartTime, 'start', 'UTC');
      const stays = now.recurrence !== undefined && isOccurrence(seriesOf(now), at, 'UTC');
      if (!stays) calendar.deleteEvent(actor, calendarId, id, { sendUpdates: 'none' });
    }
  }

  #answer({ actor, calendarId }: Opened, eventId: string): SavedEvent {
    return { calendarId, eventId, event: this.#deps.calendar.getEvent(actor, calendarId, eventId) };
  }
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

function endOf({ start, end }: Series, at: EventTime): EventTime {
  if ('at' in at && 'at' in start && 'at' in end)
    return { at: at.at + end.at - start.at, timeZone: end.timeZone };
  const day = (time: EventTime): number => ('date' in time ? Date.parse(`${time.date}T00:00:00Z`) : time.at);
  return { date: new Date(day(at) + day(end) - day(start)).toISOString().slice(0, 10) };
}
