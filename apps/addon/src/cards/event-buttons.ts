/** The buttons under an event's state: at most one is filled. */
import type { Speaker } from '@webex-scheduler/locales';
import * as messages from '@webex-scheduler/locales/messages';
import { given } from '../given.ts';
import type { Button, CardAction } from './card-model.ts';
import type { EventView } from './event-card.ts';

/** What can be done about the state; where nothing can, the way into the meeting, if there is one. */
export function eventButtons(say: Speaker, view: EventView): readonly Button[] {
  const act = (text: string, handler: string, look: Button['look']): Button => {
    return { text, look, action: action(view, handler) };
  };
  switch (view.state) {
    case 'none':
      return [act(say(messages.eventNoneA1), 'onAddWebex', 'filled')];
    case 'hand':
      return [act(say(messages.eventHandA1), 'onAddWebex', 'filled')];
    case 'detached':
      return [
        act(say(messages.eventDetachedA1), 'onAddWebex', 'filled'),
        ...(view.removable ? [act(say(messages.eventDetachedA2), 'onRemoveWebex', 'outlined')] : []),
      ];
    case 'removed':
      return [act(say(messages.eventRemovedA1), 'onUndoRemove', 'outlined')];
    case 'two-links':
      return [
        ...(view.removable ? [act(say(messages.eventTwoLinksA1), 'onRemoveWebex', 'outlined')] : []),
        act(say(messages.eventTwoLinksA2), 'onKeepBoth', 'borderless'),
      ];
    case 'who':
      return [act(say(messages.eventWhoA1), 'onHostMyself', 'filled'), ...askOwner(say, view)];
    case 'unattended':
      return [act(say(messages.eventUnattendedA1), 'onHostMyself', 'filled')];
    case 'pending':
      return [...join(say, view), act(say(messages.eventPendingA1), 'onTryNow', 'outlined')];
    case 'ok':
      return [...join(say, view), ...openInWebex(say, view)];
    default:
      return join(say, view);
  }
}

/** Parameters of an action name the event; Google passes them back as they were, so they hold no content. */
export function action({ calendarId, eventId }: EventView, handler: string): CardAction {
  return { handler, parameters: { calendarId, ...given({ eventId }) } };
}

function join(say: Speaker, { joinUrl: url }: EventView): readonly Button[] {
  return url === undefined ? [] : [{ text: say(messages.eventOkA1), look: 'filled', link: { url } }];
}

function openInWebex(say: Speaker, view: EventView): readonly Button[] {
  const url = view.card?.webexUrl;
  return url === undefined ? [] : [{ text: say(messages.eventOkA2), look: 'outlined', link: { url } }];
}

function askOwner(say: Speaker, view: EventView): readonly Button[] {
  const owner = view.card?.host;
  if (owner?.includes('@') !== true) return [];
  return [{ text: say(messages.eventWhoA2, { owner }), look: 'outlined', link: { url: `mailto:${owner}` } }];
}
