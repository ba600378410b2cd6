/** On phones the places stand at the bottom, under the thumb. */
import { Calendar, Mail, PanelRight, Video } from 'lucide-preact';
import { hasMail } from '../mail/mail-state.ts';
import { t } from '../messages.ts';
import { toggleDrawer } from './drawers.ts';
import { go, route } from './route.ts';
import { narrow } from './width.ts';

export function BottomNav() {
  if (!narrow.value) return null;
  const place = route.value.at;
  const meetings = place === 'meetings';
  return (
    <div class="bottom-nav">
      <button
        type="button"
        aria-pressed={!meetings && place !== 'mail'}
        onClick={() => go({ at: 'calendar' })}
      >
        <Calendar size={20} aria-hidden="true" />
        {t('nav.calendar')}
      </button>
      {hasMail.value && (
        <button type="button" aria-pressed={place === 'mail'} onClick={() => go({ at: 'mail' })}>
          <Mail size={20} aria-hidden="true" />
          {t('nav.mail')}
        </button>
      )}
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
