/** Left of the grid: Create, the month, the calendars, the add-on. */
import { Plus } from 'lucide-preact';
import type { RestCalendar } from '../google-client.ts';
import { t } from '../messages.ts';
import { account, session } from '../session.ts';
import { closeDrawer, drawer } from '../shell/drawers.ts';
import { createNext } from '../editor/editor-state.ts';
import { openConsent, uninstall } from '../account/consent-state.ts';
import { calendars, hidden, isSharedBySomebody, nameOf, toggleCalendar, toneOf } from './calendar-store.ts';
import { MiniMonth } from './mini-month.tsx';

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
      <CalendarList heading={t('calendars.own')} items={own} />
      {shared.length > 0 && <CalendarList heading={t('calendars.shared')} items={shared} />}
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
}

function CalendarList({ heading, items }: ListProps) {
  return (
    <div class="calendars">
      <h2>{heading}</h2>
      <ul>
        {items.map((calendar) => (
          <li key={calendar.id}>
            <label>
              <input
                type="checkbox"
                class={`calendar-tick tone-${toneOf(calendar.id)}`}
                checked={!hidden.value.has(calendar.id)}
                onChange={() => toggleCalendar(calendar.id)}
              />
              <bdi>{nameOf(calendar)}</bdi>
            </label>
          </li>
        ))}
      </ul>
    </div>
  );
}
