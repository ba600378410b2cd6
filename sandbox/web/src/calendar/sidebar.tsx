/** Left of the grid: Create, the month, the calendars, the add-on. */
import { EllipsisVertical, Plus, Settings } from 'lucide-preact';
import type { RestCalendar } from '../google-client.ts';
import { t } from '../messages.ts';
import { account, session } from '../session.ts';
import { closeDrawer, drawer } from '../shell/drawers.ts';
import { createNext } from '../editor/editor-state.ts';
import { openConsent, uninstall } from '../account/consent-state.ts';
import { openCalendarDialog, toggleCalendar } from './calendar-list.ts';
import { calendars, colorOf, isSharedBySomebody, nameOf } from './calendar-store.ts';
import { MiniMonth } from './mini-month.tsx';
import { openSettings } from './settings-dialog.tsx';

export function Sidebar() {
  const own = calendars.value.filter((calendar) => !isSharedBySomebody(calendar));
  const shared = calendars.value.filter(isSharedBySomebody);
  const create = (): void => {
    closeDrawer();
    void createNext();
  };
  return (
    <aside class={drawer.value === 'menu' ? 'sidebar is-open' : 'sidebar'} aria-label={t('sidebar')}>
      <button type="button" class="create" data-place="create" onClick={create}>
        <Plus size={20} />
        {t('create')}
      </button>
      <MiniMonth />
      <CalendarList heading={t('calendars.own')} items={own} adds />
      {shared.length > 0 && <CalendarList heading={t('calendars.shared')} items={shared} />}
      <button type="button" class="button-plain settings-button" onClick={openSettings}>
        <Settings size={16} />
        {t('settings')}
      </button>
      {account.value?.installed === true && (
        <div class="addons">
          <h2>{t('addons')}</h2>
          <p>{session.value?.addon.name}</p>
          <button type="button" class="button-plain" onClick={() => void openConsent('permissions')}>
            {t('permissions')}
          </button>
          <button type="button" class="button-plain" onClick={() => void uninstall()}>
            {t('uninstall')}
          </button>
        </div>
      )}
    </aside>
  );
}

interface ListProps {
  readonly heading: string;
  readonly items: readonly RestCalendar[];
  /** Calendars can be added to it. */
  readonly adds?: boolean;
}

function CalendarList({ heading, items, adds = false }: ListProps) {
  return (
    <div class="calendars">
      <div class="calendars-head">
        <h2>{heading}</h2>
        {adds && (
          <button
            type="button"
            class="icon-button is-small"
            aria-label={t('calendar.new')}
            title={t('calendar.new')}
            onClick={() => openCalendarDialog('new')}
          >
            <Plus size={16} />
          </button>
        )}
      </div>
      <ul>
        {items.map((calendar) => (
          <li key={calendar.id}>
            <label>
              <input
                type="checkbox"
                class="calendar-tick"
                style={{ accentColor: colorOf(calendar.id) }}
                checked={calendar.selected !== false}
                onChange={() => void toggleCalendar(calendar)}
              />
              <bdi>{nameOf(calendar)}</bdi>
            </label>
            <button
              type="button"
              class="icon-button is-small"
              aria-label={t('calendar.options', { name: nameOf(calendar) })}
              title={t('calendar.options', { name: nameOf(calendar) })}
              onClick={() => openCalendarDialog(calendar)}
            >
              <EllipsisVertical size={16} />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
