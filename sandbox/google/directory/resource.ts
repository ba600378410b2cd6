/** JSON resources: how a patch changes one, and the ETag that follows from what one says. */
import { createHash } from 'node:crypto';

export type Json = Readonly<Record<string, unknown>>;

/** The text of a member; undefined where it is none. */
export function textOf(resource: Json, name: string): string | undefined {
  const value = resource[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Patch semantics: what is not named stays, null clears, objects are merged, lists are replaced.
 *
 * @see https://developers.google.com/workspace/admin/directory/v1/guides/performance#patch
 */
export function patched(resource: Json, patch: Json): Json {
  const result: Record<string, unknown> = { ...resource };
  for (const [name, value] of Object.entries(patch)) {
    const before = result[name];
    if (value === null) Reflect.deleteProperty(result, name);
    else result[name] = isObject(value) && isObject(before) ? patched(before, value) : value;
  }
  return result;
}

/** Without the members that are undefined. */
export function present(resource: Json): Json {
  return Object.fromEntries(Object.entries(resource).filter(([, value]) => value !== undefined));
}

/** Only the members named, as far as they are there. */
export function pick(resource: Json, names: readonly string[]): Json {
  return Object.fromEntries(
    names.filter((name) => resource[name] !== undefined).map((name) => [name, resource[name]]),
  );
}

/** `"a/b"`, changing with what the resource says. */
export function etagOf(resource: unknown): string {
  const hash = (text: string): string => createHash('sha256').update(text).digest('base64url');
  return `"${hash('directory')}/${hash(JSON.stringify(resource)).slice(0, 27)}"`;
}

/** The resource under its kind, with an ETag behind it. */
export function tagged(kind: string, resource: Json, tag = 'etag'): Json {
  return { kind, [tag]: etagOf(resource), ...present(resource) };
}

/** An answer that lists: an empty list is not mentioned. */
export function listing(kind: string, member: string, items: readonly unknown[], next?: string): Json {
  return {
    kind,
    etag: etagOf(items),
    ...(items.length === 0 ? {} : { [member]: items }),
    ...(next === undefined ? {} : { nextPageToken: next }),
  };
}
