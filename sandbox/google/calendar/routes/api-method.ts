/** One method of the Calendar API: the row that routing, batching, coverage and the Discovery document are made from. */
import type { Actor } from '../actor.ts';
import type { Calendar } from '../calendar.ts';
import type { Method } from '../method-scopes.ts';
import type { ParameterName } from './parameter-table.ts';
import type { Query } from './query.ts';
import type { SchemaName } from './schema-table.ts';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Call {
  readonly calendar: Calendar;
  readonly actor: Actor;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly body: unknown;
  /** The `If-Match` header. */
  readonly ifMatch: string | undefined;
  /** Where the caller reached this server, e.g. `http://127.0.0.1:4174`. */
  readonly origin: string;
}

export interface ApiMethod {
  /** `collection.method`, as the official clients call it. */
  readonly id: Method;
  readonly http: HttpMethod;
  /** Google's template, relative to `/calendar/v3/`. */
  readonly path: string;
  readonly query: readonly ParameterName[];
  readonly request?: SchemaName;
  readonly response?: SchemaName;
  /** Answers the body, or undefined for 204. A method without it is refused by name. */
  readonly answer?: (call: Call) => object | undefined;
}

/** A path parameter. */
export function param(call: Call, name: 'calendarId' | 'eventId' | 'ruleId' | 'setting'): string {
  return call.params[name] ?? '';
}
