import type { EventReport } from '@webex-scheduler/contracts';
import type { EventContent, Reading } from '@webex-scheduler/core';

/** What a reported event says, in the planner's words. */
export function readingOf(event: EventReport): Reading {
  if (event.tombstone !== undefined) {
    if (event.tombstone === 'deleted' || event.tombstone === 'moved') return { kind: event.tombstone };
    return { kind: 'lost' };
  }
  if (event.status === 'cancelled') return { kind: event.copy === 'organizer' ? 'deleted' : 'moved' };
  // A guest's copy where a link of this calendar stands: another calendar organises the event now.
  if (event.copy === 'guest') return { kind: 'moved' };
  return {
    kind: 'live',
    eventId: event.id,
    recurring: event.recurrence !== undefined && event.recurrence.length > 0,
    ...(event.recurringEventId === undefined ? {} : { recurringEventId: event.recurringEventId }),
    ...(event.block === undefined
      ? {}
      : { block: { ref: event.block.ref, gen: event.block.gen, eventId: event.block.eventId } }),
  };
}

/** The content of a report, if it carries any. */
export function contentOf(event: EventReport): EventContent | undefined {
  if (event.start === undefined || event.end === undefined) return undefined;
  return {
    start: event.start,
    end: event.end,
    summary: event.summary,
    guests: event.guests ?? [],
    // No list at all is a hidden list: nobody is removed on the strength of it.
    guestsPartial: event.guestsPartial === true || event.guests === undefined,
  };
}
