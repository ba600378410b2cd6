/** `users.messages`. */
import { invalid, notFound } from '../api-error.ts';
import type { Gmail } from './gmail.ts';
import { page, rawOf, text, texts } from './call.ts';
import type { Call, Route } from './call.ts';
import { fileOf, messageView } from './message-view.ts';
import type { Format } from './message-view.ts';
import { headerOf, readMail } from './mime.ts';
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
  put(route, gmail, '/messages', 'receivedTime');
  put(route, gmail, '/messages/import', 'dateHeader');
  route('DELETE', '/messages/:id', (call) => {
    access.require(call.actor, 'messages.delete');
    box.remove(call.actor.email, id(call));
    return undefined;
  });
  labelling(route, gmail);
}

/** Mail that is put into the box, not sent. @param usual - where its date is taken from, unless the call says so */
function put(route: Route, { access, box }: Gmail, path: string, usual: 'receivedTime' | 'dateHeader'): void {
  route('POST', path, async ({ actor, body, query }) => {
    access.require(actor, 'messages.insert');
    const raw = rawOf(body);
    const content = await readMail(raw);
    const source = text(query['internalDateSource']) ?? usual;
    const written = source === 'dateHeader' ? Date.parse(headerOf(content, 'date') ?? '') : NaN;
    const at = Number.isNaN(written) ? undefined : written;
    return brief(box.add(actor.email, raw, content, texts(body['labelIds']), text(body['threadId']), at));
  });
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
  return { id, threadId, ...(labelIds.length === 0 ? {} : { labelIds }) };
}
