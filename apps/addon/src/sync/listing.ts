/**
 * Listing a calendar: the changes since its sync token, or everything. Page by page, the cursor written once at the
 * end of each page, so that a kill repeats a page at most and never skips one.
 */
import type { CalendarEvent } from '../calendar/event.ts';
import { readBlock } from '../calendar/block.ts';
import { CalendarClosed, ListingExpired } from '../ports.ts';
import type { CalendarState, Listing } from './calendar-state.ts';
import { loadState, saveState, withOffers } from './calendar-state.ts';
import { deleteMarks, readMarks } from './marks.ts';
import type { Mark } from './marks.ts';
import { isReported, toReport } from './report.ts';
import { isOver } from './run.ts';
import type { Run } from './run.ts';
import { REPORT_MOST, tell } from './tell.ts';
import { given } from '../given.ts';

/** Whether the calendar is to be listed in this run. */
export function isListingDue(run: Run, calendarId: string): boolean {
  const { keep } = run.world;
  if (run.force.has(calendarId) && !run.listed.has(calendarId)) return true;
  if (readMarks(keep, calendarId).length > 0) return true;
  const state = loadState(keep, calendarId);
  return state.listing !== undefined || wantsFull(run, state);
}

/** Lists until the end or until the run's time is over. Marks found before are deleted after the end is saved. */
export function list(run: Run, calendarId: string): void {
  const { keep } = run.world;
  const marks = readMarks(keep, calendarId);
  const asked = marks.some((mark) => mark.asked);
  let state = begin(run, loadState(keep, calendarId));
  let restarts = 0;
  const pages = new Set<string>();
  while (state.listing !== undefined) {
    if (isOver(run)) return;
    try {
      advance(pages, state.listing);
      state = listPage(run, state, state.listing, asked);
    } catch (error) {
      if (error instanceof CalendarClosed) {
        close(run, state, marks);
        return;
      }
      restarts += 1;
      if (!(error instanceof ListingExpired) || restarts > 2) throw error;
      state = begin(run, forget(run, state));
    }
  }
  run.listed.add(calendarId);
  deleteMarks(keep, marks);
}

/** A page that was listed before in this execution is no progress: the listing would go round in a circle. */
function advance(pages: Set<string>, { id, page = '' }: Listing): void {
  const here = `${id} ${page}`;
  if (pages.has(here)) throw new ListingExpired();
  pages.add(here);
}

/** Nothing is to be heard here for now: looked at again after some hours, since access may come back. */
function close(run: Run, state: CalendarState, marks: readonly Mark[]): void {
  const { listing: _listing, ...rest } = state;
  run.world.log('calendar-closed');
  run.listed.add(state.calendarId);
  saveState(run.world.keep, state, { ...rest, full: false, listedAt: run.world.now() });
  deleteMarks(run.world.keep, marks);
}

function wantsFull(run: Run, state: CalendarState): boolean {
  return state.full && (run.background || !state.background);
}

/** The listing to go on with, or a new one. A full one makes an incremental one under way superfluous. */
function begin(run: Run, state: CalendarState): CalendarState {
  const full = state.syncToken === undefined || wantsFull(run, state);
  if (state.listing !== undefined && (state.listing.kind === 'full' || !full)) return state;
  const listing: Listing = {
    kind: full ? 'full' : 'incremental',
    id: run.world.newId(),
    seen: 0,
    told: false,
  };
  return { ...state, listing };
}

/** Google took the token or the page back: everything is listed anew. */
function forget(run: Run, state: CalendarState): CalendarState {
  const { syncToken: _token, listing: _listing, ...rest } = state;
  return saveState(run.world.keep, state, { ...rest, full: true, background: false });
}

function listPage(run: Run, state: CalendarState, listing: Listing, asked: boolean): CalendarState {
  const { world } = run;
  const page = world.calendars.list(state.calendarId, {
    ...(listing.kind === 'incremental' && state.syncToken !== undefined
      ? { syncToken: state.syncToken }
      : {}),
    ...given({ pageToken: listing.page }),
  });
  const last = page.nextPageToken === undefined;
  const seen = listing.seen + page.items.length;
  const events = reportable(run, state, listing, page.items);
  const mustEnd = last && (listing.kind === 'full' || listing.told || asked);
  const told = tellPage(run, state, { ...listing, seen }, events, last, mustEnd);
  const next = last
    ? finish(run, told, listing, page.nextSyncToken)
    : {
        ...told,
        listing: { ...listing, seen, told: listing.told || events.length > 0, page: page.nextPageToken },
      };
  return saveState(world.keep, state, next);
}

function tellPage(
  run: Run,
  state: CalendarState,
  listing: Listing,
  events: readonly CalendarEvent[],
  last: boolean,
  mustEnd: boolean,
): CalendarState {
  const telling = {
    kind: listing.kind,
    ...(listing.kind === 'full' ? { listing: listing.id, seen: listing.seen } : {}),
  };
  let next = state;
  let rest = events;
  while (rest.length > 0 && !(rest !== events && isOver(run))) {
    const chunk = rest.slice(0, REPORT_MOST);
    rest = rest.slice(REPORT_MOST);
    const reports = chunk.map((event) => toReport(event, false));
    next = tell(run, next, reports, { ...telling, complete: last && rest.length === 0 });
  }
  const untold = rest.map((event) => event.id ?? '');
  next = withOffers(next, untold, run.world.now());
  const endUntold = events.length === 0 || untold.length > 0;
  return endUntold && mustEnd ? tell(run, next, [], { ...telling, complete: true }) : next;
}

function finish(
  run: Run,
  state: CalendarState,
  listing: Listing,
  syncToken: string | undefined,
): CalendarState {
  const { listing: _done, syncToken: _old, ...rest } = state;
  const stillFull = listing.kind === 'incremental' && state.full;
  return {
    ...rest,
    ...given({ syncToken }),
    full: stillFull,
    background: stillFull && state.background,
    listedAt: run.world.now(),
  };
}

function reportable(
  run: Run,
  state: CalendarState,
  listing: Listing,
  items: readonly CalendarEvent[],
): readonly CalendarEvent[] {
  const from = { calendarId: state.calendarId, own: state.calendarId === run.world.person.email };
  const reported = items.filter(
    (event) =>
      isReported(event, from) &&
      (listing.kind === 'incremental' || readBlock(event.conferenceData) !== undefined),
  );
  return families(run, state.calendarId, reported);
}

/**
 * A recurring event is reported whole: an exception that carries our block stands for its series, which a listing of
 * changes delivers without its master. Exceptions without our block are no one's.
 */
function families(run: Run, calendarId: string, events: readonly CalendarEvent[]): readonly CalendarEvent[] {
  const whole = new Map<string, CalendarEvent>();
  for (const event of events) {
    if (event.recurringEventId === undefined) whole.set(event.id ?? '', event);
  }
  for (const event of events) {
    const master = event.recurringEventId;
    if (master === undefined || whole.has(master) || readBlock(event.conferenceData) === undefined) continue;
    const read = run.world.calendars.get(calendarId, master);
    if (read !== null) whole.set(master, read);
  }
  return [...whole.values()];
}
