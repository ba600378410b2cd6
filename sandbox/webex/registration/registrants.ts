import { randomUUID } from 'node:crypto';
import type { Ground } from '../../control/ground.ts';
import type { MailKind, MailLog } from '../mail/mail-log.ts';
import type { Meeting } from '../meetings/meeting.ts';
import { invalid, notFound, WebexError } from '../webex-error.ts';
import type { WebexTables } from '../webex-tables.ts';
import {
  checkAnswers,
  type Registrant,
  type RegistrantBody,
  type RegistrantStatus,
  type RegistrationForm,
} from './registration.ts';

const NO_FORM = 'Registration is not supported for this meeting series.';
const ALREADY = 'The registrant has already registered for this meeting.';

const MAILS: Readonly<Record<RegistrantStatus, MailKind>> = {
  approved: 'registrationApproved',
  pending: 'registrationPending',
  rejected: 'registrationRejected',
};

/** Those who registered for meetings with a form. Who may call is settled before. */
export class Registrants {
  readonly #tables: WebexTables;
  readonly #ground: Ground;
  readonly #mail: MailLog;

  constructor(tables: WebexTables, ground: Ground, mail: MailLog) {
    this.#tables = tables;
    this.#ground = ground;
    this.#mail = mail;
  }

  /** In the order they registered. @throws {WebexError} 400 for a meeting without a form */
  of(meeting: Meeting): readonly Registrant[] {
    formOf(meeting);
    return this.#tables.registrants.get(meeting.id) ?? [];
  }

  /** @throws {WebexError} 400, 404 */
  get(meeting: Meeting, id: string): Registrant {
    const found = this.of(meeting).find((one) => one.id === id);
    if (!found) throw notFound();
    return found;
  }

  /**
   * All of them or none.
   * @throws {WebexError} 400 for missing answers or a full meeting, 409 for an address that registered before
   */
  add(meeting: Meeting, bodies: readonly RegistrantBody[]): readonly Registrant[] {
    const form = formOf(meeting);
    const before = this.of(meeting);
    const addresses = [...before.map(({ answers }) => answers), ...bodies].map(({ email }) =>
      email.toLowerCase(),
    );
    for (const body of bodies) checkAnswers(form, body);
    if (new Set(addresses).size < addresses.length) throw new WebexError(409, ALREADY, [ALREADY]);
    if (addresses.length > (form.maxRegisterNum ?? Number.POSITIVE_INFINITY))
      throw invalid('The maximum number of registrants has been reached.');
    const added = bodies.map(({ sendEmail: _sendEmail, ...answers }): Registrant => {
      const status = form.autoAcceptRequest ? 'approved' : 'pending';
      return { id: randomUUID(), status, answers, registeredAt: this.#ground.clock.now() };
    });
    this.#save(meeting, [...before, ...added]);
    for (const [index, registrant] of added.entries())
      if (bodies[index]?.sendEmail === true) this.#tell(meeting, registrant, MAILS[registrant.status]);
    return added;
  }

  /** Approves or rejects; `cancelled` takes the registration back, after which the address may register again. */
  decide(
    meeting: Meeting,
    ids: readonly string[],
    decision: RegistrantStatus | 'cancelled',
    sendEmail: boolean,
  ): void {
    const chosen = ids.map((id) => this.get(meeting, id));
    if (decision === 'cancelled') this.remove(meeting, ids);
    else
      this.#save(
        meeting,
        this.of(meeting).map((one) => (ids.includes(one.id) ? { ...one, status: decision } : one)),
      );
    if (!sendEmail) return;
    const kind = decision === 'cancelled' ? 'registrationCancelled' : MAILS[decision];
    for (const registrant of chosen) this.#tell(meeting, registrant, kind);
  }

  /** @throws {WebexError} 404 if one of them is not there; then all stay */
  remove(meeting: Meeting, ids: readonly string[]): void {
    for (const id of ids) this.get(meeting, id);
    this.#save(
      meeting,
      this.of(meeting).filter(({ id }) => !ids.includes(id)),
    );
  }

  /** All of a meeting whose form went. */
  forget(meetingId: string): void {
    this.#tables.registrants.delete(meetingId);
  }

  #save(meeting: Meeting, registrants: readonly Registrant[]): void {
    this.#tables.registrants.put(meeting.id, registrants);
  }

  #tell({ id, title }: Meeting, { answers }: Registrant, kind: MailKind): void {
    this.#mail.send({ at: this.#ground.clock.iso(), to: answers.email, kind, title, meetingId: id });
  }
}

/** @throws {WebexError} 400 for a meeting without one */
export function formOf({ registration }: Meeting): RegistrationForm {
  if (!registration) throw invalid(NO_FORM);
  return registration;
}

export function sameAddress(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
