/** The little window beside an event: what it is, and Join, Edit, Move, Delete. */
import { Clock, Pencil, Repeat, Trash2, Users, Video, X, Move } from 'lucide-preact';
import { useEffect, useRef } from 'preact/hooks';
import { formatWhen } from '../formats.ts';
import { t } from '../messages.ts';
import { standingOf } from '../meetings/webex-meeting.ts';
import { zone } from '../session.ts';
import { hrefOf, openLink } from '../shell/links.ts';
import { editEvent } from '../editor/editor-state.ts';
import { StandingTag } from '../meetings/standing-tag.tsx';
import { titleOf } from './calendar-actions.ts';
import { removeAsAsked } from './series-actions.ts';
import { events } from './calendar-store.ts';
import { invitedGuests, joinLink, type CalendarEvent } from './calendar-event.ts';
import { startMoving } from './grid-keys.ts';
import { closePeek, peek } from './peek-state.ts';

const GAP = 8;

export function PeekWindow() {
  const window = useRef<HTMLDivElement>(null);
  const shown = peek.value;
  const event = shown && events.value.find((each) => each.key === shown.key);
  useEffect(() => {
    const element = window.current;
    if (!element || !shown) return;
    if (!element.matches(':popover-open')) element.showPopover();
    place(element, shown.box);
    element.querySelector<HTMLElement>('.peek-main')?.focus();
  }, [shown]);
  if (!event) return null;
  return (
    <div
      ref={window}
      popover="auto"
      class="peek"
      role="dialog"
      aria-label={titleOf(event)}
      onToggle={(toggled) => {
        if (toggled.newState === 'closed') leave();
      }}
    >
      <PeekHead event={event} />
      <PeekFacts event={event} />
      <PeekButtons event={event} />
    </div>
  );
}

/** Beside the event, on whichever side there is room. */
function place(element: HTMLElement, box: DOMRect): void {
  const { width, height } = element.getBoundingClientRect();
  const right = box.right + GAP + width <= innerWidth ? box.right + GAP : box.left - GAP - width;
  element.style.left = `${String(Math.max(GAP, right))}px`;
  element.style.top = `${String(Math.max(GAP, Math.min(box.top, innerHeight - height - GAP)))}px`;
}

function leave(): void {
  closePeek();
  if (document.activeElement === document.body) document.querySelector<HTMLElement>('.grid')?.focus();
}

function PeekHead({ event }: { readonly event: CalendarEvent }) {
  return (
    <div class="peek-head">
      <h2>{titleOf(event)}</h2>
      <button type="button" class="icon-button" aria-label={t('close')} onClick={leave}>
        <X size={18} />
      </button>
    </div>
  );
}

function PeekFacts({ event }: { readonly event: CalendarEvent }) {
  const guests = invitedGuests(event);
  const standing = standingOf(event, zone.value);
  return (
    <ul class="peek-facts">
      <li>
        <Clock size={16} aria-hidden="true" />
        {formatWhen(event.start, event.end)}
      </li>
      {event.series && (
        <li>
          <Repeat size={16} aria-hidden="true" />
          {t('peek.repeats')}
        </li>
      )}
      {guests.length > 0 && (
        <li>
          <Users size={16} aria-hidden="true" />
          {t('peek.guests', { n: guests.length })}
        </li>
      )}
      {standing !== 'none' && (
        <li>
          <Video size={16} aria-hidden="true" />
          {event.conference?.conferenceSolution?.name}
          <StandingTag standing={standing} />
        </li>
      )}
    </ul>
  );
}

function PeekButtons({ event }: { readonly event: CalendarEvent }) {
  const join = joinLink(event.conference);
  return (
    <div class="peek-buttons">
      {join !== undefined && (
        <a
          class="button-filled peek-main"
          href={hrefOf(join) ?? '#'}
          target="_blank"
          rel="noopener"
          onClick={(click) => {
            click.preventDefault();
            openLink(join);
          }}
        >
          {t('peek.join')}
        </a>
      )}
      <button
        type="button"
        class={join === undefined ? 'button-filled peek-main' : 'button-outlined'}
        onClick={() => void editEvent(event)}
      >
        <Pencil size={16} />
        {t('peek.edit')}
      </button>
      {event.editable && <ChangeButtons event={event} />}
    </div>
  );
}

function ChangeButtons({ event }: { readonly event: CalendarEvent }) {
  const move = (): void => {
    closePeek();
    startMoving(event.key);
  };
  const remove = (): void => {
    closePeek();
    void removeAsAsked(event);
  };
  return (
    <>
      {!event.allDay && (
        <button
          type="button"
          class="icon-button is-boxed"
          aria-label={t('peek.move')}
          title={t('peek.move')}
          onClick={move}
        >
          <Move size={16} />
        </button>
      )}
      <button
        type="button"
        class="icon-button is-boxed"
        aria-label={t('peek.delete')}
        title={t('peek.delete')}
        onClick={remove}
      >
        <Trash2 size={16} />
      </button>
    </>
  );
}
