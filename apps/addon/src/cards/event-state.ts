/** The state line of an event: its icon, its title and what follows from it, in the words of the catalogue. */
import type { EventCard, Health } from '@webex-scheduler/contracts';
import type { Message, NoArguments, Speaker } from '@webex-scheduler/locales';
import * as messages from '@webex-scheduler/locales/messages';
import { given } from '../given.ts';
import type { IconName, Widget } from './card-model.ts';
import type { EventView } from './event-view.ts';
import { licenceNotice, offNotice } from './notice-cards.ts';
import type { Notice } from './notice-cards.ts';
import { iconLine } from './widgets.ts';
import { dateOf, instantOf, momentOf, timeOf } from './words.ts';
import type { Reader } from './words.ts';

type Plain = Message<NoArguments>;

/** What the words for a state are made of. */
type StateView = Pick<
  EventView,
  'calendarId' | 'state' | 'card' | 'health' | 'organizer' | 'calendarTitle' | 'other'
>;

/** How things stand, in words; what stands on a card of its own as a notice is said in the same words here. */
export function stateNotice(say: Speaker, reader: Reader, view: StateView): Notice {
  const plain = PLAIN[view.state];
  if (plain !== undefined) {
    const [icon, title, body, filled = false] = plain;
    return { icon, filled, title: say(title), body: say(body) };
  }
  return timedWords(say, reader, view) ?? namedWords(say, view) ?? blockedWords(say, reader, view);
}

/** The line that says so; where the service could not be asked, since when this was so. */
export function stateWidget(say: Speaker, reader: Reader, view: EventView): Widget {
  const { icon, filled, title, body } = stateNotice(say, reader, view);
  const { asOf } = view;
  const top = asOf === undefined ? undefined : say(messages.stateStale, { time: momentOf(reader, asOf) });
  return iconLine(icon, title, { ...given({ filled, top }), bottom: body });
}

/** States whose words need nothing but themselves. */
const PLAIN: Partial<
  Record<EventView['state'], readonly [icon: IconName, title: Plain, body: Plain, filled?: boolean]>
> = {
  none: ['videocam', messages.eventNoneT, messages.eventNoneB],
  draft: ['info', messages.eventDraftT, messages.eventDraftB],
  newlink: ['link', messages.eventNewlinkT, messages.eventNewlinkB],
  later: ['info', messages.eventLaterT, messages.eventLaterB],
  restored: ['history', messages.eventRestoredT, messages.eventRestoredB],
  late: ['link', messages.eventLateT, messages.eventLateB],
  toolong: ['event_busy', messages.eventToolongT, messages.eventToolongB, true],
  copied: ['content_copy', messages.eventCopiedT, messages.eventCopiedB],
  past: ['lock', messages.eventPastT, messages.eventPastB],
  removed: ['delete', messages.eventRemovedT, messages.eventRemovedB],
  hand: ['warning', messages.eventHandT, messages.eventHandB, true],
  readonly: ['lock', messages.eventReadonlyT, messages.eventReadonlyB],
};

const HOUR = 3_600_000;

/** States that say when. */
function timedWords(say: Speaker, reader: Reader, view: StateView): Notice | undefined {
  const card: Partial<EventCard> = view.card ?? {};
  const since = instantOf(card.since, reader.now);
  switch (view.state) {
    case 'ok': {
      const time = momentOf(reader, instantOf(card.checkedAt, since));
      return { icon: 'check_circle', title: say(messages.eventOkT), body: say(messages.eventOkB, { time }) };
    }
    case 'updating': {
      const body = say(messages.eventUpdatingB, { time: momentOf(reader, since) });
      return { icon: 'sync', title: say(messages.eventUpdatingT), body };
    }
    case 'pending': {
      const time = momentOf(reader, instantOf(card.next, reader.now + HOUR));
      const body = say(messages.eventPendingB, { time });
      return { icon: 'hourglass_top', filled: true, title: say(messages.eventPendingT), body };
    }
    case 'limit': {
      const next = instantOf(card.next, reader.now + 24 * HOUR);
      const body = say(messages.errLimitB, { date: dateOf(reader, next), time: timeOf(reader, next) });
      return { icon: 'error', filled: true, title: say(messages.errLimitT), body };
    }
    case 'detached': {
      const body = say(messages.eventDetachedB, { date: dateOf(reader, since) });
      return { icon: 'link_off', title: say(messages.eventDetachedT), body };
    }
    default:
      return undefined;
  }
}

/** States that name somebody. */
function namedWords(say: Speaker, view: StateView): Notice | undefined {
  const { organizer: name = say(messages.whoSomeone) } = view;
  const { host = name }: Partial<EventCard> = view.card ?? {};
  switch (view.state) {
    case 'guest': {
      const title = say(messages.eventGuestT, { name });
      return { icon: 'account_circle', title, body: say(messages.eventGuestB) };
    }
    case 'moved': {
      const title = say(messages.eventMovedT, { name });
      return { icon: 'swap_horiz', title, body: say(messages.eventMovedB, { name }) };
    }
    case 'who': {
      const { calendarTitle: calendar = view.calendarId } = view;
      const body = say(messages.eventWhoB, { owner: host, calendar });
      return { icon: 'person', title: say(messages.eventWhoT), body };
    }
    case 'unattended': {
      const body = say(messages.eventUnattendedB, { name: host });
      return { icon: 'person_off', filled: true, title: say(messages.eventUnattendedT), body };
    }
    case 'two-links': {
      const { other = say(messages.otherLink) } = view;
      const body = say(messages.eventTwoLinksB, { other });
      return { icon: 'warning', filled: true, title: say(messages.eventTwoLinksT), body };
    }
    default:
      return undefined;
  }
}

/** No meeting is made for now, and somebody has to be asked. */
function blockedWords(say: Speaker, reader: Reader, view: StateView): Notice {
  const { contact = say(messages.whoAdmin), organisationSince }: Partial<Health> = view.health ?? {};
  return view.state === 'licence'
    ? licenceNotice(say, contact)
    : offNotice(say, dateOf(reader, instantOf(organisationSince, reader.now)), contact);
}
