import { expect, it } from 'vitest';
import { mayOpenLink } from './open-links.ts';

const LIST = ['https://example.com/a', 'https://*.rooms.example/'];

it.each([
  ['https://example.com/a', true],
  ['https://example.com/a/b', true],
  ['https://example.com/a?x=1', true],
  ['https://example.com/a#x', true],
  ['https://example.com/ab', false],
  ['https://example.com/A', false],
  ['http://example.com/a', false],
  ['https://example.com.evil.example/a', false],
  ['https://one.rooms.example/x', true],
  ['https://rooms.example/x', false],
  ['javascript:alert(1)', false],
  ['mailto:ada@example.org', true],
  ['tel:+1', true],
])('%s may be opened: %s', (url, may) => {
  expect(mayOpenLink(LIST, url)).toBe(may);
});

it('opens everything without a list, or with a bare star', () => {
  expect(mayOpenLink(undefined, 'https://x.example/')).toBe(true);
  expect(mayOpenLink(['*'], 'https://x.example/')).toBe(true);
  expect(mayOpenLink([], 'https://x.example/')).toBe(false);
});
