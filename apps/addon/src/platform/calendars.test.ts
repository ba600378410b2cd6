import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CalendarClosed, READ_ONLY, TOO_MANY } from '../ports.ts';
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

it('7, 33, I4, I10: writes the block and nothing else, mails nobody, and never over a newer event', () => {
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

it('F25: mails guests outside only where that was asked for, with the same guards', () => {
  expect(calendars().tellOutside('cal', 'e1', { conferenceId: '1' }, '"7"')).toBe(200);
  expect(patched[0]?.slice(3)).toEqual([
    { conferenceDataVersion: 1, sendUpdates: 'externalOnly' },
    { 'If-Match': '"7"' },
  ]);
});

it('takes a block away by naming it and nothing else', () => {
  calendars().patchConference('cal', 'e1', null);
  expect(patched[0]?.[0]).toEqual({ conferenceData: null });
});

describe('57: one status, three meanings', () => {
  /** Google refuses every call with 403 and this reason. */
  function refusing(reason: string | undefined): void {
    const refuse = () => {
      throw Object.assign(new Error('refused'), {
        details: { code: 403, ...(reason === undefined ? {} : { errors: [{ reason }] }) },
      });
    };
    Reflect.set(globalThis, 'Calendar', { Events: { patch: refuse, list: refuse } });
  }

  it.each([
    ['rateLimitExceeded', TOO_MANY],
    ['userRateLimitExceeded', TOO_MANY],
    ['dailyLimitExceeded', TOO_MANY],
    ['quotaExceeded', READ_ONLY],
    ['requiredAccessLevel', 403],
    [undefined, 403],
  ])('57: a write refused as %s is %d', (reason, status) => {
    refusing(reason);
    expect(calendars().patchConference('cal', 'e1', null)).toBe(status);
  });

  it.each([
    ['forbidden', true],
    ['rateLimitExceeded', false],
    ['quotaExceeded', false],
    ['insufficientPermissions', false],
  ])('25, 57: a listing refused as %s closes the calendar: %s', (reason, closes) => {
    refusing(reason);
    const closed = expect(() => calendars().list('cal', {}));
    if (closes) closed.toThrow(CalendarClosed);
    else closed.not.toThrow(CalendarClosed);
  });
});

it('18: every page is asked for with the filters of the first', () => {
  const asked: unknown[] = [];
  const list = (_calendarId: string, query: unknown) => (asked.push(query), { nextPageToken: 'p' });
  Reflect.set(globalThis, 'Calendar', { Events: { list } });
  calendars().list('cal', { syncToken: 's' });
  calendars().list('cal', { syncToken: 's', pageToken: 'p' });
  const filters = { maxResults: 100, showDeleted: true, syncToken: 's' };
  expect(asked).toEqual([filters, { ...filters, pageToken: 'p' }]);
});
