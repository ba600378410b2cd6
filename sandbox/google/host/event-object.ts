/**
 * The event objects that Calendar and Gmail hand to an add-on's functions, with nothing in them that the real one leaves out.
 *
 * Language and zone only if the manifest asks for them and the person has granted them; event data only as far as
 * `currentEventAccess` and the granted scopes go; capabilities only where they are true; no title, no times ever.
 */
import { Temporal } from 'temporal-polyfill';
import type { Manifest } from '../../apps-script/project.ts';
import type { ConferenceDataResource, EventResource } from '../calendar/event-resource-type.ts';
import type { Account } from '../identity/account.ts';
import { formInputs, legacyInputs, type cardDefaults } from './form-inputs.ts';

const AUTH = 'https://www.googleapis.com/auth/';
const LOCALE = `${AUTH}script.locale`;
const EVENT_READ = `${AUTH}calendar.addons.current.event.read`;
const EVENT_WRITE = `${AUTH}calendar.addons.current.event.write`;

export interface Viewer {
  readonly account: Account;
  readonly manifest: Manifest;
  readonly granted: ReadonlySet<string>;
  /** Virtual now, in ms: the zone's offset depends on it. */
  readonly now: number;
}

export interface OpenEvent {
  readonly calendarId: string;
  readonly event: EventResource;
  /** False for an unsaved event where the host names no id yet. */
  readonly named: boolean;
}

type Json = Record<string, unknown>;
export type EventObject = Readonly<Json>;

/** For the homepage: no widgets, no event. */
export function homeObject(viewer: Viewer): EventObject {
  return { ...common(viewer, {}), ...mirrors(viewer) };
}

/** For an event that is open in the editor, or a function that its card calls. */
export function openEventObject(viewer: Viewer, open: OpenEvent): EventObject {
  const calendar = eventContext(viewer, open);
  return { ...common(viewer, {}), ...mirrors(viewer), ...(calendar ? { calendar } : {}) };
}

/** For a widget's action. */
export function actionObject(
  viewer: Viewer,
  parameters: Readonly<Record<string, string>>,
  fields: ReturnType<typeof cardDefaults>,
  open: OpenEvent | undefined,
): EventObject {
  const widgets = widgetsOf(parameters, fields);
  const calendar = open && eventContext(viewer, open);
  return {
    ...common(viewer, widgets),
    ...mirrors(viewer),
    parameters,
    ...(fields.size === 0 ? {} : legacyInputs(fields)),
    ...(calendar ? { calendar } : {}),
  };
}

/** For the create callback: two ids, nothing else. */
export function createObject(calendarId: string, eventId: string): EventObject {
  return { eventData: { calendarId, eventId } };
}

/** A message that is open in Gmail, with the tokens of its one reading. */
export interface OpenMail {
  readonly messageId: string;
  readonly threadId: string;
  readonly accessToken: string;
  /** The deprecated mirror's own token: it is never the same string. */
  readonly mirrorToken: string;
}

/** For Gmail's homepage. */
export function mailHomeObject(viewer: Viewer): EventObject {
  return { ...common(viewer, {}, 'GMAIL'), ...mirrors(viewer, 'gmail') };
}

/** For a message that is open in Gmail. */
export function openMailObject(viewer: Viewer, open: OpenMail): EventObject {
  return { ...mailHomeObject(viewer), ...mailContext(open) };
}

/** For Gmail's compose window: whom the draft goes to, where the manifest may know. */
export function composeObject(viewer: Viewer): EventObject {
  const known = viewer.manifest.addOns?.gmail?.composeTrigger?.draftAccess === 'METADATA';
  const recipients = { toRecipients: [], ccRecipients: [], bccRecipients: [] };
  return {
    ...mailHomeObject(viewer),
    ...(known ? { gmail: recipients, draftMetadata: { ...recipients, subject: '' } } : { gmail: {} }),
  };
}

/** For a widget's action on a card of Gmail's, with the message where one is open. */
export function mailActionObject(
  viewer: Viewer,
  parameters: Readonly<Record<string, string>>,
  fields: ReturnType<typeof cardDefaults>,
  open: OpenMail | undefined,
): EventObject {
  return {
    ...common(viewer, widgetsOf(parameters, fields), 'GMAIL'),
    ...mirrors(viewer, 'gmail'),
    parameters,
    ...(fields.size === 0 ? {} : legacyInputs(fields)),
    ...(open ? mailContext(open) : {}),
  };
}

