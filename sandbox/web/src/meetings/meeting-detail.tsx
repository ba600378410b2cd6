/** One meeting against its event, line by line, and the request that made it for who wants to see it. */
import { Calendar, Equal, EqualNot, Video, X } from 'lucide-preact';
import type { ComponentChildren } from 'preact';
import { invitedGuests, type CalendarEvent } from '../calendar/calendar-event.ts';
import { titleOf } from '../calendar/calendar-actions.ts';
import { dayOf, wallAt } from '../dates.ts';
import { formatDay, formatLength, formatTime } from '../formats.ts';
import { t } from '../messages.ts';
import { zone } from '../session.ts';
import { go } from '../shell/route.ts';
import { eventOf, tagOf } from './meeting-events.ts';
import { StandingTag } from './standing-tag.tsx';
import { isDeleted, isoOf, mails, type WebexMeeting } from './webex-meeting.ts';

export function MeetingDetail({ meeting }: { readonly meeting: WebexMeeting }) {
  const title = meeting.title ?? t('untitled');
  const event = eventOf(meeting);
  return (
    <section class="detail" aria-label={title}>
      <div class="detail-head">
        <div>
          <h2>{title}</h2>
          <p class="hint">{t('detail.selected')}</p>
        </div>
        <StandingTag standing={tagOf(meeting)} />
        <button
          type="button"
          class="icon-button"
          aria-label={t('close')}
          onClick={() => go({ at: 'meetings', id: undefined })}
        >
          <X size={18} />
        </button>
      </div>
      <Comparison meeting={meeting} event={event} />
      <h3>{t('detail.mail')}</h3>
      <MailSummary meeting={meeting} event={event} />
      <details class="detail-raw">
        <summary>{t('detail.raw')}</summary>
        {/* It scrolls, so the keyboard must reach it. */}
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrollable region */}
        <pre tabIndex={0}>{JSON.stringify(meeting, null, 2)}</pre>
      </details>
    </section>
  );
}

interface SidesProps {
  readonly meeting: WebexMeeting;
  readonly event: CalendarEvent | undefined;
}

interface Line {
  readonly name: string;
  readonly calendar: string;
  readonly webex: string;
}

function Comparison({ meeting, event }: SidesProps) {
  return (
    <table class="comparison">
      <caption class="visually-hidden">{t('detail.compared')}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span class="visually-hidden">{t('detail.what')}</span>
          </th>
          <th scope="col" class="is-calendar">
            <Calendar size={14} aria-hidden="true" /> {t('detail.calendar')}
          </th>
          <th scope="col" class="is-webex">
            <Video size={14} aria-hidden="true" /> Webex
          </th>
          <th scope="col">
            <span class="visually-hidden">{t('detail.same')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {linesOf(meeting, event).map((line) => (
          <tr key={line.name}>
            <th scope="row">{line.name}</th>
            <td>{line.calendar}</td>
            <td>{line.webex}</td>
            <td>
              <Sign same={line.calendar === line.webex} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Sign({ same }: { readonly same: boolean }): ComponentChildren {
  const label = t(same ? 'standing.inStep' : 'standing.differs');
  return (
    <span role="img" aria-label={label} class={same ? 'is-ok' : 'is-warn'}>
      {same ? <Equal size={16} /> : <EqualNot size={16} />}
    </span>
  );
}

function linesOf(meeting: WebexMeeting, event: CalendarEvent | undefined): readonly Line[] {
  const start = meeting.start === undefined ? undefined : wallAt(isoOf(meeting.start), zone.value);
  const end = meeting.end === undefined ? undefined : wallAt(isoOf(meeting.end), zone.value);
  const gone = t('detail.none');
  const when = (wall: string | undefined): string =>
    wall === undefined ? gone : `${formatDay(dayOf(wall))}, ${formatTime(wall)}`;
  const length = (from: string | undefined, to: string | undefined): string =>
    from === undefined || to === undefined ? gone : formatLength(from, to);
  return [
    { name: t('detail.title'), calendar: event ? titleOf(event) : gone, webex: meeting.title ?? gone },
    { name: t('detail.next'), calendar: when(event?.start), webex: isDeleted(meeting) ? gone : when(start) },
    {
      name: t('detail.length'),
      calendar: length(event?.start, event?.end),
      webex: isDeleted(meeting) ? gone : length(start, end),
    },
    { name: t('detail.zone'), calendar: event?.zone ?? gone, webex: meeting.timezone ?? gone },
    {
      name: t('detail.guests'),
      calendar: String(event ? invitedGuests(event).length : 0),
      webex: String(inviteesOf(meeting)),
    },
  ];
}

/** Webex counts the host among the invitees of some calls; the host is no guest. */
function inviteesOf(meeting: WebexMeeting): number {
  return meeting.invitees?.filter((invitee) => invitee.email !== meeting.hostEmail).length ?? 0;
}

function MailSummary({ meeting, event }: SidesProps) {
  const google = mails.value.filter(
    (mail) => mail.from === 'google' && event !== undefined && mail.eventId === event.id,
  ).length;
  const webex = mails.value.filter((mail) => mail.from === 'webex' && mail.meetingId === meeting.id).length;
  return (
    <ul class="mail-summary">
      <li>{t('detail.googleMails', { n: google })}</li>
      <li>{t('detail.webexMails', { n: webex })}</li>
    </ul>
  );
}
