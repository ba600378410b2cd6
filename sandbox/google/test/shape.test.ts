import { expect, it } from 'vitest';
import { shapeFaults } from './shape.ts';

it('finds what is missing, unknown, out of order, of another form, or sent although empty', () => {
  const row = { keys: 'id name note?', forms: { id: /^\d+$/ }, saidEmpty: ['name'] };
  expect(shapeFaults({ id: 1, name: '' }, row)).toEqual([]);
  expect(shapeFaults({ name: 'n', id: 'x', note: { list: [], off: false }, more: null }, row)).toEqual([
    'unknown key more',
    'order name id note more',
    'form of id: x',
    'sent although empty: /note/list',
    'sent although empty: /note/off',
    'sent although empty: /more',
  ]);
  expect(shapeFaults({ id: 1 }, row)).toEqual(['missing key name']);
});
