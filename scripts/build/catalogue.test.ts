import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { checkCatalogue, unusedKeys } from './catalogue-rules.ts';
import { compileCatalogue, exportName, readCatalogue } from './catalogue.ts';

const ROOT = join(import.meta.dirname, '../..');
const shipped = readCatalogue(join(ROOT, 'packages/locales/locales'));

const folders: string[] = [];
function folder(catalogue: Readonly<Record<string, Readonly<Record<string, string>>>> = {}): string {
  const made = mkdtempSync(join(tmpdir(), 'catalogue-'));
  folders.push(made);
  for (const [language, texts] of Object.entries(catalogue)) {
    writeFileSync(join(made, `${language}.json`), JSON.stringify(texts));
  }
  return made;
}
afterEach(() => {
  for (const made of folders.splice(0)) rmSync(made, { recursive: true });
});

/** One fault each: the catalogue that has it, and what is said of it. */
const FAULTS: readonly (readonly [
  string,
  Readonly<Record<string, string>>,
  Readonly<Record<string, string>>,
  string,
])[] = [
  ['a missing key', { 'a.t': 'One', 'b.t': 'Two' }, { 'a.t': 'Un' }, 'fr b.t: missing'],
  ['an extra key', { 'a.t': 'One' }, { 'a.t': 'Un', 'b.t': 'Deux' }, 'fr b.t: not in en'],
  [
    'another argument',
    { 'a.t': 'At {time}' },
    { 'a.t': 'À {heure}' },
    'arguments heure:string, in en time:string',
  ],
  [
    'a missing plural form',
    { 'a.t': '{n, plural, one {# day} other {# days}}' },
    { 'a.t': '{n, plural, one {# jour} other {# jours}}' },
    'plural form many is missing',
  ],
  ['a plumbing word', { 'a.b': 'The sync token is lost.' }, { 'a.b': 'Perdu.' }, 'en a.b: a plumbing word'],
  [
    'a long title',
    { 'a.t': 'A title that does not fit in one line of a card' },
    { 'a.t': 'Un titre' },
    'title of 47',
  ],
  ['a long button', { 'a.a1': 'A button much too long' + ' indeed' }, { 'a.a1': 'Bouton' }, 'button of 29'],
  ['many sentences', { 'a.b': 'One. Two. Three. Four.' }, { 'a.b': 'Un.' }, 'more than two sentences'],
  ['a plain space before a colon', { 'a.b': 'Google: {a}' }, { 'a.b': 'Google : {a}' }, 'French spacing'],
  ['a straight apostrophe', { 'a.b': 'The event' }, { 'a.b': "L'événement" }, 'French spacing or apostrophe'],
  ['a shout', { 'a.b': 'Done!' }, { 'a.b': 'Fait' }, 'not our tone'],
];

describe('the shipped catalogue', () => {
  it('has nothing to object to', () => {
    expect(checkCatalogue(shipped)).toEqual([]);
  });

  it('has no text that nothing says', () => {
    const places = ['apps/addon/src', 'apps/service/src', 'packages/locales/src'];
    const sources = places.map((path) => sourcesOf(join(ROOT, path)));
    const unused = unusedKeys(Object.keys(shipped['en'] ?? {}), exportName, sources.join('\n'));
    expect(unused.filter((key) => !key.startsWith('menu.'))).toEqual([]);
  });

  it('has the labels of the menu, which Google takes from the manifest in one language', () => {
    const manifest = readFileSync(join(ROOT, 'apps/addon/appsscript.json'), 'utf8');
    for (const key of ['menu.l1', 'menu.l2'])
      expect(manifest).toContain(JSON.stringify(shipped['en']?.[key]));
  });
});

describe('the checks', () => {
  for (const [name, en, fr, said] of FAULTS) {
    it(`find ${name}`, async () => {
      const findings = checkCatalogue({ en, fr });
      expect(findings.join('\n')).toContain(said);
      await expect(compileCatalogue(folder({ en, fr }), folder())).rejects.toThrow(said);
    });
  }

  it('find a key that nothing says, by key or by export', () => {
    expect(unusedKeys(['a.t', 'b.one', 'c.two-x.t'], exportName, "say('a.t') messages.cTwoXT")).toEqual([
      'b.one',
    ]);
  });
});

describe('the compiled catalogue', () => {
  it('holds a message without plural forms as its text, in the order of languages', async () => {
    const out = folder();
    await compileCatalogue(folder({ en: { 'a.t': 'By {who}' }, fr: { 'a.t': 'Par {who}' } }), out);
    const { languages } = (await import(pathToFileURL(join(out, 'languages.js')).href)) as object as {
      readonly languages: unknown;
    };
    const { aT } = (await import(pathToFileURL(join(out, 'messages.js')).href)) as { readonly aT: unknown };
    expect([languages, aT]).toEqual([
      ['en', 'fr'],
      ['By {who}', 'Par {who}'],
    ]);
  });

  it('says plurals, arguments and numbers in each language', async () => {
    const out = folder();
    const texts = {
      en: { 'a.t': '{n, plural, one {# event} other {# events}} by {who}' },
      fr: { 'a.t': '{n, plural, one {# événement} many {# d’événements} other {# événements}} par {who}' },
    };
    await compileCatalogue(folder(texts), out);
    const module = (await import(pathToFileURL(join(out, 'messages.js')).href)) as {
      readonly aT: readonly [en: (values: object) => string, fr: (values: object) => string];
    };
    const [en, fr] = module.aT;
    expect(en({ n: 1, who: 'Ann' })).toBe('1 event by Ann');
    expect(fr({ n: 0, who: 'Ann' })).toBe('0 événement par Ann');
    expect(fr({ n: 2_000_000, who: 'Ann' })).toMatch(/^2.000.000 d’événements par Ann$/);
    expect(readFileSync(join(out, 'messages.d.ts'), 'utf8')).toContain(
      'export declare const aT: Message<{ readonly n: number; readonly who: string }>;',
    );
  });
});

function sourcesOf(path: string): string {
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(path, file), 'utf8'))
    .join('\n');
}
