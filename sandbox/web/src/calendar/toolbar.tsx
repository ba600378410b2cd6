/** Above the grid: today, back and forth, the period, week or month. */
import { ChevronLeft, ChevronRight } from 'lucide-preact';
import { addDays, isWeekend } from '../dates.ts';
import { formatMonth, formatPeriod } from '../formats.ts';
import { t } from '../messages.ts';
import { announce } from '../shell/announcer.tsx';
import { period, setPeriod, shownDay, shownRange, showToday, turn, visibleEvents } from './calendar-store.ts';
import { resetCursor } from './grid-keys.ts';

export function Toolbar() {
  return (
    <div class="toolbar">
      <button
        type="button"
        class="button-outlined is-square"
        onClick={() => void showToday().then(resetCursor)}
      >
        {t('today')}
      </button>
      <button type="button" class="icon-button" aria-label={t('previous')} onClick={() => void step(-1)}>
        <ChevronLeft size={20} class="mirrors" />
      </button>
      <button type="button" class="icon-button" aria-label={t('next')} onClick={() => void step(1)}>
        <ChevronRight size={20} class="mirrors" />
      </button>
      <h1 class="period">{periodText()}</h1>
      <div class="switcher" role="group" aria-label={t('view')}>
        <button type="button" aria-pressed={period.value === 'week'} onClick={() => void setPeriod('week')}>
          {t('view.week')}
        </button>
        <button type="button" aria-pressed={period.value === 'month'} onClick={() => void setPeriod('month')}>
          {t('view.month')}
        </button>
      </div>
    </div>
  );
}

async function step(steps: number): Promise<void> {
  await turn(steps);
  resetCursor();
  announce(periodText());
}

/** A week names the days that it draws: without the weekend where nothing is on it. */
function periodText(): string {
  if (period.value === 'month') return formatMonth(shownDay.value);
  const { first, last } = shownRange.value;
  const weekend = visibleEvents.value.some(
    (event) =>
      isWeekend(event.start.slice(0, 10)) &&
      event.start.slice(0, 10) >= first &&
      event.start.slice(0, 10) <= last,
  );
  if (weekend) return formatPeriod(first, last);
  const from = isWeekend(first) ? addDays(first, 1) : first;
  const to = isWeekend(last) ? addDays(last, isWeekend(addDays(last, -1)) ? -2 : -1) : last;
  return formatPeriod(from, to);
}
