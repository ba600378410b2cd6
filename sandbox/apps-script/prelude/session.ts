/** Session, Logger and console. */
import { now } from './clock.ts';
import { ask, inspected, spec, writeLog } from './host.ts';
import { isOfGoogle, mismatch } from './check.ts';
import { EnumValue } from './enum-value.ts';

export class User {
  readonly #email: string;

  constructor(email: string) {
    this.#email = email;
  }

  getEmail(): string {
    return this.#email;
  }

  toString(): string {
    return this.#email;
  }
}

const activeUser = (): User => new User(ask('Session.getActiveUser') as string);

export const session = {
  getActiveUser: activeUser,
  /** The older names of two others. */
  getUser: activeUser,
  getTimeZone: () => spec().timeZone,
  getEffectiveUser: () => new User(ask('Session.getEffectiveUser') as string),
  getActiveUserLocale: () => spec().locale,
  getScriptTimeZone: () => spec().timeZone,
  getTemporaryActiveUserKey: () => ask('Session.getTemporaryActiveUserKey') as string,
};

/** The console's way, which is Node's: texts as they are, everything else as one would write it. */
function show(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Error) return value.stack ?? String(value);
  if (value instanceof Date) return String(value);
  if (value instanceof EnumValue) return value.name();
  // Objects of services show nothing of what is inside them.
  return inspected(isOfGoogle(value) ? {} : value);
}

const DAYS = 'Sun Mon Tue Wed Thu Fri Sat'.split(' ');
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** As Java writes a double: always with a point, with a power of ten from 10⁷ on and below 10⁻³. */
function javaNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e7 || size < 1e-3)) {
    const [digits = '', power = ''] = value.toExponential().split('e');
    return `${digits.includes('.') ? digits : `${digits}.0`}E${String(Number(power))}`;
  }
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

function javaDate(value: Date): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  const ahead = -value.getTimezoneOffset();
  const offset = `${ahead < 0 ? '-' : '+'}${two(Math.floor(Math.abs(ahead) / 60))}:${two(Math.abs(ahead) % 60)}`;
  const time = [value.getHours(), value.getMinutes(), value.getSeconds()].map(two).join(':');
  const day = `${DAYS[value.getDay()] ?? ''} ${MONTHS[value.getMonth()] ?? ''} ${two(value.getDate())}`;
  return `${day} ${time} GMT${ahead === 0 ? '' : offset} ${value.getFullYear()}`;
}

/** Logger is written in Java, and shows it: `{a=1.0, b=[x]}`. */
function showJava(value: unknown): string {
  if (typeof value === 'number') return javaNumber(value);
  if (value instanceof Date) return javaDate(value);
  if (value instanceof Error) return String(value);
  if (Array.isArray(value)) return `[${value.map(showJava).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    // What Apps Script makes says what it is; everything else is shown field by field.
    const named = (value as { toString?: unknown }).toString;
    if (typeof named === 'function' && named !== Object.prototype.toString) return String(named.call(value));
    const fields = Object.entries(value).map(([key, item]) => `${key}=${showJava(item)}`);
    return `{${fields.join(', ')}}`;
  }
  return String(value);
}

/** `%s`, `%d`, `%i`, `%f`, `%j`, `%o` as the console has them; what is left over is appended. */
function format(args: readonly unknown[], shown: (value: unknown) => string = show): string {
  const [first, ...rest] = args;
  if (typeof first !== 'string') return args.map(shown).join(' ');
  const left = [...rest];
  const filled = first.replace(/%[sdifjoO%]/g, (mark) => {
    if (mark === '%%') return '%';
    if (left.length === 0) return mark;
    const value = left.shift();
    if (mark === '%d' || mark === '%i') return String(Math.trunc(Number(value)));
    if (mark === '%j') return JSON.stringify(value);
    return mark === '%f' ? String(Number(value)) : shown(value);
  });
  return [filled, ...left.map(shown)].join(' ');
}

const timers = new Map<string, number>();

export const consoleService = {
  log: (...args: unknown[]) => writeLog('DEBUG', format(args)),
  info: (...args: unknown[]) => writeLog('INFO', format(args)),
  warn: (...args: unknown[]) => writeLog('WARNING', format(args)),
  error: (...args: unknown[]) => writeLog('ERROR', format(args)),
  time: (label: string) => {
    timers.set(label, now());
  },
  timeEnd: (label: string) => {
    const begun = timers.get(label);
    if (begun !== undefined) writeLog('DEBUG', `${label}: ${now() - begun}ms`);
    timers.delete(label);
  },
};

const lines: string[] = [];

export const logger = {
  log(...args: unknown[]) {
    if (args.length === 0) throw mismatch('Logger.log', args);
    const message = format(args, showJava);
    lines.push(message);
    writeLog('INFO', message);
    return logger;
  },
  clear(): void {
    lines.length = 0;
  },
  getLog: () => lines.map((line) => `${line}\n`).join(''),
};
