/** Which calendars there are, whose they are, and who may do what on them. */
import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../../control/clock.ts';
import type { Store, Table } from '../../control/store.ts';
import type { Actor } from './actor.ts';
import { notFound, requiredAccessLevel } from './calendar-error.ts';
import type { IdentityPort } from './identity-port.ts';

export type Role = 'freeBusyReader' | 'reader' | 'writer' | 'owner';

const RANK: Readonly<Record<Role, number>> = { freeBusyReader: 1, reader: 2, writer: 3, owner: 4 };

export interface CalendarRow {
  readonly id: string;
  /** The account it belongs to; of a primary calendar, the one with the calendar's own address. */
  readonly owner: string;
  readonly primary: boolean;
  readonly summary: string;
  readonly description?: string | undefined;
  readonly location?: string | undefined;
  readonly timeZone: string;
  /** Microseconds. */
  readonly updated: number;
}

export interface AclRow {
  readonly calendarId: string;
  /** `user:<address>`, `domain:<domain>` or `default`. */
  readonly id: string;
  readonly role: Role;
  readonly updated: number;
}

/** A calendar as one person sees it. */
export interface OpenCalendar {
  readonly row: CalendarRow;
  readonly role: Role;
}

export class CalendarBook {
  readonly #identity: IdentityPort;
  readonly #clock: Clock;
  readonly #calendars: Table<CalendarRow>;
  readonly #acl: Table<AclRow>;
  readonly #aclOf = new Map<string, Map<string, AclRow>>();
  #last = 0;

  constructor(store: Store, clock: Clock, identity: IdentityPort) {
    this.#identity = identity;
    this.#clock = clock;
    this.#calendars = store.table<CalendarRow>('calendar.calendars');
    this.#acl = store.table<AclRow>('calendar.acl');
    this.rebuild();
  }

  rebuild(): void {
    this.#aclOf.clear();
    for (const row of this.#acl.values()) this.#enter(row);
  }

  /** The calendar as `actor` sees it. @throws {CalendarError} 404 without any access, 403 with too little. */
  open(actor: Pick<Actor, 'email'>, calendarId: string, need: Role = 'reader'): OpenCalendar {
    const row = this.find(calendarId === 'primary' ? actor.email : calendarId);
    const role = row && this.roleOn(row, actor.email);
    if (!row || !role) throw notFound();
    if (RANK[role] < RANK[need]) throw requiredAccessLevel(need === 'owner' ? 'owner' : 'writer');
    return { row, role };
  }

  /** A calendar by id; an account's primary calendar is made at first sight. */
  find(calendarId: string): CalendarRow | undefined {
    const id = calendarId.toLowerCase();
    const row = this.#calendars.get(id);
    if (row) return row;
    const person = this.#identity.account(id);
    if (person?.email.toLowerCase() !== id) return undefined;
    return this.#add({
      id,
      owner: id,
      primary: true,
      summary: id,
      timeZone: person.timeZone,
      updated: this.#stamp(),
    });
  }

  /** A secondary calendar; its maker owns it. New ones are in UTC, whatever the maker's zone. */
  insert(
    owner: string,
    fields: { summary: string; description?: string; location?: string; timeZone?: string },
  ): CalendarRow {
    const id = `c_${randomBytes(32).toString('hex')}@group.calendar.google.com`;
    return this.#add({ timeZone: 'UTC', ...fields, id, owner, primary: false, updated: this.#stamp() });
  }

  /** The strongest role that the rules give a person. */
  roleOn(row: CalendarRow, email: string): Role | undefined {
    const rules = this.#aclOf.get(row.id);
    const domain = email.slice(email.indexOf('@') + 1);
    const given = [`user:${email}`, `domain:${domain}`, 'default'].map((id) => rules?.get(id)?.role);
    return given.filter((role) => role !== undefined).sort((one, other) => RANK[other] - RANK[one])[0];
  }

  rules(calendarId: string): readonly AclRow[] {
    return [...(this.#aclOf.get(calendarId)?.values() ?? [])];
  }

  setRule(calendarId: string, id: string, role: Role): AclRow {
    const row = { calendarId, id, role, updated: this.#stamp() };
    this.#acl.put(`${calendarId}\n${id}`, row);
    this.#enter(row);
    return row;
  }

  /** Takes a rule away; false if there was none. */
  deleteRule(calendarId: string, id: string): boolean {
    this.#acl.delete(`${calendarId}\n${id}`);
    return this.#aclOf.get(calendarId)?.delete(id) ?? false;
  }

  /** Calendars on which a person has any role of his own. */
  *of(email: string): IterableIterator<OpenCalendar> {
    for (const row of this.#calendars.values()) {
      const role = this.roleOn(row, email);
      if (role) yield { row, role };
    }
  }

  #add(row: CalendarRow): CalendarRow {
    this.#calendars.put(row.id, row);
    this.setRule(row.id, `user:${row.owner}`, 'owner');
    return row;
  }

  #enter(row: AclRow): void {
    const rules = this.#aclOf.get(row.calendarId) ?? new Map<string, AclRow>();
    rules.set(row.id, row);
    this.#aclOf.set(row.calendarId, rules);
  }

  #stamp(): number {
    this.#last = Math.max(this.#clock.now() * 1000, this.#last + 1);
    return this.#last;
  }
}

/** The calendar resource (`calendars.get`). */
export function calendarResource(row: CalendarRow): Record<string, unknown> {
  const hash = createHash('sha256')
    .update(`${row.id}\n${String(row.updated)}`)
    .digest('base64url')
    .slice(0, 27);
  return {
    kind: 'calendar#calendar',
    etag: `"${hash}"`,
    id: row.id,
    summary: row.summary,
    ...(row.description === undefined ? {} : { description: row.description }),
    ...(row.location === undefined ? {} : { location: row.location }),
    timeZone: row.timeZone,
    conferenceProperties: { allowedConferenceSolutionTypes: ['hangoutsMeet'] },
    ...(row.primary ? {} : { dataOwner: row.owner }),
  };
}

/** The acl rule resource. */
export function aclResource(row: AclRow): Record<string, unknown> {
  const [type = 'default', value] = row.id.split(':', 2);
  return {
    kind: 'calendar#aclRule',
    etag: `"${String(row.updated).padStart(20, '0')}"`,
    id: row.id,
    scope: value === undefined ? { type } : { type, value },
    role: row.role,
  };
}
