/**
 * Local Google Calendar: one state machine that the HTTP routes, the page and control share.
 *
 * Every method takes an actor. Scopes are checked here, so that no way around them exists; the page acts with all
 * of them, as Google's own page does, and is the only one who may write any conference data.
 */
import type { Ground } from '../../control/ground.ts';
import type { Store } from '../../control/store.ts';
import type { Actor, CalendarChange } from './actor.ts';
import { AttendeeCopies } from './attendee-copies.ts';
import type { OpenCalendar } from './calendar-book.ts';
import { CalendarBook } from './calendar-book.ts';
import { CalendarDirectory } from './calendar-directory.ts';
import { invalid } from './calendar-error.ts';
import { CalendarList } from './calendar-list.ts';
import { CalendarSettings } from './calendar-settings.ts';
import { CALENDAR_SWITCHES } from './calendar-switches.ts';
import { importEvent } from './event-import.ts';
import { EventLister } from './event-list.ts';
import { EventMover } from './event-move.ts';
import type { EventResource, EventsResource } from './event-resource-type.ts';
import { eventResource } from './event-resource.ts';
import type { EventRow } from './event-row.ts';
import { firstStart, rowOf } from './event-rows.ts';
import { EventStore } from './event-store.ts';
import { isZone } from './event-time.ts';
import { EventWriter } from './event-write.ts';
import type { IdentityPort, SolutionsOf } from './identity-port.ts';
import type { GoogleMail } from './mail-log.ts';
import { MailLog } from './mail-log.ts';
import { requireScope } from './method-scopes.ts';
import type { Collection } from './push-channels.ts';
import { PushChannels } from './push-channels.ts';
import type { InstancesOptions, ListOptions, ReadOptions, WriteOptions } from './parameters.ts';
import { SyncTokens } from './sync-tokens.ts';

export type { Actor, CalendarChange } from './actor.ts';
export { CalendarError } from './calendar-error.ts';
export type { EventResource, EventsResource } from './event-resource-type.ts';
export type { GoogleMail } from './mail-log.ts';

const TABLES = [
  'events',
  'calendars',
  'acl',
  'list',
  'settings',
  'settingStamps',
  'mail',
  'deliveries',
  'syncEpochs',
  'channels',
] as const;

export class Calendar {
  readonly identity: IdentityPort;
  /** Calendars, lists, rules, settings. */
  readonly directory: CalendarDirectory;
  readonly #files: Store;
  readonly #book: CalendarBook;
  readonly #store: EventStore;
  readonly #tokens: SyncTokens;
  readonly #copies: AttendeeCopies;
  readonly #mails: MailLog;
  readonly #lister: EventLister;
  readonly #writer: EventWriter;
  readonly #mover: EventMover;
  readonly #settings: CalendarSettings;
  readonly #channels: PushChannels;

