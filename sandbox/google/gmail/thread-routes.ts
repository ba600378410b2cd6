/** `users.threads`: a thread is what its messages say. */
import type { Gmail } from './gmail.ts';
import { page, texts } from './call.ts';
import type { Call, Route } from './call.ts';
import type { Message } from './mailbox.ts';
import { formatOf, wantedOf } from './message-routes.ts';
import { changedView, messageView, snippetOf } from './message-view.ts';
import { select } from './selection.ts';

export function threadRoutes(route: Route, gmail: Gmail): void {
  const { box, access } = gmail;
  const messagesOf = ({ actor, params }: Call): Message[] => box.thread(actor.email, params['id'] ?? '');
  route('GET', '/threads', (call) => {
    access.require(call.actor, 'threads.list');
    const found = select(gmail, call, wantedOf(call));
    const ids = [...new Set(found.map(({ threadId }) => threadId))];
    const { items, next } = page(ids, call.query, 100);
    const threads = items.map((id) => {
      const newest = found.find(({ threadId }) => threadId === id);
      const { content, historyId } = newest ?? box.message(call.actor.email, id);
      return { id, snippet: snippetOf(content), historyId: String(historyId) };
    });
    return { ...(threads.length === 0 ? {} : { threads }), ...next, resultSizeEstimate: ids.length };
  });
  route('GET', '/threads/:id', (call) => {
    access.require(call.actor, 'threads.get');
    const messages = messagesOf(call);
    const format = formatOf(call);
    for (const message of messages) access.requireMessage(call.actor, message, format);
    const headers = texts(call.query['metadataHeaders']);
    return {
      id: call.params['id'],
      historyId: latest(messages),
      messages: messages.map((message) => messageView(message, format, headers)),
    };
  });
  const relabel = (call: Call, add: readonly string[], remove: readonly string[]): object => {
    access.require(call.actor, 'threads.modify');
    const changed = messagesOf(call).map(({ id }) => box.relabel(call.actor.email, id, add, remove));
    return { id: call.params['id'], historyId: latest(changed), messages: changed.map(changedView) };
  };
  route('POST', '/threads/:id/modify', (call) =>
    relabel(call, texts(call.body['addLabelIds']), texts(call.body['removeLabelIds'])),
  );
  route('POST', '/threads/:id/trash', (call) => relabel(call, ['TRASH'], ['INBOX']));
  route('POST', '/threads/:id/untrash', (call) => relabel(call, [], ['TRASH']));
  route('DELETE', '/threads/:id', (call) => {
    access.require(call.actor, 'threads.delete');
    for (const { id } of messagesOf(call)) box.remove(call.actor.email, id);
    return undefined;
  });
}

function latest(messages: readonly Message[]): string {
  return String(Math.max(...messages.map(({ historyId }) => historyId)));
}
