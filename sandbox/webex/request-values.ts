/**
 * Values as clients in the wild send them. Webex's servers are as lenient as Java's usual binders: a flag in a query is
 * `true` or `True` (Python) or `1` (PHP), a flag or a number in a body may stand in quotes, an unset member may be null.
 */
import * as v from 'valibot';
import { malformed } from './webex-error.ts';

const YES = ['true', 'on', 'yes', '1'];
const NO = ['false', 'off', 'no', '0'];

/** Members of bodies whose null means something: the value goes. https://developer.webex.com/docs/api/v1/meetings/patch-a-meeting */
const NULLABLE = new Set(['agenda', 'recurrence', 'trackingCodes', 'integrationTags']);

/** A flag of a query. */
export const queryFlag = v.pipe(
  v.string(),
  v.toLowerCase(),
  v.picklist([...YES, ...NO]),
  v.transform((text) => YES.includes(text)),
);

/** A flag of a body. */
export const bodyFlag = v.union([
  v.boolean(),
  v.pipe(
    v.string(),
    v.toLowerCase(),
    v.picklist(['true', 'false']),
    v.transform((text) => text === 'true'),
  ),
]);

/** A number of a body. */
export const bodyNumber = v.union([
  v.number(),
  v.pipe(v.string(), v.regex(/^-?\d+(\.\d+)?$/), v.transform(Number)),
]);

/**
 * `body` as `schema` sees it. A member that is null is one that was not sent, but for those that null empties.
 * @throws {WebexError} 400 naming each field that is missing or invalid
 */
export function readBody<S extends v.GenericSchema>(schema: S, body: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, withoutNull(body) ?? {});
  if (result.success) return result.output;
  throw malformed(...new Set(result.issues.map(describe)));
}

function withoutNull(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNull);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, member]) => member !== null || NULLABLE.has(key))
      .map(([key, member]) => [key, withoutNull(member)]),
  );
}

function describe(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue) ?? 'body';
  if (issue.input === undefined || issue.input === '' || issue.input === null)
    return `'${path}' cannot be empty`;
  return `'${path}' is invalid`;
}
