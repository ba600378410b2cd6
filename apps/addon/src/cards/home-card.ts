/** The card without an open event: what is ahead, and whether all of it is right. */
import type { EventCard, Health } from '@webex-scheduler/contracts';
import type { Speaker } from '@webex-scheduler/locales';
import * as messages from '@webex-scheduler/locales/messages';
import type { EventDate } from '../calendar/event.ts';
import type { CardModel, Section, Widget } from './card-model.ts';
import { stateNotice } from './event-state.ts';
import type { Notice } from './notice-cards.ts';
import { noticeWidgets } from './notice-cards.ts';
import { actButton, buttonRow, iconLine, linkButton } from './widgets.ts';
import { dayOf, daysAhead, momentOf, rangeOf, startOf } from './words.ts';
import type { Reader } from './words.ts';
import { given } from '../given.ts';

/** Where Google Calendar opens an empty event. */
const NEW_EVENT = 'https://calendar.google.com/calendar/r/eventedit';

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
  /** The person's name, or what stands in for it, and the address. */
  readonly you: { readonly name: string; readonly email: string };
  readonly notices: readonly Notice[];
  readonly confirm: Health['confirm'];
  /** Meetings of an earlier Webex account, as long as the person has not chosen. */
  readonly old?: Health['old'];
  readonly events: readonly HomeEvent[];
  readonly health?: Health;
  /** Set where the service could not be asked: when the states were true (ms). */
  readonly asOf?: number;
}

/** The homepage card. */
export function homeCard(say: Speaker, reader: Reader, view: HomeView): CardModel {
  const { confirm, notices, old, events } = view;
  const calm = confirm.length === 0 && notices.length === 0;
  const sections = confirm.map((one, index) => confirmSection(say, one, index === 0));
  if (notices.length > 0) sections.push({ widgets: notices.flatMap((one) => noticeWidgets(say, one)) });
  if (old !== undefined) sections.push(oldSection(say, old, calm));
  sections.push(...dayGroups(say, reader, view));
  const last =
    events.length > 0 ? totalSection(say, reader, view) : emptySection(say, calm && old === undefined);
  sections.push(last);
  const [name = ''] = view.you.name.split(' ');
  return { header: { title: say(messages.homeHiT, { name }), subtitle: view.you.email }, sections };
}

function dayGroups(say: Speaker, reader: Reader, view: HomeView): Section[] {
  const days = [messages.homeL1, messages.homeL2, messages.homeL3].map((day) => ({
    header: say(day),
    widgets: [] as Widget[],
  }));
  for (const event of view.events) {
    const ahead = Math.min(2, Math.max(0, daysAhead(reader, startOf(event.start) ?? reader.now)));
    days[ahead]?.widgets.push(eventLine(say, reader, view, event, ahead === 2));
  }
  return days.filter(({ widgets }) => widgets.length > 0);
}

function eventLine(say: Speaker, reader: Reader, view: HomeView, event: HomeEvent, withDay: boolean): Widget {
  const range = rangeOf(reader, event.start, event.end) || say(messages.eventWhenDay);
  const start = startOf(event.start);
  const { title = say(messages.eventUntitled, { name: view.you.name }), url } = event;
  const { icon, filled, title: word } = stateOf(say, reader, view, event);
  return iconLine(icon, title, {
    alt: word,
    ...given({ filled }),
    top: withDay && start !== undefined ? `${dayOf(reader, start)}, ${range}` : range,
    bottom: word,
    ...(url === undefined ? {} : { link: { url } }),
  });
}

/** The event's state in a word, with the icon of its own card. */
function stateOf(
  say: Speaker,
  reader: Reader,
  { health }: HomeView,
  { calendarId, card }: HomeEvent,
): Pick<Notice, 'icon' | 'filled' | 'title'> {
  if (card === undefined) return { icon: 'info', title: say(messages.stateUnknown) };
  const { state } = card;
  const notice = stateNotice(say, reader, { calendarId, state, card, ...given({ health }) });
  return state === 'ok' ? { ...notice, title: say(messages.stateOk) } : notice;
}

function totalSection(say: Speaker, reader: Reader, view: HomeView): Section {
  const { events, asOf } = view;
  const ok = events.filter(({ card }) => card?.state === 'ok').length;
  const total = say(messages.homeTotalT, { ok, n: events.length });
  const time = momentOf(reader, asOf ?? reader.now);
  const bottom = say(asOf === undefined ? messages.homeTotalB : messages.stateStale, { time });
  return { widgets: [iconLine('event_available', total, { bottom })] };
}

/** Where something else needs the person, creating an event is not the card's one filled button. */
function emptySection(say: Speaker, calm: boolean): Section {
  const create = linkButton(say(messages.homeEmptyA1), calm ? 'filled' : 'outlined', NEW_EVENT);
  return {
    widgets: [
      iconLine('event_available', say(messages.homeEmptyT), { bottom: say(messages.homeEmptyB) }),
      ...buttonRow(create),
    ],
  };
}

function confirmSection(
  say: Speaker,
  { calendarId, meetings: n }: Health['confirm'][number],
  first: boolean,
): Section {
  const look = first ? 'filled' : 'outlined';
  return {
    widgets: [
      iconLine('warning', say(messages.homeConfirmT, { n }), {
        filled: true,
        bottom: say(messages.homeConfirmB),
      }),
      ...buttonRow(
        actButton(say(messages.homeConfirmA1, { n }), 'outlined', { act: 'confirmDeletion', calendarId }),
        actButton(say(messages.homeConfirmA2), look, { act: 'keepMeetings', calendarId }),
      ),
    ],
  };
}

function oldSection(
  say: Speaker,
  { meetings: n, to: b }: NonNullable<Health['old']>,
  calm: boolean,
): Section {
  const look = calm ? 'filled' : 'outlined';
  const title = say(messages.homeOldT, { n, a: say(messages.whoFormer) });
  return {
    widgets: [
      iconLine('swap_horiz', title, { bottom: say(messages.homeOldB) }),
      ...buttonRow(
        actButton(say(messages.homeOldA1, { b }), look, { act: 'moveMeetings' }),
        actButton(say(messages.homeOldA2), 'borderless', { act: 'leaveMeetings' }),
      ),
    ],
  };
}
