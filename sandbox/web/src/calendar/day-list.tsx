/** The week as a list of days, for narrow screens. */
import { Video } from 'lucide-preact';
import { addDays } from '../dates.ts';
import { formatLongDay, formatTimeRange } from '../formats.ts';
import { t } from '../messages.ts';
import { standingOf } from '../meetings/webex-meeting.ts';
import { zone } from '../session.ts';
import { titleOf } from './calendar-actions.ts';
import { colorOf, shownRange, today, visibleEvents } from './calendar-store.ts';
import { openPeek } from './peek-state.ts';

export function DayList() {
  const { first, last } = shownRange.value;
  const days: string[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  const filled = days.filter(
    (day) => day === today.value || visibleEvents.value.some((event) => event.start.startsWith(day)),
  );
  return (
    <div class="day-list">
      {filled.map((day) => (
        <section key={day} aria-label={formatLongDay(day)}>
          <h2 class={day === today.value ? 'is-today' : ''}>{formatLongDay(day)}</h2>
          <DayEvents day={day} />
        </section>
      ))}
    </div>
  );
}

function DayEvents({ day }: { readonly day: string }) {
  const events = visibleEvents.value
    .filter((event) => event.start.startsWith(day))
    .sort((a, b) => a.start.localeCompare(b.start));
  if (events.length === 0) return <p class="hint">{t('day.empty')}</p>;
  return (
    <ul>
      {events.map((event) => (
        <li key={event.key}>
          <button
            type="button"
            class={colorOf(event.calendarId) === undefined ? 'day-event box' : 'day-event box is-colored'}
            style={{ '--calendar-color': colorOf(event.calendarId) }}
            data-key={event.key}
            onClick={(click) => openPeek(event.key, click.currentTarget)}
          >
            <span class="event-title">{titleOf(event)}</span>
            <span class="event-time">
              {event.allDay ? t('event.allDay') : formatTimeRange(event.start, event.end)}
            </span>
            {standingOf(event, zone.value) !== 'none' && (
              <Video size={16} class="event-camera" aria-label="Webex" />
            )}
          </button>
        </li>
      ))}
    </ul>
  );
}
