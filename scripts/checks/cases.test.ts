import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

interface Row {
  readonly number: number;
  readonly shownBy: string;
}

const rows: readonly Row[] = [...read('docs/cases.md').matchAll(/^\| (\d+) \| [^|]+ \| ([^|]+) \|$/gm)].map(
  ([, number, shownBy = '']) => ({ number: Number(number), shownBy }),
);

interface Named {
  readonly file: string;
  readonly title: string;
}

/** The tests that a row names: a path and the beginning of a title. */
function named({ shownBy }: Row): readonly Named[] {
  return [...shownBy.matchAll(/`([^`]+)` "([^"]+)"/g)].map(([, file = '', title = '']) => ({ file, title }));
}

/** Titles of a file that begin with case numbers, each with the text up to the next title. */
function numbered(file: string): readonly { numbers: readonly number[]; title: string; body: string }[] {
  const text = read(file);
  const starts = [
    ...text.matchAll(/\b(?:it|test|story)(?:\.each\([\s\S]*?\))?\(\s*(['"`])((?:(?!\1).)*)\1/g),
  ];
  return starts
    .map((start, index) => ({ title: start[2] ?? '', from: start.index, to: starts[index + 1]?.index }))
    .map(({ title, from, to }) => ({
      title,
      body: text.slice(from, to),
      numbers: [...(/^[\dI][\dI, a-c]*(?=:)/.exec(title)?.[0] ?? '').matchAll(/(?<!I)\b\d+/g)].map(Number),
    }))
    .filter(({ numbers }) => numbers.length > 0);
}

const testsIn = (folder: string): readonly string[] =>
  readdirSync(join(ROOT, folder))
    .filter((name) => /\.(test|scenario)\.ts$/.test(name))
    .map((name) => `${folder}/${name}`);
const STORIES = [...testsIn('apps/service/src/sync'), ...testsIn('apps/addon/src/sync')];
const ALL = [
  ...STORIES,
  ...['apps/service/src/store', 'apps/addon/src/platform', 'packages/core/src', 'scenarios'].flatMap(testsIn),
];

describe('docs/cases.md', () => {
  it('has a row for each case from 1 to 85', () => {
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 85 }, (_, i) => i + 1));
  });

  it('names tests that exist, or why a case does not apply', () => {
    for (const row of rows) {
      const tests = named(row);
      if (tests.length === 0) expect(row.shownBy, String(row.number)).toMatch(/^\*(series|push)\*$/);
      for (const { file, title } of tests)
        expect(
          ["'", '"', '`'].some((quote) => read(file).includes(quote + title)),
          `${file} "${title}"`,
        ).toBe(true);
    }
  });

  it('has every test that names a case in the row of that case', () => {
    for (const file of ALL)
      for (const { title, numbers } of numbered(file))
        for (const number of numbers) {
          const row = rows.find((one) => one.number === number);
          const found = row && named(row).some((one) => one.file === file && title.startsWith(one.title));
          expect(found, `${file} "${title}" in row ${number}`).toBe(true);
        }
  });

  it('is shown by tests that end with one more full pass that writes nothing', () => {
    const titles = STORIES.flatMap((file) => numbered(file).map((one) => ({ ...one, file })));
    expect(titles.length).toBeGreaterThan(80);
    for (const { file, title, body } of titles)
      expect(body.includes('expectFixpoint('), `${file} "${title}"`).toBe(true);
  });
});
