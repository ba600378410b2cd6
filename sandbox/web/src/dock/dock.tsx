/** "Webex side": the last change as two equal boxes, the steps with their times, the mails counted. */
import { useSignal } from '@preact/signals';
import {
  Calendar,
  ChevronDown,
  ChevronUp,
  CircleCheck,
  Equal,
  EqualNot,
  GitCompareArrows,
  Hourglass,
  MailX,
  MailWarning,
  Move,
  Video,
} from 'lucide-preact';
import { titleOf } from '../calendar/calendar-actions.ts';
import { invitedGuests, meetingNumberOf, type CalendarEvent } from '../calendar/calendar-event.ts';
import { events } from '../calendar/calendar-store.ts';
import { nowShown } from '../clock.ts';
import { wallAt, wallAtMs } from '../dates.ts';
import { formatAgo, formatMeetingNumber, formatMoment, formatSeconds, formatWhen } from '../formats.ts';
import { t } from '../messages.ts';
import { isDeleted, isoOf, standingOf, type WebexMeeting } from '../meetings/webex-meeting.ts';
import { zone } from '../session.ts';
import { go } from '../shell/route.ts';
import { changedMeeting, lastChange, mailsSince, type LastChange } from './last-change.ts';

const HOUR = 3_600_000;

export function Dock() {
  const folded = useSignal(false);
  const change = lastChange.value;
  return (
    <div
      class={folded.value ? 'dock is-folded' : 'dock'}
      role="group"
      aria-label={t('dock.title')}
      tabIndex={-1}
    >
      <div class="dock-head">
        <GitCompareArrows size={18} aria-hidden="true" />
        <h2>{t('dock.title')}</h2>
        <InStepCount />
        {change && <span class="hint">{lastChangeText(change)}</span>}
        <button type="button" class="dock-link" onClick={() => go({ at: 'meetings', id: undefined })}>
          {t('dock.open')}
        </button>
        <button
          type="button"
          class="icon-button"
          aria-label={t(folded.value ? 'dock.unfold' : 'dock.fold')}
          aria-expanded={!folded.value}
          onClick={() => (folded.value = !folded.value)}
        >
          {folded.value ? <ChevronUp size={18} /> : <ChevronDown size={18} />}
        </button>
      </div>
      {!folded.value && (change ? <DockChange change={change} /> : <p class="dock-empty">{emptyText()}</p>)}
    </div>
  );
}

function emptyText(): string {
  return events.value.some((event) => meetingNumberOf(event.conference) !== undefined)
    ? t('dock.quiet')
    : t('dock.empty');
}

function lastChangeText(change: LastChange): string {
  const age = nowShown.value - change.at;
  const ago = age < HOUR ? formatAgo(Math.max(0, age)) : formatMoment(wallAtMs(change.at, zone.value));
  return t('dock.last', { ago });
}

function InStepCount() {
  const withWebex = events.value.filter((event) => meetingNumberOf(event.conference) !== undefined);
  if (withWebex.length === 0) return null;
  const inStep = withWebex.filter((event) => standingOf(event, zone.value) === 'inStep').length;
  const all = inStep === withWebex.length;
  return (
    <span class={all ? 'tag is-ok' : 'tag is-warn'}>
      {all ? <CircleCheck size={14} aria-hidden="true" /> : <Hourglass size={14} aria-hidden="true" />}
      {t('dock.count', { p: inStep, n: withWebex.length })}
    </span>
  );
}

function DockChange({ change }: { readonly change: LastChange }) {
  const meeting = changedMeeting.value;
  const waiting = change.followedAt === undefined;
  return (
    <div class="dock-boxes">
      <CalendarBox change={change} />
      <span class="dock-sign" role="img" aria-label={t(waiting ? 'dock.way' : 'standing.inStep')}>
        {waiting ? <EqualNot size={20} /> : <Equal size={20} />}
      </span>
      <WebexBox change={change} meeting={meeting} />
      <DockSteps change={change} meeting={meeting} />
    </div>
  );
}

