/** Which calendars are listened to, and that the triggers for it live. */
import type { InstalledTrigger, Keep, World } from '../ports.ts';
import { emptyState, loadState, saveState } from '../sync/calendar-state.ts';
import { leaveMark } from '../sync/marks.ts';

/** Names of the entry points that triggers call. */
export const CALENDAR_HANDLER = 'onCalendarChanged';
export const HOURLY_HANDLER = 'onHourly';
/** Google allows 20 triggers for a person and script; one is the hourly check. */
export const CALENDARS_MOST = 19;

/** Calendars remembered beyond that; a property's value holds no more than 9 KB. */
const KEPT_MOST = 50;

const FOLLOW = 'follow';
const HOURLY_AT = 'hourly-at';
/** An hourly check so long ago, while its trigger lives, is Google's daily limit on background time. */
const TIRED_AFTER = 2.5 * 3_600_000;

/** The calendars that are followed besides the person's own. */
export function followed(keep: Keep): readonly string[] {
  const text = keep.get(FOLLOW);
  return text === null ? [] : (JSON.parse(text) as readonly string[]);
}

/**
 * Keeps what the service says is to be followed; it names every calendar with a living link. Those that are followed
 * stay in front: beyond Google's number a calendar waits until another one needs its place no more.
 */
export function keepFollowed(keep: Keep, calendars: readonly string[]): void {
  const kept = followed(keep).filter((calendarId) => calendars.includes(calendarId));
  const next = [...new Set([...kept, ...calendars])].slice(0, KEPT_MOST);
  if (JSON.stringify(next) !== (keep.get(FOLLOW) ?? '[]')) keep.set(FOLLOW, JSON.stringify(next));
}

/** Follows one more calendar at once: a link was just made or opened there. */
export function follow(world: World, calendarId: string): void {
  if (!wanted(world).includes(calendarId)) keepFollowed(world.keep, [...followed(world.keep), calendarId]);
}

/** Whether more calendars are to be followed than Google gives triggers for. */
export function isBeyondBudget(world: World): boolean {
  return wanted(world).length > CALENDARS_MOST;
}

function wanted(world: World): readonly string[] {
  return [...new Set([world.person.email, ...followed(world.keep)])];
}

/**
 * Makes sure that the hourly check and a trigger on each followed calendar exist. A calendar whose trigger was
 * missing has not been heard, so it is marked as changed. One calendar that Google refuses does not stop the others.
 */
export function ensureTriggers(world: World): void {
  attempt(world, 'triggers', () => {
    const living = world.triggers.list();
    removeDoubles(world, living);
    if (!living.some(isHourly)) attempt(world, 'hourly', () => world.triggers.everyHour());
    const listened = wanted(world).slice(0, CALENDARS_MOST);
    const heard = calendarsOf(living);
    const missing = listened.filter((calendarId) => !heard.includes(calendarId));
    if (heard.length + missing.length > CALENDARS_MOST) makeRoom(world, living, listened);
    for (const calendarId of missing) {
      attempt(world, 'calendar', () => {
        world.triggers.followCalendar(calendarId);
        noteUnheard(world, calendarId);
      });
    }
  });
}

/** What the service is told of triggers. */
export function triggerHealth(world: World): {
  triggers: readonly string[];
  hourly: boolean;
  tired: boolean;
} {
  let living: readonly InstalledTrigger[] = [];
  attempt(world, 'triggers', () => {
    living = world.triggers.list();
  });
  const hourly = living.some(isHourly);
  return {
    triggers: calendarsOf(living).slice(0, CALENDARS_MOST),
    hourly,
    tired: hourly && world.now() - hourlyAt(world) > TIRED_AFTER,
  };
}

/** Notes that the hourly check ran. */
export function noteHourly(world: World): void {
  world.keep.set(HOURLY_AT, String(world.now()));
}

/** When background work can be expected again at the latest (ms): a day after the last hourly check. */
export function tiredUntil(world: World): number {
  return hourlyAt(world) + 24 * 3_600_000;
}

/** When the hourly check last ran; one that never did counts from now on. */
function hourlyAt(world: World): number {
  return Number(world.keep.get(HOURLY_AT) ?? world.now());
}

function noteUnheard(world: World, calendarId: string): void {
  const state = loadState(world.keep, calendarId);
  if (state.syncToken === undefined) saveState(world.keep, emptyState(calendarId), state);
  else leaveMark(world.keep, calendarId, world.newId());
}

function removeDoubles(world: World, living: readonly InstalledTrigger[]): void {
  const seen = new Set<string>();
  for (const { id, handler, calendarId = '' } of living) {
    const what = `${handler} ${calendarId}`;
    if (seen.has(what)) attempt(world, 'double', () => world.triggers.remove(id));
    seen.add(what);
  }
}

function makeRoom(world: World, living: readonly InstalledTrigger[], listened: readonly string[]): void {
  for (const { id, calendarId } of living) {
    if (calendarId === undefined || listened.includes(calendarId)) continue;
    attempt(world, 'room', () => world.triggers.remove(id));
  }
}

function isHourly(trigger: InstalledTrigger): boolean {
  return trigger.handler === HOURLY_HANDLER;
}

/** The calendars that are heard, each once. */
function calendarsOf(living: readonly InstalledTrigger[]): readonly string[] {
  return [...new Set(living.flatMap(({ calendarId = [] }) => calendarId))];
}

function attempt(world: World, what: string, act: () => void): void {
  try {
    act();
  } catch (error) {
    world.log(`trigger-refused ${what} ${error instanceof Error ? error.name : ''}`);
  }
}
