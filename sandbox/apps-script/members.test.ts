import { describe, expect, it } from 'vitest';
import { CALENDAR, GMAIL } from './prelude/advanced.ts';
import { DIRECTORY } from './prelude/directory-collections.ts';
import { inventory } from './prelude/inventory.ts';
import { members } from './prelude/members/members.ts';
import { addRefusals } from './prelude/refused.ts';
import { ADVANCED_OPERATIONS } from './services/advanced-rest.ts';
import { declaredMembers, isShape } from './test/declared-members.ts';

const declared = declaredMembers();
const interfaces = [...declared.interfaces].filter(([name]) => !isShape(name));
const words = (text = ''): string[] => text.split(' ').filter((word) => word !== '');
const own = (target: object, member: string): boolean =>
  member in target && !(member in Object.prototype && !Object.hasOwn(target, member));

/** Each line is held to the same share; the parts of a line belong to one service. */
const SERVICES = [
  'Calendar',
  'Calendar_v3',
  'Directory_v1',
  'Card_Service',
  'Gmail',
  'Mail',
  'Conference_Data',
  'Cache',
  'Properties',
  'Lock',
  'Script.ScriptApp Script.AuthorizationInfo Script.CalendarTriggerBuilder Script.ClockTriggerBuilder Script.Service Script.StateTokenBuilder Script.Trigger Script.TriggerBuilder',
  'URL_Fetch',
  'Utilities',
  'HTML',
  'Content',
  'Base.Session Base.User',
  'Base.Logger',
  'Base.Console',
  'Base.MimeType',
];

/** How many members of the spaces or interfaces named by `prefixes` stand in each column. */
function countsOf(prefixes: string): Record<'done' | 'partial' | 'refused', number> {
  const names = Object.keys(members).filter((name) =>
    prefixes.split(' ').some((prefix) => name === prefix || name.startsWith(`${prefix}.`)),
  );
  const count = (kind: 'done' | 'partial' | 'refused'): number =>
    names.reduce((sum, name) => sum + words(members[name]?.[kind]).length, 0);
  return { done: count('done'), partial: count('partial'), refused: count('refused') };
}

describe('the table of members', () => {
  it('names every member of every interface of the type package, and none that is not there', () => {
    expect(interfaces.length).toBeGreaterThan(120);
    const table = Object.entries(members).map(([name, { done, partial, refused }]) => [
      name,
      [...words(done), ...words(partial), ...words(refused)].sort(),
    ]);
    expect(Object.fromEntries(table)).toEqual(
      Object.fromEntries(interfaces.map(([name, set]) => [name, [...set].sort()])),
    );
  });

  it('calls done or partial exactly what the services have', () => {
    for (const [name, { done, partial, refused }] of Object.entries(members)) {
      const target = inventory[name];
      for (const member of [...words(done), ...words(partial)]) {
        expect(target && own(target, member), `${name}.${member} is called done`).toBe(true);
      }
      for (const member of words(refused))
        expect(target !== undefined && own(target, member), `${name}.${member} is called refused`).toBe(
          false,
        );
    }
  });

  it('has no service or class that the type package does not know', () => {
    const unknown = Object.keys(inventory).filter((name) => !declared.interfaces.has(name));
    // Younger than the type package.
    expect(unknown).toEqual(
      words(
        'Chip ChipList Column Columns OverflowMenuItem OverflowMenu CollapseControl CarouselCard Carousel',
      ).map((name) => `Card_Service.${name}`),
    );
  });

  it('makes each refused member throw its name', () => {
    let refusals = 0;
    for (const [name, target] of Object.entries(inventory)) {
      const copy = Object.create(target) as Record<string, () => unknown>;
      addRefusals(name, copy);
      for (const member of words(members[name]?.refused)) {
        expect(() => copy[member]?.()).toThrow(
          `${name.slice(name.indexOf('.') + 1)}.${member} is not built in this local Apps Script.`,
        );
        refusals += 1;
      }
    }
    expect(refusals).toBeGreaterThan(8);
  });

  it('has at least four fifths of the members of each of the services that calendar add-ons use', () => {
    for (const prefixes of SERVICES) {
      const { done, partial, refused } = countsOf(prefixes);
      const all = done + partial + refused;
      expect(done / all, prefixes).toBeGreaterThanOrEqual(0.8);
    }
  });

  it('has nine tenths of all of them together', () => {
    const all = SERVICES.map(countsOf);
    const sum = (kind: 'done' | 'partial' | 'refused'): number =>
      all.reduce((total, counts) => total + counts[kind], 0);
    expect(sum('done') / (sum('done') + sum('partial') + sum('refused'))).toBeGreaterThanOrEqual(0.9);
  });

  it('has the enumerations member by member', () => {
    const spaces: Record<string, string> = {
      Card_Service: 'Card_Service.CardService',
      Conference_Data: 'Conference_Data.ConferenceDataService',
      HTML: 'HTML.HtmlService',
      Script: 'Script.ScriptApp',
      Utilities: 'Utilities.Utilities',
      Content: 'Content.ContentService',
    };
    let compared = 0;
    for (const [name, names] of declared.enums) {
      const [space = '', type = ''] = name.split('.');
      const service = inventory[spaces[space] ?? ''] as Record<string, Record<string, unknown>> | undefined;
      if (!service) continue;
      expect(Object.keys(service[type] ?? {}), name).toEqual(names);
      compared += 1;
    }
    expect(compared).toBeGreaterThan(25);
  });

  it('knows a REST operation for each method of the advanced services', () => {
    const methods = Object.entries({ Calendar: CALENDAR, AdminDirectory: DIRECTORY, Gmail: GMAIL }).flatMap(
      ([api, collections]) =>
        Object.entries(collections).flatMap(([collection, all]) =>
          Object.keys(all).map((method) => `${api}.${collection}.${method}`),
        ),
    );
    expect(methods.sort()).toEqual([...ADVANCED_OPERATIONS].sort());
  });
});
