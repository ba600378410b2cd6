/** The hourly check: triggers live, nothing due is forgotten, and the service is asked what it wants to know. */
import type { CheckAnswer, CheckRequest } from '@webex-scheduler/contracts';
import { ensureTriggers, noteHourly, triggerHealth } from '../calendar/followed.ts';
import type { World } from '../ports.ts';
import { CONTRACT, ServiceError } from '../service-client.ts';
import { knownCalendars, loadState } from './calendar-state.ts';
import { catchUp } from './catch-up.ts';
import type { Run } from './run.ts';
import { startRun } from './run.ts';
import { absorb } from './wants.ts';
import { given } from '../given.ts';

/** A slice: Google may allow 30 s and kills without a word, so work stops well before. */
export const SLICE_MS = 25_000;
/** A calendar that was not listed for so long is listed although nothing fired. */
const LIST_AFTER = 6 * 3_600_000;

/** What a firing of the clock trigger does. */
export function hourly(world: World): void {
  noteHourly(world);
  const run = startRun(world, SLICE_MS, true);
  ensureTriggers(world);
  catchUp(run, 1000);
  if (check(run, { cause: 'hourly' }) instanceof ServiceError) return;
  ensureTriggers(world);
  for (const calendarId of knownCalendars(world.keep)) {
    const { listedAt = 0 } = loadState(world.keep, calendarId);
    if (world.now() - listedAt > LIST_AFTER) run.force.add(calendarId);
  }
  catchUp(run, 1000);
}

/** Asks the service what it wants, and writes that down; gives the error where it could not be asked. */
export function check(
  run: Run,
  asked: Pick<CheckRequest, 'cause' | 'open' | 'upcoming'>,
): CheckAnswer | ServiceError {
  const { world } = run;
  try {
    const answer = world.service.check({
      contract: CONTRACT,
      ...asked,
      addon: { ...triggerHealth(world), missingScopes: world.person.missingScopes },
      calendars: knownCalendars(world.keep)
        .slice(0, 50)
        .map((calendarId) => calendarLine(world, calendarId)),
    });
    absorb(run, answer.want, answer.health);
    return answer;
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    world.log(`check-failed ${error.code}`);
    return error;
  }
}

function calendarLine(world: World, calendarId: string): CheckRequest['calendars'][number] {
  const { checkpoint, listedAt } = loadState(world.keep, calendarId);
  return {
    calendarId,
    ...given({ checkpoint }),
    ...(listedAt === undefined ? {} : { listedAt: new Date(listedAt).toISOString() }),
  };
}
