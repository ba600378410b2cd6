/** Everything about calendars but their events: calendars themselves, lists, rules, settings, colours, free and busy. */
import * as v from 'valibot';
import type { Actor } from './actor.ts';
import { originOf } from './actor.ts';
import type { AttendeeCopies } from './attendee-copies.ts';
import type { CalendarBook, CalendarRow, Role } from './calendar-book.ts';
import { aclResource, aclScope, calendarResource } from './calendar-book.ts';
import { CalendarError, invalid, notFound, required, syncTokenRestricted } from './calendar-error.ts';
import type { CalendarList, CalendarListEntry } from './calendar-list.ts';
import type { CalendarSettings } from './calendar-settings.ts';
import type { CollectionOptions, Listed } from './collection-page.ts';
import { pageOf } from './collection-page.ts';
import { colorsResource } from './color-table.ts';
import { listEtag } from './event-list.ts';
import type { EventRow } from './event-row.ts';
import { isCancelled, isOriginal } from './event-row.ts';
import type { EventStore } from './event-store.ts';
import { isZone } from './event-time.ts';
import { freeBusy } from './free-busy.ts';
import { requireScope } from './method-scopes.ts';
import { paddedStamp } from './padded-stamp.ts';
import type { SyncTokens } from './sync-tokens.ts';

const ROLES: readonly string[] = ['freeBusyReader', 'reader', 'writer', 'owner'] satisfies readonly Role[];

const text = v.nullish(v.string());
const CalendarBody = v.object({ summary: text, description: text, location: text, timeZone: text });
const RuleBody = v.object({
  role: v.nullish(v.string()),
  scope: v.nullish(v.object({ type: v.nullish(v.string()), value: v.nullish(v.string()) })),
});
type RuleBody = v.InferOutput<typeof RuleBody>;

export interface DirectoryParts {
  readonly book: CalendarBook;
  readonly store: EventStore;
  readonly list: CalendarList;
  readonly settings: CalendarSettings;
  readonly tokens: SyncTokens;
  readonly copies: AttendeeCopies;
  /** An account's role; undefined where there is no such account. */
  readonly role: (email: string) => string | undefined;
  /** Runs a change of several tables as one. */
  readonly transaction: <R>(work: () => R) => R;
  /** Whether a change of who may see a calendar ends its sync tokens. */
  readonly aclExpiresTokens: () => boolean;
  /** Told whose rules changed, and whose lists with them. */
  readonly rulesChanged: (calendarId: string) => void;
}

export interface ListListOptions extends CollectionOptions {
  readonly minAccessRole?: string | undefined;
}

type Collection = Record<string, unknown> & { readonly items: readonly object[] };

export class CalendarDirectory {
  readonly #parts: DirectoryParts;

  constructor(parts: DirectoryParts) {
    this.#parts = parts;
  }

