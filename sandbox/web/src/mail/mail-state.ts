/** The inbox of the account that looks, and the message that is open beside the panel. */
import { computed, signal } from '@preact/signals';
import { askGoogle } from '../google-client.ts';
import { openMailHome, openMessageCard } from '../panel/panel-state.ts';
import { zone } from '../session.ts';
import { reportFailure } from '../shell/report.ts';
import { paragraphsOf, toMessage, type Message, type RestMessage } from './message.ts';

const MESSAGES = '/gmail/v1/users/me/messages';
const MOST = '50';

export const inbox = signal<readonly Message[]>([]);
export const openId = signal<string | undefined>(undefined);
export const paragraphs = signal<readonly string[]>([]);

export const openMessage = computed(() => inbox.value.find(({ id }) => id === openId.value));

/** The place "Mail" is there once there is mail. */
export const hasMail = computed(() => inbox.value.length > 0);

let request = 0;

/** Reads the inbox's newest messages, without their texts. */
export async function loadInbox(): Promise<void> {
  const mine = ++request;
  const list = await askGoogle<{ messages?: readonly { id: string }[] }>('GET', MESSAGES, {
    query: { labelIds: 'INBOX', maxResults: MOST },
  });
  const messages = await Promise.all(
    (list.messages ?? []).map(({ id }) =>
      askGoogle<RestMessage>('GET', `${MESSAGES}/${id}`, { query: { format: 'metadata' } }),
    ),
  );
  if (mine !== request) return;
  inbox.value = messages.map((message) => toMessage(message, zone.peek()));
  if (!inbox.peek().some(({ id }) => id === openId.peek())) openId.value = undefined;
}

/** Opens a message: its text, the panel beside it, and from then on it has been read. */
export async function readMessage(id: string): Promise<void> {
  openId.value = id;
  paragraphs.value = [];
  void openMessageCard(id);
  try {
    const message = await askGoogle<RestMessage>('GET', `${MESSAGES}/${id}`, { query: { format: 'full' } });
    if (openId.peek() !== id) return;
    paragraphs.value = paragraphsOf(message.payload, textOfHtml);
    if (message.labelIds?.includes('UNREAD') !== true) return;
    await askGoogle('POST', `${MESSAGES}/${id}/modify`, { body: { removeLabelIds: ['UNREAD'] } });
    inbox.value = inbox.peek().map((each) => (each.id === id ? { ...each, unread: false } : each));
  } catch (error) {
    reportFailure(error, () => readMessage(id));
  }
}

/** Back to the list alone. */
export function closeMessage(): void {
  openId.value = undefined;
  void openMailHome();
}

/** A document that is parsed like this runs nothing and fetches nothing. */
function textOfHtml(html: string): string {
  return new DOMParser().parseFromString(html, 'text/html').body.textContent;
}
