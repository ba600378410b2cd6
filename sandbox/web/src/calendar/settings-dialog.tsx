/** The settings of Google's own Calendar that this page goes by, and the calendars that were hidden. */
import { signal, useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { formatWeekday, formatZoneChoice, hour24 } from '../formats.ts';
import { act } from '../host-client.ts';
import { t } from '../messages.ts';
import { whoLooks, zone } from '../session.ts';
import { ModalDialog } from '../shell/modal-dialog.tsx';
import { reportFailure } from '../shell/report.ts';
import { hideCalendar } from './calendar-list.ts';
import { firstDay, hiddenCalendars, loadCalendars, nameOf, today } from './calendar-store.ts';

const open = signal(false);

export function openSettings(): void {
  open.value = true;
}

const close = (): void => {
  open.value = false;
};

/** Google offers these three as the first day of a week. Each with a day that is one. */
const FIRST_DAYS = [
  [1, '2026-06-01'],
  [0, '2026-06-07'],
  [6, '2026-06-06'],
] as const;

export function SettingsDialog() {
  return open.value ? <OpenSettings /> : null;
}

function OpenSettings() {
  const id = useId();
  const first = useSignal(String(firstDay.peek()));
  const hours = useSignal(hour24.peek() === false ? 'false' : 'true');
  const save = (event: SubmitEvent): void => {
    event.preventDefault();
    close();
    const values = { weekStart: first.value, format24HourTime: hours.value };
    act(whoLooks().email, 'changeSettings', { values }).then(loadCalendars).catch(reportFailure);
  };
  return (
    <ModalDialog title={t('settings')} onClose={close}>
      <form onSubmit={save}>
        <div class="field">
          <label for={`${id}-first`}>{t('settings.weekStart')}</label>
          <select
            id={`${id}-first`}
            value={first.value}
            onChange={(event) => (first.value = event.currentTarget.value)}
          >
            {FIRST_DAYS.map(([number, day]) => (
              <option key={number} value={String(number)}>
                {formatWeekday(day, 'long')}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for={`${id}-hours`}>{t('settings.hours')}</label>
          <select
            id={`${id}-hours`}
            value={hours.value}
            onChange={(event) => (hours.value = event.currentTarget.value)}
          >
            <option value="true">{t('settings.hours.24')}</option>
            <option value="false">{t('settings.hours.12')}</option>
          </select>
        </div>
        <p class="settings-zone">{t('settings.zone', { zone: formatZoneChoice(zone.value, today.value) })}</p>
        <HiddenCalendars />
        <div class="dialog-buttons">
          <button type="button" class="button-outlined" onClick={close}>
            {t('cancel')}
          </button>
          <button type="submit" class="button-filled">
            {t('editor.save')}
          </button>
        </div>
      </form>
    </ModalDialog>
  );
}

function HiddenCalendars() {
  if (hiddenCalendars.value.length === 0) return null;
  return (
    <section class="settings-hidden">
      <h3>{t('settings.hidden')}</h3>
      <ul>
        {hiddenCalendars.value.map((calendar) => (
          <li key={calendar.id}>
            <bdi>{nameOf(calendar)}</bdi>
            <button
              type="button"
              class="button-plain"
              aria-label={t('settings.showCalendar', { name: nameOf(calendar) })}
              onClick={() => void hideCalendar(calendar.id, false).catch(reportFailure)}
            >
              {t('settings.show')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
