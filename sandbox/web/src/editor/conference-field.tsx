/** "Add conferencing": the menu, and the conference that stands on the draft. */
import { CircleDashed, LogIn, Trash2 } from 'lucide-preact';
import { useId } from 'preact/hooks';
import { formatMeetingNumber } from '../formats.ts';
import { joinLink } from '../calendar/calendar-event.ts';
import type { RestConference } from '../google-client.ts';
import { t } from '../messages.ts';
import { refreshAccounts } from '../live.ts';
import { account, session } from '../session.ts';
import { hrefOf, openLink } from '../shell/links.ts';
import { chooseConference, editor, type ConferenceChoice } from './editor-state.ts';

export function ConferenceField() {
  const id = useId();
  const current = editor.value;
  if (!current) return null;
  const { conference } = current;
  const solutions = account.value?.installed === true ? (session.value?.addon.solutions ?? []) : [];
  const there = conference.is === 'there';
  const name = there ? (conference.data.conferenceSolution?.name ?? 'Webex Meeting') : '';
  const own =
    solutions.find((solution) => solution.name === name) ??
    (conference.is === 'waiting' || conference.is === 'signIn' ? solutions[0] : undefined);
  return (
    <div class="field">
      <label for={id}>{t('editor.conferencing')}</label>
      <select
        id={id}
        value={own?.id ?? (there ? 'other' : '')}
        disabled={conference.is === 'waiting' || current.draft === undefined || current.mode === 'copy'}
        aria-busy={conference.is === 'waiting'}
        onChange={(event) =>
          void chooseConference(event.currentTarget.value === '' ? null : event.currentTarget.value)
        }
      >
        <option value="">{t('editor.conferencing.none')}</option>
        {there && !own && <option value="other">{name}</option>}
        {solutions.map((solution) => (
          <option key={solution.id} value={solution.id}>
            {solution.name}
          </option>
        ))}
      </select>
      {solutions.length === 0 && <p class="hint">{t('editor.conferencing.install')}</p>}
      <ConferenceBox conference={conference} copy={current.mode === 'copy'} />
    </div>
  );
}

function ConferenceBox({
  conference,
  copy,
}: {
  readonly conference: ConferenceChoice;
  readonly copy: boolean;
}) {
  switch (conference.is) {
    case 'none':
      return null;
    case 'waiting':
      return (
        <p class="conference is-waiting" role="status">
          <progress aria-label={t('editor.conferencing.waiting')} />
          {t('editor.conferencing.waiting')}
        </p>
      );
    case 'signIn':
      return <SignIn url={conference.url} />;
    case 'failed':
      return (
        <div class="conference is-failed" role="alert">
          <p>
            <b>{t('editor.conferencing.failed')}</b> {conference.message}
          </p>
          <p class="code">{t('code', { code: conference.code.toLowerCase().replaceAll('_', '-') })}</p>
        </div>
      );
    case 'there':
      return <Conference data={conference.data} pending={conference.pending} copy={copy} />;
    default:
      return conference satisfies never;
  }
}

/** Google shows a sign-in link where the add-on wants one; when its window closes, the choice is made again. */
function SignIn({ url }: { readonly url: string }) {
  const again = (): void => {
    const solution = session.peek()?.addon.solutions[0]?.id;
    void refreshAccounts().then(() => (solution === undefined ? undefined : chooseConference(solution)));
  };
  return (
    <div class="conference" role="status">
      <p>{t('editor.conferencing.signIn')}</p>
      <button
        type="button"
        class="button-filled"
        onClick={() => openLink(url, { overlay: true, onClose: again })}
      >
        <LogIn size={16} />
        {t('editor.conferencing.signIn.button')}
      </button>
    </div>
  );
}

interface ConferenceProps {
  readonly data: RestConference;
  readonly pending: boolean;
  readonly copy: boolean;
}

function Conference({ data, pending, copy }: ConferenceProps) {
  return (
    <div class="conference">
      <div class="conference-head">
        <b>{data.conferenceSolution?.name}</b>
        {pending && (
          <span class="tag tag-accent">
            <CircleDashed size={14} aria-hidden="true" />
            {t('conference.kept')}
          </span>
        )}
        {copy ? null : (
          <button
            type="button"
            class="icon-button is-boxed"
            aria-label={t('conference.remove')}
            title={t('conference.remove')}
            onClick={() => void chooseConference(null)}
          >
            <Trash2 size={16} />
          </button>
        )}
      </div>
      {copy ? <p class="hint">{t('conference.copy')}</p> : <ConferenceFacts data={data} />}
    </div>
  );
}

function ConferenceFacts({ data }: { readonly data: RestConference }) {
  const join = joinLink(data);
  const video = data.entryPoints?.find((entry) => entry.entryPointType === 'video');
  const phones = data.entryPoints?.filter((entry) => entry.entryPointType === 'phone') ?? [];
  const number = video?.meetingCode ?? data.conferenceId;
  const passcode = video?.passcode ?? video?.password;
  return (
    <dl>
      {join !== undefined && (
        <>
          <dt>{t('conference.browser')}</dt>
          <dd>
            <JoinLink url={join} text={video?.label ?? join.replace(/^https:\/\//, '')} />
          </dd>
        </>
      )}
      {number !== undefined && <Fact name={t('conference.number')} text={formatMeetingNumber(number)} />}
      {passcode !== undefined && <Fact name={t('conference.password')} text={passcode} />}
      {phones.map(({ uri, label }) => (
        <Fact key={uri} name={t('conference.phone')} text={label ?? uri.replace(/^tel:|,.*$/g, '')} />
      ))}
    </dl>
  );
}

function Fact({ name, text }: { readonly name: string; readonly text: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <bdi>{text}</bdi>
      </dd>
    </>
  );
}

/** A link that a click opens through the host map. */
export function JoinLink({
  url,
  text,
  look,
}: {
  readonly url: string;
  readonly text: string;
  readonly look?: string;
}) {
  const follow = (event: MouseEvent): void => {
    event.preventDefault();
    openLink(url);
  };
  return (
    <a class={look} href={hrefOf(url) ?? '#'} target="_blank" rel="noopener" onClick={follow}>
      {text}
    </a>
  );
}
