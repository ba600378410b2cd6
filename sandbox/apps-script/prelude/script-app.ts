/** ScriptApp: triggers, tokens, authorisation. */
import { ask, Exception, spec } from './host.ts';
import { date, integer, mismatch, signature, text, texts } from './check.ts';
import { Weekday as WeekDay } from './calendar/calendar-enums.ts';
import { enumeration, memberNamed, memberOf } from './enum-value.ts';
import type { EnumValue } from './enum-value.ts';

export const AuthMode = enumeration('ScriptApp.AuthMode', 'NONE CUSTOM_FUNCTION LIMITED FULL');
const AuthorizationStatus = enumeration('ScriptApp.AuthorizationStatus', 'REQUIRED NOT_REQUIRED');
const EventType = enumeration(
  'ScriptApp.EventType',
  'CLOCK ON_OPEN ON_EDIT ON_FORM_SUBMIT ON_CHANGE ON_EVENT_UPDATED',
);
const InstallationSource = enumeration(
  'ScriptApp.InstallationSource',
  'APPS_MARKETPLACE_DOMAIN_ADD_ON NONE WEB_STORE_ADD_ON',
);
const TriggerSource = enumeration('ScriptApp.TriggerSource', 'SPREADSHEETS CLOCK FORMS DOCUMENTS CALENDAR');

/** A trigger as the platform keeps it. */
interface TriggerRow {
  readonly id: string;
  readonly handler: string;
  readonly kind: 'calendar' | 'clock';
  readonly calendarId?: string;
}

export class Trigger {
  readonly #row: TriggerRow;

  constructor(row: TriggerRow) {
    this.#row = row;
  }

  getUniqueId(): string {
    return this.#row.id;
  }

  getHandlerFunction(): string {
    return this.#row.handler;
  }

  getEventType(): EnumValue {
    return memberNamed(EventType, this.#row.kind === 'calendar' ? 'ON_EVENT_UPDATED' : 'CLOCK');
  }

  getTriggerSource(): EnumValue {
    return memberNamed(TriggerSource, this.#row.kind === 'calendar' ? 'CALENDAR' : 'CLOCK');
  }

  getTriggerSourceId(): string | null {
    return this.#row.calendarId ?? null;
  }
}

export class CalendarTriggerBuilder {
  readonly #handler: string;
  readonly #calendarId: string;
  #chosen = false;

  constructor(handler: string, calendarId: string) {
    this.#handler = handler;
    this.#calendarId = calendarId;
  }

  onEventUpdated(): this {
    this.#chosen = true;
    return this;
  }

  create(): Trigger {
    if (!this.#chosen)
      throw new Exception('The event type of the trigger must be chosen before it is created.');
    const made = ask('ScriptApp.newTrigger', {
      handler: this.#handler,
      kind: 'calendar',
      calendarId: this.#calendarId,
    });
    return new Trigger(made as TriggerRow);
  }
}

const RHYTHMS = [
  'after',
  'at',
  'everyMinutes',
  'everyHours',
  'everyDays',
  'everyWeeks',
  'weekDay',
  'monthDay',
];

function isZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).format(0) !== '';
  } catch {
    return false;
  }
}

export class ClockTriggerBuilder {
  readonly #handler: string;
  readonly #plan: Record<string, number | string> = {};

  constructor(handler: string) {
    this.#handler = handler;
  }

  after(...args: unknown[]): this {
    return this.#set('after', args, integer);
  }

  at(...args: unknown[]): this {
    signature('ScriptApp.ClockTriggerBuilder.at', args, [date]);
    this.#plan['at'] = (args[0] as Date).getTime();
    return this;
  }

  atDate(...args: unknown[]): this {
    signature('ScriptApp.ClockTriggerBuilder.atDate', args, [integer, integer, integer]);
    const [year, month, day] = args as [number, number, number];
    this.#plan['at'] = new Date(year, month - 1, day).getTime();
    return this;
  }

