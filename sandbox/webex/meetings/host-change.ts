import type { Ground } from '../../control/ground.ts';
import type { MailLog } from '../mail/mail-log.ts';
import type { WebexUser } from '../users/user.ts';
import { preferredSite, type Users } from '../users/users.ts';
import { forbidden, meetingNotFound, WebexError, invalid } from '../webex-error.ts';
import { IN_PROGRESS, type Meetings } from './meetings.ts';
import { runningInstance, type Meeting } from './meeting.ts';

interface ReassignItem {
  readonly meetingId: string;
  /** The description says text, its own example and the guide show a number. */
  readonly httpStatus: number;
  readonly message?: string;
  readonly errors?: readonly { readonly description: string }[];
}

/** `POST /meetings/reassignHost`: an administrator gives meetings of one site to another host, one by one. */
export class HostChange {
  readonly #ground: Ground;
  readonly #users: Users;
  readonly #meetings: Meetings;
  readonly #mail: MailLog;

  constructor(ground: Ground, users: Users, meetings: Meetings, mail: MailLog) {
    this.#ground = ground;
    this.#users = users;
    this.#meetings = meetings;
    this.#mail = mail;
  }

  /**
   * @param siteUrl - of all the meetings; without it the administrator's preferred site
   * @throws {WebexError} 403 where the new host cannot host on that site
   */
  reassign(
    admin: WebexUser,
    siteUrl: string | undefined,
    wish: { readonly hostEmail: string; readonly meetingIds: readonly string[] },
  ): readonly ReassignItem[] {
    const host = this.#users.find(wish.hostEmail);
    const site = siteUrl ?? (preferredSite(admin) ?? (host && preferredSite(host)))?.siteUrl;
    const canHost = host?.licence === 'host' && host.sites.some((one) => one.siteUrl === site);
    if (!canHost || host.orgId !== admin.orgId) throw forbidden();
    return wish.meetingIds.map((meetingId) => this.#one(meetingId, host, site));
  }

  #one(meetingId: string, host: WebexUser, site: string | undefined): ReassignItem {
    try {
      const meeting = this.#meetings.find(meetingId);
      if (meeting?.id !== meetingId || meeting.siteUrl !== site || !this.#colleague(meeting, host))
        throw meetingNotFound();
      if (runningInstance(meeting)) throw invalid(IN_PROGRESS);
      if (meeting.scheduledType === 'personalRoomMeeting' || meeting.onBehalf === true)
        throw invalid('A meeting that was created on behalf of its host cannot be reassigned.');
      this.#meetings.save({ ...meeting, hostEmail: host.email, updatedAt: this.#ground.clock.now() });
      this.#mail.send({
        at: this.#ground.clock.iso(),
        to: meeting.hostEmail,
        kind: 'meetingCancelled',
        title: meeting.title,
        meetingId,
      });
      return { meetingId, httpStatus: 200 };
    } catch (error) {
      if (!(error instanceof WebexError)) throw error;
      const errors = (error.descriptions ?? []).map((description) => ({ description }));
      return { meetingId, httpStatus: error.status, message: error.message, errors };
    }
  }

  #colleague(meeting: Meeting, host: WebexUser): boolean {
    return this.#users.find(meeting.hostEmail)?.orgId === host.orgId;
  }
}
