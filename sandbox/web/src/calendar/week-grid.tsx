/** The grid: FullCalendar draws and drags; the keyboard and what follows from a drop are ours. */
import { effect, signal } from '@preact/signals';
import { Calendar } from 'fullcalendar';
import { useEffect, useRef } from 'preact/hooks';
import { now, nowShown } from '../clock.ts';
import { addMinutes, dayOf, isWeekend, wallAtMs, type Wall } from '../dates.ts';
import { dependOn } from '../depend-on.ts';
import { ghost } from '../dock/last-change.ts';
import { formatLongDay, formatPeriod, formatTime, hour24 } from '../formats.ts';
import { meetings } from '../meetings/webex-meeting.ts';
import { language, t } from '../messages.ts';
import { zone } from '../session.ts';
import { createEvent } from '../editor/editor-state.ts';
import { moveAsAsked } from './series-actions.ts';
import {
  events,
  firstDay,
  period,
  selectedKey,
  shownDay,
  shownRange,
  visibleEvents,
} from './calendar-store.ts';
import type { CalendarEvent } from './calendar-event.ts';
import {
  boxId,
  boxOf,
  cursorBox,
  CURSOR_ID,
  ghostBox,
  GRID_OPTIONS,
  tidyRoles,
  wallText,
} from './grid-options.ts';
import { cursor, gridKey, moving } from './grid-keys.ts';
import { held, HOLDING, watchHands } from './held-grid.ts';
import { justClosed, openPeek } from './peek-state.ts';

const focused = signal(false);

export function WeekGrid() {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!place.current) return undefined;
    const stop = mountGrid(place.current);
    return stop;
  }, []);
  const { first, last } = shownRange.value;
  const active = cursor.value.key === undefined ? CURSOR_ID : boxId(cursor.value.key);
  return (
    // The role makes it interactive: one tab stop with keys of its own (ARIA "application"), which these rules do not know.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- role application
    <div
      class="grid"
      role="application"
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- role application
      tabIndex={0}
      aria-label={t('grid.name', { period: formatPeriod(first, last) })}
      aria-describedby="grid-help"
      aria-activedescendant={focused.value ? active : undefined}
      onKeyDown={gridKey}
      onFocus={() => (focused.value = true)}
      onBlur={() => (focused.value = false)}
    >
      <p id="grid-help" class="visually-hidden">
        {t('grid.help')}
      </p>
      <div class="grid-place" ref={place} />
    </div>
  );
}

/** Weekends are shown where something is on them, or where today is one. */
function showsWeekend(shown: readonly CalendarEvent[]): boolean {
  const { first, last } = shownRange.value;
  const today = dayOf(wallAtMs(nowShown.value, zone.value));
  const days = [
    today,
    cursor.value.key === undefined && focused.value ? dayOf(cursor.value.at) : today,
    dayOf(moving.value?.start ?? today),
  ];
  const atWeekend = shown.some(
    (event) => isWeekend(dayOf(event.start)) && dayOf(event.start) >= first && dayOf(event.start) <= last,
  );
  return atWeekend || days.some((day) => isWeekend(day) && day >= first && day <= last);
}

function mountGrid(element: HTMLElement): () => void {
  const calendar = new Calendar(element, {
    ...GRID_OPTIONS,
    ...HOLDING,
    now: () => wallAtMs(now(), zone.peek()),
    initialDate: shownDay.peek(),
    locale: language.peek() === 'fr' ? 'fr' : 'en-gb',
    datesSet: () => {
      queueMicrotask(() => {
        tidyRoles(element);
      });
    },
    eventClick: (info) => {
      openPeek(info.event.id, info.el);
    },
    dateClick: (info) => {
      if (justClosed()) return;
      const at = info.allDay ? `${wallText(info.dateStr).slice(0, 10)}T09:00:00` : wallText(info.dateStr);
      void createEvent(at, addMinutes(at, 60));
    },
    eventDrop: (info) => {
      dropped(info.event.id, info.event.startStr, info.event.endStr);
    },
    eventResize: (info) => {
      dropped(info.event.id, info.event.startStr, info.event.endStr);
    },
  });
  calendar.render();
  tidyRoles(element);
  const stopWatching = watchHands(element);
  const stops = KEPT_TRUE.map((keep) =>
    effect(() => {
      if (!held.value) keep(calendar);
    }),
  );
  return () => {
    for (const stop of stops) stop();
    stopWatching();
    calendar.destroy();
  };
}

/** What of FullCalendar follows the page's signals, each by itself. */
const KEPT_TRUE: readonly ((calendar: Calendar) => void)[] = [
  (calendar) => {
    calendar.gotoDate(shownDay.value);
  },
  (calendar) => {
    calendar.changeView(period.value === 'week' ? 'timeGridWeek' : 'dayGridMonth');
  },
  (calendar) => {
    dependOn(hour24);
    calendar.setOption('firstDay', firstDay.value);
    calendar.setOption('direction', document.dir === 'rtl' ? 'rtl' : 'ltr');
  },
  (calendar) => {
    calendar.setOption('weekends', period.value === 'month' || showsWeekend(visibleEvents.value));
  },
  (calendar) => {
    dependOn(meetings);
    const anyAllDay = visibleEvents.value.some((event) => event.allDay);
    calendar.setOption('allDaySlot', anyAllDay);
    calendar.setOption('events', boxes());
  },
  (calendar) => {
    dependOn(nowShown);
    calendar.setOption('now', () => wallAtMs(now(), zone.peek()));
  },
];

function boxes() {
  const candidate = moving.value;
  const shown = visibleEvents.value.map((event) => {
    const moved =
      candidate?.key === event.key ? { ...event, start: candidate.start, end: candidate.end } : event;
    return boxOf(moved, {
      selected: selectedKey.value === event.key,
      moving: candidate?.key === event.key,
      active: focused.value && cursor.value.key === event.key,
    });
  });
  const trace = ghost.value ? [ghostBox(ghost.value)] : [];
  const { at, key } = cursor.value;
  const here = focused.value && key === undefined ? [cursorBox(at, cursorName(at))] : [];
  return [...shown, ...trace, ...here];
}

function cursorName(at: Wall): string {
  return `${formatLongDay(dayOf(at))}, ${formatTime(at)}`;
}

function dropped(key: string, start: string, end: string): void {
  const event = events.peek().find((each) => each.key === key);
  if (event) void moveAsAsked(event, wallText(start), wallText(end));
}
