/** Which calendars there are, whose they are, and who may do what on them. */
import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../../control/clock.ts';
import type { Store, Table } from '../../control/store.ts';
import type { Actor } from './actor.ts';
import { insufficientPermissions, notFound, requiredAccessLevel } from './calendar-error.ts';
import type { IdentityPort } from './identity-port.ts';
import { eventReach } from './method-scopes.ts';
import { paddedStamp } from './padded-stamp.ts';
import { same, tidy } from './tidy.ts';

export type Role = 'freeBusyReader' | 'reader' | 'writer' | 'owner';

const RANK: Readonly<Record<Role, number>> = { freeBusyReader: 1, reader: 2, writer: 3, owner: 4 };

type EditableField = 'summary' | 'description' | 'location' | 'timeZone' | 'owner';

export interface CalendarRow {
  readonly id: string;
  /** The account it belongs to; of a primary calendar, the one with the calendar's own address. */
  readonly owner: string;
  readonly primary: boolean;
  readonly summary: string;
  readonly description?: string | undefined;
  readonly location?: string | undefined;
  readonly timeZone: string;
  /** Made by way of the API. */
  readonly madeByApp?: true | undefined;
  /** Microseconds. */
  readonly updated: number;
}

export interface AclRow {
  readonly calendarId: string;
  /** `user:<address>`, `domain:<domain>` or `default`. */
  readonly id: string;
  readonly role: Role;
  readonly updated: number;
  /** Taken away; kept so that an incremental listing can tell it. */
  readonly deleted?: true | undefined;
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
    this.#last = 0;
    for (const row of this.#calendars.values()) this.#last = Math.max(this.#last, row.updated);
    for (const row of this.#acl.values()) {
      this.#last = Math.max(this.#last, row.updated);
      this.#enter(row);
    }
  }

  /** The calendar as `actor` sees it. @throws {CalendarError} 404 without any access, 403 with too little. */
  open(actor: Pick<Actor, 'email'>, calendarId: string, need: Role = 'reader'): OpenCalendar {
    const row = this.find(calendarId === 'primary' ? actor.email : calendarId);
    const role = row && this.roleOn(row, actor.email);
    if (!row || !role) throw notFound();
    if (RANK[role] < RANK[need]) throw requiredAccessLevel(need === 'owner' ? 'owner' : 'writer');
    return { row, role };
  }

  /** The same for its events, of which some scopes open only a part. @throws {CalendarError} 403, 404 */
  openEvents(
    actor: Pick<Actor, 'email' | 'scopes'>,
    calendarId: string,
    need: Role = 'reader',
  ): OpenCalendar {
    const open = this.open(actor, calendarId, need);
    const { row, role } = open;
    const reach = eventReach(actor, RANK[need] >= RANK.writer ? 'write' : 'read');
    if (reach.has('all') || (reach.has('owned') && role === 'owner')) return open;
    if (reach.has('appCreated') && row.madeByApp) return open;
    const forAll = this.rule(row.id, 'default')?.role;
    if (reach.has('public') && forAll !== undefined && forAll !== 'freeBusyReader')
      return { row, role: 'reader' };
    if (reach.has('freeBusy') && need === 'freeBusyReader') return { row, role: 'freeBusyReader' };
    throw insufficientPermissions();
  }

  /** A calendar by id; an account's primary calendar is made at first sight, and goes and comes with the account. */
  find(calendarId: string): CalendarRow | undefined {
    const id = calendarId.toLowerCase();
    const row = this.#calendars.get(id);
    if (row && !row.primary) return row;
    const person = this.#identity.account(id);
    if (person?.email.toLowerCase() !== id) return undefined;
    if (row) return row;
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
    fields: Pick<CalendarRow, 'summary' | 'description' | 'location' | 'madeByApp'> & { timeZone?: string },
  ): CalendarRow {
    const id = `c_${randomBytes(32).toString('hex')}@group.calendar.google.com`;
    return this.#add({ timeZone: 'UTC', ...fields, id, owner, primary: false, updated: this.#stamp() });
  }

