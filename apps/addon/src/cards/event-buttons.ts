/** The buttons under an event's state: at most one is filled. */
import type { Speaker } from '@webex-scheduler/locales';
import * as messages from '@webex-scheduler/locales/messages';
import { given } from '../given.ts';
import type { Act, Button, CardAction } from './card-model.ts';
import type { EventView } from './event-card.ts';
import { linkButton } from './widgets.ts';

/** What can be done about the state; where nothing can, the way into the meeting, if there is one. */
export function eventButtons(say: Speaker, view: EventView): readonly Button[] {
  const act = (text: string, name: Act, look: Button['look']): Button => {
    return { text, look, action: action(view, name) };
  };
  const ifRemovable = (button: Button): readonly Button[] => (view.removable ? [button] : []);
  const tell = (text: string): readonly Button[] => (view.untold ? [act(text, 'tell', 'outlined')] : []);
  switch (view.state) {
    case 'none':
      return [act(say(messages.eventNoneA1), 'add', 'filled')];
    case 'hand':
      return [act(say(messages.eventHandA1), 'add', 'filled')];
    case 'detached':
      return [
        act(say(messages.eventDetachedA1), 'add', 'filled'),
        ...ifRemovable(act(say(messages.eventDetachedA2), 'remove', 'outlined')),
      ];
    case 'removed':
      return [act(say(messages.eventRemovedA1), 'undo', 'outlined')];
    case 'two-links':
      return [
        ...ifRemovable(act(say(messages.eventTwoLinksA1), 'remove', 'outlined')),
        act(say(messages.eventTwoLinksA2), 'keepBoth', 'borderless'),
      ];
    case 'who':
      return [act(say(messages.eventWhoA1), 'hostMyself', 'filled'), ...askOwner(say, view)];
    case 'unattended':
      return [act(say(messages.eventUnattendedA1), 'hostMyself', 'filled')];
    case 'pending':
      return [...join(say, view), act(say(messages.eventPendingA1), 'tryNow', 'outlined')];
    case 'newlink':
      return [...join(say, view), ...tell(say(messages.eventNewlinkA1))];
    case 'restored':
      return [...join(say, view), ...tell(say(messages.eventRestoredA1))];
    case 'ok':
      return [...join(say, view), ...openInWebex(say, view)];
    default:
      return join(say, view);
  }
}

/** An action on this view's event. */
export function action({ calendarId, eventId }: EventView, act: Act): CardAction {
  return { act, calendarId, ...given({ eventId }) };
}

function join(say: Speaker, { joinUrl: url }: EventView): readonly Button[] {
  return url === undefined ? [] : [linkButton(say(messages.eventOkA1), 'filled', url)];
}

function openInWebex(say: Speaker, { card }: EventView): readonly Button[] {
  const url = card?.webexUrl;
  return url === undefined ? [] : [linkButton(say(messages.eventOkA2), 'outlined', url)];
}

function askOwner(say: Speaker, { card }: EventView): readonly Button[] {
  const owner = card?.host ?? '';
  return owner.includes('@')
    ? [linkButton(say(messages.eventWhoA2, { owner }), 'outlined', `mailto:${owner}`)]
    : [];
}
