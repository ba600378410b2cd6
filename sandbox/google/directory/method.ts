/** One method of the Directory API: the row that routing, batching, coverage and the Discovery document are made from. */
import type { Access } from './access.ts';
import type { Directory, Who } from './directory.ts';
import type { Person } from './person.ts';
import { badRequest } from './directory-error.ts';
import type { Json } from './resource.ts';
import type { ShapeName } from './shapes.ts';

export interface Call {
  readonly directory: Directory;
  /** Who calls; his domain is the customer. */
  readonly self: Person;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly body: Json;
  /** What the method asks for. */
  readonly access: Access;
  /** The OAuth client that carries the call. */
  readonly clientId: string;
  /** Where the caller reached this server, e.g. `http://127.0.0.1:4174`. */
  readonly origin: string;
}

export interface DirectoryMethod {
  /** `collection.method`, as the official clients call it. */
  readonly id: string;
  readonly http: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Google's template, relative to `/admin/directory/v1/`. */
  readonly path: string;
  readonly access: Access;
  /** Names of the query parameters, by words. */
  readonly query?: string;
  readonly request?: ShapeName;
  readonly response?: ShapeName;
  /** Administrators only, where nothing is said. */
  readonly who?: Who;
  /** Answers the body, or undefined for 204. A method without it is refused by name. */
  readonly answer?: (call: Call) => Json | undefined;
}

/** A path parameter. */
export function param(call: Call, name: string): string {
  return call.params[name] ?? '';
}

/** True for `true`, in any case. */
export function flag(call: Call, name: string): boolean {
  return (call.query[name] ?? '').toLowerCase() === 'true';
}

interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | undefined;
}

/**
 * The part of `all` that `maxResults` and `pageToken` ask for.
 * @param most - entries on a page, at most; what asks for more gets so many
 * @throws {ApiError} 400 for a token nobody handed out
 */
export function pageOf<T>(call: Call, all: readonly T[], most: number, usual = most): Page<T> {
  const from = startOf(call.query['pageToken']);
  const asked = Number(call.query['maxResults'] ?? usual);
  const size = Math.min(Number.isInteger(asked) && asked > 0 ? asked : usual, most);
  const next =
    from + size < all.length ? Buffer.from(`from:${from + size}`).toString('base64url') : undefined;
  return { items: all.slice(from, from + size), next };
}

function startOf(token: string | undefined): number {
  if (token === undefined) return 0;
  const from = /^from:(\d+)$/.exec(Buffer.from(token, 'base64url').toString('utf8'))?.[1];
  if (from === undefined) throw badRequest('Invalid Input: pageToken');
  return Number(from);
}
