import { describe, expect, test } from 'vitest';
import { formErrors, isAddress, withGuest, withoutGuest, withStart, type EditorForm } from './editor-form.ts';

const form: EditorForm = {
  title: 'x',
  date: '2026-06-10',
  start: '14:00',
  end: '15:00',
  description: '',
  guests: [],
};

describe('the editor’s fields', () => {
  test('the end must be after the start', () => {
    expect(formErrors(form)).toEqual([]);
    expect(formErrors({ ...form, end: '14:00' })).toEqual(['end']);
    expect(formErrors({ ...form, end: '13:00' })).toEqual(['end']);
  });

  test('what is left empty is asked for', () => {
    expect(formErrors({ ...form, date: '' })).toEqual(['date']);
    expect(formErrors({ ...form, start: '' })).toEqual(['date']);
  });

  test('another start keeps the length, and stays on its day', () => {
    expect(withStart(form, '16:30')).toMatchObject({ start: '16:30', end: '17:30' });
    expect(withStart(form, '23:30')).toMatchObject({ start: '23:30', end: '23:59' });
    expect(withStart({ ...form, end: '13:00' }, '16:00')).toMatchObject({ start: '16:00', end: '13:00' });
    expect(withStart(form, '')).toMatchObject({ start: '', end: '15:00' });
  });

  test.each([
    ['priya@alderfinch.example', true],
    ['priya.raman+x@a.b.example', true],
    ['priya', false],
    ['priya@alderfinch', false],
    ['a@b.c, d@e.f', false],
    ['<a@b.c>', false],
  ])('%s is a full address: %s', (text, expected) => {
    expect(isAddress(text)).toBe(expected);
  });

  test('a guest is added once and can be taken off again', () => {
    const one = withGuest(form, { email: 'priya@alderfinch.example' });
    expect(withGuest(one, { email: 'Priya@alderfinch.example' })).toBe(one);
    expect(withoutGuest(one, 'priya@alderfinch.example').guests).toEqual([]);
  });
});
