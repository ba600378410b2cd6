import { describe, expect, test } from 'vitest';
import type { CalendarEvent } from './calendar-event.ts';
import { cursorAt, moveCursor, type GridCursor } from './grid-cursor.ts';

function event(id: string, start: string, end: string): CalendarEvent {
  return {
    key: id,
    calendarId: 'c',
    id,
    etag: '"1"',
    title: id,
    description: '',
    start: `2026-06-${start}:00`,
    end: `2026-06-${end}:00`,
    allDay: false,
    zone: 'Europe/Stockholm',
    guests: [],
    conference: undefined,
    organizer: '',
    mine: true,
    editable: true,
    series: undefined,
  };
}

const events = [
  event('standup', '09T09:30', '09T09:45'),
  event('review', '09T10:30', '09T11:30'),
  event('demo', '12T15:00', '12T16:00'),
];
const grid = { events, first: '2026-06-08', last: '2026-06-14', month: false, rightToLeft: false };

function after(cursor: GridCursor, ...keys: readonly string[]): GridCursor {
  return keys.reduce((at, key) => moveCursor(at, key, grid) ?? at, cursor);
}

describe('the grid’s cursor', () => {
  const start = cursorAt('2026-06-09T09:10:00', events);

  test('stands on the slot, and on the event that lies there', () => {
    expect(start).toEqual({ at: '2026-06-09T09:00:00', key: undefined });
    expect(after(start, 'ArrowDown').key).toBe('standup');
    expect(after(start, 'ArrowDown', 'ArrowDown').key).toBeUndefined();
    expect(after(start, 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown').key).toBe('review');
  });

  test('goes by day, to the ends of the week, and leaves the period at its edge', () => {
    expect(after(start, 'ArrowRight').at).toBe('2026-06-10T09:00:00');
    expect(after(start, 'Home').at).toBe('2026-06-08T09:00:00');
    expect(after(start, 'Home', 'ArrowLeft').at).toBe('2026-06-07T09:00:00');
    expect(after(start, 'End').at).toBe('2026-06-14T09:00:00');
  });

  test('N and P go from event to event and stop at the ends', () => {
    expect(after(start, 'n').key).toBe('standup');
    expect(after(start, 'n', 'n', 'n').key).toBe('demo');
    expect(after(start, 'n', 'n', 'n', 'n').key).toBe('demo');
    expect(after(start, 'n', 'n', 'p').key).toBe('standup');
  });

  test('in a month the arrows up and down go by week', () => {
    expect(moveCursor(start, 'ArrowDown', { ...grid, month: true })?.at).toBe('2026-06-16T09:00:00');
  });

  test('other keys mean nothing', () => {
    expect(moveCursor(start, 'x', grid)).toBeUndefined();
  });
});
