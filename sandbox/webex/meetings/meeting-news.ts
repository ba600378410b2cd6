import type { Ground } from '../../control/ground.ts';
import type { Invitees } from '../invitees/invitees.ts';
import type { MailKind, MailLog } from '../mail/mail-log.ts';
import type { Instance, Meeting } from './meeting.ts';
import { asOccurrence, type Occurrence } from './occurrences.ts';

export type MeetingEvent = 'created' | 'updated' | 'deleted' | 'started' | 'ended';

export interface MeetingNewsItem {
  readonly event: MeetingEvent;
  readonly meeting: Meeting;
  /** Set where the news is of one occurrence only. */
  readonly occurrence?: Occurrence;
  /** Set where somebody came or all have left. */
  readonly instance?: Instance;
}

const MAILS: Readonly<Partial<Record<MeetingEvent, readonly [toHost: MailKind, toGuests: MailKind]>>> = {
  created: ['meetingScheduled', 'invitation'],
  updated: ['meetingUpdated', 'invitationUpdated'],
  deleted: ['meetingCancelled', 'invitationCancelled'],
};

/** Tells people (by mail, where it is wanted) and webhooks (always) what became of a meeting. */
export class MeetingNews {
  readonly #ground: Ground;
  readonly #invitees: Invitees;
  readonly #mail: MailLog;
  readonly #listeners: ((item: MeetingNewsItem) => void)[] = [];

  constructor(ground: Ground, invitees: Invitees, mail: MailLog) {
    this.#ground = ground;
    this.#invitees = invitees;
    this.#mail = mail;
  }

  listen(listener: (item: MeetingNewsItem) => void): void {
    this.#listeners.push(listener);
  }

  tell(item: MeetingNewsItem, sendEmail: boolean): void {
    const kinds = MAILS[item.event];
    if (sendEmail && kinds) this.#mailAll(item, kinds);
    for (const listener of this.#listeners) listener(item);
  }

  #mailAll(
    { meeting, occurrence }: MeetingNewsItem,
    [toHost, toGuests]: readonly [MailKind, MailKind],
  ): void {
    const { title } = occurrence ? asOccurrence(meeting, occurrence) : meeting;
    const meetingId = occurrence?.id ?? meeting.id;
    const mail = { at: this.#ground.clock.iso(), title, meetingId };
    this.#mail.send({ ...mail, to: meeting.hostEmail, kind: toHost });
    for (const { email } of this.#invitees.of(meetingId))
      this.#mail.send({ ...mail, to: email, kind: toGuests });
  }
}
