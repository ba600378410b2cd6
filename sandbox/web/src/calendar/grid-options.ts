/** FullCalendar's options: no theme and no toolbar of its own; every class is ours, so both colour schemes hold. */
import type { CalendarOptions, EventDisplayInfo, EventInput } from 'fullcalendar';
import english from 'fullcalendar/locales/en-gb';
import french from 'fullcalendar/locales/fr';
import dayGrid from 'fullcalendar/daygrid';
import interaction from 'fullcalendar/interaction';
import timeGrid from 'fullcalendar/timegrid';
import { addMinutes, dayOf, type Wall } from '../dates.ts';
import { formatLongDay, formatTime, formatWeekday } from '../formats.ts';
import { standingOf, type Standing } from '../meetings/webex-meeting.ts';
import { zone } from '../session.ts';
import { titleOf } from './calendar-actions.ts';
import type { CalendarEvent } from './calendar-event.ts';
import { colorOf } from './calendar-store.ts';
import { eventNodes, type EventWords } from './event-content.ts';

/** What a box carries beside its times. */
interface BoxProps {
  readonly key: string;
  readonly standing: Standing;
  readonly look: 'event' | 'ghost' | 'cursor';
  readonly title: string;
  /** The calendar's colour; undefined for the page's own. */
  readonly color: string | undefined;
}

/** Boxes shorter than this show one line. */
const SHORT_MINUTES = 45;

export interface BoxState {
  readonly selected: boolean;
  readonly moving: boolean;
  /** The keyboard stands on it. */
  readonly active: boolean;
}

export function boxOf(event: CalendarEvent, { selected, moving, active }: BoxState): EventInput {
  const standing = standingOf(event, zone.value);
  const props: BoxProps = {
    key: event.key,
    standing,
    look: 'event',
    title: titleOf(event),
    color: colorOf(event.calendarId),
  };
  return {
    id: event.key,
    title: props.title,
    start: event.allDay ? dayOf(event.start) : event.start,
    end: event.allDay ? dayOf(event.end) : event.end,
    allDay: event.allDay,
    editable: event.editable && !event.allDay,
    className: [selected ? 'is-selected' : '', moving ? 'is-moving' : '', active ? 'is-active' : ''].join(
      ' ',
    ),
    extendedProps: props,
  };
}

export function ghostBox(event: CalendarEvent): EventInput {
  const props: BoxProps = {
    key: '',
    standing: 'none',
    look: 'ghost',
    title: titleOf(event),
    color: undefined,
  };
  return {
    id: 'ghost',
    title: props.title,
    start: event.start,
    end: event.end,
    editable: false,
    extendedProps: props,
  };
}

export function cursorBox(at: Wall, name: string): EventInput {
  const props: BoxProps = { key: '', standing: 'none', look: 'cursor', title: name, color: undefined };
  return {
    id: 'cursor',
    start: at,
    end: addMinutes(at, 30),
    display: 'background',
    editable: false,
    extendedProps: props,
  };
}

/** The element that stands for the keyboard cursor, for `aria-activedescendant`. */
export const CURSOR_ID = 'grid-cursor';

export function boxId(key: string): string {
  return `event-${key.replaceAll(/[^\w-]/g, '-')}`;
}

