/** "Mail": the inbox, the message that is open, and the add-on's panel beside both. */
import { ArrowLeft, Inbox, ShieldCheck } from 'lucide-preact';
import { useEffect } from 'preact/hooks';
import { initialsOf } from '../account/account-select.tsx';
import { today } from '../calendar/calendar-store.ts';
import { dayOf } from '../dates.ts';
import { formatDay, formatMoment, formatTime } from '../formats.ts';
import { t } from '../messages.ts';
import { openHomeCard, openMailHome, openMessageCard, panel } from '../panel/panel-state.ts';
import { PanelRegion } from '../panel/panel.tsx';
import { account } from '../session.ts';
import type { Message } from './message.ts';
import { closeMessage, inbox, openId, openMessage, paragraphs, readMessage } from './mail-state.ts';

export function MailPage() {
  const email = account.value?.email;
  useEffect(() => {
    const id = openId.peek();
    void (id === undefined ? openMailHome() : openMessageCard(id));
  }, [email]);
  useEffect(() => () => void openHomeCard(), []);
  return (
    <div class={openMessage.value ? 'mail is-reading' : 'mail'}>
      <MessageList />
      <main class="mail-message">
        {openMessage.value ? <OpenMessage message={openMessage.value} /> : <NoMessage />}
      </main>
      <PanelRegion />
    </div>
  );
}

function MessageList() {
  const unread = inbox.value.filter((message) => message.unread).length;
  const stop = openMessage.value?.id ?? inbox.value[0]?.id;
  return (
    <section class="mail-list" aria-labelledby="mail-list-head">
      <div class="mail-list-head">
        <h2 id="mail-list-head">{t('mail.inbox')}</h2>
        {unread > 0 && <span class="tag">{t('mail.unread', { n: unread })}</span>}
      </div>
      {inbox.value.length === 0 && <p class="hint mail-empty">{t('mail.empty')}</p>}
      <ul>
        {inbox.value.map((message) => (
          <li key={message.id}>
            <MessageRow message={message} reachable={message.id === stop} />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface RowProps {
  readonly message: Message;
  /** The list is one tab stop; arrows go from message to message. */
  readonly reachable: boolean;
}

function MessageRow({ message, reachable }: RowProps) {
  const { id, unread, from, subject, at, snippet } = message;
  return (
    <button
      type="button"
      class={unread ? 'mail-row is-unread' : 'mail-row'}
      aria-current={id === openId.value ? 'true' : undefined}
      tabIndex={reachable ? 0 : -1}
      onKeyDown={moveFocus}
      onClick={() => void readMessage(id)}
    >
      <span class="mail-row-head">
        <bdi>{from.name}</bdi>
        <span class="mail-row-time">{dayOf(at) === today.value ? formatTime(at) : formatDay(dayOf(at))}</span>
      </span>
      <bdi class="mail-row-subject">{subject === '' ? t('mail.noSubject') : subject}</bdi>
      <bdi class="mail-row-snippet">{snippet}</bdi>
      {unread && <span class="visually-hidden">{t('mail.isUnread')}</span>}
    </button>
  );
}

const STEPS: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1 };

function moveFocus(event: KeyboardEvent): void {
  const step = STEPS[event.key];
  if (step === undefined || !(event.currentTarget instanceof HTMLButtonElement)) return;
  event.preventDefault();
  const rows = [...document.querySelectorAll<HTMLButtonElement>('.mail-row')];
  rows[rows.indexOf(event.currentTarget) + step]?.focus();
}

function NoMessage() {
  return (
    <div class="mail-nothing">
      <h1 class="visually-hidden">{t('nav.mail')}</h1>
      <Inbox size={20} aria-hidden="true" />
      <p>{t('mailbox.empty')}</p>
    </div>
  );
}

function OpenMessage({ message }: { readonly message: Message }) {
  const { from, to, subject, at } = message;
  const names = new Intl.ListFormat(document.documentElement.lang).format(to.map(({ name }) => name));
  return (
    <article class="mail-open">
      <button
        type="button"
        class="icon-button only-narrow"
        aria-label={t('mail.back')}
        onClick={closeMessage}
      >
        <ArrowLeft size={20} class="mirrors" />
      </button>
      <h1>
        <bdi>{subject === '' ? t('mail.noSubject') : subject}</bdi>
      </h1>
      <div class="mail-people">
        <span class="avatar tone-1" aria-hidden="true">
          {initialsOf(from.name)}
        </span>
        <div>
          <p>
            <bdi class="mail-from">{from.name}</bdi> {from.name !== from.email && <bdi>{from.email}</bdi>}
          </p>
          <p class="hint">
            <bdi>{t('mail.to', { names })}</bdi> · {formatMoment(at)}
          </p>
        </div>
      </div>
      {paragraphs.value.map((text, index) => (
        <p key={index} class="mail-text">
          <bdi>{text}</bdi>
        </p>
      ))}
      {panel.value.card && (
        <p class="mail-private">
          <ShieldCheck size={18} aria-hidden="true" />
          {t('mail.private')}
        </p>
      )}
    </article>
  );
}