function mailContext({ messageId, threadId, accessToken, mirrorToken }: OpenMail): Json {
  return {
    gmail: { messageId, threadId, accessToken },
    messageMetadata: { accessToken: mirrorToken, messageId, threadId },
  };
}

function widgetsOf(
  parameters: Readonly<Record<string, string>>,
  fields: ReturnType<typeof cardDefaults>,
): Json {
  return {
    ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
    ...(fields.size === 0 ? {} : { formInputs: formInputs(fields) }),
  };
}

function common(viewer: Viewer, widgets: Json, hostApp: 'CALENDAR' | 'GMAIL' = 'CALENDAR'): Json {
  const locale = mayKnowPlace(viewer)
    ? {
        userLocale: viewer.account.language,
        timeZone: { id: viewer.account.timeZone, offset: offsetOf(viewer) },
      }
    : {};
  return { commonEventObject: { platform: 'WEB', hostApp, ...locale, ...widgets } };
}

/** Deprecated, still sent, and still read by add-ons. */
function mirrors(viewer: Viewer, hostApp: 'calendar' | 'gmail' = 'calendar'): Json {
  const place = mayKnowPlace(viewer)
    ? {
        userLocale: viewer.account.language,
        userTimezone: { id: viewer.account.timeZone, offSet: String(offsetOf(viewer)) },
      }
    : {};
  return { clientPlatform: 'web', hostApp, ...place };
}

function mayKnowPlace({ manifest, granted }: Viewer): boolean {
  return manifest.addOns?.common?.useLocaleFromApp === true && granted.has(LOCALE);
}

function offsetOf({ account, now }: Viewer): number {
  const zoned = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(account.timeZone);
  return zoned.offsetNanoseconds / 1e6;
}

function eventContext(viewer: Viewer, { calendarId, event, named }: OpenEvent): Json | undefined {
  const access = viewer.manifest.addOns?.calendar?.currentEventAccess;
  if (access === undefined) return undefined;
  const base: Json = {
    calendarId,
    ...(named ? { id: event.id } : {}),
    ...(event.recurringEventId === undefined ? {} : { recurringEventId: event.recurringEventId }),
    ...(event.organizer ? { organizer: { email: event.organizer.email } } : {}),
  };
  const reads = access === 'READ' || access === 'READ_WRITE';
  if (!reads || !viewer.granted.has(EVENT_READ)) return base;
  const writes = access === 'READ_WRITE' && viewer.granted.has(EVENT_WRITE);
  const capabilities = capabilitiesOf(event, writes);
  return {
    ...base,
    ...(event.attendees?.length && capabilities['canSeeAttendees'] ? { attendees: event.attendees } : {}),
    ...(event.conferenceData ? { conferenceData: flatParameters(event.conferenceData) } : {}),
    capabilities,
  };
}

function capabilitiesOf(event: EventResource, writes: boolean): Record<string, true> {
  const organises = event.organizer?.self === true;
  const edits = writes && mayEdit(event);
  const seesGuests = organises || event.guestsCanSeeOtherGuests !== false;
  const invites = writes && (mayEdit(event) || event.guestsCanInviteOthers !== false);
  return {
    ...(invites ? { canAddAttendees: true as const } : {}),
    ...(seesGuests ? { canSeeAttendees: true as const } : {}),
    canSeeConferenceData: true,
    ...(edits ? { canSetConferenceData: true as const, canAddAttachments: true as const } : {}),
  };
}

/** Whether the person at this copy may change what all see. */
export function mayEdit(event: EventResource): boolean {
  return event.organizer?.self === true || event.guestsCanModify === true;
}

/** The add-on's event object nests custom parameters one level less than REST does. */
function flatParameters(data: ConferenceDataResource): Json {
  const { parameters, ...rest } = data;
  const own = parameters?.addOnParameters?.parameters;
  return own ? { ...rest, parameters: { addOnParameters: own } } : { ...rest };
}
