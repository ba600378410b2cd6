/** `users.messages`. */
import { invalid, notFound } from '../api-error.ts';
import type { Gmail } from './gmail.ts';
import { page, rawOf, text, texts } from './call.ts';
import type { Call, Route } from './call.ts';
import { fileOf, messageView } from './message-view.ts';
import type { Format } from './message-view.ts';
import { readMail } from './mime.ts';
import { select } from './selection.ts';

export function wantedOf({ query }: Pick<Call, 'query'>): Parameters<typeof select>[2] {
  return {
    q: text(query['q']),
    labelIds: texts(query['labelIds']),
    spamAndTrash: text(query['includeSpamTrash']) === 'true',
  };
}

export function formatOf({ query }: Pick<Call, 'query'>): Format {
  const format = (text(query['format']) ?? 'full').toLowerCase();
  if (format === 'minimal' || format === 'full' || format === 'raw' || format === 'metadata') return format;
  throw invalid(`Invalid value at 'format' (type.googleapis.com/google.gmail.v1.Format), "${format}"`);
}

export function messageRoutes(route: Route, gmail: Gmail): void {
  const { box, access } = gmail;
  const id = ({ params }: Call): string => params['id'] ?? '';
  route('GET', '/messages', (call) => {
    access.require(call.actor, 'messages.list');
    const found = select(gmail, call, wantedOf(call));
    const { items, next } = page(found, call.query, 100);
    const messages = items.map((message) => ({ id: message.id, threadId: message.threadId }));
    return { ...(messages.length === 0 ? {} : { messages }), ...next, resultSizeEstimate: found.length };
  });
  route('GET', '/messages/:id', (call) => {
    const message = box.message(call.actor.email, id(call));
    const format = formatOf(call);
    access.requireMessage(call.actor, message, format);
    return messageView(message, format, texts(call.query['metadataHeaders']));
  });
  route('GET', '/messages/:id/attachments/:fileId', (call) => {
    access.require(call.actor, 'attachments.get');
    const message = box.message(call.actor.email, id(call));
    access.requireMessage(call.actor, message, 'full');
    const file = fileOf(message, call.params['fileId'] ?? '');
    if (!file) throw notFound();
    const data = file.data.replaceAll('+', '-').replaceAll('/', '_');
    return { size: Buffer.byteLength(file.data, 'base64'), data };
  });
  route('POST', '/messages/send', async (call) => {
    access.require(call.actor, 'messages.send');
    const sent = await gmail.send(call.actor.email, rawOf(call.body), text(call.body['threadId']));
    return brief(sent);
  });
  route('POST', '/messages', async (call) => {
    access.require(call.actor, 'messages.insert');
    const raw = rawOf(call.body);
    const labels = texts(call.body['labelIds']);
    return brief(box.add(call.actor.email, raw, await readMail(raw), labels, text(call.body['threadId'])));
  });
  route('DELETE', '/messages/:id', (call) => {
    access.require(call.actor, 'messages.delete');
    box.remove(call.actor.email, id(call));
    return undefined;
  });
  labelling(route, gmail);
}

function labelling(route: Route, { box, access }: Gmail): void {
  const change = (path: string, add: readonly string[], remove: readonly string[]): void => {
    route('POST', `/messages/:id/${path}`, ({ actor, params }) => {
      access.require(actor, 'messages.modify');
      return brief(box.relabel(actor.email, params['id'] ?? '', add, remove));
    });
  };
  change('trash', ['TRASH'], ['INBOX']);
  change('untrash', [], ['TRASH']);
  route('POST', '/messages/:id/modify', ({ actor, params, body }) => {
    access.require(actor, 'messages.modify');
    const [add, remove] = [texts(body['addLabelIds']), texts(body['removeLabelIds'])];
    return brief(box.relabel(actor.email, params['id'] ?? '', add, remove));
  });
  route('POST', '/messages/batchModify', ({ actor, body }) => {
    access.require(actor, 'messages.modify');
    for (const id of texts(body['ids']))
      box.relabel(actor.email, id, texts(body['addLabelIds']), texts(body['removeLabelIds']));
    return undefined;
  });
  route('POST', '/messages/batchDelete', ({ actor, body }) => {
    access.require(actor, 'messages.delete');
    for (const id of texts(body['ids'])) box.remove(actor.email, id);
    return undefined;
  });
}

export function brief({
  id,
  threadId,
  labelIds,
}: {
  id: string;
  threadId: string;
  labelIds: readonly string[];
}): object {
  return { id, threadId, labelIds };
}
