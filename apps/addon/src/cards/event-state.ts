/** The state line of an event: its icon, its title and what follows from it, in the words of the catalogue. */
import type { Message, NoArguments, Speaker } from '@webex-scheduler/locales';
import * as messages from '@webex-scheduler/locales/messages';
import type { Icon, IconName, Widget } from './card-model.ts';
import type { EventView } from './event-card.ts';
import { dateOf, momentOf, timeOf } from './words.ts';
import type { Reader } from './words.ts';

type Plain = Message<NoArguments>;

interface Words {
  readonly icon: IconName;
  /** A person must act, or waits. */
  readonly filled?: boolean;
  readonly title: string;
  readonly body: string;
}

/** The line that says how things stand; where the service could not be asked, since when this was so. */
export function stateWidget(say: Speaker, reader: Reader, view: EventView): Widget {
  const words = wordsOf(say, reader, view);
  const icon: Icon = { name: words.icon, filled: words.filled === true, alt: words.title };
  const stale =
    view.asOf === undefined ? {} : { top: say(messages.stateStale, { time: momentOf(reader, view.asOf) }) };
  return { kind: 'line', icon, ...stale, text: words.title, bottom: words.body };
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

function wordsOf(say: Speaker, reader: Reader, view: EventView): Words {
  const plain = PLAIN[view.state];
  if (plain !== undefined) {
    const [icon, title, body, filled = false] = plain;
    return { icon, filled, title: say(title), body: say(body) };
  }
  return timedWords(say, reader, view) ?? namedWords(say, view) ?? blockedWords(say, reader, view);
}

/** States that say when. */
function timedWords(say: Speaker, reader: Reader, view: EventView): Words | undefined {
  const { card } = view;
  const since = card === undefined ? reader.now : Date.parse(card.since);
  switch (view.state) {
    case 'ok': {
      const checked = card?.checkedAt === undefined ? since : Date.parse(card.checkedAt);
      const time = momentOf(reader, checked);
      return { icon: 'check_circle', title: say(messages.eventOkT), body: say(messages.eventOkB, { time }) };
    }
    case 'updating': {
      const time = momentOf(reader, since);
      return {
        icon: 'sync',
        title: say(messages.eventUpdatingT),
        body: say(messages.eventUpdatingB, { time }),
      };
    }
    case 'pending': {
      const next = card?.next === undefined ? reader.now + 3_600_000 : Date.parse(card.next);
      const body = say(messages.eventPendingB, { time: momentOf(reader, next) });
      return { icon: 'hourglass_top', filled: true, title: say(messages.eventPendingT), body };
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
function namedWords(say: Speaker, view: EventView): Words | undefined {
  const name = view.organizer ?? say(messages.whoSomeone);
  switch (view.state) {
    case 'guest':
      return {
        icon: 'account_circle',
        title: say(messages.eventGuestT, { name }),
        body: say(messages.eventGuestB),
      };
    case 'moved':
      return {
        icon: 'swap_horiz',
        title: say(messages.eventMovedT, { name }),
        body: say(messages.eventMovedB, { name }),
      };
    case 'who': {
      const owner = view.card?.host ?? name;
      const body = say(messages.eventWhoB, { owner, calendar: view.calendarTitle ?? view.calendarId });
      return { icon: 'person', title: say(messages.eventWhoT), body };
    }
    case 'unattended': {
      const body = say(messages.eventUnattendedB, { name: view.card?.host ?? name });
      return { icon: 'person_off', filled: true, title: say(messages.eventUnattendedT), body };
    }
    case 'two-links': {
      const body = say(messages.eventTwoLinksB, { other: view.other ?? say(messages.otherLink) });
      return { icon: 'warning', filled: true, title: say(messages.eventTwoLinksT), body };
    }
    default:
      return undefined;
  }
}

/** States in which no meeting is made for now. */
function blockedWords(say: Speaker, reader: Reader, view: EventView): Words {
  const contact = view.health?.contact ?? say(messages.whoAdmin);
  if (view.state === 'licence') {
    return {
      icon: 'error',
      filled: true,
      title: say(messages.errLicenceT),
      body: say(messages.errLicenceB, { contact }),
    };
  }
  if (view.state === 'limit') {
    const next = view.card?.next === undefined ? reader.now + 86_400_000 : Date.parse(view.card.next);
    const body = say(messages.errLimitB, { date: dateOf(reader, next), time: timeOf(reader, next) });
    return { icon: 'error', filled: true, title: say(messages.errLimitT), body };
  }
  const since = view.health?.organisationSince;
  const date = dateOf(reader, since === undefined ? reader.now : Date.parse(since));
  return {
    icon: 'admin_panel_settings',
    title: say(messages.offT),
    body: say(messages.offB, { date, contact }),
  };
}
