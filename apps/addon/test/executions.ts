/** What executions do, over a world in memory, and what has to be true after them. */
import { expect } from 'vitest';
import { ensureTriggers } from '../src/calendar/followed.ts';
import type { World } from '../src/ports.ts';
import { loadState } from '../src/sync/calendar-state.ts';
import type { CalendarState } from '../src/sync/calendar-state.ts';
import { catchUp } from '../src/sync/catch-up.ts';
import { hourly, SLICE_MS } from '../src/sync/hourly.ts';
import { leaveMark } from '../src/sync/marks.ts';
import { startRun } from '../src/sync/run.ts';
import { ANN, WorldDouble } from './world-double.ts';

export const START = { dateTime: '2026-06-10T14:00:00+02:00', timeZone: 'Europe/Stockholm' };

/** What a firing of the calendar's trigger does. */
export function fire(calendarId = ANN): (world: World) => void {
  return (world: World) => {
    leaveMark(world.keep, calendarId, world.newId());
    ensureTriggers(world);
    catchUp(startRun(world, SLICE_MS, true), 0);
  };
}

/** What an interactive execution does first. */
export function look(world: World): void {
  catchUp(startRun(world, 4000, false), 0);
}

/** A world whose calendar is listened to and has been listed. */
export function listened(): WorldDouble {
  const here = new WorldDouble();
  here.execute(hourly);
  here.service.requests.length = 0;
  return here;
}

/** One more pass over everything tells nothing new and writes nothing. */
export function expectFixpoint(here: WorldDouble): void {
  here.execute(hourly);
  // Our own write fires too: its echo is told once, and settles.
  here.execute(fire());
  const writes = here.calendars.writes;
  const told = here.service.told().length;
  here.time += 7 * 3_600_000;
  here.execute(hourly);
  expect(here.calendars.writes).toBe(writes);
  expect(here.service.told().length).toBe(told);
  expect([...here.properties.keys()].filter((key) => key.startsWith('mark:'))).toEqual([]);
}

/** What is kept of a calendar. */
export function stateOf(here: WorldDouble, calendarId = ANN): CalendarState {
  const keep = {
    get: (key: string) => here.properties.get(key) ?? null,
    set: () => undefined,
    delete: () => undefined,
    keys: () => [...here.properties.keys()],
  };
  return loadState(keep, calendarId);
}
