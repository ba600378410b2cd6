/**
 * The open editor: one event, a draft in the host, and what was typed. The add-on hears of the draft (conference,
 * guests); nothing is written to the calendar before Save.
 */
import { signal } from '@preact/signals';
import { keyOf, type CalendarEvent } from '../calendar/calendar-event.ts';
import { calendars, events, loadEvents, selectedKey, shownDay } from '../calendar/calendar-store.ts';
import { closePeek } from '../calendar/peek-state.ts';
import { seriesOf } from '../calendar/series.ts';
import { addMinutes, dayOf, nextHalfHour, wallAt, wallAtMs, type Wall } from '../dates.ts';
import { now } from '../clock.ts';
import type { RestConference, RestEvent } from '../google-client.ts';
import { act } from '../host-client.ts';
import {
  openDraftCard,
  openEventCard,
  openHomeCard,
  panel,
  whenDraftChanges,
  whenNewEventIsAsked,
  type HostAnswer,
} from '../panel/panel-state.ts';
import { session, whoLooks, zone } from '../session.ts';
import { reportFailure } from '../shell/report.ts';
import { go, route } from '../shell/route.ts';
import { formOf, restTimes, type EditorForm, type FieldError } from './editor-form.ts';
import { NO_REPEAT, recurrenceOf, repeatOf } from './repeat.ts';

/** What stands at the conferencing menu. */
export type ConferenceChoice =
  | { readonly is: 'none' }
  | { readonly is: 'waiting' }
  | { readonly is: 'there'; readonly data: RestConference; readonly pending: boolean }
  | { readonly is: 'signIn'; readonly url: string }
  | { readonly is: 'failed'; readonly code: string; readonly message: string };

export interface Editor {
  readonly mode: 'new' | 'saved' | 'copy';
  readonly draft: string | undefined;
  readonly calendarId: string;
  readonly eventId: string;
  /** The event as it stands in the calendar; undefined for a new one. */
  readonly before: CalendarEvent | undefined;
  /** The series of which the event is an instance, as it stands in the calendar. */
  readonly series: RestEvent | undefined;
  readonly form: EditorForm;
  readonly opened: EditorForm;
  readonly conference: ConferenceChoice;
  readonly conferenceChanged: boolean;
  readonly errors: readonly FieldError[];
  readonly busy: boolean;
  readonly trouble: 'offline' | 'conflict' | undefined;
}

export const editor = signal<Editor | undefined>(undefined);

whenDraftChanges((event) => {
  void takeFromCard(event);
});

whenNewEventIsAsked(() => {
  void createNext();
});

export function changeEditor(change: Partial<Editor>): void {
  const current = editor.peek();
  if (current) editor.value = { ...current, ...change };
}

export function changeForm(change: Partial<EditorForm>): void {
  const current = editor.peek();
  if (current) changeEditor({ form: { ...current.form, ...change }, errors: [] });
}

export function isChanged(current: Editor): boolean {
  return (
    current.mode !== 'saved' ||
    current.conferenceChanged ||
    JSON.stringify(current.form) !== JSON.stringify(current.opened)
  );
}

function primaryCalendar(): string {
  return calendars.peek().find((calendar) => calendar.primary === true)?.id ?? 'primary';
}

/** The button "Create": the next free half hour of the day that is shown. */
export async function createNext(): Promise<void> {
  const here = wallAtMs(now(), zone.peek());
  const start = dayOf(here) === shownDay.peek() ? nextHalfHour(here) : `${shownDay.peek()}T09:00:00`;
  await createEvent(start, addMinutes(start, 60));
}

export async function createEvent(start: Wall, end: Wall): Promise<void> {
  closePeek();
  await leaveBehind();
  const calendarId = primaryCalendar();
  const form = formOf(
    { title: '', start, end, allDay: false, zone: zone.peek(), description: '', guests: [] },
    zone.peek(),
  );
  try {
    const answer = await act<HostAnswer>(whoLooks().email, 'newEvent', {
      calendarId,
      resource: restTimes(form),
    });
    open({
      mode: 'new',
      draft: answer.draft,
      calendarId,
      eventId: answer.eventId ?? '',
      before: undefined,
      form,
    });
    if (answer.draft !== undefined) await openDraftCard(answer.draft);
  } catch (error) {
    reportFailure(error, () => createEvent(start, end));
  }
}

