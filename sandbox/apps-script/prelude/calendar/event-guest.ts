/** EventGuest: an attendee as he was last seen. */
import { memberNamed } from '../enum-value.ts';
import type { EnumValue } from '../enum-value.ts';
import { calendarEnums } from './calendar-enums.ts';

export interface Attendee {
  readonly email: string;
  readonly displayName?: string;
  readonly responseStatus?: string;
  readonly organizer?: boolean;
  readonly self?: boolean;
  readonly additionalGuests?: number;
}

const FROM_WIRE: Readonly<Record<string, string>> = {
  accepted: 'YES',
  declined: 'NO',
  needsAction: 'INVITED',
  tentative: 'MAYBE',
};

export function statusOf({ organizer, responseStatus }: Attendee): EnumValue {
  const name = organizer === true ? 'OWNER' : (FROM_WIRE[responseStatus ?? 'needsAction'] ?? 'INVITED');
  return memberNamed(calendarEnums.GuestStatus, name);
}

/** An owner takes part. */
export function statusToWire(status: EnumValue): string {
  return Object.entries(FROM_WIRE).find(([, name]) => name === status.name())?.[0] ?? 'accepted';
}

export class EventGuest {
  readonly #attendee: Attendee;

  constructor(attendee: Attendee) {
    this.#attendee = attendee;
  }

  getEmail(): string {
    return this.#attendee.email;
  }

  getName(): string {
    return this.#attendee.displayName ?? '';
  }

  getGuestStatus(): EnumValue {
    return statusOf(this.#attendee);
  }

  getAdditionalGuests(): number {
    return this.#attendee.additionalGuests ?? 0;
  }

  toString(): string {
    return 'EventGuest';
  }
}