  getCalendar(actor: Actor, calendarId: string): Record<string, unknown> {
    requireScope(actor, 'calendars.get');
    return calendarResource(this.#parts.book.open(actor, calendarId).row);
  }

  /** A new secondary calendar, owned by the actor. */
  insertCalendar(actor: Actor, sent: unknown): Record<string, unknown> & { id: string } {
    requireScope(actor, 'calendars.insert');
    const { summary, ...rest } = readBody(CalendarBody, sent);
    if (!summary) throw required('Missing summary.');
    if (rest.timeZone && !isZone(rest.timeZone)) throw invalid('Invalid time zone value.');
    const fields = Object.fromEntries(Object.entries(rest).filter(([, value]) => value));
    const { book, list, transaction } = this.#parts;
    const row = transaction(() =>
      book.insert(actor.email, { summary, ...fields, madeByApp: actor.via === 'page' ? undefined : true }),
    );
    list.changed(actor.email);
    return { ...calendarResource(row), id: row.id };
  }

  /** PATCH (`patch`) or PUT (`replace`). */
  writeCalendar(
    mode: 'patch' | 'replace',
    actor: Actor,
    calendarId: string,
    sent: unknown,
  ): Record<string, unknown> {
    requireScope(actor, mode === 'patch' ? 'calendars.patch' : 'calendars.update');
    const { book, transaction } = this.#parts;
    const { row } = book.open(actor, calendarId, 'owner');
    const body = readBody(CalendarBody, sent);
    if (body.timeZone && !isZone(body.timeZone)) throw invalid('Invalid time zone value.');
    if (mode === 'replace' && !body.summary) throw required('Missing summary.');
    const kept = mode === 'patch' ? row : undefined;
    const changed = transaction(() =>
      book.update(row, {
        summary: body.summary ?? row.summary,
        timeZone: body.timeZone ?? row.timeZone,
        description: laid(body.description, kept?.description),
        location: laid(body.location, kept?.location),
      }),
    );
    if (changed !== row) this.#told(row);
    return calendarResource(changed);
  }

  /** Deletes a secondary calendar: its guests see its events cancelled, everybody else sees nothing any more. */
  deleteCalendar(actor: Actor, calendarId: string): void {
    requireScope(actor, 'calendars.delete');
    const { book, store, list } = this.#parts;
    const { row } = book.open(actor, calendarId, 'owner');
    if (row.primary)
      throw new CalendarError(403, 'cannotDeletePrimaryCalendar', 'A primary calendar cannot be deleted.', {
        domain: 'calendar',
      });
    if (row.owner !== actor.email)
      throw new CalendarError(403, 'forbidden', 'Only the data owner of a calendar can delete it.');
    store.change(originOf(actor), () => {
      for (const event of store.rows(row.id)) this.#cancel(event);
      list.drop(row);
      book.remove(row);
    });
  }

  /** Deletes every event of a primary calendar. */
  clearCalendar(actor: Actor, calendarId: string): void {
    requireScope(actor, 'calendars.clear');
    const { book, store } = this.#parts;
    const { row } = book.open(actor, calendarId, 'owner');
    if (!row.primary) throw invalid('Only a primary calendar can be cleared.', 'calendarId');
    store.change(originOf(actor), () => {
      for (const event of store.rows(row.id)) this.#cancel(event);
    });
  }

  /** Gives a secondary calendar another data owner; administrators only. */
  transferOwnership(actor: Actor, calendarId: string, newOwner: string, asAdmin: boolean): void {
    requireScope(actor, 'calendars.transferOwnership');
    const { book, list, role, transaction } = this.#parts;
    if (!asAdmin) throw invalid('Only administrators can transfer ownership.', 'useAdminAccess');
    if (role(actor.email) !== 'admin')
      throw new CalendarError(403, 'forbidden', 'Only an administrator can transfer ownership.');
    const row = book.find(calendarId);
    const email = newOwner.toLowerCase();
    if (!row) throw notFound();
    if (row.primary) throw invalid('A primary calendar cannot be transferred.', 'calendarId');
    if (role(email) === undefined) throw invalid('Invalid new data owner.', 'newDataOwner');
    transaction(() => {
      book.update(row, { owner: email });
      book.setRule(row.id, `user:${email}`, 'owner');
    });
    this.#parts.rulesChanged(row.id);
    for (const each of [row.owner, email]) list.changed(each);
  }

  calendarList(actor: Actor, options: ListListOptions = {}): Collection {
    requireScope(actor, 'calendarList.list');
    const { minAccessRole, syncToken } = options;
    if (minAccessRole !== undefined && !ROLES.includes(minAccessRole))
      throw invalid('Invalid value for: minAccessRole', 'minAccessRole');
    const restricted =
      minAccessRole !== undefined || options.showDeleted === false || options.showHidden === false;
    if (syncToken !== undefined && restricted) throw syncTokenRestricted();
    const least = ROLES.indexOf(minAccessRole ?? '');
    const entries = this.#parts.list
      .all(actor.email)
      .filter(({ deleted, resource }) => deleted || ROLES.indexOf(String(resource['accessRole'])) >= least);
    return this.#collection('calendar#calendarList', entries, options, {
      of: actor.email,
      calendarId: '',
      email: actor.email,
    });
  }

  calendarListEntry(actor: Actor, calendarId: string): CalendarListEntry {
    requireScope(actor, 'calendarList.get');
    return this.#parts.list.get(actor.email, calendarId);
  }

  insertListEntry(actor: Actor, sent: unknown, rgb = false): CalendarListEntry {
    requireScope(actor, 'calendarList.insert');
    return this.#parts.list.insert(actor.email, sent, rgb);
  }

  writeListEntry(
    mode: 'patch' | 'replace',
    actor: Actor,
    calendarId: string,
    sent: unknown,
    rgb: boolean,
  ): CalendarListEntry {
    requireScope(actor, mode === 'patch' ? 'calendarList.patch' : 'calendarList.update');
    return this.#parts.list.write(mode, actor.email, calendarId, sent, rgb);
  }

  removeListEntry(actor: Actor, calendarId: string): void {
    requireScope(actor, 'calendarList.delete');
    this.#parts.list.remove(actor.email, calendarId);
  }

  settings(actor: Actor, options: CollectionOptions = {}): Collection {
    requireScope(actor, 'settings.list');
    return this.#collection('calendar#settings', this.#parts.settings.all(actor.email), options, {
      of: actor.email,
      calendarId: '',
      email: actor.email,
      form: 'digits',
    });
  }

  setting(actor: Actor, id: string): Record<string, unknown> {
    requireScope(actor, 'settings.get');
    return this.#parts.settings.get(actor.email, id);
  }

  acl(actor: Actor, calendarId: string, options: CollectionOptions = {}): Collection {
    requireScope(actor, 'acl.list');
    const { row } = this.#parts.book.open(actor, calendarId, 'owner');
    if (options.syncToken !== undefined && options.showDeleted === false) throw syncTokenRestricted();
    const entries = this.#parts.book.rules(row.id).map((rule) => ({
      stamp: rule.updated,
      deleted: rule.deleted === true,
      resource: aclResource(rule),
    }));
    return this.#collection('calendar#acl', entries, options, {
      of: row.id,
      calendarId: row.id,
      email: actor.email,
      form: 'digits',
    });
  }

  aclRule(actor: Actor, calendarId: string, id: string): Record<string, unknown> {
    requireScope(actor, 'acl.get');
    const { row } = this.#parts.book.open(actor, calendarId, 'owner');
    const rule = this.#parts.book.rule(row.id, id);
    if (!rule) throw notFound();
    return aclResource(rule);
  }

  /** Gives somebody a role on a calendar; role `none` takes it away. */
  insertAcl(actor: Actor, calendarId: string, sent: unknown): Record<string, unknown> {
    requireScope(actor, 'acl.insert');
    const { row } = this.#parts.book.open(actor, calendarId, 'owner');
    const body = readBody(RuleBody, sent);
    return this.#giveRole(actor, row, ruleId(body), body.role ?? '');
  }

  /** PATCH and PUT: a rule has nothing to change but its role. */
  writeAcl(
    mode: 'patch' | 'replace',
    actor: Actor,
    calendarId: string,
    id: string,
    sent: unknown,
  ): Record<string, unknown> {
    requireScope(actor, mode === 'patch' ? 'acl.patch' : 'acl.update');
    const { row } = this.#parts.book.open(actor, calendarId, 'owner');
    const rule = this.#parts.book.rule(row.id, id);
    if (!rule) throw notFound();
    const { role } = readBody(RuleBody, sent);
    if (mode === 'replace' && !role) throw required('Missing role.');
    return this.#giveRole(actor, row, id, role ?? rule.role);
  }

  deleteAcl(actor: Actor, calendarId: string, id: string): void {
    requireScope(actor, 'acl.delete');
    const { row } = this.#parts.book.open(actor, calendarId, 'owner');
    if (!this.#parts.book.rule(row.id, id)) throw notFound();
    this.#giveRole(actor, row, id, 'none');
  }

  colors(actor: Actor): Record<string, unknown> {
    requireScope(actor, 'colors.get');
    return colorsResource();
  }

  freeBusy(actor: Actor, sent: unknown): Record<string, unknown> {
    requireScope(actor, 'freebusy.query');
    return freeBusy(actor, sent, this.#parts.book, this.#parts.store);
  }

  #giveRole(actor: Actor, row: CalendarRow, id: string, role: string): Record<string, unknown> {
    if (role !== 'none' && !ROLES.includes(role)) throw invalid('Invalid role value.', 'role');
    if (id === `user:${row.owner}` && role !== 'owner')
      throw new CalendarError(403, 'cannotChangeOwnAcl', 'Cannot change your own access level.', {
        domain: 'calendar',
      });
    const { book, tokens, transaction } = this.#parts;
    const rule = transaction(() => {
      if (this.#parts.aclExpiresTokens()) tokens.expire(row.id);
      if (role !== 'none') return book.setRule(row.id, id, role as Role);
      book.deleteRule(row.id, id);
      return undefined;
    });
    this.#parts.rulesChanged(row.id);
    const [scopeType, value] = id.split(':', 2);
    if (scopeType === 'user' && value !== undefined) this.#parts.list.changed(value);
    if (rule) return aclResource(rule);
    return { kind: 'calendar#aclRule', etag: `"${paddedStamp(0)}"`, id, scope: aclScope(id), role };
  }

  #cancel(event: EventRow): void {
    if (isCancelled(event)) return;
    const { store, copies } = this.#parts;
    const stamp = store.stamp();
    const content = { ...event.content, status: 'cancelled' } as const;
    const row = store.put({
      ...event,
      content,
      sequence: event.sequence + 1,
      updated: stamp,
      changed: stamp,
    });
    if (isOriginal(row)) copies.written(event, row);
  }

  #told(row: CalendarRow): void {
    const { list } = this.#parts;
    for (const email of new Set([row.owner, ...list.listeners(row.id)])) list.changed(email);
  }

  #collection<R extends object>(
    kind: string,
    entries: readonly Listed<R>[],
    options: CollectionOptions,
    whose: { of: string; calendarId: string; email: string; form?: 'digits' },
  ): Collection {
    const { email, calendarId, of, form = 'packed' } = whose;
    const epoch = this.#parts.tokens.epoch(email, calendarId);
    const endedAt = this.#parts.tokens.endedAt(email, calendarId);
    const { items, ...tokens } = pageOf(entries, options, { of, form, epoch, endedAt });
    return { kind, etag: `"${listEtag(JSON.stringify(items))}"`, ...tokens, items };
  }
}

/** A sent value wins, an empty or null one clears. */
function laid(sent: string | null | undefined, before: string | undefined): string | undefined {
  return sent === undefined ? before : sent || undefined;
}

function readBody<S extends v.GenericSchema>(schema: S, sent: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, sent ?? {});
  if (result.success) return result.output;
  throw invalid(`Invalid value for: ${v.getDotPath(result.issues[0]) ?? 'body'}`);
}

function ruleId({ scope }: RuleBody): string {
  if (scope?.type === 'default') return 'default';
  if ((scope?.type === 'user' || scope?.type === 'domain') && scope.value)
    return `${scope.type}:${scope.value.toLowerCase()}`;
  if (scope?.type === 'group')
    throw new CalendarError(501, 'notImplemented', 'Groups are not built in this local Google.');
  throw invalid('Invalid scope value.', 'scope');
}
