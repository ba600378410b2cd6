/** The calendars in a person's list, as Google's calendarList has them: ticked, named, coloured, hidden; and new ones. */
import { signal } from '@preact/signals';
import { askGoogle, type RestCalendar } from '../google-client.ts';
import { zone } from '../session.ts';
import { reportFailure } from '../shell/report.ts';
import { calendars, isSharedBySomebody, loadCalendars, nameOf } from './calendar-store.ts';

const API = '/calendar/v3';

export interface CalendarColor {
  readonly id: string;
  readonly background: string;
}

/** The colours that a calendar may have; empty until a dialog asks for them. */
export const colors = signal<readonly CalendarColor[]>([]);

/** The calendar whose dialog is open; `new` for one that is being added. */
export const calendarDialog = signal<RestCalendar | 'new' | undefined>(undefined);

export function openCalendarDialog(calendar: RestCalendar | 'new'): void {
  calendarDialog.value = calendar;
  if (colors.peek().length === 0) void loadColors().catch(reportFailure);
}

async function loadColors(): Promise<void> {
  const { calendar } = await askGoogle<{ calendar: Readonly<Record<string, { background: string }>> }>(
    'GET',
    `${API}/colors`,
  );
  colors.value = Object.entries(calendar).map(([id, { background }]) => ({ id, background }));
}

/** Shows or leaves out a calendar's events. */
export async function toggleCalendar(calendar: RestCalendar): Promise<void> {
  const selected = calendar.selected === false;
  const put = (value: boolean): void => {
    calendars.value = calendars
      .peek()
      .map((each) => (each.id === calendar.id ? { ...each, selected: value } : each));
  };
  put(selected);
  try {
    await patchEntry(calendar.id, { selected });
  } catch (error) {
    put(!selected);
    reportFailure(error, () => toggleCalendar(calendar));
  }
}

/** What the dialog was left with. */
export interface CalendarForm {
  readonly name: string;
  readonly colorId: string | undefined;
}

export function formOfCalendar(calendar: RestCalendar | 'new'): CalendarForm {
  return calendar === 'new'
    ? { name: '', colorId: undefined }
    : { name: nameOf(calendar), colorId: calendar.colorId };
}

/** A new secondary calendar, or another name and colour. A name of one's own is the list's, an owner's is everybody's. */
export async function saveCalendar(calendar: RestCalendar | 'new', form: CalendarForm): Promise<void> {
  const summary = form.name.trim();
  if (calendar === 'new') {
    const made = await askGoogle<{ id: string }>('POST', `${API}/calendars`, {
      body: { summary, timeZone: zone.peek() },
    });
    if (form.colorId !== undefined) await patchEntry(made.id, { colorId: form.colorId });
  } else {
    const named = summary !== nameOf(calendar);
    const owned =
      calendar.accessRole === 'owner' && calendar.primary !== true && !isSharedBySomebody(calendar);
    if (named && owned) {
      await askGoogle('PATCH', `${API}/calendars/${encodeURIComponent(calendar.id)}`, { body: { summary } });
    }
    const entry = {
      ...(named && !owned ? { summaryOverride: summary } : {}),
      ...(form.colorId === calendar.colorId ? {} : { colorId: form.colorId }),
    };
    if (Object.keys(entry).length > 0) await patchEntry(calendar.id, entry);
  }
  await loadCalendars();
}

export async function hideCalendar(id: string, hidden: boolean): Promise<void> {
  await patchEntry(id, { hidden, selected: !hidden });
  await loadCalendars();
}

async function patchEntry(id: string, body: Readonly<Record<string, unknown>>): Promise<void> {
  await askGoogle('PATCH', `${API}/users/me/calendarList/${encodeURIComponent(id)}`, { body });
}