/** A new event goes into another calendar: its draft begins anew there, with what was typed and the conference chosen. */
export async function changeCalendar(calendarId: string): Promise<void> {
  const current = editor.peek();
  if (current?.mode !== 'new' || current.calendarId === calendarId) return;
  const chosen = current.conference.is === 'none' ? undefined : solutionOf(current);
  try {
    const answer = await act<HostAnswer>(whoLooks().email, 'newEvent', {
      calendarId,
      resource: restTimes(current.form),
    });
    await throwAway(current);
    changeEditor({
      draft: answer.draft,
      calendarId,
      eventId: answer.eventId ?? '',
      conference: { is: 'none' },
      conferenceChanged: false,
    });
    if (answer.draft !== undefined) await openDraftCard(answer.draft);
    if (chosen !== undefined) await chooseConference(chosen);
  } catch (error) {
    reportFailure(error, () => changeCalendar(calendarId));
  }
}

function solutionOf({ conference }: Editor): string | undefined {
  const solutions = session.peek()?.addon.solutions ?? [];
  const name = conference.is === 'there' ? conference.data.conferenceSolution?.name : undefined;
  return (solutions.find((solution) => solution.name === name) ?? solutions[0])?.id;
}

export async function editEvent(event: CalendarEvent): Promise<void> {
  closePeek();
  await leaveBehind();
  selectedKey.value = event.key;
  const series = await seriesOf(event);
  open({
    mode: 'saved',
    draft: undefined,
    calendarId: event.calendarId,
    eventId: event.id,
    before: event,
    series,
    form: formOf(event, zone.peek(), series && repeatOf(series.recurrence, firstDayOf(series))),
  });
  const answer =
    panel.peek().key === event.key && panel.peek().draft !== undefined
      ? panel.peek()
      : await openEventCard(event.key);
  const draft = answer?.draft ?? (await openDraft(event));
  changeEditor(draft === undefined ? {} : { draft });
}

/**
 * An editor that was left by a link, not by Discard, is over when the next one opens. What waited in its draft for
 * Save (a conference from a card) must not seem to stand in the new one, so the draft is not used again.
 */
async function leaveBehind(): Promise<void> {
  const left = editor.peek();
  if (left === undefined) return;
  editor.value = undefined;
  if (panel.peek().draft === left.draft) panel.value = { ...panel.peek(), draft: undefined };
  await throwAway(left);
}

async function throwAway({ draft }: Editor): Promise<void> {
  if (draft !== undefined) await act(whoLooks().email, 'discard', { draft }).catch(() => undefined);
}

/** Without the add-on there is no card, but a draft all the same. */
async function openDraft(event: CalendarEvent): Promise<string | undefined> {
  try {
    return (
      await act<HostAnswer>(whoLooks().email, 'openEvent', {
        calendarId: event.calendarId,
        eventId: event.id,
      })
    ).draft;
  } catch (error) {
    reportFailure(error);
    return undefined;
  }
}

/** A copy of the saved event, unsaved: its fields stand, its date is to be chosen. */
export function startCopy(): void {
  const current = editor.peek();
  if (!current?.before) return;
  const form = { ...current.form, repeat: NO_REPEAT };
  changeEditor({ mode: 'copy', series: undefined, form, opened: form, conferenceChanged: false });
}

/** Leaves the editor without saving. */
export async function discard(): Promise<void> {
  const current = editor.peek();
  close();
  if (current) await throwAway(current);
  await openHomeCard();
}

export function close(): void {
  editor.value = undefined;
  if (route.peek().at === 'editor') go({ at: 'calendar' });
}

type Opened = Pick<Editor, 'mode' | 'draft' | 'calendarId' | 'eventId' | 'before' | 'form'> &
  Partial<Pick<Editor, 'series'>>;

function open(opened: Opened): void {
  const data = opened.before?.conference;
  const conference: ConferenceChoice = data ? { is: 'there', data, pending: false } : { is: 'none' };
  editor.value = {
    series: undefined,
    ...opened,
    opened: opened.form,
    conference,
    conferenceChanged: false,
    errors: [],
    busy: false,
    trouble: undefined,
  };
  go({ at: 'editor' });
}

/** What the conferencing menu answers: a conference, or why there is none. */
interface Chosen {
  readonly conferenceData?: RestConference | null;
  readonly error?: { readonly type: string; readonly authenticationUrl?: string; readonly message?: string };
}

