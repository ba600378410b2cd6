/** What a CalendarEvent and a CalendarEventSeries have in common. Each setter writes at once; a getter reads what was last seen. */
import { Exception } from '../host.ts';
import { flag, integer, signature, text } from '../check.ts';
import type { Check } from '../check.ts';
import { memberNamed, memberOf } from '../enum-value.ts';
import type { EnumValue } from '../enum-value.ts';
import { calendarEnums } from './calendar-enums.ts';
import { EventGuest, statusOf, statusToWire } from './event-guest.ts';
import type { Attendee } from './event-guest.ts';
import { eventsPath, need, textOf } from './rest.ts';
import type { Json } from './rest.ts';

const { EventTransparency, EventType, GuestStatus, Visibility } = calendarEnums;
const EVENT_COLORS = new Set(['', '0', ...Object.values(calendarEnums.EventColor)]);
// https://developers.google.com/apps-script/reference/calendar/calendar-event#addpopupreminderminutesbefore
const [MIN_REMINDER, MAX_REMINDER, MAX_REMINDERS] = [5, 40_320, 5];

interface Reminder {
  readonly method: string;
  readonly minutes: number;
}

export class EventLike {
  readonly #kind: string;
  readonly #calendarId: string;
  #row: Json;

  constructor(kind: 'CalendarEvent' | 'CalendarEventSeries', calendarId: string, row: Json) {
    this.#kind = kind;
    this.#calendarId = calendarId;
    this.#row = row;
  }

  static rowOf(event: EventLike): Json {
    return event.#row;
  }

  static calendarOf(event: EventLike): string {
    return event.#calendarId;
  }

  static pathOf(event: EventLike): string {
    return `${eventsPath(event.#calendarId)}/${encodeURIComponent(textOf(event.#row['id']))}`;
  }

