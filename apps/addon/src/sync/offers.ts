/** Events that are read and reported one by one: asked for by the service, or not finished with last time. */
import type { EventReport } from '@webex-scheduler/contracts';
import type { CalendarState } from './calendar-state.ts';
import { loadState, saveState, withoutOffers } from './calendar-state.ts';
import { notFoundReport, toReport } from './report.ts';
import { isOver } from './run.ts';
import type { Run } from './run.ts';
import { REPORT_MOST, tell } from './tell.ts';

/** Whether the calendar has offers that are due and were not answered in this execution. */
export function hasDueOffers(run: Run, state: CalendarState): boolean {
  return due(run, state).length > 0;
}

/** Offers what is due, page by page. */
export function offer(run: Run, calendarId: string): void {
  const { world } = run;
  let state = loadState(world.keep, calendarId);
  for (let ids = due(run, state); ids.length > 0 && !isOver(run); ids = due(run, state)) {
    const page = ids.slice(0, REPORT_MOST);
    const events = page.map((id) => read(run, calendarId, id));
    for (const id of page) run.answered.add(`${calendarId} ${id}`);
    const told = tell(run, withoutOffers(state, page), events, {
      kind: 'offered',
      complete: ids.length === page.length,
    });
    state = saveState(world.keep, state, told);
  }
}

/** Refused patches are told without waiting for the next change of the calendar. */
export function tellRefusals(run: Run, calendarId: string): void {
  const state = loadState(run.world.keep, calendarId);
  if (!state.patches.some((patch) => patch.code !== 412) || isOver(run)) return;
  saveState(run.world.keep, state, tell(run, state, [], { kind: 'offered', complete: true }));
}

function due(run: Run, state: CalendarState): readonly string[] {
  if (state.offers.length === 0 || (state.offersDue ?? 0) > run.world.now()) return [];
  return state.offers.filter((id) => !run.answered.has(`${state.calendarId} ${id}`));
}

function read(run: Run, calendarId: string, id: string): EventReport {
  const event = run.world.calendars.get(calendarId, id);
  return event === null ? notFoundReport(id) : toReport({ ...event, id }, true);
}
