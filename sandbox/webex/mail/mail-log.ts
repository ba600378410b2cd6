import type { Table } from '../../control/store.ts';
import type { WebexTables } from '../webex-tables.ts';

export type MailKind =
  | 'meetingScheduled'
  | 'meetingUpdated'
  | 'meetingCancelled'
  | 'invitation'
  | 'invitationUpdated'
  | 'invitationCancelled'
  | 'registrationPending'
  | 'registrationApproved'
  | 'registrationRejected'
  | 'registrationCancelled';

/** A mail that Webex would have sent. */
export interface WebexMail {
  readonly at: string;
  readonly from: 'webex';
  readonly to: string;
  readonly subject: string;
  readonly kind: MailKind;
  readonly meetingId: string;
}

const SUBJECTS: Readonly<Record<MailKind, string>> = {
  meetingScheduled: 'Webex meeting scheduled',
  meetingUpdated: 'Webex meeting updated',
  meetingCancelled: 'Webex meeting cancelled',
  invitation: 'Webex meeting invitation',
  invitationUpdated: 'Webex meeting invitation changed',
  invitationCancelled: 'Webex meeting invitation withdrawn',
  registrationPending: 'Webex registration awaits approval',
  registrationApproved: 'Webex registration approved',
  registrationRejected: 'Webex registration not approved',
  registrationCancelled: 'Webex registration cancelled',
};

/** Every mail Webex would have sent, oldest first: the proof that nobody was mailed twice, or at all. */
export class MailLog {
  readonly #mails: Table<WebexMail>;

  constructor(tables: WebexTables) {
    this.#mails = tables.mails;
  }

  send(mail: { at: string; to: string; kind: MailKind; title: string; meetingId: string }): void {
    const { title, ...rest } = mail;
    const sequence = this.#mails.size + 1;
    this.#mails.put(String(sequence), {
      ...rest,
      from: 'webex',
      subject: `${SUBJECTS[mail.kind]}: ${title}`,
    });
  }

  list(): readonly WebexMail[] {
    return [...this.#mails.values()];
  }

  clear(): void {
    for (const key of [...this.#mails.keys()]) this.#mails.delete(key);
  }
}
