import { describe, expect, it } from 'vitest';
import { MAX_RETRY_AFTER_S, parseRetryAfter } from './retry-after.ts';

const NOW = Date.parse('2026-11-24T10:00:00Z');

describe('parseRetryAfter', () => {
  it.each([
    ['3600', 3600],
    [' 5 ', 5],
    ['1.2', 2],
    ['0', 0],
    ['-7', 0],
    ['99999999999999', MAX_RETRY_AFTER_S],
    ['Tue, 24 Nov 2026 10:01:00 GMT', 60],
    ['Tue, 24 Nov 2026 09:00:00 GMT', 0],
    ['Tue, 24 Nov 2037 09:00:00 GMT', MAX_RETRY_AFTER_S],
    ['soon', undefined],
    ['7 apples', undefined],
    ['', undefined],
    [null, undefined],
  ])('%s is %s', (header, expected) => {
    expect(parseRetryAfter(header, NOW)).toBe(expected);
  });
});
