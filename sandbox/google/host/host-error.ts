/** Refusals of an act, its own and those of the platforms behind it. */
import * as v from 'valibot';
import { ProjectError } from '../../apps-script/project.ts';
import { ApiError } from '../api-error.ts';
import { CalendarError } from '../calendar/calendar-error.ts';
import { InstallationError } from '../identity/installation-error.ts';

/** Why an act cannot be done; `status` is as in HTTP, `code` is stable, the message is for a person. */
export class HostError extends Error {
  override readonly name = 'HostError';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export const badBody = (message: string): HostError => new HostError(400, 'bad-body', message);
export const notBuilt = (what: string): HostError =>
  new HostError(501, 'not-built', `${what} is not built yet.`);

/**
 * Reads the body of an act.
 * @throws {HostError} `bad-body`, naming the field
 */
export function readBody<const S extends v.GenericSchema>(schema: S, body: unknown): v.InferOutput<S> {
  const parsed = v.safeParse(schema, body);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw badBody(`${v.getDotPath(issue) ?? 'body'}: ${issue.message}`);
}

/** What another platform refused, in the form that every act uses; anything else as it is. */
export function asHostError(error: unknown): unknown {
  if (error instanceof ApiError) return new HostError(error.status, error.reason, error.message);
  if (error instanceof CalendarError) return new HostError(error.status, error.reason, error.message);
  if (error instanceof InstallationError) return new HostError(error.status, error.code, error.message);
  if (error instanceof ProjectError)
    return new HostError(error.code.startsWith('unknown-') ? 404 : 400, error.code, error.message);
  return error;
}
