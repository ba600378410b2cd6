import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compareCatalogues } from './message-plugin.ts';

function catalogue(language: string): Record<string, string> {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'locales', `${language}.json`), 'utf8')) as Record<
    string,
    string
  >;
}

test('both languages have every message, with the same arguments', () => {
  expect(() => {
    compareCatalogues([catalogue('en'), catalogue('fr')]);
  }).not.toThrow();
});

test('a message that one language lacks is named', () => {
  expect(() => {
    compareCatalogues([{ a: 'x', b: 'y' }, { a: 'x' }]);
  }).toThrow(/b: missing/);
});

test('another argument is named', () => {
  expect(() => {
    compareCatalogues([{ a: '{n} x' }, { a: '{m} x' }]);
  }).toThrow(/a: arguments differ/);
});

test('nobody reads plumbing words, apologies or exclamation marks', () => {
  const texts = [...Object.values(catalogue('en')), ...Object.values(catalogue('fr'))];
  const forbidden = /\b(sync|token|scope|trigger|webhook|API|tenant|sorry|oops|please|désolé)\b|!/i;
  expect(texts.filter((text) => forbidden.test(text))).toEqual([]);
});
