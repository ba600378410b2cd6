import type { Ground } from '../../control/ground.ts';
import type { MailKind, MailLog } from '../mail/mail-log.ts';
import { digits } from '../identifiers.ts';
import type { InviteeEntry } from '../meetings/meeting-body.ts';
import type { Meeting } from '../meetings/meeting.ts';
import { malformed, notFound, WebexError } from '../webex-error.ts';
import type { WebexTables } from '../webex-tables.ts';
import type { Invitee } from './invitee.ts';

const ALREADY = 'User is already a meeting invitee.';
const SOME_ALREADY = 'Some users in the list have been invited.';
const BULK_LIMIT = 100;

/** The guests of meetings. Who may call, and whether a meeting is there, is settled before. */
export class Invitees {
  readonly #tables: WebexTables;
  readonly #ground: Ground;
  readonly #mail: MailLog;

  constructor(tables: WebexTables, ground: Ground, mail: MailLog) {
    this.#tables = tables;
    this.#ground = ground;
    this.#mail = mail;
  }

  /** Sorted by address. */
  of(meetingId: string): readonly Invitee[] {
    return this.#tables.invitees.get(meetingId) ?? [];
  }

  invites(meetingId: string, email: string): boolean {
    return this.#find(meetingId, email) !== undefined;
  }

  /** Guests of a new meeting; an address named twice is one guest. The meeting's own mail tells them. */
  addAll(meetingId: string, entries: readonly InviteeEntry[]): void {
    const byAddress = new Map(
      entries.map((entry) => [entry.email.toLowerCase(), newInvitee(meetingId, entry)]),
    );
    this.#save(meetingId, [...this.of(meetingId), ...byAddress.values()]);
  }

  /** @throws {WebexError} 409 for somebody who is invited already */
  add(meeting: Meeting, entry: InviteeEntry, sendEmail: boolean): Invitee {
    if (this.invites(meeting.id, entry.email)) throw new WebexError(409, ALREADY, [ALREADY]);
    const invitee = newInvitee(meeting.id, entry);
    this.#save(meeting.id, [...this.of(meeting.id), invitee]);
    if (sendEmail) this.#tell(meeting, invitee.email, 'invitation');
    return invitee;
  }

  /**
   * Several at once.
   * @throws {WebexError} 409 if one is invited already; which others landed all the same is open
   */
  addBulk(
    meeting: Meeting,
    entries: readonly (InviteeEntry & { readonly sendEmail: boolean })[],
  ): readonly Invitee[] {
    const addresses = new Set(entries.map(({ email }) => email.toLowerCase()));
    if (entries.length === 0) throw malformed("'items' cannot be empty");
    if (entries.length > BULK_LIMIT) throw malformed(`'items' cannot have more than ${BULK_LIMIT} entries`);
    if (addresses.size < entries.length) throw malformed("'email' in 'items' must be unique");
    const fresh = entries.filter(({ email }) => !this.invites(meeting.id, email));
    const clash = fresh.length < entries.length;
    if (clash && this.#ground.switches.text('webex.bulkInsert409') === 'none')
      throw new WebexError(409, SOME_ALREADY);
    const added = fresh.map((entry) => this.add(meeting, entry, entry.sendEmail));
    if (clash) throw new WebexError(409, SOME_ALREADY);
    return added;
  }

  /** @throws {WebexError} 409 if the new address is another guest's */
  update(
    meeting: Meeting,
    invitee: Invitee,
    entry: {
      readonly email: string;
      readonly displayName?: string | undefined;
      readonly coHost?: boolean | undefined;
      readonly panelist?: boolean | undefined;
    },
    sendEmail: boolean,
  ): Invitee {
    const other = this.#find(meeting.id, entry.email);
    if (other && other.id !== invitee.id) throw new WebexError(409, ALREADY, [ALREADY]);
    const updated: Invitee = {
      ...invitee,
      email: entry.email,
      displayName: entry.displayName ?? invitee.displayName,
      coHost: entry.coHost ?? invitee.coHost,
      panelist: entry.panelist ?? invitee.panelist,
    };
    this.#save(
      meeting.id,
      this.of(meeting.id).map((one) => (one.id === invitee.id ? updated : one)),
    );
    if (sendEmail) this.#tell(meeting, updated.email, 'invitationUpdated');
    return updated;
  }

  remove(meeting: Meeting, invitee: Invitee, sendEmail: boolean): void {
    this.#save(
      meeting.id,
      this.of(meeting.id).filter((one) => one.id !== invitee.id),
    );
    if (sendEmail) this.#tell(meeting, invitee.email, 'invitationCancelled');
  }

  /** @throws {WebexError} 404 */
  get(inviteeId: string): Invitee {
    const found = this.of(inviteeId.slice(0, 32)).find((invitee) => invitee.id === inviteeId);
    if (!found) throw notFound();
    return found;
  }

  #find(meetingId: string, email: string): Invitee | undefined {
    return this.of(meetingId).find((invitee) => invitee.email.toLowerCase() === email.toLowerCase());
  }

  #save(meetingId: string, invitees: readonly Invitee[]): void {
    const sorted = invitees.toSorted((a, b) => (a.email.toLowerCase() < b.email.toLowerCase() ? -1 : 1));
    this.#tables.invitees.put(meetingId, sorted);
  }

  #tell(meeting: Meeting, to: string, kind: MailKind): void {
    this.#mail.send({ at: this.#ground.clock.iso(), to, kind, title: meeting.title, meetingId: meeting.id });
  }
}

function newInvitee(meetingId: string, entry: InviteeEntry): Invitee {
  const { email, displayName = entry.email, coHost, panelist } = entry;
  return { id: `${meetingId}_${digits(10)}`, meetingId, email, displayName, coHost, panelist };
}
