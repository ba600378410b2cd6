/**
 * PATCH and PUT of a series and of one occurrence, and the deletion of one occurrence.
 *
 * - A new value of start, end or rule of a series cancels every exception; whether naming the old value does so, too,
 *   and whether deleted dates come back, is open.
 * - A changed occurrence is a meeting of its own, very likely with a number and a link of its own.
 */
import type { Ground } from '../../control/ground.ts';
import { digits, newMeetingNumber, newMtid } from '../identifiers.ts';
import type { Invitees } from '../invitees/invitees.ts';
import { zoned } from '../recurrence/slots.ts';
import { readRecurrence } from '../recurrence/read-recurrence.ts';
import type { Recurrence } from '../recurrence/recurrence.ts';
import type { WebexUser } from '../users/user.ts';
import { forbidden, invalid, malformed } from '../webex-error.ts';
import { checkInterval } from './recurring-interval.ts';
import { checkCombinations, type PatchBody } from './meeting-body.ts';
import type { MeetingNews } from './meeting-news.ts';
import { mergeOptions, withoutNull } from './meeting-options.ts';
import { readSchedule, readZone, type Schedule } from './meeting-times.ts';
import { runningInstance, type Exception, type Meeting } from './meeting.ts';
import { IN_PROGRESS, movedTo, type Meetings } from './meetings.ts';
import { asOccurrence, currentOccurrence, occurrenceOfSlot, type Occurrence } from './occurrences.ts';
import { acceptedPassword } from './password-policy.ts';

const CONNECTOR = 'Updating a meeting that was created by a calendar connector is not allowed.';

type Plan = Schedule & Pick<Meeting, 'recurrence'>;

interface Change {
  readonly host: WebexUser;
  readonly clientId: string;
  readonly body: PatchBody;
  /** PUT: what it does not name (the agenda) goes. */
  readonly replaces: boolean;
}

export class MeetingChanges {
  readonly #ground: Ground;
  readonly #meetings: Meetings;
  readonly #invitees: Invitees;
  readonly #news: MeetingNews;

  constructor(ground: Ground, meetings: Meetings, invitees: Invitees, news: MeetingNews) {
    this.#ground = ground;
    this.#meetings = meetings;
    this.#invitees = invitees;
    this.#news = news;
  }

  /** The whole series. @throws {WebexError} 400, 403 */
  series(meeting: Meeting, change: Change): Meeting {
    checkWritable(meeting);
    if (runningInstance(meeting)) throw invalid(IN_PROGRESS);
    const { body, host, clientId } = change;
    checkCombinations(body, meeting.scheduledType ?? 'meeting');
    const now = this.#ground.clock.now();
    const plan = this.#plan(meeting, body, now);
    const password = body.password === undefined ? meeting.password : newPassword(host, body.password);
    const moved = !sameTimes(plan, meeting);
    const { agenda: before, recurrence: _rule, exceptions: _exceptions, cancelled: _gone, ...rest } = meeting;
    const agenda = body.agenda === undefined && !change.replaces ? before : body.agenda;
    const updated: Meeting = {
      ...rest,
      ...plan,
      ...this.#kept(meeting, plan, body),
      ...(agenda ? { agenda } : {}),
      title: body.title ?? meeting.title,
      password,
      options: withoutNull(mergeOptions(meeting.options, body)),
      mtid:
        moved && this.#ground.switches.text('webex.webLinkAfterTimeChange') === 'new'
          ? newMtid()
          : meeting.mtid,
      updatedAt: now,
      earlierInstances: moved && !plan.recurrence ? meeting.instances.length : meeting.earlierInstances,
      ...tagsAfter(meeting, clientId, body.integrationTags, now),
    };
    this.#meetings.save(updated);
    this.#news.tell({ event: 'updated', meeting: updated }, body.sendEmail);
    return updated;
  }

