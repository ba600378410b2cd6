/** Keeps the page true: the server says that something changed, the page asks again what is so. */
import { signal } from '@preact/signals';
import { events, loadCalendars, loadEvents } from './calendar/calendar-store.ts';
import { hearClock, type HeardClock } from './clock.ts';
import { lookAtWebex, noteForeignChanges } from './dock/last-change.ts';
import { hostGet } from './host-client.ts';
import { loadInbox } from './mail/mail-state.ts';
import { loadMails, loadMeetings } from './meetings/webex-meeting.ts';
import { account, loadSession } from './session.ts';
import { route } from './shell/route.ts';
import { panel, reloadCard, whenAWindowCloses } from './panel/panel-state.ts';

type Topic = 'calendar' | 'webex' | 'mail' | 'inbox' | 'accounts' | 'clock';

/** False while the page's own server does not answer. */
export const online = signal(true);

const waiting = new Map<Topic, ReturnType<typeof setTimeout>>();
/** Changes come in bursts (a save touches every guest's copy); one question answers them all. */
const TOGETHER_MS = 60;

const ANSWERS: Readonly<Record<Topic, () => Promise<void>>> = {
  calendar: refreshCalendar,
  webex: refreshWebex,
  mail: loadMails,
  inbox: loadInbox,
  accounts: refreshAccounts,
  clock: async () => {
    hearClock(await hostGet<HeardClock>('/host/clock'));
  },
};

export async function refreshCalendar(): Promise<void> {
  const before = events.peek();
  await loadEvents();
  noteForeignChanges(before, events.peek());
  await lookAndShow();
}

export async function refreshWebex(): Promise<void> {
  await loadMeetings();
  await lookAndShow();
}

/** A card on screen speaks of the moment it was made: when Webex has followed, it is asked for once more. */
async function lookAndShow(): Promise<void> {
  if (lookAtWebex() && route.peek().at === 'calendar') await reloadCard();
}

/** Sessions change with installing, linking, granting: the accounts and the card that depends on them. */
export async function refreshAccounts(): Promise<void> {
  const before = account.peek();
  await loadSession();
  const after = account.peek();
  const changed = before?.linked !== after?.linked || before?.installed !== after?.installed;
  if (changed && panel.peek().draft === undefined) await reloadCard();
}

/** Everything for the account that looks now. */
export async function loadAll(): Promise<void> {
  await Promise.all([loadCalendars(), loadMeetings(), loadMails(), loadInbox()]);
}

function hear(topic: Topic): void {
  if (waiting.has(topic)) return;
  const timer = setTimeout(() => {
    waiting.delete(topic);
    ANSWERS[topic]().catch(() => undefined); // the next change asks again
  }, TOGETHER_MS);
  waiting.set(topic, timer);
}

/** Listens to the page's server until the tab closes; the browser reconnects by itself. */
export function listen(): void {
  whenAWindowCloses(refreshAccounts);
  const source = new EventSource('/host/events');
  source.addEventListener('message', (event: MessageEvent<string>) => {
    if (event.data in ANSWERS) hear(event.data as Topic);
  });
  source.addEventListener('open', () => {
    if (online.peek()) return;
    online.value = true;
    void refreshAccounts().then(loadAll);
  });
  source.addEventListener('error', () => {
    online.value = false;
  });
}