  atHour(...args: unknown[]): this {
    return this.#between('atHour', 'hour', args, 0, 23);
  }

  nearMinute(...args: unknown[]): this {
    return this.#between('nearMinute', 'minute', args, 0, 59);
  }

  everyMinutes(...args: unknown[]): this {
    signature('ScriptApp.ClockTriggerBuilder.everyMinutes', args, [integer]);
    if (![1, 5, 10, 15, 30].includes(args[0] as number)) {
      throw new Exception(
        'The value you passed to everyMinutes was invalid. It must be one of 1, 5, 10, 15 or 30.',
      );
    }
    return this.#set('everyMinutes', args, integer);
  }

  everyHours(...args: unknown[]): this {
    signature('ScriptApp.ClockTriggerBuilder.everyHours', args, [integer]);
    if (![1, 2, 4, 6, 8, 12].includes(args[0] as number)) {
      throw new Exception(
        'The value you passed to everyHours was invalid. It must be one of 1, 2, 4, 6, 8 or 12.',
      );
    }
    return this.#set('everyHours', args, integer);
  }

  everyDays(...args: unknown[]): this {
    return this.#between('everyDays', 'everyDays', args, 1, Number.MAX_SAFE_INTEGER);
  }

  everyWeeks(...args: unknown[]): this {
    return this.#between('everyWeeks', 'everyWeeks', args, 1, Number.MAX_SAFE_INTEGER);
  }

  onWeekDay(...args: unknown[]): this {
    signature('ScriptApp.ClockTriggerBuilder.onWeekDay', args, [memberOf(WeekDay)]);
    this.#plan['weekDay'] = (args[0] as EnumValue).ordinal();
    return this;
  }

  onMonthDay(...args: unknown[]): this {
    return this.#between('onMonthDay', 'monthDay', args, 1, 31);
  }

  inTimezone(...args: unknown[]): this {
    signature('ScriptApp.ClockTriggerBuilder.inTimezone', args, [text]);
    if (!isZone(args[0] as string)) throw new Exception('Invalid argument: timezone');
    return this.#set('timeZone', args, text);
  }

  create(): Trigger {
    const rhythms = RHYTHMS.filter((name) => this.#plan[name] !== undefined);
    if (rhythms.length === 0) throw new Exception('A clock trigger needs a time.');
    // One point in time or one rhythm: weeks and their day go together, nothing else does.
    if (rhythms.length > 1 && rhythms.join(' ') !== 'everyWeeks weekDay')
      throw new Exception(`A clock trigger cannot have ${rhythms.join(' and ')} at once.`);
    return new Trigger(
      ask('ScriptApp.newTrigger', { handler: this.#handler, kind: 'clock', plan: this.#plan }) as TriggerRow,
    );
  }

  #between(member: string, name: string, args: readonly unknown[], least: number, most: number): this {
    signature(`ScriptApp.ClockTriggerBuilder.${member}`, args, [integer]);
    const value = args[0] as number;
    if (value < least || value > most) throw new Exception(`Invalid argument: ${member}`);
    this.#plan[name] = value;
    return this;
  }

  #set(name: string, args: readonly unknown[], check: (value: unknown) => boolean): this {
    signature(`ScriptApp.ClockTriggerBuilder.${name}`, args, [check]);
    this.#plan[name] = args[0] as number | string;
    return this;
  }
}

export class TriggerBuilder {
  readonly #handler: string;

  constructor(handler: string) {
    this.#handler = handler;
  }

