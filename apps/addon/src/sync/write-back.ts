/** The service's answer to a report, carried out on the calendar. */
import type { ChangesAnswer, Outcome } from '@webex-scheduler/contracts';
import { toResource } from '../calendar/block.ts';
import type { CalendarState } from './calendar-state.ts';
import { withOffers } from './calendar-state.ts';
import { READ_ONLY } from '../ports.ts';
import { isOver } from './run.ts';
import type { Run } from './run.ts';

/** While Google keeps calendars read-only for hours, a write is tried at most this often. */
const READ_ONLY_REST = 2 * 3_600_000;

/**
 * Carries out every outcome and returns the state with what is left over: patches that ended in neither 200, 412 nor
 * 400 are offered again, a refusal is told in the next report. 412 = the event changed meanwhile, so a listing is on
 * its way that holds it.
 */
export function carryOut(run: Run, state: CalendarState, answer: ChangesAnswer): CalendarState {
  let next: CalendarState = { ...state, checkpoint: answer.checkpoint };
  for (const outcome of answer.outcomes) next = carryOutOne(run, next, outcome);
  return next;
}

function carryOutOne(run: Run, state: CalendarState, outcome: Outcome): CalendarState {
  switch (outcome.do) {
    case 'settled':
    case 'notYours':
    case 'show':
      return state;
    case 'offerAgain':
      return withOffers(state, [outcome.id], Date.parse(outcome.notBefore));
    case 'patch':
      return patch(run, state, outcome);
    default:
      return unknownOutcome(state, outcome);
  }
}

function patch(run: Run, state: CalendarState, outcome: Extract<Outcome, { do: 'patch' }>): CalendarState {
  const { world } = run;
  if (isOver(run)) return withOffers(state, [outcome.id], world.now());
  const data = outcome.block === null ? null : toResource(outcome.block);
  const code = world.calendars.patchConference(state.calendarId, outcome.id, data, outcome.ifMatch);
  if (code === 200) return state;
  world.log(`patch ${code}`);
  const told = {
    ...state,
    patches: [...state.patches.filter((one) => one.id !== outcome.id), { id: outcome.id, code }],
  };
  if (code === 400 || code === 412) return told;
  return withOffers(told, [outcome.id], world.now() + (code === READ_ONLY ? READ_ONLY_REST : 0));
}

/** A newer service may know outcomes that this bundle does not: the event is offered again, nothing is lost. */
function unknownOutcome(state: CalendarState, outcome: never): CalendarState {
  const { id } = outcome as { readonly id?: string };
  return id === undefined ? state : withOffers(state, [id], (state.listedAt ?? 0) + 3_600_000);
}
