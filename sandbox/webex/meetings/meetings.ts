import type { Ground } from '../../control/ground.ts';
import { digits, newMeetingId, newMeetingNumber, newMtid } from '../identifiers.ts';
import type { Invitees } from '../invitees/invitees.ts';
import { readRecurrence } from '../recurrence/read-recurrence.ts';
import type { WebexUser } from '../users/user.ts';
import { preferredSite, type Users } from '../users/users.ts';
import { forbidden, invalid, meetingNotFound } from '../webex-error.ts';
import type { WebexTables } from '../webex-tables.ts';
import { checkCombinations, checkRegistration, type CreateBody } from './meeting-body.ts';
import type { MeetingNews } from './meeting-news.ts';
import { mergeOptions, type MeetingOptions } from './meeting-options.ts';
import { goneAt } from './meeting-state.ts';
import { readSchedule, type Schedule } from './meeting-times.ts';
import { runningInstance, type Instance, type Meeting } from './meeting.ts';
import { currentOccurrence, occurrenceById, type Occurrence } from './occurrences.ts';
import { acceptedPassword } from './password-policy.ts';

export const IN_PROGRESS = 'Meeting is in progress';

/** What stands in a body's place where it names nothing: options of the site, the host's preferences, a template. */
export interface CreateDefaults {
  readonly options: MeetingOptions;
  /** The personal room's number, where the meeting is held there. */
  readonly roomNumber?: string | undefined;
  readonly onBehalf: boolean;
}

/**
 * The meetings that there are. A change is checked in full before the first row is put.
 *
 * Invariants: a number, a password and an id never change; a deleted row stays as the truth's tombstone; whoever is
 * neither host nor guest learns nothing, not even that a meeting exists.
 */
export class Meetings {
  readonly #tables: WebexTables;
  readonly #ground: Ground;
  readonly #users: Users;
  readonly #invitees: Invitees;
  readonly #news: MeetingNews;

  constructor(tables: WebexTables, ground: Ground, users: Users, invitees: Invitees, news: MeetingNews) {
    this.#tables = tables;
    this.#ground = ground;
    this.#users = users;
    this.#invitees = invitees;
    this.#news = news;
  }

  /** @throws {WebexError} 400, 403 */
  create(host: WebexUser, clientId: string, body: CreateBody, defaults: CreateDefaults): Meeting {
    const siteUrl = siteOf(host, body.siteUrl);
    const now = this.#ground.clock.now();
    checkCombinations(body, body.scheduledType);
    const meeting: Meeting = {
      id: newMeetingId(),
      meetingNumber: defaults.roomNumber ?? newMeetingNumber(),
      title: body.title,
      ...(body.agenda ? { agenda: body.agenda } : {}),
      password: acceptedPassword(host.passwordPolicy, body.password),
      phonePassword: digits(8),
      hostKey: digits(6),
      ...this.#scheduled(body, now),
      ...(body.scheduledType === 'meeting' ? {} : { scheduledType: body.scheduledType }),
      hostEmail: host.email,
      siteUrl,
      mtid: newMtid(),
      occurrenceMtid: newMtid(),
      options: mergeOptions(defaults.options, body),
      ...(body.registration ? { registration: body.registration } : {}),
      tags: tagsOf(body, clientId),
      taggedAt: now,
      createdAt: now,
      updatedAt: now,
      instances: [],
      earlierInstances: 0,
      ...(defaults.onBehalf ? { onBehalf: true } : {}),
      connectorOwned: false,
    };
    if (meeting.registration) checkRegistration(meeting);
    this.save(meeting);
    this.#invitees.addAll(meeting.id, body.invitees);
    this.#news.tell({ event: 'created', meeting }, body.sendEmail);
    return meeting;
  }

  save(meeting: Meeting): void {
    this.#tables.meetings.put(meeting.id, meeting);
  }

