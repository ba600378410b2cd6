/** The `fields` parameter: `items(id,start/dateTime),nextPageToken`, with `*` for everything. */
import { CalendarError } from './calendar-error.ts';

type Mask = Map<string, Mask | null>;

/** What a resource may have; undefined members are not judged. */
export interface KnownMember {
  readonly kind: 'value' | 'object' | 'list' | 'map';
  readonly members: ReadonlyMap<string, KnownMember>;
}

interface Reader {
  readonly text: string;
  at: number;
}

/**
 * What of `value` the mask asks for.
 * @param known - the members that the resource has at Google; without it any name will do
 * @throws {CalendarError} 400 for a mask that cannot be read, or that names what no such resource has
 */
export function selectFields(
  value: unknown,
  fields: string,
  known?: ReadonlyMap<string, KnownMember>,
): unknown {
  const reader = { text: fields.replaceAll(/\s/g, ''), at: 0 };
  const mask = readMask(reader);
  if (reader.at !== reader.text.length) throw invalidSelection(fields);
  if (known) check(mask, known);
  return select(value, mask);
}

function readMask(reader: Reader): Mask {
  const mask: Mask = new Map();
  do {
    if (mask.size > 0) reader.at += 1;
    const [name, inner] = readMember(reader);
    const before = mask.get(name);
    // `items/id,items/start` asks for both.
    mask.set(name, before && inner ? new Map([...before, ...inner]) : before === null ? null : inner);
  } while (reader.text[reader.at] === ',');
  return mask;
}

function readMember(reader: Reader): [name: string, inner: Mask | null] {
  const name = /^[A-Za-z0-9_*.-]+/.exec(reader.text.slice(reader.at))?.[0];
  if (name === undefined) throw invalidSelection(reader.text);
  reader.at += name.length;
  return [name, readInner(reader)];
}

function readInner(reader: Reader): Mask | null {
  const opening = reader.text[reader.at];
  if (opening !== '/' && opening !== '(') return null;
  reader.at += 1;
  if (opening === '/') return new Map([readMember(reader)]);
  const inner = readMask(reader);
  if (reader.text[reader.at] !== ')') throw invalidSelection(reader.text);
  reader.at += 1;
  return inner;
}

function check(mask: Mask, known: ReadonlyMap<string, KnownMember>): void {
  for (const [name, inner] of mask) {
    if (name === '*') continue;
    const member = known.get(name);
    if (!member) throw invalidSelection(name);
    if (inner && member.kind === 'value') throw invalidSelection([...inner.keys()][0] ?? name);
    if (inner && member.members.size > 0) check(inner, member.members);
  }
}

function select(value: unknown, mask: Mask): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => select(item, mask));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).flatMap(([name, member]: [string, unknown]) => {
    const inner = mask.has(name) ? mask.get(name) : mask.get('*');
    if (inner === undefined) return [];
    return [[name, inner === null ? member : select(member, inner)] as const];
  });
  return Object.fromEntries(members);
}

function invalidSelection(what: string): CalendarError {
  return new CalendarError(400, 'invalidParameter', `Invalid field selection ${what}`, {
    where: { locationType: 'parameter', location: 'fields' },
  });
}
