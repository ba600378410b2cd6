/** Mails that Google sends to guests. Nothing leaves the machine; the log is what `GET /mail` shows. */
import type { Clock } from '../../control/clock.ts';
import type { Store, Table } from '../../control/store.ts';
import type { EventRow } from './event-row.ts';
import type { IdentityPort } from './identity-port.ts';
import type { SendUpdates } from './parameters.ts';
import { same } from './tidy.ts';

export type MailKind = 'invitation' | 'update' | 'cancellation' | 'response' | 'ownership';

export interface GoogleMail {
  readonly at: string;
  readonly from: 'google';
  readonly to: string;
  readonly subject: string;
  readonly kind: MailKind;
  readonly eventId: string;
}

const WORDS: Readonly<Record<MailKind, string>> = {
  invitation: 'Invitation',
  update: 'Updated invitation',
  cancellation: 'Canceled event',
  response: 'Answer',
  ownership: 'You are now the organizer',
};

export class MailLog {
  readonly #clock: Clock;
  readonly #identity: IdentityPort;
  readonly #table: Table<GoogleMail>;
  #sequence = 0;

  constructor(store: Store, clock: Clock, identity: IdentityPort) {
    this.#clock = clock;
    this.#identity = identity;
    this.#table = store.table<GoogleMail>('calendar.mail');
    this.#sequence = Math.max(0, ...[...this.#table.keys()].map(Number));
  }

  list(filter: { to?: string | undefined; from?: string | undefined } = {}): readonly GoogleMail[] {
    return [...this.#table.values()].filter(
      (mail) =>
        (filter.to === undefined || mail.to === filter.to) &&
        (filter.from === undefined || mail.from === filter.from),
    );
  }

  clear(): void {
    for (const key of [...this.#table.keys()]) this.#table.delete(key);
  }

  /**
   * Tells the guests what a write of the original means for them, as far as `sendUpdates` asks for it.
   * @param actor - who wrote; nobody gets a mail about what he did himself
   */
  tell(
    before: EventRow | undefined,
    after: EventRow,
    sendUpdates: SendUpdates | undefined,
    actor: string,
  ): void {
    if (sendUpdates === undefined || sendUpdates === 'none') return;
    const old = new Set(guestsOf(before));
    const now = new Set(guestsOf(after));
    for (const to of new Set([...old, ...now])) {
      if (to === actor || to === after.organizer.email) continue;
      // To Calendar, a guest without an account is an external one.
      if (sendUpdates === 'externalOnly' && this.#identity.account(to)) continue;
      const kind = kindOf(old.has(to), now.has(to), before, after);
      if (kind) this.send(to, kind, after);
    }
  }

  send(to: string, kind: MailKind, row: EventRow): void {
    const subject = `${WORDS[kind]}: ${row.content.summary ?? '(No title)'}`;
    const mail = { at: this.#clock.iso(), from: 'google', to, subject, kind, eventId: row.id } as const;
    this.#table.put(String(++this.#sequence), mail);
  }
}

function guestsOf(row: EventRow | undefined): readonly string[] {
  if (!row || row.content.status === 'cancelled') return [];
  return (row.content.attendees ?? [])
    .filter((attendee) => !attendee.resource)
    .map((attendee) => attendee.email);
}

function kindOf(
  was: boolean,
  is: boolean,
  before: EventRow | undefined,
  after: EventRow,
): MailKind | undefined {
  if (!was) return is ? 'invitation' : undefined;
  if (!is) return 'cancellation';
  return before && same(forGuests(before), forGuests(after)) ? undefined : 'update';
}

/** What of an event a guest is told about again when it changes. */
function forGuests(row: EventRow): unknown {
  const { summary, description, location, start, end, recurrence, conferenceData } = row.content;
  return { summary, description, location, start, end, recurrence, conferenceData };
}