  /** Writes `body` under the name of `member`. */
  static change<T extends EventLike>(event: T, member: string, body: object): T {
    event.#row = need(`${event.#kind}.${member}`, {
      http: 'PATCH',
      path: EventLike.pathOf(event),
      query: { sendUpdates: 'none', conferenceDataVersion: 1 },
      body,
    });
    return event;
  }

  static remove(event: EventLike, member: string): void {
    need(`${event.#kind}.${member}`, {
      http: 'DELETE',
      path: EventLike.pathOf(event),
      query: { sendUpdates: 'none' },
    });
  }

  static one(event: EventLike, member: string, args: readonly unknown[], ...checks: Check[]): unknown {
    signature(`CalendarApp.${event.#kind}.${member}`, args, checks);
    return args[0];
  }

  getId(): string {
    return textOf(this.#row['iCalUID']);
  }

  getTitle(): string {
    return textOf(this.#row['summary']);
  }

  setTitle(...args: unknown[]): this {
    return this.#text('setTitle', 'summary', args);
  }

  getDescription(): string {
    return textOf(this.#row['description']);
  }

  setDescription(...args: unknown[]): this {
    return this.#text('setDescription', 'description', args);
  }

  getLocation(): string {
    return textOf(this.#row['location']);
  }

  setLocation(...args: unknown[]): this {
    return this.#text('setLocation', 'location', args);
  }

  getCreators(): string[] {
    const email = this.#person('creator')['email'];
    return typeof email === 'string' ? [email] : [];
  }

  getDateCreated(): Date {
    return new Date(textOf(this.#row['created']));
  }

  getLastUpdated(): Date {
    return new Date(textOf(this.#row['updated']));
  }

  getOriginalCalendarId(): string {
    return textOf(this.#person('organizer')['email']) || this.#calendarId;
  }

  isOwnedByMe(): boolean {
    return this.#person('organizer')['self'] === true;
  }

  getEventType(): EnumValue {
    const wire = textOf(this.#row['eventType']) || 'default';
    return memberNamed(EventType, wire.replace(/[A-Z]/g, '_$&').toUpperCase());
  }

  getTransparency(): EnumValue {
    return memberNamed(
      EventTransparency,
      this.#row['transparency'] === 'transparent' ? 'TRANSPARENT' : 'OPAQUE',
    );
  }

  setTransparency(...args: unknown[]): this {
    const value = EventLike.one(this, 'setTransparency', args, memberOf(EventTransparency)) as EnumValue;
    return EventLike.change(this, 'setTransparency', { transparency: value.name().toLowerCase() });
  }

  getVisibility(): EnumValue {
    return memberNamed(Visibility, (textOf(this.#row['visibility']) || 'default').toUpperCase());
  }

  setVisibility(...args: unknown[]): this {
    const value = EventLike.one(this, 'setVisibility', args, memberOf(Visibility)) as EnumValue;
    return EventLike.change(this, 'setVisibility', { visibility: value.name().toLowerCase() });
  }

  getColor(): string {
    return textOf(this.#row['colorId']);
  }

  setColor(...args: unknown[]): this {
    const value = EventLike.one(this, 'setColor', args, text) as string;
    if (!EVENT_COLORS.has(value)) throw new Exception('Invalid argument: color');
    return EventLike.change(this, 'setColor', { colorId: value === '0' || value === '' ? null : value });
  }

  getGuestList(...args: unknown[]): EventGuest[] {
    signature(`CalendarApp.${this.#kind}.getGuestList`, args, [], [flag]);
    return this.#attendees()
      .filter(({ organizer }) => args[0] === true || organizer !== true)
      .map((attendee) => new EventGuest(attendee));
  }

  getGuestByEmail(...args: unknown[]): EventGuest | null {
    const email = (EventLike.one(this, 'getGuestByEmail', args, text) as string).toLowerCase();
    const found = this.#attendees().find((attendee) => attendee.email.toLowerCase() === email);
    return found ? new EventGuest(found) : null;
  }

  addGuest(...args: unknown[]): this {
    const email = EventLike.one(this, 'addGuest', args, text) as string;
    if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new Exception(`Invalid email: ${email}`);
    const others = this.#attendees();
    if (others.some((attendee) => attendee.email.toLowerCase() === email.toLowerCase())) return this;
    return EventLike.change(this, 'addGuest', { attendees: [...others, { email }] });
  }

  removeGuest(...args: unknown[]): this {
    const email = (EventLike.one(this, 'removeGuest', args, text) as string).toLowerCase();
    const attendees = this.#attendees().filter((attendee) => attendee.email.toLowerCase() !== email);
    return EventLike.change(this, 'removeGuest', { attendees });
  }

  /** Null for somebody who is no guest of it. */
  getMyStatus(): EnumValue | null {
    if (this.isOwnedByMe()) return memberNamed(GuestStatus, 'OWNER');
    const me = this.#attendees().find(({ self }) => self === true);
    return me ? statusOf(me) : null;
  }

  setMyStatus(...args: unknown[]): this {
    const status = EventLike.one(this, 'setMyStatus', args, memberOf(GuestStatus)) as EnumValue;
    const attendees = this.#attendees().map((attendee) =>
      attendee.self === true ? { ...attendee, responseStatus: statusToWire(status) } : attendee,
    );
    return EventLike.change(this, 'setMyStatus', { attendees });
  }

  guestsCanModify(): boolean {
    return this.#row['guestsCanModify'] === true;
  }

  setGuestsCanModify(...args: unknown[]): this {
    return this.#flag('setGuestsCanModify', 'guestsCanModify', args);
  }

  guestsCanInviteOthers(): boolean {
    return this.#row['guestsCanInviteOthers'] !== false;
  }

  setGuestsCanInviteOthers(...args: unknown[]): this {
    return this.#flag('setGuestsCanInviteOthers', 'guestsCanInviteOthers', args);
  }

  guestsCanSeeGuests(): boolean {
    return this.#row['guestsCanSeeOtherGuests'] !== false;
  }

  setGuestsCanSeeGuests(...args: unknown[]): this {
    return this.#flag('setGuestsCanSeeGuests', 'guestsCanSeeOtherGuests', args);
  }

  anyoneCanAddSelf(): boolean {
    return this.#row['anyoneCanAddSelf'] === true;
  }

  setAnyoneCanAddSelf(...args: unknown[]): this {
    return this.#flag('setAnyoneCanAddSelf', 'anyoneCanAddSelf', args);
  }

  getPopupReminders(): number[] {
    return this.#minutes('popup');
  }

  getEmailReminders(): number[] {
    return this.#minutes('email');
  }

  /** There are none any more: Google ended them in 2019. */
  getSmsReminders(): number[] {
    return this.#minutes('sms');
  }

  addPopupReminder(...args: unknown[]): this {
    return this.#remind('addPopupReminder', 'popup', args);
  }

  addEmailReminder(...args: unknown[]): this {
    return this.#remind('addEmailReminder', 'email', args);
  }

  removeAllReminders(): this {
    return EventLike.change(this, 'removeAllReminders', { reminders: { useDefault: false, overrides: [] } });
  }

  resetRemindersToDefault(): this {
    return EventLike.change(this, 'resetRemindersToDefault', { reminders: { useDefault: true } });
  }

  getAllTagKeys(): string[] {
    return Object.keys(this.#tags());
  }

  getTag(...args: unknown[]): string | null {
    return this.#tags()[EventLike.one(this, 'getTag', args, text) as string] ?? null;
  }

  setTag(...args: unknown[]): this {
    const key = EventLike.one(this, 'setTag', args, text, text) as string;
    return EventLike.change(this, 'setTag', { extendedProperties: { shared: { [key]: args[1] } } });
  }

  deleteTag(...args: unknown[]): this {
    const key = EventLike.one(this, 'deleteTag', args, text) as string;
    return EventLike.change(this, 'deleteTag', { extendedProperties: { shared: { [key]: null } } });
  }

  #text(member: string, field: string, args: readonly unknown[]): this {
    return EventLike.change(this, member, { [field]: EventLike.one(this, member, args, text) });
  }

  #flag(member: string, field: string, args: readonly unknown[]): this {
    return EventLike.change(this, member, { [field]: EventLike.one(this, member, args, flag) });
  }

  #person(field: 'creator' | 'organizer'): Json {
    return (this.#row[field] as Json | undefined) ?? {};
  }

  #attendees(): readonly Attendee[] {
    return (this.#row['attendees'] as readonly Attendee[] | undefined) ?? [];
  }

  #tags(): Readonly<Record<string, string>> {
    const { shared = {} } = (this.#row['extendedProperties'] ?? {}) as { shared?: Record<string, string> };
    return shared;
  }

  #overrides(): readonly Reminder[] {
    const { overrides = [] } = (this.#row['reminders'] ?? {}) as { overrides?: readonly Reminder[] };
    return overrides;
  }

  #minutes(method: string): number[] {
    return this.#overrides()
      .filter((reminder) => reminder.method === method)
      .map(({ minutes }) => minutes);
  }

  #remind(member: string, method: string, args: readonly unknown[]): this {
    const minutes = EventLike.one(this, member, args, integer) as number;
    const overrides = [...this.#overrides(), { method, minutes }];
    if (minutes < MIN_REMINDER || minutes > MAX_REMINDER || overrides.length > MAX_REMINDERS)
      throw new Exception('Invalid argument: minutesBefore');
    return EventLike.change(this, member, { reminders: { useDefault: false, overrides } });
  }
}
