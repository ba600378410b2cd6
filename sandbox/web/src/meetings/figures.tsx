/** Four counts, each from the records of the local platforms. */
import { CircleCheck } from 'lucide-preact';
import { nowShown } from '../clock.ts';
import { dayOf, wallAt, wallAtMs } from '../dates.ts';
import { t } from '../messages.ts';
import { zone } from '../session.ts';
import { tagOf } from './meeting-events.ts';
import { isDeleted, mails, meetings, type SentMail } from './webex-meeting.ts';

export function Figures() {
  const live = (meetings.value ?? []).filter((meeting) => !isDeleted(meeting));
  const inStep = live.filter((meeting) => tagOf(meeting) === 'inStep').length;
  const today = dayOf(wallAtMs(nowShown.value, zone.value));
  const sent = (from: SentMail['from']): number => mails.value.filter((mail) => mail.from === from).length;
  const mailedToday = mails.value.filter((mail) => dayOf(wallAt(mail.at, zone.value)) === today).length;
  return (
    <ul class="figures">
      <Figure name={t('figure.meetings')} value={live.length}>
        <span class="is-ok">
          <CircleCheck size={14} aria-hidden="true" />
          {t('figure.inStep', { n: inStep })}
        </span>
        {live.length > inStep && t('figure.rest', { n: live.length - inStep })}
      </Figure>
      <Figure name={t('figure.deleted')} value={(meetings.value ?? []).length - live.length}>
        {t('figure.deleted.note')}
      </Figure>
      <Figure name={t('figure.webexMails')} value={sent('webex')}>
        {t('figure.webexMails.note')}
      </Figure>
      <Figure name={t('figure.googleMails')} value={sent('google')}>
        {t('figure.googleMails.note', { n: mailedToday })}
      </Figure>
    </ul>
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: number;
  readonly children: preact.ComponentChildren;
}

function Figure({ name, value, children }: FigureProps) {
  return (
    <li class="figure">
      <span class="figure-name">{name}</span>
      <span class="figure-value">{value}</span>
      <span class="figure-note">{children}</span>
    </li>
  );
}
