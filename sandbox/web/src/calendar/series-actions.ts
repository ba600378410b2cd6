/** Moving and deleting in the grid, where the event may be one of a series: asks how much is meant, then does that. */
import { deleteEvent, type RestEvent } from '../google-client.ts';
import { act } from '../host-client.ts';
import { formatWhen } from '../formats.ts';
import { t } from '../messages.ts';
import { whoLooks } from '../session.ts';
import { reportFailure } from '../shell/report.ts';
import { showToast } from '../shell/toast.tsx';
import { announce } from '../shell/announcer.tsx';
import { openHomeCard } from '../panel/panel-state.ts';
import type { Wall } from '../dates.ts';
import { moveEvent, removeEvent, restTime, titleOf } from './calendar-actions.ts';
import { invitedGuests, type CalendarEvent } from './calendar-event.ts';
import { loadEvents, showChanged } from './calendar-store.ts';
import { askScope } from './scope-state.ts';
import { scopesOf, seriesOf, writeAll, writeBack, writeFollowing, type WrittenSeries } from './series.ts';

type Undo = () => Promise<unknown>;

/** Moves or resizes an event, or as much of its series as the person says. */
export async function moveAsAsked(event: CalendarEvent, start: Wall, end: Wall): Promise<void> {
  if (start === event.start && end === event.end) return;
  const series = await seriesOf(event);
  if (!series) return moveEvent(event, start, end);
  const moved = { ...event, start, end };
  showChanged(moved);
  const scope = await askScope(scopesOf(event), 'save');
  if (scope === undefined) {
    showChanged(event);
    announce(t('live.back'));
    return;
  }
  if (scope === 'this') return moveEvent(event, start, end);
  const changes = { start: restTime(start, moved), end: restTime(end, moved) };
  const written = { sendUpdates: tellingOf(event) };
  await carryOut(async () => {
    const saved =
      scope === 'all'
        ? await writeAll(event, changes, written)
        : await writeFollowing(event, changes, written);
    const when = formatWhen(start, end);
    announce(t('live.dropped', { when }));
    return { saved, text: t('undo.moved', { when }), undo: () => takeBack(saved, series) };
  });
}

/**
 * Deletes an event, or as much of its series as the person says.
 * @param onDecided - told when it is going to happen
 */
export async function removeAsAsked(
  event: CalendarEvent,
  onDecided: () => void = () => undefined,
): Promise<void> {
  const series = await seriesOf(event);
  const scope = await askScope(series && scopesOf(event), 'delete');
  if (scope === undefined) return;
  onDecided();
  if (scope === 'this' || !series) return removeEvent(event);
  await carryOut(async () => {
    void openHomeCard();
    const { calendarId } = event;
    const sendUpdates = tellingOf(event);
    if (scope === 'all') {
      await deleteEvent(calendarId, series.id, sendUpdates);
      const saved = { calendarId, eventId: series.id, exceptions: 0 };
      const undo = (): Promise<unknown> =>
        act(whoLooks().email, 'restore', { calendarId, eventId: series.id });
      return { saved, text: t('undo.deletedAll', { title: titleOf(event) }), undo };
    }
    const saved = await writeFollowing(event, null, { sendUpdates });
    return {
      saved,
      text: t('undo.deletedFollowing', { title: titleOf(event) }),
      undo: () => writeBack(calendarId, series),
    };
  });
}

function tellingOf(event: CalendarEvent): 'all' | 'none' {
  return invitedGuests(event).length > 0 ? 'all' : 'none';
}

/** Does it, shows what became of it, and offers Undo where that brings back everything. */
async function carryOut(
  write: () => Promise<{ readonly saved: WrittenSeries; readonly text: string; readonly undo: Undo }>,
): Promise<void> {
  try {
    const { saved, text, undo } = await write();
    const takeUndo = async (): Promise<void> => {
      await undo().catch(reportFailure);
      await loadEvents().catch(reportFailure);
    };
    showToast({ text, ...(saved.exceptions === 0 ? { undo: takeUndo } : {}) });
  } catch (error) {
    reportFailure(error);
  }
  await loadEvents().catch(reportFailure);
}

/** The series as it was; what was split off it goes again. */
async function takeBack(saved: WrittenSeries, before: RestEvent): Promise<void> {
  if (saved.eventId !== before.id) await deleteEvent(saved.calendarId, saved.eventId, 'none');
  await writeBack(saved.calendarId, before);
}
