/** Save, in its three forms: a new event, a changed one, a copy. */
import { toCalendarEvent, type CalendarEvent } from '../calendar/calendar-event.ts';
import { calendars, loadEvents, showDay, shownRange } from '../calendar/calendar-store.ts';
import { scopesOf, writeAll, writeFollowing, type Scope } from '../calendar/series.ts';
import { act } from '../host-client.ts';
import { lookAtWebex, noteChange } from '../dock/last-change.ts';
import { getEvent, patchEvent } from '../google-client.ts';
import { t } from '../messages.ts';
import { isConflict, OfflineError, RefusedError } from '../refusals.ts';
import { account, whoLooks, zone } from '../session.ts';
import { reportFailure } from '../shell/report.ts';
import { showToast } from '../shell/toast.tsx';
import { formErrors, formOf, restTimes, startOf, withStart } from './editor-form.ts';
import {
  changeEditor,
  changesOf,
  close,
  editor,
  isChanged,
  isRepeatChanged,
  showSaved,
  type Editor,
} from './editor-state.ts';

interface Saved {
  readonly calendarId: string;
  readonly eventId: string;
}

/** True where Save must first ask whether Google shall write to guests. */
export function asksToSend(current: Editor): boolean {
  return current.form.guests.some(
    (guest) => guest.organizer !== true && guest.email !== account.peek()?.email,
  );
}

/** Checks the fields; false where something must be mended first (the errors are shown, focus goes to the first). */
export function checkFields(): boolean {
  const current = editor.peek();
  if (!current) return false;
  const kept = current.mode !== 'new' && !isRepeatChanged(current);
  const errors = formErrors(current.form).filter((error) => error !== 'rule' || !kept);
  changeEditor({ errors });
  return errors.length === 0;
}

/** What of the series Save must first ask about; undefined for an event on its own, or nothing to save. */
export function scopesToAsk(current: Editor): readonly Scope[] | undefined {
  const { before, series } = current;
  if (current.mode !== 'saved' || !before || !series || !isChanged(current)) return undefined;
  const scopes = scopesOf(before);
  return isRepeatChanged(current) ? scopes.filter((scope) => scope !== 'this') : scopes;
}

/** @param scope - of a series: how much of it is meant */
export async function save(sendUpdates: 'all' | 'none', scope: Scope = 'this'): Promise<void> {
  const current = editor.peek();
  if (!current || current.busy) return;
  changeEditor({ busy: true, trouble: undefined });
  try {
    const { calendarId, eventId } =
      current.mode === 'copy'
        ? await saveCopy(current, sendUpdates)
        : scope === 'this'
          ? await saveDraft(current, sendUpdates)
          : await saveSeries(current, sendUpdates, scope);
    close();
    const day = startOf(current.form).slice(0, 10);
    await bringIntoView(day);
    const saved = await showSaved(calendarId, eventId, day);
    noteChange(current.mode === 'saved' ? current.before : undefined, saved);
    lookAtWebex();
    showToast({ text: t('editor.saved') });
  } catch (error) {
    changeEditor({ busy: false });
    if (error instanceof OfflineError) changeEditor({ trouble: 'offline' });
    else if (isConflict(error)) changeEditor({ trouble: 'conflict' });
    else reportFailure(error, () => save(sendUpdates, scope));
  }
}

async function saveDraft(current: Editor, sendUpdates: 'all' | 'none'): Promise<Saved> {
  if (current.before && (await isOverwriting(current, current.before)))
    throw new RefusedError(412, 'event-conflict', 'changed meanwhile');
  return act<Saved>(whoLooks().email, 'save', {
    draft: current.draft,
    changes: changesOf(current),
    sendUpdates,
  });
}

/** The series, or what follows in it, with what waits in the instance's draft. */
async function saveSeries(
  current: Editor,
  sendUpdates: 'all' | 'none',
  scope: 'following' | 'all',
): Promise<Saved> {
  const { before, draft } = current;
  if (!before) throw new Error('A series is saved from one of its instances.');
  const more = { sendUpdates, ...(draft === undefined ? {} : { draft }) };
  return scope === 'all'
    ? writeAll(before, changesOf(current), more)
    : writeFollowing(before, changesOf(current), more);
}

/** True where somebody changed the very fields that are being saved. The add-on's own writes do not count. */
async function isOverwriting(current: Editor, before: CalendarEvent): Promise<boolean> {
  const fields = Object.keys(changesOf(current));
  if (fields.length === 0) return false;
  const held = await getEvent(current.calendarId, current.eventId);
  if (held.etag === before.etag) return false;
  const calendar = calendars.peek().find((each) => each.id === current.calendarId);
  if (!calendar) return false;
  const theirs = changesOf({
    ...current,
    form: formOf(toCalendarEvent(held, calendar, zone.peek()), zone.peek()),
    opened: formOf(before, zone.peek()),
  });
  return Object.keys(theirs).some((field) => fields.includes(field));
}

/** The host copies the event as Google does (a copy keeps the block, and is not asked for a new one); what else was typed follows. */
async function saveCopy(current: Editor, sendUpdates: 'all' | 'none'): Promise<Saved> {
  const original = current.before ? formOf(current.before, zone.peek()) : current.opened;
  const copied = withStart({ ...original, date: current.form.date }, current.form.start);
  const changes = changesOf({ ...current, opened: copied });
  const more = Object.keys(changes).length > 0;
  const saved = await act<Saved>(whoLooks().email, 'duplicate', {
    calendarId: current.calendarId,
    eventId: current.before?.id,
    start: restTimes(copied).start,
    // Where a second write follows, that one tells the guests: one mail each.
    sendUpdates: more ? 'none' : sendUpdates,
  });
  if (more) await patchEvent(saved.calendarId, saved.eventId, changes, { sendUpdates });
  return saved;
}

async function bringIntoView(day: string): Promise<void> {
  const { first, last } = shownRange.peek();
  if (day < first || day > last) await showDay(day);
}

/** After a 412: writes mine over the other version, or takes theirs into the form. */
export async function keepMine(): Promise<void> {
  const current = editor.peek();
  if (!current?.before) return;
  try {
    await patchEvent(current.calendarId, current.eventId, changesOf(current), { sendUpdates: 'none' });
    close();
    await showSaved(current.calendarId, current.eventId);
  } catch (error) {
    reportFailure(error, keepMine);
  }
}

export async function takeTheirs(): Promise<void> {
  const current = editor.peek();
  if (!current) return;
  try {
    await getEvent(current.calendarId, current.eventId);
    close();
    await loadEvents();
    await showSaved(current.calendarId, current.eventId);
  } catch (error) {
    reportFailure(error, takeTheirs);
  }
}
