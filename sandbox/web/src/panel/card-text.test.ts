import { describe, expect, test } from 'vitest';
import { parseCardText } from './card-text.ts';

describe('a card’s text', () => {
  test('keeps the tags that Google allows', () => {
    expect(parseCardText('a <b>b <i>c</i></b><br>d')).toEqual([
      'a ',
      { tag: 'b', children: ['b ', { tag: 'i', children: ['c'] }] },
      { tag: 'br', children: [] },
      'd',
    ]);
    expect(parseCardText('<strong>x</strong><em>y</em>')).toEqual([
      { tag: 'b', children: ['x'] },
      { tag: 'i', children: ['y'] },
    ]);
    expect(parseCardText('<font color="#0B6472">x</font>')).toEqual([
      { tag: 'font', color: '#0B6472', children: ['x'] },
    ]);
  });

  test.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg/onload=alert(1)>',
    '< b>not a tag</ b>',
  ])('leaves %s as the characters it is', (text) => {
    expect(parseCardText(text)).toEqual([text]);
  });

  test('a link keeps its address only where it leads to a page, a mail or a phone', () => {
    expect(parseCardText('<a href="https://example.com/?a=1&amp;b=2">x</a>')).toEqual([
      { tag: 'a', href: 'https://example.com/?a=1&b=2', children: ['x'] },
    ]);
    for (const bad of [
      'javascript:alert(1)',
      'data:text/html,x',
      '&#106;avascript:alert(1)',
      ' javascript:x',
    ]) {
      expect(parseCardText(`<a href="${bad}">x</a>`)).toEqual([{ tag: 'a', children: ['x'] }]);
    }
  });

  test('attributes other than these are dropped', () => {
    expect(parseCardText('<b onclick="alert(1)" style="x">y</b>')).toEqual([{ tag: 'b', children: ['y'] }]);
    expect(parseCardText('<font color="red; background:url(x)">y</font>')).toEqual([
      { tag: 'font', children: ['y'] },
    ]);
  });

  test('what is not closed ends with the text, what was not opened is nothing', () => {
    expect(parseCardText('<b>x')).toEqual([{ tag: 'b', children: ['x'] }]);
    expect(parseCardText('x</b>y')).toEqual(['x', 'y']);
    expect(parseCardText('<b><i>x</b>y</i>')).toEqual([
      { tag: 'b', children: [{ tag: 'i', children: ['x'] }] },
      'y',
    ]);
  });

  test('entities become characters, once', () => {
    expect(parseCardText('&lt;b&gt; &amp;amp; &#8217; &nbsp;&unknown;')).toEqual([
      '<b> &amp; ’ \u00A0&unknown;',
    ]);
  });
});