  timeBased(): ClockTriggerBuilder {
    return new ClockTriggerBuilder(this.#handler);
  }

  forUserCalendar(...args: unknown[]): CalendarTriggerBuilder {
    signature('ScriptApp.TriggerBuilder.forUserCalendar', args, [text]);
    return new CalendarTriggerBuilder(this.#handler, args[0] as string);
  }
}

export class StateTokenBuilder {
  readonly #arguments: Record<string, string> = {};
  #method = '';
  #timeout = 3600;

  withMethod(...args: unknown[]): this {
    signature('ScriptApp.StateTokenBuilder.withMethod', args, [text]);
    this.#method = args[0] as string;
    return this;
  }

  withArgument(...args: unknown[]): this {
    signature('ScriptApp.StateTokenBuilder.withArgument', args, [text, text]);
    this.#arguments[args[0] as string] = args[1] as string;
    return this;
  }

  withTimeout(...args: unknown[]): this {
    signature('ScriptApp.StateTokenBuilder.withTimeout', args, [integer]);
    this.#timeout = Math.min(args[0] as number, 3600);
    return this;
  }

  /** Without a method too, as the reference's samples do: who comes back with it finds no function. */
  createToken(): unknown {
    return ask('ScriptApp.newStateToken', this.#method, this.#arguments, this.#timeout);
  }
}

interface Authorization {
  readonly required: boolean;
  readonly scopes: readonly string[];
  readonly url: string;
}

export class AuthorizationInfo {
  readonly #info: Authorization;

  constructor(info: Authorization) {
    this.#info = info;
  }

  getAuthorizationStatus(): EnumValue {
    return memberNamed(AuthorizationStatus, this.#info.required ? 'REQUIRED' : 'NOT_REQUIRED');
  }

  /** Null where nothing is left to authorise. */
  getAuthorizationUrl(): string | null {
    return this.#info.required ? this.#info.url : null;
  }

  getAuthorizedScopes(): string[] {
    return [...this.#info.scopes];
  }
}

export class Service {
  getUrl(): unknown {
    return ask('ScriptApp.getService');
  }

  isEnabled(): boolean {
    return ask('ScriptApp.getService') !== null;
  }
}

const mode = memberOf(AuthMode);

function triggers(): Trigger[] {
  return (ask('ScriptApp.getProjectTriggers') as TriggerRow[]).map((row) => new Trigger(row));
}

export const scriptApp = {
  AuthMode,
  AuthorizationStatus,
  EventType,
  InstallationSource,
  TriggerSource,
  WeekDay,
  newTrigger(...args: unknown[]): TriggerBuilder {
    signature('ScriptApp.newTrigger', args, [text]);
    return new TriggerBuilder(args[0] as string);
  },
  getProjectTriggers: triggers,
  /** The older name of the same. */
  getScriptTriggers: triggers,
  deleteTrigger(...args: unknown[]): void {
    if (args.length !== 1 || !(args[0] instanceof Trigger)) throw mismatch('ScriptApp.deleteTrigger', args);
    ask('ScriptApp.deleteTrigger', args[0].getUniqueId());
  },
  getScriptId: () => spec().scriptId,
  getOAuthToken: () => ask('ScriptApp.getOAuthToken') as string,
  getIdentityToken: () => ask('ScriptApp.getIdentityToken') as string | null,
  getInstallationSource: () =>
    memberNamed(InstallationSource, ask('ScriptApp.getInstallationSource') as string),
  getAuthorizationInfo(...args: unknown[]): AuthorizationInfo {
    signature('ScriptApp.getAuthorizationInfo', args, [mode], [texts]);
    return new AuthorizationInfo(ask('ScriptApp.getAuthorizationInfo', args[1] ?? null) as Authorization);
  },
  requireScopes(...args: unknown[]): void {
    signature('ScriptApp.requireScopes', args, [mode, texts]);
    ask('ScriptApp.requireScopes', args[1]);
  },
  requireAllScopes(...args: unknown[]): void {
    signature('ScriptApp.requireAllScopes', args, [mode]);
    ask('ScriptApp.requireScopes', null);
  },
  invalidateAuth(): void {
    ask('ScriptApp.invalidateAuth');
  },
  newStateToken: () => new StateTokenBuilder(),
  getService: () => new Service(),
};
