/** "Webex meetings": what Webex really holds, row by row, and the mails that were sent. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { now } from '../clock.ts';
import { epochOf } from '../dates.ts';
import { formatMeetingNumber } from '../formats.ts';
import { t } from '../messages.ts';
import { session } from '../session.ts';
import { go, route } from '../shell/route.ts';
import { TableFilters } from '../shell/table-filters.tsx';
import { meetingWhen } from '../dock/dock.tsx';
import { Figures } from './figures.tsx';
import { MeetingDetail } from './meeting-detail.tsx';
import { loadMeetingEvents, tagOf } from './meeting-events.ts';
import { SentMailList } from './sent-mail.tsx';
import { StandingTag } from './standing-tag.tsx';
import { inOrder, isDeleted, isoOf, meetings, type WebexMeeting } from './webex-meeting.ts';

type Filter = 'upcoming' | 'past' | 'attention';
const FILTERS: readonly Filter[] = ['upcoming', 'past', 'attention'];

export function MeetingsPage() {
  const filter = useSignal<Filter>('upcoming');
  const search = useSignal('');
  const all = meetings.value;
  useEffect(() => {
    void loadMeetingEvents();
  }, [all]);
  const place = route.value;
  const chosen = place.at === 'meetings' ? all?.find((meeting) => meeting.id === place.id) : undefined;
  const rows = inOrder(all ?? []).filter((meeting) => passes(meeting, filter.value, search.value));
  return (
    <main class="meetings">
      <div class="meetings-main">
        <div class="meetings-head">
          <h1>{t('meetings.title')}</h1>
          <p class="hint">{t('meetings.about')}</p>
        </div>
        <Figures />
        <div class="meetings-box">
          <TableFilters
            search={search}
            searchName={t('meetings.search')}
            choices={FILTERS}
            chosen={filter}
            nameOf={(each) => t(`meetings.filter.${each}`)}
            count={<span role="status">{all && t('meetings.count', { n: rows.length })}</span>}
          />
          {all === undefined ? <SkeletonRows /> : <MeetingTable rows={rows} chosen={chosen?.id} />}
        </div>
        <SentMailList />
      </div>
      {chosen && <MeetingDetail meeting={chosen} />}
    </main>
  );
}

function passes(meeting: WebexMeeting, filter: Filter, search: string): boolean {
  if (
    search !== '' &&
    !`${meeting.title ?? ''} ${meeting.meetingNumber ?? ''}`
      .toLocaleLowerCase()
      .includes(search.toLocaleLowerCase())
  )
    return false;
  const over = isDeleted(meeting) || (meeting.end !== undefined && epochOf(isoOf(meeting.end)) < now());
  if (filter === 'attention') return tagOf(meeting) === 'onItsWay';
  return filter === 'past' ? over : !over;
}

function SkeletonRows() {
  return (
    <div class="skeleton-rows" aria-busy="true" role="status" aria-label={t('meetings.loading')}>
      {[0, 1, 2, 3, 4, 5].map((row) => (
        <span key={row} />
      ))}
    </div>
  );
}

function MeetingTable({
  rows,
  chosen,
}: {
  readonly rows: readonly WebexMeeting[];
  readonly chosen: string | undefined;
}) {
  if (rows.length === 0) return <p class="meetings-empty">{t('dock.empty')}</p>;
  return (
    <table class="meeting-table">
      <caption class="visually-hidden">{t('meetings.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('meetings.col.meeting')}</th>
          <th scope="col">{t('meetings.col.when')}</th>
          <th scope="col">{t('meetings.col.host')}</th>
          <th scope="col">{t('meetings.col.number')}</th>
          <th scope="col">{t('meetings.col.standing')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((meeting) => (
          <MeetingRow key={meeting.id} meeting={meeting} chosen={meeting.id === chosen} />
        ))}
      </tbody>
    </table>
  );
}

function MeetingRow({ meeting, chosen }: { readonly meeting: WebexMeeting; readonly chosen: boolean }) {
  const open = (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    go({ at: 'meetings', id: meeting.id });
  };
  return (
    <tr class={chosen ? 'is-chosen' : ''}>
      <th scope="row">
        <a href={`/meetings/${meeting.id}`} aria-current={chosen ? 'true' : undefined} onClick={open}>
          {meeting.title ?? t('untitled')}
        </a>
        <span class="hint">{t('meetings.once')}</span>
      </th>
      <td data-label={t('meetings.col.when')}>{meetingWhen(meeting)}</td>
      <td data-label={t('meetings.col.host')}>
        <bdi>{hostOf(meeting)}</bdi>
      </td>
      <td data-label={t('meetings.col.number')}>
        <bdi>{formatMeetingNumber(meeting.meetingNumber ?? '')}</bdi>
      </td>
      <td data-label={t('meetings.col.standing')}>
        <StandingTag standing={tagOf(meeting)} plain />
      </td>
    </tr>
  );
}

export function hostOf(meeting: WebexMeeting): string {
  return (
    session.value?.accounts.find((account) => account.email === meeting.hostEmail)?.name ??
    meeting.hostDisplayName ??
    meeting.hostEmail ??
    ''
  );
}