/** The conferencing menu: asks the add-on for a conference on this draft, or takes it off. */
export async function chooseConference(solutionId: string | null): Promise<void> {
  const current = editor.peek();
  if (current?.draft === undefined) return;
  changeEditor({
    conference: solutionId === null ? { is: 'none' } : { is: 'waiting' },
    conferenceChanged: true,
  });
  try {
    const answer = await act<Chosen>(whoLooks().email, 'chooseConference', {
      draft: current.draft,
      solutionId,
    });
    changeEditor({ conference: choiceOf(answer) });
    if (panel.peek().draft === current.draft) await openDraftCard(current.draft);
  } catch (error) {
    changeEditor({ conference: { is: 'none' } });
    reportFailure(error, () => chooseConference(solutionId));
  }
}

function choiceOf({ conferenceData, error }: Chosen): ConferenceChoice {
  if (conferenceData) return { is: 'there', data: conferenceData, pending: true };
  if (error?.authenticationUrl !== undefined) return { is: 'signIn', url: error.authenticationUrl };
  return error ? { is: 'failed', code: error.type, message: error.message ?? '' } : { is: 'none' };
}

/** A card's button put something on the draft; it waits for Save, so the editor opens where it was not. */
async function takeFromCard(changed: RestEvent): Promise<void> {
  const event = events.peek().find((each) => each.key === panel.peek().key);
  if (event && editor.peek()?.draft !== panel.peek().draft) await editEvent(event);
  const current = editor.peek();
  if (!current) return;
  if (route.peek().at !== 'editor') go({ at: 'editor' });
  const data = changed.conferenceData;
  const before = current.before?.conference?.conferenceId;
  if (data && data.conferenceId !== before)
    changeEditor({ conference: { is: 'there', data, pending: true }, conferenceChanged: true });
  const guests =
    changed.attendees?.filter((guest) => !current.form.guests.some((each) => each.email === guest.email)) ??
    [];
  if (guests.length > 0) changeForm({ guests: [...current.form.guests, ...guests] });
  if (current.draft !== undefined) await openDraftCard(current.draft);
}

/** What Save sends: the fields that differ from what was opened (all of them for a new event). */
export function changesOf(current: Editor): Record<string, unknown> {
  const { form, opened } = current;
  const fresh = current.mode === 'new';
  const changes: Record<string, unknown> = {};
  if (fresh || form.title !== opened.title) changes['summary'] = form.title;
  if (fresh || form.description !== opened.description) changes['description'] = form.description;
  const times = restTimes(form);
  if (fresh || JSON.stringify(times) !== JSON.stringify(restTimes(opened))) Object.assign(changes, times);
  if (isRepeatChanged(current))
    changes['recurrence'] = recurrenceOf(form.repeat, form.date, current.series?.recurrence);
  if (JSON.stringify(form.guests) !== JSON.stringify(opened.guests)) {
    changes['attendees'] = form.guests.map(({ email, displayName, responseStatus }) => ({
      email,
      ...(displayName === undefined ? {} : { displayName }),
      ...(responseStatus === undefined ? {} : { responseStatus }),
    }));
  }
  return changes;
}

/** True where the event shall repeat otherwise; a single event's rule also follows its date. */
export function isRepeatChanged({ mode, form, opened }: Pick<Editor, 'mode' | 'form' | 'opened'>): boolean {
  if (mode === 'new') return form.repeat.choice !== 'none';
  return JSON.stringify(form.repeat) !== JSON.stringify(opened.repeat);
}

/**
 * After a save: the calendar again, the saved event selected, its card.
 * @param day - of a series: the day whose instance is meant
 */
export async function showSaved(
  calendarId: string,
  eventId: string,
  day = '',
): Promise<CalendarEvent | undefined> {
  await loadEvents();
  const key = keyOf(calendarId, eventId);
  const instances = events
    .peek()
    .filter((each) => each.calendarId === calendarId && each.series?.id === eventId)
    .sort((one, other) => one.start.localeCompare(other.start));
  const event =
    events.peek().find((each) => each.key === key) ??
    instances.find((each) => each.start.startsWith(day)) ??
    instances[0];
  if (event) {
    selectedKey.value = event.key;
    await openEventCard(event.key);
  } else await openHomeCard();
  return event;
}

function firstDayOf({ start }: RestEvent): string {
  return start.date ?? wallAt(start.dateTime ?? '', start.timeZone ?? zone.peek()).slice(0, 10);
}
