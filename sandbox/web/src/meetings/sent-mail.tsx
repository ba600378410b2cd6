/** Every mail that local Google and local Webex would have sent. */
import { Mail } from 'lucide-preact';
import { wallAt } from '../dates.ts';
import { formatMoment } from '../formats.ts';
import { t } from '../messages.ts';
import { zone } from '../session.ts';
import { mails } from './webex-meeting.ts';

export function SentMailList() {
  const newestFirst = [...mails.value].reverse();
  return (
    <div class="meetings-box sent">
      <h2 id="sent-mail">{t('mail.sent')}</h2>
      {newestFirst.length === 0 && <p class="meetings-empty">{t('mail.none')}</p>}
      <ul aria-labelledby="sent-mail">
        {newestFirst.map((mail, index) => (
          <li key={`${mail.at} ${String(index)}`}>
            <Mail size={16} aria-hidden="true" />
            <span class={`tag is-${mail.from}`}>{mail.from === 'google' ? 'Google' : 'Webex'}</span>
            <bdi class="sent-to">{mail.to}</bdi>
            <span class="sent-subject">{mail.subject}</span>
            <time class="hint">{formatMoment(wallAt(mail.at, zone.value))}</time>
          </li>
        ))}
      </ul>
    </div>
  );
}
