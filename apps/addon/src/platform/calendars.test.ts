import { afterEach, beforeEach, expect, it } from 'vitest';
import { calendars } from './calendars.ts';

/** Arguments of each patch, as the advanced service gets them. */
let patched: unknown[][];

beforeEach(() => {
  patched = [];
  const Events = { patch: (...args: unknown[]) => void patched.push(args) };
  Reflect.set(globalThis, 'Calendar', { Events });
});
afterEach(() => {
  Reflect.deleteProperty(globalThis, 'Calendar');
});

it('I4, I10: writes the block and nothing else, mails nobody, and never over a newer event', () => {
  expect(calendars().patchConference('cal', 'e1', { conferenceId: '1' }, '"7"')).toBe(200);
  expect(patched).toEqual([
    [
      { conferenceData: { conferenceId: '1' } },
      'cal',
      'e1',
      { conferenceDataVersion: 1, sendUpdates: 'none' },
      { 'If-Match': '"7"' },
    ],
  ]);
});

it('takes a block away by naming it and nothing else', () => {
  calendars().patchConference('cal', 'e1', null);
  expect(patched[0]?.[0]).toEqual({ conferenceData: null });
});
