/**
 * What stands inside an event's box. Built as DOM nodes: FullCalendar carries a Preact of its own, and vnodes of
 * two Preacts must never meet.
 */
import { dayOf, type Wall } from '../dates.ts';
import { formatLongDay, formatTime, formatTimeRange } from '../formats.ts';
import { t } from '../messages.ts';
import type { Standing } from '../meetings/webex-meeting.ts';

export interface EventWords {
  readonly title: string;
  readonly start: Wall;
  readonly end: Wall;
  readonly allDay: boolean;
  readonly standing: Standing;
  readonly short: boolean;
  readonly ghost: boolean;
  readonly color: string | undefined;
}

const CAMERA =
  'M16 13l5.2 3.5a.5.5 0 0 0 .8-.4V7.9a.5.5 0 0 0-.8-.4L16 10.5M4 6h10a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2Z';

/** `Design review, Wednesday 10 June, 14:00 to 15:00, Webex, in step`: the whole name that is read out. */
export function spokenName(words: EventWords): string {
  const time = words.allDay
    ? t('event.allDay')
    : t('event.fromTo', { start: formatTime(words.start), end: formatTime(words.end) });
  const webex =
    words.standing === 'none'
      ? []
      : ['Webex', t(words.standing === 'inStep' ? 'standing.inStep' : 'standing.onItsWay')];
  return [words.title, formatLongDay(dayOf(words.start)), time, ...webex].join(', ');
}

export function eventNodes(words: EventWords): Node[] {
  const title = line('event-title', words.title);
  if (words.ghost) return [title, line('event-time', t('event.wasHere'))];
  const time = drawn(
    'event-time',
    words.short ? formatTime(words.start) : formatTimeRange(words.start, words.end),
  );
  const head = document.createElement('div');
  head.className = 'event-head';
  head.append(title);
  if (words.short && !words.allDay) head.append(time);
  if (words.standing !== 'none') head.append(camera());
  markBox(head, words);
  return words.short || words.allDay ? [head] : [head, time];
}

/** The box outlives its content: each new content gives it its name and colour, once it stands inside it. */
function markBox(head: HTMLElement, words: EventWords): void {
  setTimeout(() => {
    const box = head.closest<HTMLElement>('[data-key]');
    box?.setAttribute('aria-label', spokenName(words));
    box?.style.setProperty('--calendar-color', words.color ?? '');
  });
}

/**
 * A time that is drawn but no text: the box's name says it in words, and a name must hold every text that it labels
 * (WCAG 2.5.3), which `14:00 – 15:00` beside "14:00 to 15:00" would break.
 */
function drawn(name: string, text: string): HTMLElement {
  const element = document.createElement('span');
  element.className = `${name} is-drawn`;
  element.dataset['text'] = text;
  return element;
}

function line(name: string, text: string): HTMLElement {
  const element = document.createElement('span');
  element.className = name;
  element.textContent = text;
  return element;
}

function camera(): SVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'event-camera');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(space, 'path');
  path.setAttribute('d', CAMERA);
  svg.append(path);
  return svg;
}
