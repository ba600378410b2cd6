/** The card beside an open event: one state, one sentence, at most one filled button. */
import type { EventCard, Health } from '@webex-scheduler/contracts';
import type { Speaker } from '@webex-scheduler/locales';
import * as messages from '@webex-scheduler/locales/messages';
import type { EventDate } from '../calendar/event.ts';
import type { CardModel, Section, Widget } from './card-model.ts';
import { action, eventButtons } from './event-buttons.ts';
import { stateWidget } from './event-state.ts';
import type { Notice } from './notice-cards.ts';
import { noticeWidgets } from './notice-cards.ts';
import { cityOf, dayOf, numberOf, rangeOf, startOf, timeOf } from './words.ts';
import type { Reader } from './words.ts';
import { given } from '../given.ts';

/** What an event's card shows. Everything is known when it is built; nothing is asked here. */
export interface EventView {
  readonly calendarId: string;
  /** Absent while the host shows an event that has no id yet. */
  readonly eventId?: string;
  readonly title?: string;
  readonly start?: EventDate;
  readonly end?: EventDate;
  readonly state: EventCard['state'] | 'off';
  /** What the service said of it, now or last time. */
  readonly card?: EventCard;
  /** Set where the service could not be asked: when `card` was true (ms). */
  readonly asOf?: number;
  readonly health?: Health;
  readonly joinUrl?: string;
  readonly number?: string;
  readonly organizer?: string;
  /** The calendar's own title, where the card names it. */
  readonly calendarTitle?: string;
  /** The other provider's name, if another link stands on the event. */
  readonly other?: string;
  /** Guests that would lose the link. */
  readonly guests: number;
  readonly you: { readonly name?: string | undefined; readonly email: string };
  /** Whether the block is on the saved event, so that it can be removed there. */
  readonly removable: boolean;
  readonly code?: string;
}

/** The event's card; with a notice, what stands in the way of all events instead of this one's own state. */
export function eventCard(say: Speaker, reader: Reader, view: EventView, notice?: Notice): CardModel {
  if (notice !== undefined)
    return { header: headerOf(say, reader, view), sections: [{ widgets: inTheWay(say, view, notice) }] };
  const state: Section = { widgets: [stateWidget(say, reader, view), ...buttonsOf(say, view)] };
  const sections = [state, ...factsOf(say, reader, view)];
  const code = view.code ?? view.card?.code;
  if (code !== undefined)
    sections.push({ widgets: [{ kind: 'paragraph', text: say(messages.codeT, { code }) }] });
  return { header: headerOf(say, reader, view), sections };
}

/** Asks before Webex is removed: the only card with a red button. */
export function removeCard(say: Speaker, view: EventView): CardModel {
  const number = numberOf(view.number ?? '');
  return {
    header: { title: say(messages.eventRemoveT) },
    sections: [
      {
        widgets: [
          { kind: 'paragraph', text: say(messages.eventRemoveB, { n: view.guests, number }) },
          {
            kind: 'buttons',
            buttons: [
              { text: say(messages.eventRemoveA1), look: 'danger', action: action(view, 'onConfirmRemove') },
              { text: say(messages.eventRemoveA2), look: 'borderless', action: action(view, 'onKeepWebex') },
            ],
          },
        ],
      },
    ],
  };
}

function headerOf(say: Speaker, reader: Reader, view: EventView): CardModel['header'] {
  const title =
    view.title ??
    (view.start === undefined
      ? say(messages.eventDraftL1)
      : say(messages.eventUntitled, { name: view.you.name ?? view.you.email }));
  const start = startOf(view.start);
  if (start === undefined) return { title };
  if (view.start?.dateTime === undefined) {
    return { title, subtitle: `${dayOf(reader, start, 'UTC')}, ${say(messages.eventWhenDay)}` };
  }
  const zone = view.start.timeZone;
  const when = `${dayOf(reader, start)}, ${rangeOf(reader, view.start, view.end)}`;
  return { title, subtitle: zone === undefined ? when : `${when} · ${zoneOf(say, reader, view, zone)}` };
}

/** The event's own zone, always; its times too where the reader's clock shows others. */
function zoneOf(say: Speaker, reader: Reader, view: EventView, zone: string): string {
  const place = say(messages.eventZone, { city: cityOf(zone) });
  const start = startOf(view.start) ?? 0;
  const same = timeOf(reader, start) === timeOf(reader, start, zone);
  return same ? place : `${rangeOf(reader, view.start, view.end, zone)} ${place}`;
}

/** The notice, and under it the way into a meeting that exists all the same. */
function inTheWay(say: Speaker, view: EventView, notice: Notice): Widget[] {
  const widgets = noticeWidgets(say, notice);
  if (view.joinUrl === undefined) return widgets;
  const look = notice.button === undefined ? 'filled' : 'outlined';
  return [
    ...widgets,
    { kind: 'buttons', buttons: [{ text: say(messages.eventOkA1), look, link: { url: view.joinUrl } }] },
  ];
}

function buttonsOf(say: Speaker, view: EventView): Widget[] {
  const buttons = eventButtons(say, view);
  return buttons.length === 0 ? [] : [{ kind: 'buttons', buttons }];
}

/** Number and password, who hosts, and the way out. */
function factsOf(say: Speaker, _reader: Reader, view: EventView): Section[] {
  const sections: Section[] = [];
  const widgets: Widget[] = [];
  if (view.number !== undefined && view.joinUrl !== undefined) {
    widgets.push({
      kind: 'line',
      icon: { name: 'tag', filled: false, alt: say(messages.eventNumberL1) },
      top: say(messages.eventNumberL1),
      text: numberOf(view.number),
      bottom: say(messages.eventNumberL2),
    });
  }
  const host = hostOf(say, view);
  if (host !== undefined) widgets.push(host);
  if (view.removable && canRemove(view.state)) {
    widgets.push({
      kind: 'buttons',
      buttons: [
        { text: say(messages.eventRemoveA1), look: 'borderless', action: action(view, 'onRemoveWebex') },
      ],
    });
  }
  if (widgets.length > 0) sections.push({ widgets });
  return sections;
}

function canRemove(state: EventView['state']): boolean {
  return !['none', 'guest', 'past', 'two-links', 'detached', 'removed', 'later', 'readonly', 'off'].includes(
    state,
  );
}

function hostOf(say: Speaker, view: EventView): Widget | undefined {
  const { card, you } = view;
  const yours = view.state === 'none' || card?.hostIsYou === true;
  const name = yours ? (you.name ?? you.email) : card?.host;
  if (
    name === undefined ||
    !['none', 'draft', 'ok', 'updating', 'pending', 'newlink', 'copied'].includes(view.state)
  ) {
    return undefined;
  }
  const site = card?.site;
  const bottom = yours
    ? site === undefined
      ? say(messages.eventHostL1)
      : say(messages.eventHostB, { site })
    : site;
  return {
    kind: 'line',
    icon: { name: 'person', filled: false, alt: say(messages.eventHostT) },
    top: say(messages.eventHostT),
    text: name,
    ...given({ bottom }),
  };
}
