/** Session, Logger and console. */
import { now } from './clock.ts';
import { ask, spec, writeLog } from './host.ts';
import { mismatch } from './check.ts';

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

function show(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Error) return value.stack ?? String(value);
  if (value instanceof Date) return String(value);
  if (typeof value === 'object' && value !== null) {
    try {
      return JSON.stringify(value);
    } catch {
      return Object.prototype.toString.call(value);
    }
  }
  return String(value);
}

/** `%s`, `%d`, `%i`, `%f`, `%j`, `%o` as the console has them; what is left over is appended. */
function format(args: readonly unknown[]): string {
  const [first, ...rest] = args;
  if (typeof first !== 'string') return args.map(show).join(' ');
  const left = [...rest];
  const filled = first.replace(/%[sdifjoO%]/g, (mark) => {
    if (mark === '%%') return '%';
    if (left.length === 0) return mark;
    const value = left.shift();
    if (mark === '%d' || mark === '%i') return String(Math.trunc(Number(value)));
    return mark === '%f' ? String(Number(value)) : show(value);
  });
  return [filled, ...left.map(show)].join(' ');
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
    const message = format(args);
    lines.push(message);
    writeLog('INFO', message);
    return logger;
  },
  clear(): void {
    lines.length = 0;
  },
  getLog: () => lines.map((line) => `${line}\n`).join(''),
};
