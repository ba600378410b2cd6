/** Where the keyboard stands in the grid, and what the arrow keys do to it. One tab stop; values in, value out. */
import { addDays, addMinutes, dayOf, floorTo, timeOf, wallOf, type Wall } from '../dates.ts';
import type { CalendarEvent } from './calendar-event.ts';

export interface GridCursor {
  readonly at: Wall;
  /** The event that the cursor stands on, if any. */
  readonly key: string | undefined;
}

const SLOT = 30;

/** The cursor on the slot that `wall` lies in, and on the event there. */
export function cursorAt(wall: Wall, events: readonly CalendarEvent[]): GridCursor {
  const at = floorTo(wall, SLOT);
  const until = addMinutes(at, SLOT);
  const starting = events.find((event) => !event.allDay && event.start >= at && event.start < until);
  const covering = events.find((event) => !event.allDay && event.start <= at && event.end > at);
  return { at, key: (starting ?? covering)?.key };
}

interface Grid {
  readonly events: readonly CalendarEvent[];
  readonly first: string;
  readonly last: string;
  readonly month: boolean;
  readonly rightToLeft: boolean;
}

/** The cursor after `key`, or undefined where the key means nothing here. */
export function moveCursor(cursor: GridCursor, key: string, grid: Grid): GridCursor | undefined {
  switch (key) {
    case 'ArrowUp':
      return cursorAt(addMinutes(cursor.at, grid.month ? -7 * 1440 : -SLOT), grid.events);
    case 'ArrowDown':
      return cursorAt(addMinutes(cursor.at, grid.month ? 7 * 1440 : SLOT), grid.events);
    case 'ArrowLeft':
    case 'ArrowRight': {
      const forward = (key === 'ArrowRight') !== grid.rightToLeft;
      return cursorAt(wallOf(addDays(dayOf(cursor.at), forward ? 1 : -1), timeOf(cursor.at)), grid.events);
    }
    case 'Home':
      return cursorAt(wallOf(grid.first, timeOf(cursor.at)), grid.events);
    case 'End':
      return cursorAt(wallOf(grid.last, timeOf(cursor.at)), grid.events);
    case 'n':
      return onto(neighbour(cursor, grid.events, 1));
    case 'p':
      return onto(neighbour(cursor, grid.events, -1));
    default:
      return undefined;
  }
}

function neighbour(
  cursor: GridCursor,
  events: readonly CalendarEvent[],
  step: 1 | -1,
): CalendarEvent | undefined {
  const ordered = events
    .filter((event) => !event.allDay)
    .sort((a, b) => a.start.localeCompare(b.start) || a.key.localeCompare(b.key));
  const current = ordered.findIndex((event) => event.key === cursor.key);
  if (current >= 0) return ordered[current + step];
  return step === 1
    ? ordered.find((event) => event.start >= cursor.at)
    : ordered.findLast((event) => event.start < cursor.at);
}

function onto(event: CalendarEvent | undefined): GridCursor | undefined {
  return event && { at: floorTo(event.start, SLOT), key: event.key };
}
