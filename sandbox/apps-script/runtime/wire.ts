/** Messages between the platform, the process of one time zone, and the worker that runs one execution. */
import type { ResultKind, ScriptFailure, Severity } from '../execution.ts';
import type { ProjectFile } from '../project.ts';

/** Virtual time as a script sees it until its next host call. */
export interface ClockReading {
  readonly now: number;
  readonly running: boolean;
}

/** What an execution knows from the start. */
export interface Spec {
  readonly function: string;
  readonly args: readonly unknown[];
  readonly scriptId: string;
  readonly clock: ClockReading;
  readonly timeZone: string;
  readonly locale: string;
  /** Longest address of a conference error's sign-in page, in characters. */
  readonly authenticationUrlMax: number;
  /** Of exceptions: the person's, or English where a switch says so. */
  readonly errorLanguage: string;
  /** Symbols of the enabled advanced services → `calendar:v3`. */
  readonly advanced: Readonly<Record<string, string>>;
  /** Name and logo of the manifest's conference solutions by id. */
  readonly solutions: Readonly<Record<string, { readonly name: string; readonly iconUri: string }>>;
  /** Whether a returned promise is waited for (it is where a person runs the function, not in a host). */
  readonly awaitPromise: boolean;
}

export interface Outcome {
  readonly result: unknown;
  readonly kind: ResultKind;
  readonly error: ScriptFailure | null;
}

/** An answer to a host call: a value, or the exception to throw inside the script. */
export type Reply =
  | { readonly clock: ClockReading; readonly value: unknown }
  | {
      readonly clock: ClockReading;
      readonly error: { readonly name: string; readonly message: string; readonly details?: unknown };
    };

export type ToChild =
  | { readonly t: 'load'; readonly hash: string; readonly files: readonly ProjectFile[] }
  | { readonly t: 'start'; readonly prelude: string; readonly worker: string }
  | { readonly t: 'run'; readonly id: number; readonly hash: string; readonly spec: Spec }
  | { readonly t: 'reply'; readonly id: number; readonly reply: string }
  | { readonly t: 'rest'; readonly id: number; readonly resting: boolean }
  | { readonly t: 'kill'; readonly id: number };

export type FromChild =
  | { readonly t: 'ready' }
  | { readonly t: 'call'; readonly id: number; readonly method: string; readonly args: string }
  | { readonly t: 'log'; readonly id: number; readonly severity: Severity; readonly message: string }
  | { readonly t: 'done'; readonly id: number; readonly outcome: string }
  /** The worker ended by itself: out of memory, or the runtime's own failure. */
  | { readonly t: 'lost'; readonly id: number; readonly why: string };

export type ToWorker =
  | { readonly t: 'load'; readonly hash: string; readonly files: readonly ProjectFile[] }
  | { readonly t: 'run'; readonly hash: string; readonly spec: Spec };

export type FromWorker =
  | { readonly t: 'ready' }
  | { readonly t: 'call'; readonly method: string; readonly args: string }
  | { readonly t: 'log'; readonly severity: Severity; readonly message: string }
  | { readonly t: 'done'; readonly outcome: string };
