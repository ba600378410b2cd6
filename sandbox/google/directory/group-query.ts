/**
 * The query language of `groups.list`: `email:prefix*`, `name='Text'`, `name:prefix*`, `memberKey=somebody`; all must hold.
 *
 * @see https://developers.google.com/workspace/admin/directory/v1/guides/search-groups
 */
import { invalidInput } from './directory-error.ts';
import type { Group } from './groups.ts';

const CLAUSE = /\s*(email|name|memberKey)([=:])\{?(?:'((?:[^'\\]|\\.)*)'|([^\s'}*]+))\}?(\*?)/y;

/** @param groupsOf - the groups that somebody is in. @throws {ApiError} 400 for what is no query */
export function groupFilter(
  query: string | undefined,
  groupsOf: (memberKey: string) => readonly Group[],
): (group: Group) => boolean {
  const text = (query ?? '').trim();
  const tests: ((group: Group) => boolean)[] = [];
  CLAUSE.lastIndex = 0;
  while (CLAUSE.lastIndex < text.length) {
    const found = CLAUSE.exec(text);
    if (!found) throw invalidInput('Invalid query');
    const [, field = '', operator = '', quoted, bare = '', star] = found;
    const value = quoted?.replaceAll(/\\(.)/g, '$1') ?? bare;
    tests.push(testOf(field, operator, value, star === '*', groupsOf));
  }
  return (group) => tests.every((test) => test(group));
}

function testOf(
  field: string,
  operator: string,
  value: string,
  prefix: boolean,
  groupsOf: (memberKey: string) => readonly Group[],
): (group: Group) => boolean {
  if (field === 'memberKey') {
    if (operator !== '=') throw invalidInput('Invalid query');
    const ids = new Set(groupsOf(value).map(({ id }) => id));
    return ({ id }) => ids.has(id);
  }
  const wanted = value.toLowerCase();
  return (group) => {
    const texts = field === 'email' ? [group.email, ...group.aliases] : [group.name.toLowerCase()];
    if (operator === '=') return texts.includes(wanted);
    return texts.some((text) => (prefix ? text.startsWith(wanted) : text.includes(wanted)));
  };
}
