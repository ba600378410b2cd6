/** The little month in the sidebar. Days are buttons; the week that is shown is marked. */
import { useSignal } from '@preact/signals';
import { ChevronLeft, ChevronRight } from 'lucide-preact';
import { addMonths, monthGrid, type Day } from '../dates.ts';
import { formatLongDay, formatMonth, formatWeekday } from '../formats.ts';
import { t } from '../messages.ts';
import { firstDay, showDay, shownDay, shownRange, today, period } from './calendar-store.ts';

export function MiniMonth() {
  const month = useSignal<string | undefined>(undefined);
  const base = month.value ?? shownDay.value;
  const weeks = monthGrid(base, firstDay.value);
  const choose = (day: Day): void => {
    month.value = undefined;
    void showDay(day);
  };
  return (
    <div class="mini">
      <MiniHead base={base} onTurn={(months) => (month.value = addMonths(base, months))} />
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
                <MiniDay key={day} day={day} base={base} onChoose={choose} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function MiniHead({ base, onTurn }: { readonly base: Day; readonly onTurn: (months: number) => void }) {
  return (
    <div class="mini-head">
      <h2 aria-live="polite">{formatMonth(base)}</h2>
      <button
        type="button"
        class="icon-button is-small"
        aria-label={t('mini.previous')}
        onClick={() => onTurn(-1)}
      >
        <ChevronLeft size={16} class="mirrors" />
      </button>
      <button
        type="button"
        class="icon-button is-small"
        aria-label={t('mini.next')}
        onClick={() => onTurn(1)}
      >
        <ChevronRight size={16} class="mirrors" />
      </button>
    </div>
  );
}

interface DayProps {
  readonly day: Day;
  readonly base: Day;
  readonly onChoose: (day: Day) => void;
}

function MiniDay({ day, base, onChoose }: DayProps) {
  const { first, last } = shownRange.value;
  const isToday = day === today.value;
  return (
    <td class={period.value === 'week' && day >= first && day <= last ? 'in-period' : ''}>
      <button
        type="button"
        class={[day.slice(0, 7) === base.slice(0, 7) ? '' : 'is-other', isToday ? 'is-today' : ''].join(' ')}
        aria-label={formatLongDay(day)}
        aria-current={isToday ? 'date' : undefined}
        tabIndex={day === shownDay.value ? 0 : -1}
        onKeyDown={moveFocus}
        onClick={() => onChoose(day)}
      >
        {Number(day.slice(8))}
      </button>
    </td>
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
