/** The buttons under an event's state: at most one is filled. */
import type { Message, NoArguments, Speaker } from '@webex-scheduler/locales';
import * as messages from '@webex-scheduler/locales/messages';
import { given } from '../given.ts';
import type { Act, Button, CardAction } from './card-model.ts';
import type { EventView } from './event-view.ts';
import { actButton, linkButton } from './widgets.ts';

type Row = readonly [text: Message<NoArguments>, act: Act, look: Button['look']];

/** What can be done about a state. */
const ACTS: Partial<Record<EventView['state'], readonly Row[]>> = {
  none: [[messages.eventNoneA1, 'add', 'filled']],
  hand: [[messages.eventHandA1, 'add', 'filled']],
  detached: [
    [messages.eventDetachedA1, 'add', 'filled'],
    [messages.eventDetachedA2, 'remove', 'outlined'],
  ],
  removed: [[messages.eventRemovedA1, 'undo', 'outlined']],
  'two-links': [
    [messages.eventTwoLinksA1, 'remove', 'outlined'],
    [messages.eventTwoLinksA2, 'keepBoth', 'borderless'],
  ],
  who: [[messages.eventWhoA1, 'hostMyself', 'filled']],
  unattended: [[messages.eventUnattendedA1, 'hostMyself', 'filled']],
  pending: [[messages.eventPendingA1, 'tryNow', 'outlined']],
  newlink: [[messages.eventNewlinkA1, 'tell', 'outlined']],
  restored: [[messages.eventRestoredA1, 'tell', 'outlined']],
};
/** States whose link is in question: their buttons settle it, the way in is not offered beside them. */
const NO_WAY_IN: ReadonlySet<EventView['state']> = new Set(['removed', 'two-links']);

/** The way into the meeting, unless something else is to be done first, then what can be done. */
export function eventButtons(say: Speaker, view: EventView): readonly Button[] {
  const possible: Partial<Record<Act, boolean>> = { remove: view.removable, tell: view.untold };
  const acts = (ACTS[view.state] ?? [])
    .filter(([, act]) => possible[act] !== false)
    .map(([text, act, look]) => actButton(say(text), look, action(view, act)));
  const first = NO_WAY_IN.has(view.state) || acts.some(({ look }) => look === 'filled');
  return [...(first ? [] : join(say, view)), ...acts, ...pages(say, view)];
}

/** An action on this view's event. */
export function action({ calendarId, eventId }: EventView, act: Act): CardAction {
  return { act, calendarId, ...given({ eventId }) };
}

function join(say: Speaker, { joinUrl: url }: EventView): readonly Button[] {
  return url === undefined ? [] : [linkButton(say(messages.eventOkA1), 'filled', url)];
}

/** Where else the person can go: the meeting's page in Webex, a letter to its owner. */
function pages(say: Speaker, { state, card }: EventView): readonly Button[] {
  const { webexUrl, host: owner = '' }: Partial<NonNullable<EventView['card']>> = card ?? {};
  if (state === 'ok' && webexUrl !== undefined)
    return [linkButton(say(messages.eventOkA2), 'outlined', webexUrl)];
  return state === 'who' && owner.includes('@')
    ? [linkButton(say(messages.eventWhoA2, { owner }), 'outlined', `mailto:${owner}`)]
    : [];
}