  /** @throws {WebexError} 400 while it runs, if the switch says so */
  delete(meeting: Meeting, sendEmail: boolean): void {
    if (runningInstance(meeting)) this.refuseDeletionInProgress();
    this.save({ ...meeting, deletedAt: this.#ground.clock.now() });
    this.#news.tell({ event: 'deleted', meeting }, sendEmail);
  }

  /** Open: whether what is in progress can be deleted. @throws {WebexError} 400 */
  refuseDeletionInProgress(): void {
    if (this.#ground.switches.text('webex.deleteInProgress') === 'refused') throw invalid(IN_PROGRESS);
  }

  /** A meeting that is there, whoever asks. @param id - the meeting's, or one of an occurrence or instance of it */
  find(id: string): Meeting | undefined {
    const meeting = this.#tables.meetings.get(seriesIdOf(id));
    return meeting && goneAt(meeting, this.#ground.clock.now()) === undefined ? meeting : undefined;
  }

  /** The row of a meeting that was there once. */
  trace(id: string): Meeting | undefined {
    return this.#tables.meetings.get(seriesIdOf(id));
  }

  /** All that are there. */
  list(): readonly Meeting[] {
    const now = this.#ground.clock.now();
    return [...this.#tables.meetings.values()].filter((meeting) => goneAt(meeting, now) === undefined);
  }

  /** @throws {WebexError} 404, also for a meeting that is not `email`'s to see */
  visible(id: string, email: string, password?: string): Meeting {
    const meeting = this.find(id);
    if (!meeting) throw meetingNotFound();
    if (!this.concerns(meeting, email) && meeting.password !== password) throw meetingNotFound();
    return meeting;
  }

  /** @throws {WebexError} 404; 403 for a guest, who may look but not touch */
  hosted(id: string, email: string): Meeting {
    const meeting = this.visible(id, email);
    if (!this.hosts(meeting, email)) throw forbidden();
    return meeting;
  }

  /** True for its host and its guests, those of a single occurrence included. */
  concerns(meeting: Meeting, email: string): boolean {
    return this.hosts(meeting, email) || this.#invitees.invitesToAny(meeting.id, email);
  }

  hosts(meeting: Meeting, email: string): boolean {
    return meeting.hostEmail.toLowerCase() === email.toLowerCase();
  }

  host(meeting: Meeting): WebexUser | undefined {
    return this.#users.find(meeting.hostEmail);
  }

  /**
   * Somebody waits or is in the meeting now, or everybody has left.
   * @param id - of the series (then its current occurrence), or of an occurrence. False: there is no such meeting.
   */
  setState(id: string, state: 'lobby' | 'inProgress' | 'ended'): boolean {
    const meeting = this.find(id);
    const occurrence = meeting && this.#occurrence(meeting, id);
    if (!meeting || !occurrence) return false;
    const now = this.#ground.clock.now();
    const before = runningInstance(meeting);
    const running = before ?? {
      id: `${meeting.id}_I_${digits(18)}`,
      slot: occurrence.slot,
      startedAt: now,
    };
    const { lobby: _lobby, ...entered } = running;
    const instance: Instance = {
      ...entered,
      ...(state === 'lobby' ? { lobby: true } : {}),
      ...(state === 'ended' ? { endedAt: now } : {}),
    };
    const others = meeting.instances.filter(({ id: other }) => other !== running.id);
    const changed = { ...meeting, instances: [...others, instance] };
    this.save(changed);
    const started = state === 'inProgress' && (before === undefined || before.lobby === true);
    if (started) this.#news.tell({ event: 'started', meeting: changed, instance }, false);
    if (state === 'ended') this.#news.tell({ event: 'ended', meeting: changed, instance }, false);
    return true;
  }

  setConnectorOwned(id: string, owned: boolean): boolean {
    const meeting = this.find(id);
    if (meeting) this.save({ ...meeting, connectorOwned: owned });
    return meeting !== undefined;
  }

  #occurrence(meeting: Meeting, id: string): Occurrence | undefined {
    return id === meeting.id
      ? currentOccurrence(meeting, this.#ground.clock.now())
      : occurrenceById(meeting, id);
  }

  /** A series begins at the first date of its rule, which may lie behind the start that was sent. */
  #scheduled(body: CreateBody, now: number): Schedule & Pick<Meeting, 'recurrence'> {
    const { switches } = this.#ground;
    const schedule = readSchedule(body, now, switches);
    if (!body.recurrence) return schedule;
    const recurrence = readRecurrence(body.recurrence, schedule, now, switches);
    return movedTo(schedule, recurrence.start, recurrence);
  }
}

/** `schedule` from `start` on, as long as before. */
export function movedTo(
  { start: before, end, timezone }: Schedule,
  start: number,
  recurrence: Meeting['recurrence'],
): Schedule & Pick<Meeting, 'recurrence'> {
  return { start, end: end + start - before, timezone, ...(recurrence ? { recurrence } : {}) };
}

/** The series' part of any meeting's id. */
export function seriesIdOf(id: string): string {
  return id.slice(0, 32);
}

/** The site a new meeting of `host` is made on. @throws {WebexError} 403 where that one cannot host */
export function siteOf(host: WebexUser, siteUrl: string | undefined): string {
  if (host.licence !== 'host') throw forbidden();
  const site =
    siteUrl === undefined ? preferredSite(host) : host.sites.find((known) => known.siteUrl === siteUrl);
  if (!site) throw forbidden();
  return site.siteUrl;
}

/** A meeting in the personal room keeps none. */
function tagsOf(body: CreateBody, clientId: string): Meeting['tags'] {
  const { integrationTags, scheduledType } = body;
  return integrationTags && scheduledType !== 'personalRoomMeeting' ? { [clientId]: integrationTags } : {};
}
