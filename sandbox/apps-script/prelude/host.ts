/** The one way out of the context, and the exceptions that come back through it. */
import { localised } from './localised.ts';

export interface Link {
  readonly call: (method: string, args: string) => string;
  readonly log: (severity: string, message: string) => void;
  /** A value as the console shows it. */
  readonly inspect: (value: unknown) => string;
}

/** The part of the execution's description that scripts can see traces of. */
export interface Spec {
  readonly scriptId: string;
  readonly clock: ClockReading;
  readonly timeZone: string;
  readonly locale: string;
  /** Longest address of a conference error's sign-in page, in characters. */
  readonly authenticationUrlMax: number;
  /** Of exceptions. */
  readonly errorLanguage: string;
  readonly advanced: Readonly<Record<string, string>>;
  readonly solutions: Readonly<Record<string, { readonly name: string; readonly iconUri: string }>>;
  readonly awaitPromise: boolean;
}

export interface ClockReading {
  readonly now: number;
  readonly running: boolean;
}

interface Reply {
  readonly clock: ClockReading;
  readonly value?: unknown;
  readonly error?: { readonly name: string; readonly message: string; readonly details?: unknown };
}

/** What Google's services throw, in the language of the person. */
export class Exception extends Error {
  override name = 'Exception';

  constructor(message: string) {
    super(localised(message, currentSpec?.errorLanguage ?? 'en'));
  }
}

/** What an advanced service throws for an error of the REST API. */
export class GoogleJsonResponseException extends Exception {
  override name = 'GoogleJsonResponseException';
  readonly details: unknown;

  constructor(message: string, details: unknown) {
    super(message);
    this.details = details;
  }
}

let link: Link | undefined;
let currentSpec: Spec | undefined;
let onClock: (reading: ClockReading) => void = () => undefined;

export function connect(to: Link, spec: Spec, clock: (reading: ClockReading) => void): void {
  link = to;
  currentSpec = spec;
  onClock = clock;
  clock(spec.clock);
}

export function spec(): Spec {
  if (!currentSpec) throw new Error('no execution');
  return currentSpec;
}

/** Asks the platform and waits for its answer; the caller vouches for the answer's type. */
export function ask(method: string, ...args: readonly unknown[]): unknown {
  if (!link) throw new Error('no execution');
  const reply = JSON.parse(link.call(method, JSON.stringify(args))) as Reply;
  onClock(reply.clock);
  if (!reply.error) return reply.value ?? null;
  const { name, message, details } = reply.error;
  if (name === 'GoogleJsonResponseException') throw new GoogleJsonResponseException(message, details);
  throw new Exception(message);
}

export function inspected(value: unknown): string {
  return link?.inspect(value) ?? '';
}

export function writeLog(severity: string, message: string): void {
  link?.log(severity, message);
}
