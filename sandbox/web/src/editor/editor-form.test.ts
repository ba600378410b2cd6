import { describe, expect, test } from 'vitest';
import {
  formErrors,
  formOf,
  isAddress,
  restTimes,
  withAllDay,
  withEnd,
  withGuest,
  withoutGuest,
  withStart,
  type EditorForm,
} from './editor-form.ts';
import { NO_REPEAT } from './repeat.ts';

const form: EditorForm = {
  title: 'x',
  date: '2026-06-10',
  start: '14:00',
  end: '15:00',
  span: 0,
  allDay: false,
  zone: 'Europe/Stockholm',
  repeat: NO_REPEAT,
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

  test('a custom rule must be one', () => {
    const custom = (rule: string): EditorForm => ({ ...form, repeat: { choice: 'custom', rule } });
    expect(formErrors(custom('FREQ=WEEKLY;INTERVAL=2'))).toEqual([]);
    expect(formErrors(custom('every other week'))).toEqual(['rule']);
    expect(formErrors({ ...custom(''), end: '13:00' })).toEqual(['end', 'rule']);
  });

  test('another start keeps the length, over midnight too', () => {
    expect(withStart(form, '16:30')).toMatchObject({ start: '16:30', end: '17:30' });
    expect(withStart(form, '23:30')).toMatchObject({ start: '23:30', end: '00:30', span: 1 });
    expect(formErrors(withStart(form, '23:30'))).toEqual([]);
    expect(withStart(withStart(form, '23:30'), '14:00')).toEqual(form);
    expect(withEnd({ ...form, end: '01:00', span: 1 }, '16:00')).toMatchObject({ end: '16:00', span: 0 });
    expect(withStart({ ...form, end: '13:00' }, '16:00')).toMatchObject({ start: '16:00', end: '13:00' });
    expect(withStart(form, '')).toMatchObject({ start: '', end: '15:00' });
  });

  test('times stand on the wall of the event’s own zone, wherever the reader is', () => {
    const event = { ...form, start: '2026-06-10T22:30:00', end: '2026-06-10T23:30:00', zone: 'Asia/Tokyo' };
    const read = formOf(event, 'Europe/Stockholm');
    expect(read).toMatchObject({ date: '2026-06-11', start: '05:30', end: '06:30', zone: 'Asia/Tokyo' });
    expect(restTimes(read).start).toEqual({
      dateTime: '2026-06-11T05:30:00+09:00',
      timeZone: 'Asia/Tokyo',
    });
    expect(restTimes({ ...read, zone: 'UTC' }).start.dateTime).toBe('2026-06-11T05:30:00+00:00');
  });

  test('an all-day event keeps its days, has no times, and gets an hour when it is given one', () => {
    const event = { ...form, allDay: true, start: '2026-06-10T00:00:00', end: '2026-06-12T00:00:00' };
    const read = formOf(event, 'Europe/Stockholm');
    expect(formErrors(read)).toEqual([]);
    expect(restTimes(read)).toEqual({ start: { date: '2026-06-10' }, end: { date: '2026-06-12' } });
    expect(withAllDay(read, false)).toMatchObject({ start: '09:00', end: '10:00', span: 0, allDay: false });
    expect(restTimes(withAllDay(form, true))).toEqual({
      start: { date: '2026-06-10' },
      end: { date: '2026-06-11' },
    });
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
