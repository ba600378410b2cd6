/** The card beside an open event: one state, one sentence, at most one filled button. */
import type { EventCard } from '@webex-scheduler/contracts';
import type { Speaker } from '@webex-scheduler/locales';
import * as messages from '@webex-scheduler/locales/messages';
import type { CardModel, Widget } from './card-model.ts';
import { action, eventButtons } from './event-buttons.ts';
import type { EventView } from './event-view.ts';
import { stateWidget } from './event-state.ts';
import type { Notice } from './notice-cards.ts';
import { codeLine, noticeWidgets } from './notice-cards.ts';
import { actButton, buttonRow, iconLine, linkButton, plainCard } from './widgets.ts';
import { cityOf, dayOf, numberOf, rangeOf, startOf, timeOf } from './words.ts';
import type { Reader } from './words.ts';
import { given } from '../given.ts';

/** The event's card; with a notice, what stands in the way of all events instead of this one's own state. */
export function eventCard(say: Speaker, reader: Reader, view: EventView, notice?: Notice): CardModel {
  const header = headerOf(say, reader, view);
  if (notice !== undefined) return { header, sections: [{ widgets: inTheWay(say, view, notice) }] };
  const { code = view.card?.code } = view;
  const state = [stateWidget(say, reader, view), ...buttonRow(...eventButtons(say, view))];
  const parts = [state, factsOf(say, view), codeLine(say, code)];
  return { header, sections: parts.filter(({ length }) => length > 0).map((widgets) => ({ widgets })) };
}

/** Asks before Webex is removed: the only card with a red button. */
export function removeCard(say: Speaker, view: EventView): CardModel {
  const number = numberOf(view.number ?? '');
  return plainCard(say(messages.eventRemoveT), [
    { kind: 'paragraph', text: say(messages.eventRemoveB, { n: view.guests, number }) },
    ...buttonRow(
      actButton(say(messages.eventRemoveA1), 'danger', action(view, 'confirmRemove')),
      actButton(say(messages.eventRemoveA2), 'borderless', action(view, 'keep')),
    ),
  ]);
}

function headerOf(say: Speaker, reader: Reader, view: EventView): CardModel['header'] {
  const start = startOf(view.start);
  if (view.start === undefined || start === undefined)
    return { title: view.title ?? say(messages.eventDraftL1) };
  const { title = say(messages.eventUntitled, { name: view.you }) } = view;
  const { dateTime, timeZone } = view.start;
  if (dateTime === undefined)
    return { title, subtitle: `${dayOf(reader, start, 'UTC')}, ${say(messages.eventWhenDay)}` };
  const when = `${dayOf(reader, start)}, ${rangeOf(reader, view.start, view.end)}`;
  if (timeZone === undefined) return { title, subtitle: when };
  return { title, subtitle: `${when} · ${zoneOf(say, reader, view, start, timeZone)}` };
}

/** The event's own zone, always; its times too where the reader's clock shows others. */
function zoneOf(say: Speaker, reader: Reader, view: EventView, start: number, zone: string): string {
  const place = say(messages.eventZone, { city: cityOf(zone) });
  const same = timeOf(reader, start) === timeOf(reader, start, zone);
  return same ? place : `${rangeOf(reader, view.start, view.end, zone)} ${place}`;
}

/** The notice, and under it the way into a meeting that exists all the same. */
function inTheWay(say: Speaker, { joinUrl }: EventView, notice: Notice): Widget[] {
  const widgets = noticeWidgets(say, notice);
  if (joinUrl === undefined) return widgets;
  const look = notice.button === undefined ? 'filled' : 'outlined';
  return [...widgets, ...buttonRow(linkButton(say(messages.eventOkA1), look, joinUrl))];
}

/** Number and password, who hosts, and the way out. */
function factsOf(say: Speaker, view: EventView): Widget[] {
  const widgets: Widget[] = [];
  if (view.number !== undefined && view.joinUrl !== undefined) {
    const top = say(messages.eventNumberL1);
    const bottom = say(messages.eventNumberL2);
    widgets.push(iconLine('tag', numberOf(view.number), { alt: top, top, bottom }));
  }
  widgets.push(...hostOf(say, view));
  if (view.removable && !NOT_REMOVED_HERE.has(view.state)) {
    const remove = actButton(say(messages.eventRemoveA1), 'borderless', action(view, 'remove'));
    widgets.push(...buttonRow(remove));
  }
  return widgets;
}

/** States without a way out of their own: nothing to remove, or their buttons hold it. */
const NOT_REMOVED_HERE: ReadonlySet<EventView['state']> = new Set([
  'none',
  'guest',
  'past',
  'two-links',
  'detached',
  'removed',
  'later',
  'readonly',
  'off',
]);
const HOST_SHOWN: ReadonlySet<EventView['state']> = new Set([
  'none',
  'draft',
  'ok',
  'updating',
  'pending',
  'newlink',
  'copied',
]);

function hostOf(say: Speaker, { state, you, card }: EventView): Widget[] {
  if (!HOST_SHOWN.has(state)) return [];
  const { hostIsYou, host, site }: Partial<EventCard> = card ?? {};
  const yours = state === 'none' || hostIsYou === true;
  const name = yours ? you : host;
  if (name === undefined) return [];
  const yourSite = site === undefined ? say(messages.eventHostL1) : say(messages.eventHostB, { site });
  const top = say(messages.eventHostT);
  return [iconLine('person', name, { alt: top, top, ...given({ bottom: yours ? yourSite : site }) })];
}
