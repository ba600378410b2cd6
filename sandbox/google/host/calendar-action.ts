/** What a card may do to the open event: pending in the editor until the person saves. */
import type { AttendeeResource } from '../calendar/event-resource-type.ts';
import { conferenceOf, solutionIdOf } from './conference-result.ts';
import { shownEvent, type Draft } from './draft.ts';
import type { Editor } from './editor.ts';
import { mayEdit, type Viewer } from './event-object.ts';
import { isRecord } from './form-inputs.ts';
import type { HostDeps } from './ports.ts';

export interface Refusal {
  readonly code: string;
  readonly message: string;
}

const EVENT_WRITE = 'https://www.googleapis.com/auth/calendar.addons.current.event.write';

/** Lays a `calendarAction` over the draft, or says why Calendar does not take it. */
export function applyCalendarAction(
  deps: HostDeps,
  editor: Editor,
  viewer: Viewer,
  before: Draft,
  scriptId: string,
  action: Readonly<Record<string, unknown>>,
): Draft | Refusal {
  const access = viewer.manifest.addOns?.calendar?.currentEventAccess;
  if ((access !== 'WRITE' && access !== 'READ_WRITE') || !viewer.granted.has(EVENT_WRITE)) {
    return { code: 'no-event-write', message: 'The add-on may not change the event that is open.' };
  }
  // The function ran for a while: the person may have gone on in the editor.
  const draft = editor.drafts.get(before.id, before.email);
  const event = shownEvent(draft, editor.saved(draft));
  if (!mayEdit(event)) return { code: 'not-editable', message: 'This person may not change this event.' };
  const attendees = addedAttendees(action['editAttendeesActionMarkup'], event.attendees ?? []);
  const conference = conferenceData(deps, scriptId, action['editConferenceDataActionMarkup']);
  if (conference && 'code' in conference) return conference;
  const after: Draft = {
    ...draft,
    changes: { ...draft.changes, ...(attendees ? { attendees } : {}) },
    ...(conference ? { conference: conference.data } : {}),
  };
  editor.drafts.update(after);
  return after;
}

function conferenceData(
  deps: HostDeps,
  scriptId: string,
  markup: unknown,
): { data: NonNullable<Draft['conference']> } | Refusal | undefined {
  if (!isRecord(markup)) return undefined;
  const returned = markup['conferenceData'];
  const solutions = deps.installations.solutions(scriptId);
  const solution = solutions.find((each) => each.id === solutionIdOf(returned));
  if (!solution)
    return { code: 'unknown-solution', message: 'The conference data names no solution of the manifest.' };
  const outcome = conferenceOf(returned, scriptId, solution);
  if (outcome?.kind === 'data') return { data: outcome.data };
  return { code: 'bad-result', message: 'The add-on returned conference data that Calendar cannot use.' };
}

function addedAttendees(
  markup: unknown,
  before: readonly AttendeeResource[],
): readonly unknown[] | undefined {
  const emails = isRecord(markup) ? markup['addAttendeeEmails'] : undefined;
  if (!Array.isArray(emails)) return undefined;
  const known = new Set(before.map((attendee) => attendee.email.toLowerCase()));
  const fresh = emails.filter(
    (email): email is string => typeof email === 'string' && !known.has(email.toLowerCase()),
  );
  return [...before, ...fresh.map((email) => ({ email, responseStatus: 'needsAction' }))];
}
