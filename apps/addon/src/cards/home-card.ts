/** The card without an open event: what is ahead, and whether all of it is right. */
import type { EventCard, Health } from '@webex-scheduler/contracts';
import type { Speaker } from '@webex-scheduler/locales';
import * as messages from '@webex-scheduler/locales/messages';
import type { EventDate } from '../calendar/event.ts';
import type { CardModel, Icon, Section, Widget } from './card-model.ts';
import type { EventView } from './event-card.ts';
import { stateWidget } from './event-state.ts';
import type { Notice } from './notice-cards.ts';
import { noticeWidgets } from './notice-cards.ts';
import { dayOf, daysAhead, momentOf, rangeOf, startOf } from './words.ts';
import type { Reader } from './words.ts';
import { given } from '../given.ts';

export interface HomeEvent {
  readonly calendarId: string;
  readonly eventId: string;
  readonly title?: string;
  readonly start?: EventDate;
  readonly end?: EventDate;
  readonly url?: string;
  readonly card?: EventCard;
}

export interface HomeView {
  readonly you: { readonly name?: string | undefined; readonly email: string };
  readonly notices: readonly Notice[];
  readonly confirm: Health['confirm'];
  readonly events: readonly HomeEvent[];
  readonly health?: Health;
  /** When the states were true (ms); older than now where the service could not be asked. */
  readonly checkedAt?: number;
  readonly stale: boolean;
}

/** The homepage card. */
export function homeCard(say: Speaker, reader: Reader, view: HomeView): CardModel {
  const sections: Section[] = view.confirm.map((one) => confirmSection(say, one));
  if (view.notices.length > 0) {
    sections.push({ widgets: view.notices.flatMap((notice) => noticeWidgets(say, notice)) });
  }
  sections.push(...dayGroups(say, reader, view));
  const calm = view.confirm.length === 0 && view.notices.length === 0;
  sections.push(view.events.length === 0 ? emptySection(say, calm) : totalSection(say, reader, view));
  const name = (view.you.name ?? view.you.email).split(' ')[0] ?? view.you.email;
  return { header: { title: say(messages.homeHiT, { name }), subtitle: view.you.email }, sections };
}

function dayGroups(say: Speaker, reader: Reader, view: HomeView): Section[] {
  const titles = [say(messages.homeL1), say(messages.homeL2), say(messages.homeL3)];
  const groups: Widget[][] = [[], [], []];
  for (const event of view.events) {
    const ahead = Math.min(2, Math.max(0, daysAhead(reader, startOf(event.start) ?? reader.now)));
    groups[ahead]?.push(eventLine(say, reader, view, event, ahead === 2));
  }
  return groups.flatMap((widgets, index) => {
    const header = titles[index];
    return widgets.length === 0 || header === undefined ? [] : [{ header, widgets }];
  });
}

function eventLine(say: Speaker, reader: Reader, view: HomeView, event: HomeEvent, withDay: boolean): Widget {
  const range = rangeOf(reader, event.start, event.end) || say(messages.eventWhenDay);
  const start = startOf(event.start);
  const { icon, word } = stateOf(say, reader, view, event);
  return {
    kind: 'line',
    icon,
    top: withDay && start !== undefined ? `${dayOf(reader, start)}, ${range}` : range,
    text: event.title ?? say(messages.eventUntitled, { name: view.you.name ?? view.you.email }),
    bottom: word,
    ...(event.url === undefined ? {} : { link: { url: event.url } }),
  };
}

/** The event's state in a word, with the icon of its own card. */
function stateOf(
  say: Speaker,
  reader: Reader,
  view: HomeView,
  event: HomeEvent,
): { icon: Icon; word: string } {
  const { card } = event;
  if (card === undefined) {
    const word = say(messages.stateUnknown);
    return { icon: { name: 'info', filled: false, alt: word }, word };
  }
  const asView: EventView = {
    calendarId: event.calendarId,
    eventId: event.eventId,
    state: card.state,
    card,
    guests: 0,
    you: view.you,
    removable: false,
    ...given({ health: view.health }),
  };
  const line = stateWidget(say, reader, asView);
  const word = card.state === 'ok' ? say(messages.stateOk) : line.kind === 'line' ? line.text : '';
  const fallback: Icon = { name: 'info', filled: false, alt: word };
  return { icon: line.kind === 'line' ? { ...(line.icon ?? fallback), alt: word } : fallback, word };
}

function totalSection(say: Speaker, reader: Reader, view: HomeView): Section {
  const ok = view.events.filter((event) => event.card?.state === 'ok').length;
  const total = say(messages.homeTotalT, { ok, n: view.events.length });
  const time = momentOf(reader, view.checkedAt ?? reader.now);
  return {
    widgets: [
      {
        kind: 'line',
        icon: { name: 'event_available', filled: false, alt: total },
        text: total,
        bottom: view.stale ? say(messages.stateStale, { time }) : say(messages.homeTotalB, { time }),
      },
    ],
  };
}

/** Where something else needs the person, creating an event is not the card's one filled button. */
function emptySection(say: Speaker, calm: boolean): Section {
  return {
    widgets: [
      {
        kind: 'line',
        icon: { name: 'event_available', filled: false, alt: say(messages.homeEmptyT) },
        text: say(messages.homeEmptyT),
        bottom: say(messages.homeEmptyB),
      },
      {
        kind: 'buttons',
        buttons: [
          {
            text: say(messages.homeEmptyA1),
            look: calm ? 'filled' : 'outlined',
            link: { url: 'https://calendar.google.com/calendar/r/eventedit' },
          },
        ],
      },
    ],
  };
}

function confirmSection(say: Speaker, { calendarId, meetings }: Health['confirm'][number]): Section {
  const parameters = { calendarId };
  const notice: Notice = {
    icon: 'warning',
    filled: true,
    title: say(messages.homeConfirmT, { n: meetings }),
    body: say(messages.homeConfirmB),
  };
  return {
    widgets: [
      ...noticeWidgets(say, notice),
      {
        kind: 'buttons',
        buttons: [
          {
            text: say(messages.homeConfirmA1, { n: meetings }),
            look: 'outlined',
            action: { handler: 'onConfirmDeletion', parameters },
          },
          {
            text: say(messages.homeConfirmA2),
            look: 'filled',
            action: { handler: 'onKeepMeetings', parameters },
          },
        ],
      },
    ],
  };
}
