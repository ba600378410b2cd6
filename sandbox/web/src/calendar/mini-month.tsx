/** The little month in the sidebar. Days are buttons; the week that is shown is marked. */
import { useSignal } from '@preact/signals';
import { ChevronLeft, ChevronRight } from 'lucide-preact';
import { addMonths, monthGrid } from '../dates.ts';
import { formatLongDay, formatMonth, formatWeekday } from '../formats.ts';
import { t } from '../messages.ts';
import { firstDay, showDay, shownDay, shownRange, today } from './calendar-store.ts';

export function MiniMonth() {
  const month = useSignal<string | undefined>(undefined);
  const base = month.value ?? shownDay.value;
  const weeks = monthGrid(base, firstDay.value);
  const { first, last } = shownRange.value;
  return (
    <div class="mini">
      <div class="mini-head">
        <h2 aria-live="polite">{formatMonth(base)}</h2>
        <button
          type="button"
          class="icon-button is-small"
          aria-label={t('mini.previous')}
          onClick={() => (month.value = addMonths(base, -1))}
        >
          <ChevronLeft size={16} class="mirrors" />
        </button>
        <button
          type="button"
          class="icon-button is-small"
          aria-label={t('mini.next')}
          onClick={() => (month.value = addMonths(base, 1))}
        >
          <ChevronRight size={16} class="mirrors" />
        </button>
      </div>
      <table>
        <caption class="visually-hidden">{formatMonth(base)}</caption>
        <thead>
          <tr>
            {weeks[0]?.map((day) => (
              <th key={day} scope="col">
                <abbr title={formatWeekday(day, 'short')}>{formatWeekday(day, 'narrow')}</abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((day) => (
                <td key={day} class={day >= first && day <= last ? 'in-period' : ''}>
                  <button
                    type="button"
                    class={[
                      day.slice(0, 7) === base.slice(0, 7) ? '' : 'is-other',
                      day === today.value ? 'is-today' : '',
                    ].join(' ')}
                    aria-label={formatLongDay(day)}
                    aria-current={day === today.value ? 'date' : undefined}
                    tabIndex={day === shownDay.value ? 0 : -1}
                    onKeyDown={moveFocus}
                    onClick={() => {
                      month.value = undefined;
                      void showDay(day);
                    }}
                  >
                    {Number(day.slice(8))}
                  </button>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/** One tab stop for the month: arrows go from day to day. */
function moveFocus(event: KeyboardEvent): void {
  const step = STEPS[event.key];
  if (step === undefined || !(event.currentTarget instanceof HTMLElement)) return;
  event.preventDefault();
  const days = [...(event.currentTarget.closest('table')?.querySelectorAll('button') ?? [])];
  const sideways = Math.abs(step) === 1 && document.dir === 'rtl' ? -step : step;
  days[days.indexOf(event.currentTarget as HTMLButtonElement) + sideways]?.focus();
}
