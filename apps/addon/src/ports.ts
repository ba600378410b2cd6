/** What the add-on needs of the world around it. `platform/` makes these of Apps Script's services; tests of their own. */
import type {
  CardAnswer,
  CardRequest,
  ChangesAnswer,
  ChangesRequest,
  CheckAnswer,
  CheckRequest,
  ConferencesAnswer,
  ConferencesRequest,
} from '@webex-scheduler/contracts';
import type { CalendarEvent, ConferenceResource, EventPage } from './calendar/event.ts';

/** What a listing asks for; everything else of the request never changes, as sync tokens demand. */
export interface ListQuery {
  readonly syncToken?: string;
  readonly pageToken?: string;
}

export interface Calendars {
  /** The event as it is now, cancelled ones too; null = not found (or no access). */
  get(calendarId: string, eventId: string): CalendarEvent | null;
  /**
   * One page; throws {@link ListingExpired} where Google wants the listing begun anew, {@link CalendarClosed} where
   * the calendar is not this person's to read any more.
   */
  list(calendarId: string, query: ListQuery): EventPage;
  /** Single events between two instants, in order of start: for cards. */
  upcoming(calendarId: string, from: string, to: string): readonly CalendarEvent[];
  /**
   * Writes (or with null clears) the conference; the HTTP status, 200 when written. {@link TOO_MANY} and
   * {@link READ_ONLY} pass by themselves; a 403 is a refusal. Mails nobody.
   */
  patchConference(
    calendarId: string,
    eventId: string,
    data: ConferenceResource | null,
    ifMatch?: string,
  ): number;
  /** Writes the conference as {@link patchConference} does, and Google mails the guests without a Google Calendar. */
  tellOutside(calendarId: string, eventId: string, data: ConferenceResource, ifMatch?: string): number;
  /** The calendar's own title. */
  title(calendarId: string): string | undefined;
  /** A setting of the person's calendar (`timezone`, `format24HourTime`), if it may be read. */
  setting(name: string): string | null;
}

/** Google asks for fewer calls: the next execution may write. */
export const TOO_MANY = 429;
/** Google keeps the person's calendars read-only, for some hours. */
export const READ_ONLY = 423;

/** The calendar was deleted, or is no longer shared with this person. */
export class CalendarClosed extends Error {
  override readonly name = 'CalendarClosed';
}

/** Google says that a listing must begin anew (410, or 400 for a token it cannot read). */
export class ListingExpired extends Error {
  override readonly name = 'ListingExpired';
}

export interface Service {
  conferences(request: ConferencesRequest): ConferencesAnswer;
  changes(request: ChangesRequest): ChangesAnswer;
  check(request: CheckRequest): CheckAnswer;
  card(request: CardRequest): CardAnswer;
}

/** A few strings of the person's own, kept by Google. */
export interface Keep {
  get(key: string): string | null;
  set(key: string, value: string): void;
  delete(key: string): void;
  keys(): readonly string[];
}

/** What is quick to have and may be gone at any time. */
export interface Cache {
  get(key: string): string | null;
  set(key: string, value: string, seconds: number): void;
}

export interface InstalledTrigger {
  readonly id: string;
  readonly handler: string;
  /** The calendar listened to; absent on a clock trigger. */
  readonly calendarId?: string;
}

export interface Triggers {
  list(): readonly InstalledTrigger[];
  /** Throws where Google refuses (no access to the calendar, no permission, none left). */
  followCalendar(calendarId: string): void;
  everyHour(): void;
  remove(id: string): void;
}

export interface Lock {
  /** True if taken; waits at most `ms`. */
  take(ms: number): boolean;
  give(): void;
}

export interface Person {
  /** The primary address, which is also the id of the person's own calendar. */
  readonly email: string;
  readonly name: string | undefined;
  readonly timeZone: string;
  /** As the host or the profile names it (`fr`, `en-GB`). */
  readonly locale: string;
  /** Manifest scopes that were not granted. */
  readonly missingScopes: readonly string[];
  /** Google's page to grant them, if it names one. */
  readonly grantUrl: string | undefined;
}

/** One execution's world. */
export interface World {
  readonly calendars: Calendars;
  readonly service: Service;
  readonly keep: Keep;
  readonly cache: Cache;
  readonly triggers: Triggers;
  readonly lock: Lock;
  readonly person: Person;
  /** Milliseconds since the epoch. */
  now(): number;
  /** A new opaque id. */
  newId(): string;
  /** A line for whoever looks at the executions: codes and counts, never content. */
  log(line: string): void;
}
