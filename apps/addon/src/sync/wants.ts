/** What the service asks back is written down at once, so that it survives a kill and is answered by whoever runs next. */
import type { Health, Want } from '@webex-scheduler/contracts';
import { keepHealth } from '../calendar/health.ts';
import { keepFollowed } from '../calendar/followed.ts';
import type { CalendarState } from './calendar-state.ts';
import { loadState, saveState, withOffers } from './calendar-state.ts';
import { leaveMark, readMarks } from './marks.ts';
import type { Run } from './run.ts';

/** Notes wants and health. `current` is the state being worked on, which its owner will save; others are saved here. */
export function absorb(
  run: Run,
  want: Want,
  health: Health,
  current?: CalendarState,
): CalendarState | undefined {
  const { world } = run;
  keepHealth(world, health);
  keepFollowed(world.keep, want.follow);
  for (const calendarId of want.list) {
    if (run.listed.has(calendarId) || readMarks(world.keep, calendarId).some((mark) => mark.asked)) continue;
    leaveMark(world.keep, calendarId, world.newId(), true);
  }
  const changes = changesByCalendar(run, want);
  for (const [calendarId, change] of changes) {
    if (calendarId === current?.calendarId) continue;
    const state = loadState(world.keep, calendarId);
    saveState(world.keep, state, change(state));
  }
  const change = current === undefined ? undefined : changes.get(current.calendarId);
  return current === undefined || change === undefined ? current : change(current);
}

type Change = (state: CalendarState) => CalendarState;

function changesByCalendar(run: Run, want: Want): ReadonlyMap<string, Change> {
  const changes = new Map<string, Change>();
  const add = (calendarId: string, change: Change) => {
    const before = changes.get(calendarId);
    changes.set(calendarId, before === undefined ? change : (state) => change(before(state)));
  };
  const now = run.world.now();
  for (const { calendarId, eventId } of want.events) {
    if (run.answered.has(`${calendarId} ${eventId}`)) continue;
    add(calendarId, (state) => withOffers(state, [eventId], now));
  }
  for (const { calendarId, background } of want.full) {
    if (run.listed.has(calendarId)) continue;
    add(calendarId, (state) =>
      state.listing?.kind === 'full'
        ? state
        : { ...state, full: true, background: background && (state.background || !state.full) },
    );
  }
  return changes;
}