  /** @param solutionsOf - conferencing solutions of an installed add-on; decides whether its script may write conferences */
  constructor(ground: Ground, files: Store, identity: IdentityPort, solutionsOf: SolutionsOf) {
    const { clock, switches } = ground;
    switches.declare(...CALENDAR_SWITCHES);
    this.#files = files;
    this.identity = identity;
    const book = new CalendarBook(files, clock, identity);
    const store = new EventStore(files, clock, (id) => book.find(id)?.owner ?? id);
    const tokens = new SyncTokens(files, clock, switches, () => book.stamp());
    const copies = new AttendeeCopies(files, store, book, clock, switches);
    const mails = new MailLog(files, clock, identity);
    this.#book = book;
    this.#store = store;
    this.#tokens = tokens;
    this.#copies = copies;
    this.#mails = mails;
    this.#lister = new EventLister({
      ...{ store, book, tokens, clock, switches },
      hidesInvitations: (email) => this.#settings.value(email, 'hideInvitations') === 'true',
    });
    const conferenceRules = (actor: Actor) => ({
      actor,
      write: switches.text('google.conferenceWrite'),
      solutions: actor.scriptId === undefined ? undefined : solutionsOf(actor.scriptId, actor.email),
    });
    this.#writer = new EventWriter({ store, book, copies, mails, conferenceRules });
    this.#mover = new EventMover({
      store,
      book,
      copies,
      mails,
      answer: () => switches.text('google.moveAnswer'),
    });
    this.#channels = new PushChannels(files, ground, (email, watched) => maySee(book, email, watched));
    store.onChange(({ calendarId }) => {
      this.#channels.changed('events', calendarId);
    });
    const list = new CalendarList(files, book, (email) => {
      this.#channels.changed('calendarList', email);
    });
    this.#settings = new CalendarSettings(
      files,
      identity,
      () => book.stamp(),
      (email) => {
        this.#channels.changed('settings', email);
      },
    );
    this.directory = new CalendarDirectory({
      ...{ book, store, list, settings: this.#settings, tokens, copies },
      role: (email) => roleOf(identity, email),
      transaction: (work) => files.transaction(work),
      aclExpiresTokens: () => switches.is('google.aclExpiresTokens'),
      rulesChanged: (calendarId) => {
        this.#channels.changed('acl', calendarId);
      },
    });
  }

  /** Calls `listener` once per effective change of a calendar, after it is on disk. Writes that change nothing are none. */
  onChange(listener: (change: CalendarChange) => void): () => void {
    return this.#store.onChange(listener);
  }

  /** Makes the primary calendar of an account (it is also made by itself at first sight). */
  provision(email: string): void {
    this.#book.find(email);
  }

  getEvent(actor: Actor, calendarId: string, eventId: string, options: ReadOptions = {}): EventResource {
    requireScope(actor, 'events.get');
    const open = this.#book.openEvents(actor, calendarId, 'freeBusyReader');
    return this.#resource(rowOf(this.#store, open.row, eventId), open, options);
  }

  listEvents(actor: Actor, calendarId: string, options: ListOptions = {}): EventsResource {
    requireScope(actor, 'events.list');
    return this.#lister.list(actor, calendarId, options);
  }

  instances(
    actor: Actor,
    calendarId: string,
    eventId: string,
    options: InstancesOptions = {},
  ): EventsResource {
    requireScope(actor, 'events.instances');
    return this.#lister.instances(actor, calendarId, eventId, options);
  }

  /** @param body - the event resource as a client sends it */
  insertEvent(actor: Actor, calendarId: string, body: unknown, options: WriteOptions = {}): EventResource {
    requireScope(actor, 'events.insert');
    return this.#answer(actor, this.#writer.insert(actor, calendarId, body, options), options);
  }

  /** @param body - the event resource as a client sends it, with an iCalUID */
  importEvent(actor: Actor, calendarId: string, body: unknown, options: WriteOptions = {}): EventResource {
    requireScope(actor, 'events.import');
    const calendar = this.#book.openEvents(actor, calendarId, 'writer').row;
    const parts = { store: this.#store, writer: this.#writer };
    return this.#answer(actor, importEvent(actor, calendar, body, options, parts), options);
  }

  patchEvent(
    actor: Actor,
    calendarId: string,
    eventId: string,
    body: unknown,
    options: WriteOptions = {},
  ): EventResource {
    requireScope(actor, 'events.patch');
    return this.#answer(
      actor,
      this.#writer.write('patch', actor, calendarId, eventId, body, options),
      options,
    );
  }

  updateEvent(
    actor: Actor,
    calendarId: string,
    eventId: string,
    body: unknown,
    options: WriteOptions = {},
  ): EventResource {
    requireScope(actor, 'events.update');
    return this.#answer(
      actor,
      this.#writer.write('replace', actor, calendarId, eventId, body, options),
      options,
    );
  }

  deleteEvent(actor: Actor, calendarId: string, eventId: string, options: WriteOptions = {}): void {
    requireScope(actor, 'events.delete');
    this.#writer.delete(actor, calendarId, eventId, options);
  }

  moveEvent(
    actor: Actor,
    calendarId: string,
    eventId: string,
    destination: string,
    options: WriteOptions = {},
  ): EventResource {
    requireScope(actor, 'events.move');
    const { row, calendar } = this.#mover.move(actor, calendarId, eventId, destination, options);
    return this.#resource(row, { row: calendar, role: 'owner' }, options);
  }

  /** The page's bin: a deleted event comes back with everything it held. */
  restoreEvent(actor: Actor, calendarId: string, eventId: string): EventResource {
    requireScope(actor, 'events.patch');
    return this.#answer(actor, this.#writer.restore(actor, calendarId, eventId), {});
  }

  /** The page's "Change owner", accepted at once. Answers the event on its new calendar. */
  changeOwner(actor: Actor, calendarId: string, eventId: string, to: string): EventResource {
    requireScope(actor, 'events.move');
    const { row, calendar } = this.#mover.changeOwner(actor, calendarId, eventId, to);
    return this.#resource(row, { row: calendar, role: 'owner' }, {});
  }

  /** Puts a calendar that was shared with the actor into his list. */
  addToCalendarList(actor: Actor, sent: unknown): Record<string, unknown> {
    return this.directory.insertListEntry(actor, sent);
  }

  getCalendar(actor: Actor, calendarId: string): Record<string, unknown> {
    return this.directory.getCalendar(actor, calendarId);
  }

  /** A new secondary calendar, owned by the actor. */
  insertCalendar(actor: Actor, sent: NewCalendar): Record<string, unknown> & { id: string } {
    return this.directory.insertCalendar(actor, sent);
  }

  /** What Calendar's settings page does; there is no REST call for it. */
  changeSettings(email: string, values: Readonly<Record<string, string>>): void {
    this.#settings.set(email, values);
  }

  /** Gives somebody a role on a calendar; role `none` takes it away. */
  insertAcl(actor: Actor, calendarId: string, sent: NewAclRule): Record<string, unknown> {
    return this.directory.insertAcl(actor, calendarId, sent);
  }

  /** Opens a push channel on events, rules, the actor's list or his settings. */
  watch(actor: Actor, { collection, calendarId, path, origin, body }: WatchRequest): Record<string, unknown> {
    requireScope(actor, `${collection}.watch`);
    const ofCalendar = collection === 'events' || collection === 'acl';
    const need = collection === 'acl' ? 'owner' : 'freeBusyReader';
    const of = ofCalendar ? this.#book.open(actor, calendarId, need).row.id : actor.email;
    return this.#channels.watch(actor, { collection, of, path, origin }, body);
  }

  stopChannel(actor: Actor, body: unknown): void {
    requireScope(actor, 'channels.stop');
    this.#channels.stop(actor, body);
  }

  /** Ends push channels: one, a person's, or all. @returns how many */
  expireChannels(which: { id?: string | undefined; email?: string | undefined } = {}): number {
    return this.#channels.expire(which);
  }

  /** Events of a calendar as stored, tombstones in full, for control. */
  state(email: string, calendarId = 'primary'): readonly EventResource[] {
    const row = this.#book.find(calendarId === 'primary' ? email : calendarId);
    if (!row) return [];
    return this.#store.rows(row.id).map((event) => this.#resource(event, { row, role: 'owner' }, {}));
  }

  /** Ends the sync tokens of a person, or everybody's. */
  expireSyncTokens(email?: string): void {
    this.#tokens.expire(email);
  }

  /** Mails that Google sent, oldest first. */
  mails(filter: { to?: string | undefined; from?: string | undefined } = {}): readonly GoogleMail[] {
    return this.#mails.list(filter);
  }

  clearMails(): void {
    this.#mails.clear();
  }

  /** Empties the calendars. Deliveries under way are dropped with the clock's queue or find nothing. */
  reset(): void {
    this.#files.transaction(() => {
      for (const name of TABLES) {
        const table = this.#files.table(`calendar.${name}`);
        for (const key of [...table.keys()]) table.delete(key);
      }
    });
    this.#book.rebuild();
    this.#store.rebuild();
    this.#copies.resume();
    this.#channels.resume();
  }

  #answer(actor: Actor, row: EventRow, options: ReadOptions): EventResource {
    return this.#resource(row, this.#book.open(actor, row.calendarId), options);
  }

  #resource(row: EventRow, open: OpenCalendar, options: ReadOptions): EventResource {
    if (options.timeZone !== undefined && !isZone(options.timeZone))
      throw invalid('Invalid time zone value.', 'timeZone');
    return eventResource(row, {
      calendarId: open.row.id,
      zone: options.timeZone ?? open.row.timeZone,
      role: open.role,
      maxAttendees: options.maxAttendees,
      firstStart: firstStart(row, open.row),
    });
  }
}

function roleOf(identity: IdentityPort, email: string): string | undefined {
  const person = identity.account(email);
  return person && (person.role ?? 'user');
}

/** Whether a person still sees what he watches: his own list and settings always. */
function maySee(
  book: CalendarBook,
  email: string,
  { collection, of }: { readonly collection: Collection; readonly of: string },
): boolean {
  if (collection === 'calendarList' || collection === 'settings') return true;
  const row = book.find(of);
  return row !== undefined && book.roleOn(row, email) !== undefined;
}

/** What can be watched. */
export type Watchable = Collection;

export interface WatchRequest {
  readonly collection: Watchable;
  /** Of events and rules. */
  readonly calendarId: string;
  /** Below `/calendar/v3/`. */
  readonly path: string;
  /** Where the caller reached this server. */
  readonly origin: string;
  /** The channel as a client sends it. */
  readonly body: unknown;
}

export interface NewCalendar {
  readonly summary?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly location?: string | null | undefined;
  readonly timeZone?: string | null | undefined;
}

export interface NewAclRule {
  readonly role?: string | undefined;
  readonly scope?: { readonly type?: string | undefined; readonly value?: string | undefined } | undefined;
}
