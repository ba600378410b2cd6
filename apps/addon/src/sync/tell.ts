/** One report to the service and everything that follows from its answer. */
import type { ChangesRequest, EventReport } from '@webex-scheduler/contracts';
import { CONTRACT, ServiceError } from '../service-client.ts';
import type { CalendarState } from './calendar-state.ts';
import type { Run } from './run.ts';
import { absorb } from './wants.ts';
import { carryOut } from './write-back.ts';
import { given } from '../given.ts';

/** The most events one report may carry. */
export const REPORT_MOST = 25;

export interface Telling {
  readonly kind: ChangesRequest['kind'];
  readonly complete: boolean;
  readonly listing?: string;
  readonly seen?: number;
}

/**
 * Tells the events and carries the outcomes out; the state returned is not saved yet. A report that the service
 * cannot read is halved until the one event at fault is alone, and that one is left out: it never holds up a page.
 */
export function tell(
  run: Run,
  state: CalendarState,
  events: readonly EventReport[],
  telling: Telling,
): CalendarState {
  try {
    return tellOnce(run, state, events, telling);
  } catch (error) {
    if (!(error instanceof ServiceError) || ![400, 413].includes(error.status) || events.length === 0)
      throw error;
    run.world.log(`report-refused ${events.length}`);
    if (events.length === 1) return telling.complete ? tellOnce(run, state, [], telling) : state;
    const half = Math.ceil(events.length / 2);
    const first = tell(run, state, events.slice(0, half), { ...telling, complete: false });
    return tell(run, first, events.slice(half), telling);
  }
}

function tellOnce(
  run: Run,
  state: CalendarState,
  events: readonly EventReport[],
  telling: Telling,
): CalendarState {
  const answer = run.world.service.changes({
    contract: CONTRACT,
    calendarId: state.calendarId,
    ...given({ checkpoint: state.checkpoint }),
    ...telling,
    events,
    patches: state.patches,
  });
  const done = carryOut(run, { ...state, patches: [] }, answer);
  return absorb(run, answer.want, answer.health, done) ?? done;
}
