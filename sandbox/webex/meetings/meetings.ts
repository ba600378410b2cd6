import type { Ground } from '../../control/ground.ts';
import { digits, newMeetingId, newMeetingNumber, newMtid } from '../identifiers.ts';
import type { Invitees } from '../invitees/invitees.ts';
import type { MailKind, MailLog } from '../mail/mail-log.ts';
import type { WebexUser } from '../users/user.ts';
import { preferredSite, type Users } from '../users/users.ts';
import { forbidden, invalid, malformed, meetingNotFound } from '../webex-error.ts';
import type { WebexTables } from '../webex-tables.ts';
import type { CreateBody, PatchBody } from './meeting-body.ts';
import { mergeOptions, siteDefaults, type MeetingOptions, type SiteProfile } from './meeting-options.ts';
import { readSchedule, readZone, type Schedule } from './meeting-times.ts';
import { goneAt, runningInstance, type Meeting } from './meeting.ts';
import { generatePassword, passwordProblem } from './password-policy.ts';

const IN_PROGRESS = 'Meeting is in progress';
const CONNECTOR = 'Updating a meeting that was created by a calendar connector is not allowed.';

/**
 * Single meetings. A change is checked in full before the first row is put.
 *
 * Invariants: a number, a password and an id never change; a deleted row stays as the truth's tombstone; whoever is
 * neither host nor guest learns nothing, not even that a meeting exists.
 */
export class Meetings {
  readonly #tables: WebexTables;
  readonly #ground: Ground;
  readonly #users: Users;
  readonly #invitees: Invitees;
  readonly #mail: MailLog;

  constructor(tables: WebexTables, ground: Ground, users: Users, invitees: Invitees, mail: MailLog) {
    this.#tables = tables;
    this.#ground = ground;
    this.#users = users;
    this.#invitees = invitees;
    this.#mail = mail;
  }

