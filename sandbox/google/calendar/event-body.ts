/** Bodies of event writes: read loosely, as Google does (unknown fields are ignored, wrong types refused). */
import * as v from 'valibot';
import { invalid } from './calendar-error.ts';

const text = v.nullish(v.pipe(v.union([v.string(), v.number()]), v.transform(String)));
const flag = v.nullish(v.boolean());
const time = v.nullish(
  v.object({ date: v.nullish(v.string()), dateTime: v.nullish(v.string()), timeZone: v.nullish(v.string()) }),
);
const map = v.nullish(
  v.record(
    v.string(),
    v.nullable(v.pipe(v.union([v.string(), v.number(), v.boolean()]), v.transform(String))),
  ),
);

const DECLINE_MODES = [
  'declineNone',
  'declineAllConflictingInvitations',
  'declineOnlyNewConflictingInvitations',
] as const;
/** Every type of event there is. */
export const EVENT_TYPES = [
  'birthday',
  'default',
  'focusTime',
  'fromGmail',
  'outOfOffice',
  'workingLocation',
] as const;

const RESPONSES = ['needsAction', 'declined', 'tentative', 'accepted'] as const;

const attendee = v.object({
  email: v.nullish(v.string()),
  displayName: v.nullish(v.string()),
  optional: flag,
  resource: flag,
  responseStatus: v.nullish(v.picklist(RESPONSES)),
  comment: v.nullish(v.string()),
  additionalGuests: v.nullish(v.number()),
});

const entryPoint = v.object({
  entryPointType: v.string(),
  uri: v.optional(v.string()),
  label: v.optional(v.string()),
  regionCode: v.optional(v.string()),
  accessCode: v.optional(v.string()),
  meetingCode: v.optional(v.string()),
  passcode: v.optional(v.string()),
  password: v.optional(v.string()),
  pin: v.optional(v.string()),
  entryPointFeatures: v.optional(v.array(v.string())),
});

const conferenceData = v.object({
  createRequest: v.optional(
    v.object({ requestId: v.string(), conferenceSolutionKey: v.object({ type: v.string() }) }),
  ),
  entryPoints: v.optional(v.array(entryPoint)),
  conferenceSolution: v.optional(
    v.object({
      key: v.optional(v.object({ type: v.optional(v.string()) })),
      name: v.optional(v.string()),
      iconUri: v.optional(v.string()),
    }),
  ),
  conferenceId: v.optional(v.string()),
  notes: v.optional(v.string()),
  signature: v.optional(v.string()),
  parameters: v.optional(
    v.object({
      addOnParameters: v.optional(v.object({ parameters: v.optional(v.record(v.string(), v.string())) })),
    }),
  ),
});

const EventBodySchema = v.object({
  id: v.nullish(v.string()),
  iCalUID: v.nullish(v.string()),
  organizer: v.nullish(v.object({ email: v.nullish(v.string()), displayName: v.nullish(v.string()) })),
  originalStartTime: time,
  sequence: v.nullish(v.number()),
  status: v.nullish(v.picklist(['confirmed', 'tentative', 'cancelled'])),
  summary: text,
  description: text,
  location: text,
  colorId: text,
  start: time,
  end: time,
  recurrence: v.nullish(v.array(v.string())),
  transparency: v.nullish(v.picklist(['opaque', 'transparent'])),
  visibility: v.nullish(v.picklist(['default', 'public', 'private', 'confidential'])),
  attendees: v.nullish(v.array(attendee)),
  attendeesOmitted: flag,
  extendedProperties: v.nullish(v.object({ private: map, shared: map })),
  conferenceData: v.nullish(conferenceData),
  anyoneCanAddSelf: flag,
  guestsCanInviteOthers: flag,
  guestsCanModify: flag,
  guestsCanSeeOtherGuests: flag,
  reminders: v.nullish(
    v.object({
      useDefault: flag,
      overrides: v.nullish(
        v.array(v.object({ method: v.picklist(['email', 'popup']), minutes: v.number() })),
      ),
    }),
  ),
  source: v.nullish(v.object({ url: v.optional(v.string()), title: v.optional(v.string()) })),
  attachments: v.nullish(v.array(v.unknown())),
  focusTimeProperties: v.nullish(
    v.object({
      autoDeclineMode: v.nullish(v.picklist(DECLINE_MODES)),
      declineMessage: v.nullish(v.string()),
      chatStatus: v.nullish(v.picklist(['available', 'doNotDisturb'])),
    }),
  ),
  outOfOfficeProperties: v.nullish(
    v.object({
      autoDeclineMode: v.nullish(v.picklist(DECLINE_MODES)),
      declineMessage: v.nullish(v.string()),
    }),
  ),
  workingLocationProperties: v.nullish(
    v.object({
      type: v.picklist(['homeOffice', 'officeLocation', 'customLocation']),
      homeOffice: v.optional(v.unknown()),
      customLocation: v.optional(v.object({ label: v.optional(v.string()) })),
      officeLocation: v.optional(
        v.object({
          buildingId: v.optional(v.string()),
          floorId: v.optional(v.string()),
          floorSectionId: v.optional(v.string()),
          deskId: v.optional(v.string()),
          label: v.optional(v.string()),
        }),
      ),
    }),
  ),
  birthdayProperties: v.nullish(
    v.object({
      type: v.optional(v.picklist(['birthday', 'anniversary', 'custom', 'other', 'self']), 'birthday'),
      customTypeName: v.optional(v.string()),
      contact: v.optional(v.string()),
    }),
  ),
  eventType: v.nullish(v.picklist(EVENT_TYPES)),
});

export type EventBody = v.InferOutput<typeof EventBodySchema>;
export type AttendeeBody = NonNullable<EventBody['attendees']>[number];

/** Reads a body. @throws {CalendarError} 400 for a value of the wrong type */
export function readEventBody(body: unknown): EventBody {
  const result = v.safeParse(EventBodySchema, body ?? {});
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw invalid(`Invalid value for: ${v.getDotPath(issue) ?? 'body'}`);
}
