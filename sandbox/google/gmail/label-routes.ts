/** `users.labels`. */
import type { Gmail } from './gmail.ts';
import { text } from './call.ts';
import type { Call, Route } from './call.ts';
import type { Label } from './mailbox.ts';

export function labelRoutes(route: Route, { box, access }: Gmail): void {
  const id = ({ params }: Call): string => params['id'] ?? '';
  const fields = ({ body }: Call): Partial<Label> => {
    const named = { name: text(body['name']), ...visibility(body) };
    return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
  };
  route('GET', '/labels', ({ actor }) => {
    access.require(actor, 'labels.list');
    return { labels: box.labels(actor.email) };
  });
  route('GET', '/labels/:id', (call) => {
    access.require(call.actor, 'labels.list');
    const label = box.label(call.actor.email, id(call));
    const messages = box.messages(call.actor.email).filter(({ labelIds }) => labelIds.includes(label.id));
    const unread = messages.filter(({ labelIds }) => labelIds.includes('UNREAD'));
    const threads = (of: typeof messages): number => new Set(of.map(({ threadId }) => threadId)).size;
    return {
      ...label,
      messagesTotal: messages.length,
      messagesUnread: unread.length,
      threadsTotal: threads(messages),
      threadsUnread: threads(unread),
    };
  });
  route('POST', '/labels', (call) => {
    access.require(call.actor, 'labels.write');
    const name = text(call.body['name']) ?? '';
    // A label is made without being told its type (recorded).
    const { type: _untold, ...made } = box.createLabel(call.actor.email, name, visibility(call.body));
    return made;
  });
  for (const method of ['PUT', 'PATCH'] as const)
    route(method, '/labels/:id', (call) => {
      access.require(call.actor, 'labels.write');
      return box.changeLabel(call.actor.email, id(call), fields(call));
    });
  route('DELETE', '/labels/:id', (call) => {
    access.require(call.actor, 'labels.write');
    box.deleteLabel(call.actor.email, id(call));
    return undefined;
  });
}

function visibility(body: Call['body']): Partial<Label> {
  const list = text(body['labelListVisibility']);
  const messages = text(body['messageListVisibility']);
  return {
    ...(messages === undefined ? {} : { messageListVisibility: messages }),
    ...(list === undefined ? {} : { labelListVisibility: list }),
  };
}
