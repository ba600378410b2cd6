import { describe, expect, it } from 'vitest';
import { nextLink } from './paging.ts';

describe('nextLink', () => {
  it.each([
    ['<https://a.test/v1/x?page=2>; rel="next"', 'https://a.test/v1/x?page=2'],
    [
      '<https://a.test/v1/x?page=1>; rel="prev", <https://a.test/v1/x?page=3>; rel="next"',
      'https://a.test/v1/x?page=3',
    ],
    ['<https://a.test/v1/x?a=1,2>;rel=next', 'https://a.test/v1/x?a=1,2'],
    ['<https://a.test/v1/x>; title="rel=next"; rel="first"', undefined],
    ['<https://a.test/v1/x>; rel="nextish"', undefined],
    ['<https://a.test/v1/x?max=null&p=2>; rel="next"', 'https://a.test/v1/x?p=2'],
    ['</v1/x?page=2>; rel="next"', '/v1/x?page=2'],
    ['', undefined],
    [null, undefined],
    ['nonsense', undefined],
  ])('%s', (header, expected) => {
    expect(nextLink(header)).toBe(expected);
  });
});
