import type { Ground } from '../../control/ground.ts';
import type { MailKind, MailLog } from '../mail/mail-log.ts';
import { digits } from '../identifiers.ts';
import type { InviteeEntry } from '../meetings/meeting-body.ts';
import { malformed, notFound, WebexError } from '../webex-error.ts';
import type { WebexTables } from '../webex-tables.ts';
import type { GuestsOf, Invitee } from './invitee.ts';

const ALREADY = 'User is already a meeting invitee.';
const SOME_ALREADY = 'Some users in the list have been invited.';
const BULK_LIMIT = 100;
const SERIES_ID_LENGTH = 32;

/**
 * The guests of meetings. Who may call, and whether a meeting is there, is settled before.
 *
 * A series and each of its occurrences have guests of their own: an occurrence has those of its series until somebody
 * writes to the occurrence's; from then on what is written to the series does not reach it.
 */
export class Invitees {
  readonly #tables: WebexTables;
  readonly #ground: Ground;
  readonly #mail: MailLog;

  constructor(tables: WebexTables, ground: Ground, mail: MailLog) {
    this.#tables = tables;
    this.#ground = ground;
    this.#mail = mail;
  }

  /** Sorted by address. @param meetingId - of a series, an occurrence or an instance */
  of(meetingId: string): readonly Invitee[] {
    const own = this.#tables.invitees.get(meetingId);
    if (own || meetingId.length === SERIES_ID_LENGTH) return own ?? [];
    const seriesId = meetingId.slice(0, SERIES_ID_LENGTH);
    return (this.#tables.invitees.get(seriesId) ?? []).map((invitee) => ({
      ...invitee,
      id: `${meetingId}${invitee.id.slice(SERIES_ID_LENGTH)}`,
      meetingId,
    }));
  }

  /** A guest of the series or of any one occurrence. */
  invitesToAny(seriesId: string, email: string): boolean {
    if (this.invites(seriesId, email)) return true;
    return this.#ownLists(seriesId).some((occurrenceId) => this.invites(occurrenceId, email));
  }

  /** The guests of an occurrence that is gone. */
  forget(occurrenceId: string): void {
    this.#tables.invitees.delete(occurrenceId);
    const seriesId = occurrenceId.slice(0, SERIES_ID_LENGTH);
    const left = this.#ownLists(seriesId).filter((id) => id !== occurrenceId);
    this.#tables.occurrencesWithGuests.put(seriesId, left);
  }

  /** An occurrence has another id now: the guests it has of its own go with it. */
  renamed(before: string, after: string): void {
    const own = this.#tables.invitees.get(before);
    if (!own || before === after) return;
    this.forget(before);
    this.#save(
      after,
      own.map((invitee) => ({
        ...invitee,
        id: `${after}${invitee.id.slice(before.length)}`,
        meetingId: after,
      })),
    );
  }

  /** The guests that occurrences of this series had of their own. */
  forgetOccurrences(seriesId: string): void {
    for (const occurrenceId of this.#ownLists(seriesId)) this.forget(occurrenceId);
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
  add(meeting: GuestsOf, entry: InviteeEntry, sendEmail: boolean): Invitee {
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
    meeting: GuestsOf,
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
    meeting: GuestsOf,
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

  remove(meeting: GuestsOf, invitee: Invitee, sendEmail: boolean): void {
    this.#save(
      meeting.id,
      this.of(meeting.id).filter((one) => one.id !== invitee.id),
    );
    if (sendEmail) this.#tell(meeting, invitee.email, 'invitationCancelled');
  }

  /** @throws {WebexError} 404 */
  get(inviteeId: string): Invitee {
    const meetingId = inviteeId.replace(/_\d{10}$/, '');
    const found = this.of(meetingId).find((invitee) => invitee.id === inviteeId);
    if (!found) throw notFound();
    return found;
  }

  #find(meetingId: string, email: string): Invitee | undefined {
    return this.of(meetingId).find((invitee) => invitee.email.toLowerCase() === email.toLowerCase());
  }

  #save(meetingId: string, invitees: readonly Invitee[]): void {
    const sorted = invitees.toSorted((a, b) => (a.email.toLowerCase() < b.email.toLowerCase() ? -1 : 1));
    this.#tables.invitees.put(meetingId, sorted);
    const seriesId = meetingId.slice(0, SERIES_ID_LENGTH);
    const lists = this.#ownLists(seriesId);
    if (meetingId !== seriesId && !lists.includes(meetingId))
      this.#tables.occurrencesWithGuests.put(seriesId, [...lists, meetingId]);
  }

  #ownLists(seriesId: string): readonly string[] {
    return this.#tables.occurrencesWithGuests.get(seriesId) ?? [];
  }

  #tell(meeting: GuestsOf, to: string, kind: MailKind): void {
    this.#mail.send({ at: this.#ground.clock.iso(), to, kind, title: meeting.title, meetingId: meeting.id });
  }
}

function newInvitee(meetingId: string, entry: InviteeEntry): Invitee {
  const { email, displayName = entry.email, coHost, panelist } = entry;
  return { id: `${meetingId}_${digits(10)}`, meetingId, email, displayName, coHost, panelist };
}
