/** One call of the API, and how its parameters are read. */
import type { MailActor } from './access.ts';
import { ApiError } from '../api-error.ts';

export interface Call {
  readonly actor: MailActor;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Readonly<Record<string, unknown>>;
}
/** Answers a resource, or undefined for 204. */
type Handler = (call: Call) => object | undefined | Promise<object | undefined>;
export type Route = (
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  handler: Handler,
) => void;

export function texts(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.filter((item): item is string => typeof item === 'string');
  return typeof value === 'string' ? [value] : [];
}

export function text(value: unknown): string | undefined {
  const [first] = texts(value);
  return first;
}

/** A page of `items`: at most `maxResults`, from where the token says. */
export function page<T>(
  items: readonly T[],
  query: Call['query'],
  usual: number,
): { readonly items: readonly T[]; readonly next: { nextPageToken?: string } } {
  const from = Number(Buffer.from(text(query['pageToken']) ?? '', 'base64url').toString('utf8') || 0);
  if (!Number.isInteger(from) || from < 0) throw new ApiError(400, 'invalidArgument', 'Invalid pageToken');
  const size = Math.min(Math.max(Number(text(query['maxResults']) ?? usual) || usual, 1), 500);
  const end = from + size;
  return {
    items: items.slice(from, end),
    next: end < items.length ? { nextPageToken: Buffer.from(String(end)).toString('base64url') } : {},
  };
}

/** The mail text of a message resource's `raw`. */
export function rawOf(message: unknown): Buffer {
  const { raw } = (message ?? {}) as { raw?: unknown };
  if (typeof raw !== 'string' || raw === '')
    throw new ApiError(
      400,
      'invalidArgument',
      "'raw' RFC822 payload message string or uploading message via /upload/* URL required",
    );
  return Buffer.from(raw, 'base64url');
}
