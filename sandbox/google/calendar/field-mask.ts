/** The `fields` parameter: `items(id,start/dateTime),nextPageToken`, with `*` for everything. */
import { invalid } from './calendar-error.ts';

type Mask = Map<string, Mask | null>;

interface Reader {
  readonly text: string;
  at: number;
}

/** What of `value` the mask asks for. @throws {CalendarError} 400 for a mask that cannot be read */
export function selectFields(value: unknown, fields: string): unknown {
  const reader = { text: fields.replaceAll(/\s/g, ''), at: 0 };
  const mask = readMask(reader);
  if (reader.at !== reader.text.length) throw invalid(`Invalid field selection ${fields}`, 'fields');
  return select(value, mask);
}

function readMask(reader: Reader): Mask {
  const mask: Mask = new Map([readMember(reader)]);
  while (reader.text[reader.at] === ',') {
    reader.at += 1;
    mask.set(...readMember(reader));
  }
  return mask;
}

function readMember(reader: Reader): [name: string, inner: Mask | null] {
  const name = /^[A-Za-z0-9_*.-]+/.exec(reader.text.slice(reader.at))?.[0];
  if (name === undefined) throw invalid(`Invalid field selection ${reader.text}`, 'fields');
  reader.at += name.length;
  return [name, readInner(reader)];
}

function readInner(reader: Reader): Mask | null {
  const opening = reader.text[reader.at];
  if (opening !== '/' && opening !== '(') return null;
  reader.at += 1;
  if (opening === '/') return new Map([readMember(reader)]);
  const inner = readMask(reader);
  if (reader.text[reader.at] !== ')') throw invalid(`Invalid field selection ${reader.text}`, 'fields');
  reader.at += 1;
  return inner;
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
