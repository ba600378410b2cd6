/** What a person does to an event in the grid: over Google's REST, in the person's name. Each can be taken back. */
import { formatWhen } from '../formats.ts';
import { act } from '../host-client.ts';
import { deleteEvent, getEvent, patchEvent, type RestTime } from '../google-client.ts';
import { t } from '../messages.ts';
import { isConflict } from '../refusals.ts';
import { whoLooks, zone } from '../session.ts';
import { clearToast, showToast } from '../shell/toast.tsx';
import { reportFailure } from '../shell/report.ts';
import { announce } from '../shell/announcer.tsx';
import { instantOf, type Wall } from '../dates.ts';
import { openHomeCard, panel } from '../panel/panel-state.ts';
import { noteChange } from '../dock/last-change.ts';
import { invitedGuests, timesOf, type CalendarEvent } from './calendar-event.ts';
import { loadEvents, showChanged, showRemoved } from './calendar-store.ts';

/** Google's form of a wall time; the event keeps its own zone. */
export function restTime(wall: Wall, event: { readonly zone: string; readonly allDay?: boolean }): RestTime {
  if (event.allDay === true) return { date: wall.slice(0, 10) };
  return { dateTime: instantOf(wall, zone.peek()), timeZone: event.zone };
}

/** Moves or resizes. Guests are told by Google, as its own page does for a dropped event. */
export async function moveEvent(event: CalendarEvent, start: Wall, end: Wall): Promise<void> {
  if (start === event.start && end === event.end) return;
  const moved = { ...event, start, end };
  showChanged(moved);
  noteChange(event, moved);
  announce(t('live.dropped', { when: formatWhen(start, end) }));
  try {
    await writeUnlessMoved(moved, event);
    showToast({
      text: t('undo.moved', { when: formatWhen(start, end) }),
      undo: () => moveBack(moved, event),
    });
  } catch (error) {
    if (isConflict(error)) offerBoth(moved);
    else {
      showChanged(event);
      reportFailure(error, () => moveEvent(event, start, end));
    }
  }
}

/**
 * Writes unless somebody else moved the event since it was read. Another change in between (the add-on's own block, a
 * guest's answer) is no reason to ask: times are all that is written.
 * @throws RefusedError 412 where it was moved
 */
async function writeUnlessMoved(moved: CalendarEvent, seen: CalendarEvent): Promise<void> {
  try {
    await write(moved, seen.etag);
  } catch (error) {
    if (!isConflict(error)) throw error;
    const held = await getEvent(seen.calendarId, seen.id);
    const stands = timesOf(held, zone.peek());
    if (held.status === 'cancelled' || stands.start !== seen.start || stands.end !== seen.end) throw error;
    await write(moved, held.etag);
  }
}

async function write(moved: CalendarEvent, ifMatch: string | undefined): Promise<void> {
  const body = { start: restTime(moved.start, moved), end: restTime(moved.end, moved) };
  await patchEvent(moved.calendarId, moved.id, body, {
    sendUpdates: invitedGuests(moved).length > 0 ? 'all' : 'none',
    ...(ifMatch === undefined ? {} : { ifMatch }),
  });
  await loadEvents();
}

async function moveBack(from: CalendarEvent, to: CalendarEvent): Promise<void> {
  showChanged(to);
  noteChange(from, to);
  try {
    await write(to, undefined);
  } catch (error) {
    reportFailure(error);
  }
}

/** 412: somebody changed the event since it was read. Nothing is lost until the person chooses. */
function offerBoth(mine: CalendarEvent): void {
  showToast({
    text: `${t('err.conflict.title')}. ${t('err.conflict.body')}`,
    code: 'google-condition-not-met',
    alert: true,
    ways: [
      { text: t('err.conflict.mine'), take: () => write(mine, undefined).catch(reportFailure) },
      { text: t('err.conflict.theirs'), take: () => loadEvents() },
    ],
  });
}

export async function removeEvent(event: CalendarEvent): Promise<void> {
  showRemoved(event.key);
  noteChange(event, undefined);
  if (panel.peek().key === event.key) void openHomeCard();
  try {
    await deleteEvent(event.calendarId, event.id, invitedGuests(event).length > 0 ? 'all' : 'none');
    showToast({ text: t('undo.deleted', { title: titleOf(event) }), undo: () => restore(event) });
  } catch (error) {
    reportFailure(error, () => removeEvent(event));
  }
  await loadEvents().catch(reportFailure);
}

async function restore(event: CalendarEvent): Promise<void> {
  try {
    await act(whoLooks().email, 'restore', { calendarId: event.calendarId, eventId: event.id });
    clearToast();
  } catch (error) {
    reportFailure(error);
  }
  await loadEvents();
}

export function titleOf(event: Pick<CalendarEvent, 'title'>): string {
  return event.title === '' ? t('untitled') : event.title;
}
