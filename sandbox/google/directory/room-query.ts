/**
 * `query` and `orderBy` of `resources.calendars.list`: clauses joined by AND, each perhaps behind a NOT.
 *
 * @see https://developers.google.com/workspace/admin/directory/reference/rest/v1/resources.calendars/list
 */
import { invalidInput } from './directory-error.ts';
import type { Json } from './resource.ts';
import { featureNames, generatedName } from './rooms.ts';

type Scalar = string | number | undefined;

const scalar =
  (name: string) =>
  (room: Json): readonly Scalar[] => [room[name] as Scalar];

const VALUES: Readonly<Record<string, (room: Json) => readonly Scalar[]>> = {
  generatedResourceName: (room) => [generatedName(room)],
  name: scalar('resourceName'),
  buildingId: scalar('buildingId'),
  floorName: scalar('floorName'),
  capacity: scalar('capacity'),
  'featureInstances.feature.name': featureNames,
  resourceEmail: scalar('resourceEmail'),
  resourceCategory: scalar('resourceCategory'),
};
const ORDERS = ['resourceId', 'resourceName', 'capacity', 'buildingId', 'floorName'];

/** @throws {ApiError} 400 for what is no query */
export function roomFilter(query: string | undefined): (room: Json) => boolean {
  const clauses = (query ?? '').split(/\s+AND\s+/).filter((clause) => clause.trim() !== '');
  const tests = clauses.map(testOf);
  return (room) => tests.every((test) => test(room));
}

function testOf(clause: string): (room: Json) => boolean {
  const [, not, field = '', operator = '', given = ''] =
    /^\s*(NOT\s+)?([\w.]+)\s*(!=|=|:)\s*(.+?)\s*$/.exec(clause) ?? [];
  const values = VALUES[field];
  if (!values) throw invalidInput('Invalid query');
  const wanted = given.replace(/^(["'])(.*)\1$/, '$2').toLowerCase();
  const prefix = operator === ':' && wanted.endsWith('*');
  const holds = (room: Json): boolean => {
    const texts = values(room).flatMap((value) => (value === undefined ? [] : [String(value).toLowerCase()]));
    if (operator === '!=') return !texts.includes(wanted);
    return texts.some((text) => (prefix ? text.startsWith(wanted.slice(0, -1)) : text === wanted));
  };
  return (room) => holds(room) === (not === undefined);
}

/** @throws {ApiError} 400 for a field that nothing is sorted by */
export function sortedRooms(rooms: readonly Json[], orderBy: string | undefined): readonly Json[] {
  const keys = (orderBy ?? '')
    .split(',')
    .filter((text) => text.trim() !== '')
    .map((text) => {
      const [, field = '', direction] = /^\s*(\w+)(?:\s+(asc|desc))?\s*$/i.exec(text) ?? [];
      if (!ORDERS.includes(field)) throw invalidInput('Invalid Input: orderBy');
      return { field, sign: direction?.toLowerCase() === 'desc' ? -1 : 1 };
    });
  return [...rooms].sort((a, b) => {
    for (const { field, sign } of keys) {
      const order = compare(a[field] as Scalar, b[field] as Scalar);
      if (order !== 0) return order * sign;
    }
    return 0;
  });
}

function compare(a: Scalar, b: Scalar): number {
  if (typeof a === 'number' || typeof b === 'number') return Number(a ?? 0) - Number(b ?? 0);
  return (a ?? '').localeCompare(b ?? '');
}