function CalendarBox({ change }: { readonly change: LastChange }) {
  const { after, before } = change;
  const current = (after && events.value.find((event) => event.key === after.key)) ?? after;
  return (
    <div class="dock-box is-calendar">
      <h3>
        <Calendar size={14} aria-hidden="true" />
        {t('dock.calendar')}
      </h3>
      {current ? (
        <Facts
          title={titleOf(current)}
          when={formatWhen(current.start, current.end)}
          oldTitle={before && titleOf(before)}
          oldWhen={whenOf(before)}
        />
      ) : (
        <p>{t(`dock.kind.${change.kind}`)}</p>
      )}
      {current && <p class="dock-foot">{guestLine(current)}</p>}
    </div>
  );
}

function guestLine(event: CalendarEvent): string {
  const guests = invitedGuests(event).length;
  return guests === 0 ? t('dock.noGuests') : t('dock.guests', { n: guests });
}

function whenOf(event: CalendarEvent | undefined): string | undefined {
  return event && formatWhen(event.start, event.end);
}

interface WebexProps {
  readonly change: LastChange;
  readonly meeting: WebexMeeting | undefined;
}

function WebexBox({ change, meeting }: WebexProps) {
  const { meetingBefore } = change;
  const gone = meeting === undefined || isDeleted(meeting);
  return (
    <div class="dock-box is-webex">
      <h3>
        <Video size={14} aria-hidden="true" />
        {t('dock.webex')}
      </h3>
      {gone ? (
        <p>{t(change.kind === 'deleted' || change.kind === 'removed' ? 'dock.gone' : 'dock.notYet')}</p>
      ) : (
        <>
          <Facts
            title={meeting.title ?? ''}
            when={meetingWhen(meeting)}
            oldTitle={meetingBefore?.title}
            oldWhen={meetingBefore && meetingWhen(meetingBefore)}
          />
          <p class="dock-foot">
            <bdi>{formatMeetingNumber(meeting.meetingNumber ?? '')}</bdi>
            {meetingBefore &&
              `, ${t(meetingBefore.webLink === meeting.webLink ? 'dock.sameLink' : 'dock.newLink')}`}
          </p>
        </>
      )}
    </div>
  );
}

export function meetingWhen(meeting: WebexMeeting): string {
  if (!meeting.start || !meeting.end) return '';
  return formatWhen(wallAt(isoOf(meeting.start), zone.value), wallAt(isoOf(meeting.end), zone.value));
}

interface FactsProps {
  readonly title: string;
  readonly when: string;
  readonly oldTitle: string | undefined;
  readonly oldWhen: string | undefined;
}

/** The value that holds, and the one that held before, struck through, where it differs. */
function Facts({ title, when, oldTitle, oldWhen }: FactsProps) {
  return (
    <>
      <p class="dock-title">{title}</p>
      {oldTitle !== undefined && oldTitle !== title && (
        <p class="dock-old">
          <s>{oldTitle}</s>
        </p>
      )}
      <p>{when}</p>
      {oldWhen !== undefined && oldWhen !== when && (
        <p class="dock-old">
          <s>{oldWhen}</s>
        </p>
      )}
    </>
  );
}

function DockSteps({ change, meeting }: WebexProps) {
  const seen = change.followedAt;
  const mails = mailsSince.value;
  return (
    <ul class="dock-steps">
      <li>
        <Move size={16} aria-hidden="true" />
        <span>{t(`dock.kind.${change.kind}`)}</span>
        <time>{formatSeconds(wallAtMs(change.at, zone.value))}</time>
      </li>
      {seen === undefined ? (
        <li class="is-waiting">
          <Hourglass size={16} aria-hidden="true" />
          <span>{t(change.kind === 'deleted' || change.kind === 'removed' ? 'dock.grace' : 'dock.way')}</span>
          <progress aria-label={t('dock.way')} />
        </li>
      ) : (
        <li class="is-ok">
          <CircleCheck size={16} aria-hidden="true" />
          <span>
            {t(meeting === undefined || isDeleted(meeting) ? 'dock.step.removed' : 'dock.step.updated')}
          </span>
          <time>{formatSeconds(wallAtMs(seen, zone.value))}</time>
        </li>
      )}
      <li>
        {mails === 0 ? <MailX size={16} aria-hidden="true" /> : <MailWarning size={16} aria-hidden="true" />}
        <span>{t(mails === 0 ? 'dock.mailedNobody' : 'dock.mailed')}</span>
        <span class="hint">{t('dock.mails', { n: mails })}</span>
      </li>
    </ul>
  );
}