  /** Changes what a calendar says of itself. */
  update(row: CalendarRow, fields: Partial<Pick<CalendarRow, EditableField>>): CalendarRow {
    const changed = tidy({ ...row, ...fields });
    if (same(changed, row)) return row;
    const stamped = { ...changed, updated: this.#stamp() };
    this.#calendars.put(row.id, stamped);
    return stamped;
  }

  /** Removes a secondary calendar with its rules; it is as if it had never been. */
  remove(row: CalendarRow): void {
    for (const rule of this.#aclOf.get(row.id)?.values() ?? []) this.#acl.delete(`${row.id}\n${rule.id}`);
    this.#aclOf.delete(row.id);
    this.#calendars.delete(row.id);
  }

  /** The next stamp (µs) of what belongs to calendars and lists: always later than the last. */
  stamp(): number {
    return this.#stamp();
  }

  /** The strongest role that the rules give a person. */
  roleOn(row: CalendarRow, email: string): Role | undefined {
    return this.#given(row, email)
      .map((rule) => rule.role)
      .sort((one, other) => RANK[other] - RANK[one])[0];
  }

  /** When (µs) what a person may do on a calendar last changed; a rule taken away counts. */
  roleChanged(row: CalendarRow, email: string): number {
    return Math.max(0, ...this.#about(row, email).map((rule) => rule.updated));
  }

  /** Rules of a calendar, those taken away too. */
  rules(calendarId: string): readonly AclRow[] {
    return [...(this.#aclOf.get(calendarId)?.values() ?? [])];
  }

  rule(calendarId: string, id: string): AclRow | undefined {
    const row = this.#aclOf.get(calendarId)?.get(id);
    return row?.deleted ? undefined : row;
  }

  setRule(calendarId: string, id: string, role: Role): AclRow {
    return this.#keep({ calendarId, id, role, updated: this.#stamp() });
  }

  /** Takes a rule away; false if there was none. */
  deleteRule(calendarId: string, id: string): boolean {
    const known = this.rule(calendarId, id);
    if (!known) return false;
    const row = { ...known, updated: this.#stamp(), deleted: true } as const;
    this.#keep(row);
    return true;
  }

  /** Calendars on which a person has any role of his own. */
  *of(email: string): IterableIterator<OpenCalendar> {
    for (const row of this.#calendars.values()) {
      const role = this.roleOn(row, email);
      if (role) yield { row, role };
    }
  }

  #given(row: CalendarRow, email: string): readonly AclRow[] {
    return this.#about(row, email).filter((rule) => !rule.deleted);
  }

  #about(row: CalendarRow, email: string): readonly AclRow[] {
    const rules = this.#aclOf.get(row.id);
    const domain = email.slice(email.indexOf('@') + 1);
    return [`user:${email}`, `domain:${domain}`, 'default']
      .map((id) => rules?.get(id))
      .filter((rule) => rule !== undefined);
  }

  #add(row: CalendarRow): CalendarRow {
    this.#calendars.put(row.id, row);
    this.#keep({ calendarId: row.id, id: `user:${row.owner}`, role: 'owner', updated: 0 });
    return row;
  }

  #keep(row: AclRow): AclRow {
    this.#acl.put(`${row.calendarId}\n${row.id}`, row);
    this.#enter(row);
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
    ...(row.primary ? {} : { dataOwner: row.owner }),
    conferenceProperties: { allowedConferenceSolutionTypes: ['hangoutsMeet'] },
  };
}

/** The acl rule resource. */
export function aclResource(row: AclRow): Record<string, unknown> {
  return {
    kind: 'calendar#aclRule',
    etag: `"${paddedStamp(row.updated)}"`,
    id: row.id,
    scope: aclScope(row.id),
    role: row.deleted ? 'none' : row.role,
  };
}

/** Whom a rule is about; of the public rule Google names a principal too (recorded). */
export function aclScope(ruleId: string): Record<string, string> {
  const [type = 'default', value = '__public_principal__@public.calendar.google.com'] = ruleId.split(':', 2);
  return { type, value };
}
