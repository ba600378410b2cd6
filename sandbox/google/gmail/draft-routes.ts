/** `users.drafts`. */
import { invalid } from '../api-error.ts';
import type { Gmail } from './gmail.ts';
import { page, rawOf, text } from './call.ts';
import type { Call, Route } from './call.ts';
import { brief, formatOf } from './message-routes.ts';
import { messageView } from './message-view.ts';
import { searchOf } from './search.ts';

export function draftRoutes(route: Route, gmail: Gmail): void {
  const { box, access } = gmail;
  const id = ({ params }: Call): string => params['id'] ?? '';
  const threadOf = ({ body }: Call): string | undefined =>
    text((body['message'] as { threadId?: unknown } | undefined)?.threadId);
  route('GET', '/drafts', (call) => {
    access.require(call.actor, 'drafts.list');
    const { email } = call.actor;
    const search = searchOf(text(call.query['q']) ?? '', {
      email,
      labels: box.labels(email),
      now: gmail.ground.clock.now(),
    });
    const found = box.drafts(email).filter(({ messageId }) => search.fits(box.message(email, messageId)));
    const { items, next } = page(found, call.query, 100);
    const drafts = items.map((draft) => {
      const { id: messageId, threadId } = box.message(email, draft.messageId);
      return { id: draft.id, message: { id: messageId, threadId } };
    });
    return { ...(drafts.length === 0 ? {} : { drafts }), ...next, resultSizeEstimate: found.length };
  });
  route('GET', '/drafts/:id', (call) => {
    access.require(call.actor, 'drafts.list');
    const draft = box.draft(call.actor.email, id(call));
    return {
      id: draft.id,
      message: messageView(box.message(call.actor.email, draft.messageId), formatOf(call)),
    };
  });
  route('POST', '/drafts', async (call) => {
    access.require(call.actor, 'drafts.create');
    const kept = await gmail.keepDraft(call.actor.email, rawOf(call.body['message']), threadOf(call));
    return { id: kept.id, message: brief(kept.message) };
  });
  route('PUT', '/drafts/:id', async (call) => {
    access.require(call.actor, 'drafts.update');
    const kept = await gmail.keepDraft(
      call.actor.email,
      rawOf(call.body['message']),
      threadOf(call),
      id(call),
    );
    return { id: kept.id, message: brief(kept.message) };
  });
  route('POST', '/drafts/send', async (call) => {
    access.require(call.actor, 'drafts.send');
    const draftId = text(call.body['id']);
    if (draftId === undefined) throw invalid('Invalid draft');
    return brief(await gmail.sendDraft(call.actor.email, draftId));
  });
  route('DELETE', '/drafts/:id', (call) => {
    access.require(call.actor, 'drafts.delete');
    box.remove(call.actor.email, box.draft(call.actor.email, id(call)).messageId);
    return undefined;
  });
}