  /** One occurrence of a series. @throws {WebexError} 400, 403 */
  occurrence(
    meeting: Meeting,
    occurrence: Occurrence,
    change: Change,
  ): { readonly meeting: Meeting; readonly occurrence: Occurrence } {
    const { body } = change;
    if (body.integrationTags !== undefined)
      throw malformed("'integrationTags' cannot be updated for a scheduled meeting");
    if (body.recurrence) throw malformed("'recurrence' cannot be updated for a scheduled meeting");
    if (!meeting.recurrence) {
      // A single meeting and its only occurrence are one and the same.
      const updated = this.series(meeting, change);
      return { meeting: updated, occurrence: currentOccurrence(updated, this.#ground.clock.now()) };
    }
    checkWritable(meeting);
    if (runsNow(meeting, occurrence)) throw invalid(IN_PROGRESS);
    checkCombinations(body, meeting.scheduledType ?? 'meeting');
    const exception = this.#exception(meeting, occurrence, change);
    const updated: Meeting = {
      ...meeting,
      exceptions: { ...meeting.exceptions, [occurrence.slot]: exception },
      updatedAt: this.#ground.clock.now(),
    };
    this.#meetings.save(updated);
    const after = occurrenceOfSlot(updated, occurrence.slot) ?? occurrence;
    this.#invitees.renamed(occurrence.id, after.id);
    this.#news.tell({ event: 'updated', meeting: updated, occurrence: after }, body.sendEmail);
    return { meeting: updated, occurrence: after };
  }

  /** @throws {WebexError} 400 while it runs, if the switch says so */
  cancelOccurrence(meeting: Meeting, occurrence: Occurrence, sendEmail: boolean): void {
    if (!meeting.recurrence) {
      this.#meetings.delete(meeting, sendEmail);
      return;
    }
    if (runsNow(meeting, occurrence)) this.#meetings.refuseDeletionInProgress();
    const { [occurrence.slot]: _gone, ...exceptions } = meeting.exceptions ?? {};
    const cancelled = [...(meeting.cancelled ?? []), occurrence.slot];
    const deletedIds = [...(meeting.deletedIds ?? []), occurrence.id];
    const updated = { ...meeting, exceptions, cancelled, deletedIds, updatedAt: this.#ground.clock.now() };
    this.#meetings.save(updated);
    this.#news.tell({ event: 'deleted', meeting: updated, occurrence }, sendEmail);
    this.#invitees.forget(occurrence.id);
  }

  /** The times and the rule as they will stand. Times without a zone are read as UTC, and the zone becomes UTC. */
  #plan(meeting: Meeting, body: PatchBody, now: number): Plan {
    const { switches } = this.#ground;
    const schedule = this.#schedule(meeting, body, now);
    const text = body.recurrence === undefined ? meeting.recurrence?.rule : body.recurrence;
    if (!text) return schedule;
    const before = meeting.recurrence;
    const named = body.recurrence !== undefined;
    if (before && !named && before.start === schedule.start && before.timezone === schedule.timezone)
      return { ...schedule, recurrence: before };
    const recurrence = readRecurrence(text, schedule, now, switches);
    const same = before && JSON.stringify(before) === JSON.stringify(recurrence);
    return movedTo(schedule, recurrence.start, same ? before : recurrence);
  }

  #schedule(before: Schedule, body: PatchBody, now: number): Schedule {
    const { start, end, timezone } = before;
    if (body.start === undefined && body.end === undefined) {
      return {
        start,
        end,
        timezone: body.timezone === undefined ? timezone : readZone(body.timezone, this.#ground.switches),
      };
    }
    // One without the other: the missing one stays where it is, and no zone can be right for both.
    const both = body.start !== undefined && body.end !== undefined;
    const sent = {
      start: body.start ?? new Date(start).toISOString(),
      end: body.end ?? new Date(end).toISOString(),
      timezone: both ? body.timezone : undefined,
    };
    return readSchedule(sent, now, this.#ground.switches);
  }

  /** Exceptions and deleted dates that outlive a change of the series. */
  #kept(meeting: Meeting, plan: Plan, body: PatchBody): Pick<Meeting, 'exceptions' | 'cancelled'> {
    const { switches } = this.#ground;
    const named = [body.start, body.end, body.recurrence].some((value) => value !== undefined);
    const equalDrops = switches.text('webex.equalSeriesTimes') === 'dropExceptions';
    if (!sameTimes(plan, meeting) || (named && equalDrops)) {
      this.#invitees.forgetOccurrences(meeting.id);
      const stay = switches.text('webex.deletedDatesAfterSeriesChange') === 'stayAway' && plan.recurrence;
      return stay && meeting.cancelled ? { cancelled: onSameDays(meeting.cancelled, meeting, plan) } : {};
    }
    const { exceptions, cancelled } = meeting;
    const overwrite = switches.text('webex.titleOnlySeriesPatch') === 'overwrite';
    const after = exceptions && overwrite ? overwritten(exceptions, body) : exceptions;
    return { ...(after ? { exceptions: after } : {}), ...(cancelled ? { cancelled } : {}) };
  }

  #exception(meeting: Meeting, occurrence: Occurrence, { body, host, replaces }: Change): Exception {
    const { switches, clock } = this.#ground;
    const { slot, start: startsAt, end: endsAt, exception: before } = occurrence;
    const times = { start: startsAt, end: endsAt, timezone: meeting.timezone };
    const { start, end } = this.#schedule(times, body, clock.now());
    if (start !== startsAt) checkInterval(meeting, slot, start);
    const newId = switches.text('webex.movedOccurrenceId') === 'newSlot';
    const own = switches.text('webex.exceptionIdentity') === 'own';
    const join = before?.join ?? (own ? newJoinData() : undefined);
    const agenda = body.agenda === undefined && replaces ? null : body.agenda;
    return {
      ...before,
      idAt: newId ? start : slot,
      start,
      end,
      ...(body.title === undefined ? {} : { title: body.title }),
      ...(agenda === undefined ? {} : { agenda }),
      ...(body.password === undefined ? {} : { password: newPassword(host, body.password) }),
      options: withoutNull(mergeOptions(asOccurrence(meeting, occurrence).options, body)),
      ...(join ? { join } : {}),
    };
  }
}

/** @throws {WebexError} 403 for a connector's meeting, 400 for one in a personal room */
function checkWritable(meeting: Meeting): void {
  if (meeting.connectorOwned) throw forbidden(CONNECTOR);
  if (meeting.scheduledType === 'personalRoomMeeting')
    throw invalid(`Meeting ID '${meeting.id}' is not allowed for this API.`);
}

function runsNow(meeting: Meeting, { slot }: Occurrence): boolean {
  return runningInstance(meeting)?.slot === slot;
}

function sameTimes(plan: Plan, { start, end, recurrence }: Meeting): boolean {
  return plan.start === start && plan.end === end && sameRule(plan.recurrence, recurrence);
}

function sameRule(one: Recurrence | undefined, other: Recurrence | undefined): boolean {
  return one === other || (one?.rule === other?.rule && one?.timezone === other?.timezone);
}

/** What was deleted is a day of the series, at whatever hour the series is held then. @param slots - ms, of `before` */
function onSameDays(slots: readonly number[], before: Schedule, after: Schedule): readonly number[] {
  const plainTime = zoned(after, after.start).toPlainTime();
  return slots.map((slot) => {
    const day = zoned(before, slot).toPlainDate();
    return day.toZonedDateTime({ timeZone: after.timezone, plainTime }).epochMilliseconds;
  });
}

/** What a change of the series names, it also writes over what an occurrence had of its own. */
function overwritten(
  exceptions: Readonly<Record<string, Exception>>,
  body: PatchBody,
): Readonly<Record<string, Exception>> {
  return Object.fromEntries(
    Object.entries(exceptions).map(([slot, exception]) => {
      const { title, agenda, password, options, ...rest } = exception;
      const after: Exception = {
        ...rest,
        ...(body.title === undefined && title !== undefined ? { title } : {}),
        ...(body.agenda === undefined && agenda !== undefined ? { agenda } : {}),
        ...(body.password === undefined && password !== undefined ? { password } : {}),
        ...(options ? { options: withoutNull(mergeOptions(options, body)) } : {}),
      };
      return [slot, after];
    }),
  );
}

function tagsAfter(
  meeting: Meeting,
  clientId: string,
  sent: readonly string[] | null | undefined,
  now: number,
): Pick<Meeting, 'tags' | 'taggedAt'> {
  if (sent === undefined) return { tags: meeting.tags, taggedAt: meeting.taggedAt };
  return { tags: { ...meeting.tags, [clientId]: sent ?? [] }, taggedAt: now };
}

function newPassword(host: WebexUser, password: string): string {
  return acceptedPassword(host.passwordPolicy, password);
}

function newJoinData(): NonNullable<Exception['join']> {
  return {
    meetingNumber: newMeetingNumber(),
    phonePassword: digits(8),
    hostKey: digits(6),
    occurrenceMtid: newMtid(),
  };
}