export const GRID_OPTIONS: CalendarOptions = {
  plugins: [timeGrid, dayGrid, interaction],
  locales: [english, french],
  initialView: 'timeGridWeek',
  headerToolbar: false,
  // Wall times go in and come out as they stand in the person's zone; FullCalendar never converts them.
  timeZone: 'UTC',
  height: '100%',
  expandRows: false,
  nowIndicator: true,
  editable: true,
  eventResizableFromStart: false,
  eventInteractive: false,
  // As long as a snap: a drag is measured from the middle of the slot it begins in, which must not be in another snap.
  slotDuration: '00:15',
  slotHeaderInterval: '01:00',
  snapDuration: '00:15',
  slotMinHeight: 12,
  eventMinHeight: 21,
  dayHeaderAlign: 'center',
  scrollTime: '08:30',
  scrollTimeReset: false,
  selectMirror: true,
  dragRevertDuration: 0,
  eventDragMinDistance: 4,
  slotEventOverlap: false,
  dayMaxEventRows: 4,
  dayHeaderClass: (info) => (info.isToday ? 'day-head is-today' : 'day-head'),
  dayHeaderDidMount: (info) => {
    nameDay(info.el, info.date);
  },
  dayHeaderContent: (info) => ({ domNodes: dayHead(info.date, info.view.type === 'dayGridMonth') }),
  dayLaneClass: (info) => (info.isToday ? 'day-lane is-today' : 'day-lane'),
  dayCellClass: (info) =>
    ['day-cell', info.isToday ? 'is-today' : '', info.isOther ? 'is-other' : ''].join(' '),
  // A cell's name is what stands in it; a date as its label would hide the events.
  dayCellDidMount: (info) => {
    info.el.removeAttribute('aria-label');
  },
  dayCellTopInnerClass: 'day-number-cell',
  dayRowClass: 'day-row',
  slotLaneClass: (info) => (info.isMinor ? 'slot-lane is-minor' : 'slot-lane'),
  slotHeaderClass: 'slot-head',
  slotHeaderInnerClass: 'slot-head-text',
  slotHeaderContent: (info) =>
    info.time === undefined ? '' : formatTime(new Date(info.time.milliseconds).toISOString().slice(0, 19)),
  allDayHeaderClass: 'slot-head',
  nowIndicatorLineClass: 'now-line',
  nowIndicatorDotClass: 'now-dot',
  highlightClass: 'grid-highlight',
  tableHeaderClass: 'grid-head',
  eventClass: (info) => boxClass(info),
  columnEventInnerClass: 'event-inner',
  rowEventInnerClass: 'event-inner',
  listItemEventInnerClass: 'event-inner',
  backgroundEventInnerClass: 'cursor-inner',
  backgroundEventContent: () => '',
  eventContent: (info) => ({ domNodes: eventNodes(wordsOf(info)) }),
  eventDidMount: (info) => {
    markBox(info.el, info);
  },
  backgroundEventDidMount: (info) => {
    info.el.id = CURSOR_ID;
    info.el.setAttribute('role', 'img');
    info.el.setAttribute('aria-label', propsOf(info).title);
  },
};

/** FullCalendar hides a header's text from screen readers and puts a name beside it; the name becomes ours. */
function nameDay(element: HTMLElement, date: Date): void {
  element.setAttribute('aria-label', formatLongDay(date.toISOString().slice(0, 10)));
  for (const inside of element.querySelectorAll('[aria-hidden]')) inside.removeAttribute('aria-hidden');
}

/** The header of the row of hours is empty: a name without a header helps nobody, so it is plain space. */
export function tidyRoles(place: HTMLElement): void {
  for (const empty of place.querySelectorAll('[role="rowheader"]')) {
    if (empty.textContent !== '') continue;
    empty.setAttribute('role', 'none');
    empty.removeAttribute('aria-label');
  }
}

function dayHead(date: Date, month: boolean): Node[] {
  const day = date.toISOString().slice(0, 10);
  const name = document.createElement('span');
  name.className = 'day-name';
  name.textContent = formatWeekday(day, 'short');
  if (month) return [name];
  const number = document.createElement('span');
  number.className = 'day-number';
  number.textContent = String(Number(day.slice(8)));
  return [name, number];
}

function boxClass(info: EventDisplayInfo): string {
  const { look, color, standing } = propsOf(info);
  if (look !== 'event') return `box is-${look}`;
  const webex = standing === 'none' ? 'has-no-webex' : 'has-webex';
  return [
    'box',
    color === undefined ? '' : 'is-colored',
    webex,
    info.isDragging || info.isResizing ? 'is-dragged' : '',
  ].join(' ');
}

function propsOf(info: { readonly event: { readonly extendedProps: unknown } }): BoxProps {
  return info.event.extendedProps as BoxProps;
}

function wordsOf(info: EventDisplayInfo): EventWords {
  const { standing, title, look, color } = propsOf(info);
  const start = wallText(info.event.startStr);
  const end = wallText(info.event.endStr === '' ? info.event.startStr : info.event.endStr);
  const minutes = (Number(info.event.end ?? 0) - Number(info.event.start ?? 0)) / 60_000;
  const short = minutes <= SHORT_MINUTES || info.view.type === 'dayGridMonth';
  return { title, start, end, allDay: info.event.allDay, standing, short, ghost: look === 'ghost', color };
}

/** A wall time out of what FullCalendar writes for its UTC. */
export function wallText(text: string): Wall {
  return text.length === 10 ? `${text}T00:00:00` : text.slice(0, 19);
}

function markBox(element: HTMLElement, info: EventDisplayInfo): void {
  const { key, look } = propsOf(info);
  if (look === 'ghost') {
    element.setAttribute('aria-hidden', 'true');
    return;
  }
  element.id = boxId(key);
  element.dataset['key'] = key;
  element.tabIndex = -1;
  element.setAttribute('role', 'button');
}