  /** @throws {WebexError} 400, 403 */
  create(host: WebexUser, clientId: string, body: CreateBody): Meeting {
    const siteUrl = this.#site(host, body.siteUrl);
    const now = this.#ground.clock.now();
    const schedule = readSchedule(body, now, this.#ground.switches);
    checkCoHosts(body);
    const profile = this.#ground.switches.text('webex.site') as SiteProfile;
    const meeting: Meeting = {
      id: newMeetingId(),
      meetingNumber: newMeetingNumber(),
      title: body.title,
      ...(body.agenda ? { agenda: body.agenda } : {}),
      password: this.#password(host, body.password),
      phonePassword: digits(8),
      hostKey: digits(6),
      ...schedule,
      hostEmail: host.email,
      siteUrl,
      mtid: newMtid(),
      occurrenceMtid: newMtid(),
      options: mergeOptions(siteDefaults(profile), body),
      tags: body.integrationTags ? { [clientId]: body.integrationTags } : {},
      taggedAt: now,
      createdAt: now,
      updatedAt: now,
      instances: [],
      earlierInstances: 0,
      connectorOwned: false,
    };
    this.#tables.meetings.put(meeting.id, meeting);
    this.#invitees.addAll(meeting.id, body.invitees);
    if (body.sendEmail) this.#tell(meeting, 'meetingScheduled', 'invitation');
    return meeting;
  }

  /**
   * PATCH, and PUT with `replaces`: what it does not name (the agenda) goes.
   * @throws {WebexError} 400, 403
   */
  update(meeting: Meeting, host: WebexUser, clientId: string, body: PatchBody, replaces: boolean): Meeting {
    if (meeting.connectorOwned) throw forbidden(CONNECTOR);
    if (runningInstance(meeting)) throw invalid(IN_PROGRESS);
    const now = this.#ground.clock.now();
    const schedule = this.#schedule(meeting, body, now);
    const options = mergeOptions(meeting.options, body);
    checkCoHosts(body);
    const password = body.password === undefined ? meeting.password : this.#password(host, body.password);
    const moved = schedule.start !== meeting.start || schedule.end !== meeting.end;
    const { agenda: before, ...rest } = meeting;
    const agenda = body.agenda === undefined && !replaces ? before : body.agenda;
    const updated: Meeting = {
      ...rest,
      ...schedule,
      ...(agenda ? { agenda } : {}),
      title: body.title ?? meeting.title,
      password,
      options: withoutNull(options),
      mtid:
        moved && this.#ground.switches.text('webex.webLinkAfterTimeChange') === 'new'
          ? newMtid()
          : meeting.mtid,
      updatedAt: now,
      earlierInstances: moved ? meeting.instances.length : meeting.earlierInstances,
      ...this.#tags(meeting, clientId, body.integrationTags, now),
    };
    this.#tables.meetings.put(meeting.id, updated);
    if (body.sendEmail) this.#tell(updated, 'meetingUpdated', 'invitationUpdated');
    return updated;
  }

  /** @throws {WebexError} 400 while it runs, if the switch says so */
  delete(meeting: Meeting, sendEmail: boolean): void {
    if (runningInstance(meeting) && this.#ground.switches.text('webex.deleteInProgress') === 'refused') {
      throw invalid(IN_PROGRESS);
    }
    this.#tables.meetings.put(meeting.id, { ...meeting, deletedAt: this.#ground.clock.now() });
    if (sendEmail) this.#tell(meeting, 'meetingCancelled', 'invitationCancelled');
  }

  /** A meeting that is there, whoever asks. */
  find(id: string): Meeting | undefined {
    const meeting = this.#tables.meetings.get(id);
    return meeting && goneAt(meeting, this.#ground.clock.now()) === undefined ? meeting : undefined;
  }

  /** True for a meeting that was there once. */
  existed(id: string): boolean {
    return this.#tables.meetings.has(id);
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
    const known = this.hosts(meeting, email) || this.#invitees.invites(id, email);
    if (!known && meeting.password !== password) throw meetingNotFound();
    return meeting;
  }

  /** @throws {WebexError} 404; 403 for a guest, who may look but not touch */
  hosted(id: string, email: string): Meeting {
    const meeting = this.visible(id, email);
    if (!this.hosts(meeting, email)) throw forbidden();
    return meeting;
  }

  hosts(meeting: Meeting, email: string): boolean {
    return meeting.hostEmail.toLowerCase() === email.toLowerCase();
  }

  host(meeting: Meeting): WebexUser | undefined {
    return this.#users.find(meeting.hostEmail);
  }

  /** Somebody is in the meeting now, or everybody has left. False: no such meeting. */
  setState(id: string, state: 'inProgress' | 'ended'): boolean {
    const meeting = this.find(id);
    if (!meeting) return false;
    const now = this.#ground.clock.now();
    const running = runningInstance(meeting) ?? { id: `${id}_I_${digits(18)}`, startedAt: now };
    const others = meeting.instances.filter((instance) => instance.id !== running.id);
    const instance = state === 'ended' ? { ...running, endedAt: now } : running;
    this.#tables.meetings.put(id, { ...meeting, instances: [...others, instance] });
    return true;
  }

  setConnectorOwned(id: string, owned: boolean): boolean {
    const meeting = this.find(id);
    if (meeting) this.#tables.meetings.put(id, { ...meeting, connectorOwned: owned });
    return meeting !== undefined;
  }

  #site(host: WebexUser, siteUrl: string | undefined): string {
    if (host.licence !== 'host') throw forbidden();
    const site =
      siteUrl === undefined ? preferredSite(host) : host.sites.find((known) => known.siteUrl === siteUrl);
    if (!site) throw forbidden();
    return site.siteUrl;
  }

  #password(host: WebexUser, password: string | undefined): string {
    if (password === undefined) return generatePassword(host.passwordPolicy);
    const problem = passwordProblem(password, host.passwordPolicy);
    if (problem !== undefined) throw invalid(problem);
    return password;
  }

  /** Times without a zone are read as UTC, and the meeting's zone becomes UTC with them. */
  #schedule(meeting: Meeting, body: PatchBody, now: number): Schedule {
    const { start, end, timezone } = meeting;
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

  #tags(
    meeting: Meeting,
    clientId: string,
    sent: readonly string[] | null | undefined,
    now: number,
  ): Pick<Meeting, 'tags' | 'taggedAt'> {
    if (sent === undefined) return { tags: meeting.tags, taggedAt: meeting.taggedAt };
    return { tags: { ...meeting.tags, [clientId]: sent ?? [] }, taggedAt: now };
  }

  #tell(meeting: Meeting, toHost: MailKind, toGuests: MailKind): void {
    const mail = { at: this.#ground.clock.iso(), title: meeting.title, meetingId: meeting.id };
    this.#mail.send({ ...mail, to: meeting.hostEmail, kind: toHost });
    for (const { email } of this.#invitees.of(meeting.id))
      this.#mail.send({ ...mail, to: email, kind: toGuests });
  }
}

function checkCoHosts(body: PatchBody): void {
  if (body.allowAnyUserToBeCoHost === true && body.allowFirstUserToBeCoHost === true) {
    throw malformed(
      "You can not turn on 'allowAnyUserToBeCoHost' and 'allowFirstUserToBeCoHost' at the same time.",
    );
  }
}

/** Tracking codes that were set to null vanish from replies. */
function withoutNull(options: MeetingOptions): MeetingOptions {
  if (options.trackingCodes !== null) return options;
  const { trackingCodes: _none, ...rest } = options;
  return rest;
}
