/** On phones the places stand at the bottom, under the thumb. */
import { Calendar, PanelRight, Video } from 'lucide-preact';
import { t } from '../messages.ts';
import { toggleDrawer } from './drawers.ts';
import { go, route } from './route.ts';
import { narrow } from './width.ts';

export function BottomNav() {
  if (!narrow.value) return null;
  const meetings = route.value.at === 'meetings';
  return (
    <div class="bottom-nav">
      <button type="button" aria-pressed={!meetings} onClick={() => go({ at: 'calendar' })}>
        <Calendar size={20} aria-hidden="true" />
        {t('nav.calendar')}
      </button>
      <button type="button" aria-pressed={meetings} onClick={() => go({ at: 'meetings', id: undefined })}>
        <Video size={20} aria-hidden="true" />
        {t('nav.meetings')}
      </button>
      {!meetings && (
        <button type="button" onClick={() => toggleDrawer('panel')}>
          <PanelRight size={20} aria-hidden="true" />
          Webex
        </button>
      )}
    </div>
  );
}
