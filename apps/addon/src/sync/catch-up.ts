/** What every execution does first: what is due, as far as its time goes. */
import { ServiceError } from '../service-client.ts';
import { knownCalendars, loadState } from './calendar-state.ts';
import { isListingDue, list } from './listing.ts';
import { readMarks } from './marks.ts';
import { hasDueOffers, offer, tellRefusals } from './offers.ts';
import { isOver } from './run.ts';
import type { Run } from './run.ts';

/** Rounds of asking and answering in one execution; the service asks again at the next one. */
const ROUNDS_MOST = 4;

/**
 * Works off what is due: offers, then marked calendars. Whoever does not get the lock leaves its mark to the one who
 * has it, and that one looks once more after giving the lock back, so no mark falls between the two.
 */
export function catchUp(run: Run, lockMs: number): void {
  const { world } = run;
  for (let round = 0; round < ROUNDS_MOST; round += 1) {
    if (!world.lock.take(lockMs)) return;
    try {
      workOff(run);
    } finally {
      world.lock.give();
    }
    const left = readMarks(world.keep).filter((mark) => !run.failed.has(mark.calendarId));
    if (left.length === 0 || isOver(run)) return;
  }
}

function workOff(run: Run): void {
  for (let round = 0; round < ROUNDS_MOST && !isOver(run); round += 1) {
    const due = calendarsOf(run).filter((calendarId) => isDue(run, calendarId));
    if (due.length === 0) break;
    for (const calendarId of due) attempt(run, calendarId, () => offer(run, calendarId));
    for (const calendarId of due) {
      if (isListingDue(run, calendarId)) attempt(run, calendarId, () => list(run, calendarId));
    }
  }
  for (const calendarId of calendarsOf(run)) attempt(run, calendarId, () => tellRefusals(run, calendarId));
}

function calendarsOf(run: Run): readonly string[] {
  const { keep } = run.world;
  const marked = readMarks(keep).map((mark) => mark.calendarId);
  return [...new Set([...marked, ...run.force, ...knownCalendars(keep)])];
}

function isDue(run: Run, calendarId: string): boolean {
  if (run.failed.has(calendarId)) return false;
  return hasDueOffers(run, loadState(run.world.keep, calendarId)) || isListingDue(run, calendarId);
}

/** One calendar's failure does not stop the others; a service that does not answer is asked no further. */
function attempt(run: Run, calendarId: string, work: () => void): void {
  if (run.failed.has(calendarId) || isOver(run)) return;
  try {
    work();
  } catch (error) {
    run.world.log(`calendar-failed ${error instanceof ServiceError ? error.code : nameOf(error)}`);
    if (error instanceof ServiceError) for (const id of calendarsOf(run)) run.failed.add(id);
    run.failed.add(calendarId);
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
