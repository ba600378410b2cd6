/** What a host call knows of the execution that makes it, and how it fails. */
import type { ExecutionCause } from '../execution.ts';
import type { Project } from '../project.ts';

/** The side of a running execution that services see. */
export interface Caller {
  readonly id: number;
  readonly project: Project;
  readonly email: string;
  readonly clientId: string;
  /** Who is at the keyboard; null where the script may not know. */
  readonly activeEmail: string | null;
  readonly userAgent: string | null;
  /** Of Workspace's daily limits or of the lower ones for everybody. */
  readonly consumer: boolean;
  readonly cause: ExecutionCause;
  /** What was granted when the execution began. */
  readonly scopes: ReadonlySet<string>;
  /** True once it was killed or has ended: whoever still works for it stops. */
  hasEnded(): boolean;
  /** Waits in virtual time; meanwhile the execution does not count as open work. */
  wait<T>(promise: Promise<T>): Promise<T>;
  /** Runs `cleanup` when the execution ends in whatever way. */
  onEnd(cleanup: () => void): void;
}

/** An exception to be thrown inside the script. */
export class ServiceException extends Error {
  override readonly name: string;
  readonly details: unknown;

  constructor(message: string, options: { name?: string; details?: unknown } = {}) {
    super(message);
    this.name = options.name ?? 'Exception';
    this.details = options.details;
  }
}

export const SERVER_ERROR = "We're sorry, a server error occurred. Please wait a bit and try again.";

/** @param method - as the script called it, for services that answer several (`CalendarApp.*`) */
export type Service = (caller: Caller, args: readonly unknown[], method: string) => unknown;
export type Services = Readonly<Record<string, Service>>;
