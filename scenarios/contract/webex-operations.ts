/** The operations of Webex that this project, or a client beside it, calls: what is sent and what must come back. */
import {
  filled,
  flag,
  itemsOf,
  listOf,
  matching,
  object,
  oneOf,
  text,
  whole,
  type JsonSchema,
} from './json-schema.ts';
import type { Operation } from './operation.ts';
import {
  anyMeeting,
  createBody,
  invitees,
  meetingId,
  meetingList,
  patchBody,
  personId,
  putBody,
  series,
  telephony,
} from './webex-meeting-shapes.ts';
import { REGISTRATION_OPERATIONS } from './webex-registration-operations.ts';

const CHARSET = 'application/json;charset=UTF-8';
const PLAIN = 'application/json';

const guest = { email: filled, displayName: filled, coHost: flag, panelist: flag };
const one = ((invitees['properties'] as Record<string, JsonSchema>)['items'] as { items: JsonSchema }).items;
const { email, ...aboutGuest } = guest;
const asks = { hostEmail: filled, sendEmail: flag };

const site = object({ siteUrl: filled, default: flag });
const minutes = oneOf(0, 5, 10, 15);
const scheduling = object(
  { enabledJoinBeforeHost: flag, joinBeforeHostMinutes: minutes, enabledAutoShareRecording: flag },
  { delegateEmails: listOf(filled), enabledWebexAssistantByDefault: flag },
);
const phone = object({
  countryCode: text,
  number: text,
  enabledCallInAuthentication: flag,
  enabledCallMe: flag,
});
const audio = object(
  {
    defaultAudioType: oneOf('webexAudio', 'voipOnly', 'otherTeleconferenceService', 'none'),
    otherTeleconferenceDescription: text,
    enabledGlobalCallIn: flag,
    enabledTollFree: flag,
    enabledAutoConnection: flag,
    officeNumber: phone,
    mobileNumber: phone,
  },
  { audioPin: matching(/^\d{4}$/) },
);
const video = object({
  videoDevices: listOf(object({ deviceName: filled, deviceAddress: filled, isDefault: flag })),
});
const roomOptions = {
  topic: filled,
  hostPin: matching(/^\d{4}$/),
  enabledAutoLock: flag,
  autoLockMinutes: whole,
  enabledNotifyHost: flag,
  supportCoHost: flag,
  coHosts: listOf(object({ email: filled, displayName: text })),
};
const roomExtras = {
  supportAnyoneAsCoHost: flag,
  allowFirstUserToBeCoHost: flag,
  allowAuthenticatedDevices: flag,
};
const room = object(
  {
    ...roomOptions,
    personalMeetingRoomLink: matching(/^https:\/\/[^/]+\/meet\//),
    sipAddress: filled,
    dialInIpAddress: filled,
    telephony,
  },
  roomExtras,
);
const emails = object({ emails: listOf(filled) });

const template = {
  id: filled,
  name: filled,
  locale: matching(/^[a-z]{2}_[A-Z]{2}$/),
  siteUrl: filled,
  templateType: oneOf('meeting', 'webinar'),
  isDefault: flag,
  isStandard: flag,
};
const sessionType = object({
  id: matching(/^\d+$/),
  name: filled,
  type: oneOf('meeting', 'webinar', 'privateMeeting'),
  attendeesCapacity: whole,
});
const trackingCode = object({
  id: filled,
  name: filled,
  siteUrl: filled,
  inputMode: oneOf('text', 'select', 'editableSelect', 'hostProfileSelect'),
  options: listOf(object({ value: filled, defaultValue: flag })),
  service: oneOf('All', 'MeetingCenter'),
  type: oneOf('optional', 'required', 'adminSet', 'notUsed', 'notApplicable'),
});
const person = object(
  {
    id: personId,
    emails: listOf(filled),
    displayName: filled,
    nickName: filled,
    firstName: filled,
    orgId: filled,
    licenses: listOf(filled),
    created: filled,
    lastModified: filled,
    timezone: filled,
    siteUrls: listOf(matching(/^[\w.-]+(#attendee)?$/)),
    status: filled,
    invitePending: oneOf('false'),
    loginEnabled: oneOf('true'),
    type: oneOf('person', 'appuser'),
  },
  { lastName: filled },
);
const webhook = object(
  {
    id: filled,
    name: filled,
    targetUrl: filled,
    resource: oneOf('meetings'),
    event: oneOf('created', 'updated', 'deleted', 'started', 'ended', 'all'),
    orgId: filled,
    createdBy: personId,
    appId: filled,
    ownedBy: oneOf('creator', 'org'),
    status: oneOf('active', 'inactive'),
    created: matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
  },
  { filter: filled, secret: filled },
);
const webhookBody = object(
  { name: filled, targetUrl: filled, resource: filled, event: filled },
  { filter: filled, secret: filled, ownedBy: oneOf('org') },
);
/** `data` of the one delivery that was recorded has exactly these keys; a running meeting has no end. */
const eventData = object(
  {
    id: meetingId,
    meetingType: oneOf('meetingSeries', 'scheduledMeeting', 'meeting'),
    timezone: oneOf('UTC'),
    start: matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    hostUserId: personId,
    state: oneOf('active', 'scheduled', 'ready', 'lobby', 'inProgress', 'ended', 'missed', 'expired'),
    hostEmail: filled,
    siteUrl: filled,
    orgId: matching(/^[0-9a-f-]{36}$/),
  },
  { end: matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) },
);
const { secret: _secret, ...shown } = webhook['properties'] as Record<string, JsonSchema>;
const { filter, ...told } = shown;
/** What a webhook's receiver is sent. */
export const eventEnvelope = object(
  { ...told, data: eventData },
  { filter: filter ?? filled, actorId: personId },
);
/** What an administrator sees of meetings is a part of what their hosts see. */
const anyObject: JsonSchema = {
  type: 'object',
  not: { anyOf: ['password', 'hostKey', 'webLink', 'agenda'].map((key) => ({ required: [key] })) },
};
const reassigned = object(
  { meetingId: filled, httpStatus: whole },
  { message: filled, errors: listOf(object({ description: filled })) },
);
const token = object(
  {
    access_token: matching(/^\w{64}_\w{4}_[0-9a-f-]{36}$/),
    expires_in: whole,
    refresh_token: filled,
    refresh_token_expires_in: whole,
    token_type: oneOf('Bearer'),
  },
  { scope: text },
);

export const OPERATIONS: readonly Operation[] = [
  op('POST', '/meetings', 200, { request: createBody, response: series }),
  op('GET', '/meetings', 200, { response: meetingList }),
  op('GET', '/meetings/{}', 200, { response: anyMeeting }),
  op('PATCH', '/meetings/{}', 200, { request: patchBody, response: anyMeeting }),
  op('PUT', '/meetings/{}', 200, { request: putBody, response: anyMeeting }),
  op('DELETE', '/meetings/{}', 204),
  op('POST', '/meetings/{}/end', 204, { request: object({}, { reason: text, hostEmail: filled }) }),
  op('POST', '/meetings/join', 200, {
    request: { type: 'object' },
    response: object({ joinLink: filled, expiration: filled }, { startLink: filled }),
  }),
  op('POST', '/meetings/join', 302, { request: { type: 'object' } }),
  op('POST', '/meetings/reassignHost', 204, {
    request: object({ hostEmail: filled, meetingIds: listOf(meetingId, 100) }),
  }),
  op('POST', '/meetings/reassignHost', 207, { response: itemsOf(reassigned) }),
  op('GET', '/meetings/templates', 200, { response: itemsOf(object(template)) }),
  op('GET', '/meetings/templates/{}', 200, { response: object({ ...template, meeting: createBody }) }),
  op('GET', '/meetings/sessionTypes', 200, { response: itemsOf(sessionType) }),
  op('GET', '/meetings/sessionTypes/{}', 200, { response: sessionType }),
  op('GET', '/meetings/trackingCodes', 200, { response: itemsOf(trackingCode) }, PLAIN),
  op('GET', '/meetingInvitees', 200, { response: invitees }),
  op('POST', '/meetingInvitees', 200, {
    request: object({ meetingId, email }, { ...aboutGuest, ...asks }),
    response: one,
  }),
  op('POST', '/meetingInvitees/bulkInsert', 200, {
    request: object(
      { meetingId, items: listOf(object({ email }, { ...aboutGuest, sendEmail: flag }), 100) },
      { hostEmail: filled },
    ),
    response: invitees,
  }),
  op('GET', '/meetingInvitees/{}', 200, { response: one }),
  op('PUT', '/meetingInvitees/{}', 200, {
    request: object({ email }, { ...aboutGuest, ...asks }),
    response: one,
  }),
  op('DELETE', '/meetingInvitees/{}', 204),
  op('GET', '/meetingPreferences', 200, {
    response: object({
      personalMeetingRoom: room,
      audio,
      video,
      schedulingOptions: scheduling,
      sites: listOf(site),
    }),
  }),
  op('GET', '/meetingPreferences/personalMeetingRoom', 200, { response: room }),
  op('PUT', '/meetingPreferences/personalMeetingRoom', 200, {
    request: object(roomOptions, roomExtras),
    response: room,
  }),
  op('GET', '/meetingPreferences/audio', 200, { response: audio }),
  op('PUT', '/meetingPreferences/audio', 200, { request: audio, response: audio }),
  op('GET', '/meetingPreferences/video', 200, { response: video }),
  op('PUT', '/meetingPreferences/video', 200, { request: video, response: video }),
  op('GET', '/meetingPreferences/schedulingOptions', 200, { response: scheduling }),
  op('PUT', '/meetingPreferences/schedulingOptions', 200, { request: scheduling, response: scheduling }),
  op('POST', '/meetingPreferences/schedulingOptions/delegateEmails/insert', 200, {
    request: emails,
    response: emails,
  }),
  op('POST', '/meetingPreferences/schedulingOptions/delegateEmails/delete', 204, { request: emails }),
  op('GET', '/meetingPreferences/sites', 200, { response: object({ sites: listOf(site) }) }),
  op('PUT', '/meetingPreferences/sites', 200, { request: object({ siteUrl: filled }), response: site }),
  op('GET', '/people/me', 200, { response: person }, PLAIN),
  op('GET', '/people', 200, { response: itemsOf(person) }, PLAIN),
  op('GET', '/people/{}', 200, { response: person }, PLAIN),
  op('GET', '/webhooks', 200, { response: itemsOf(webhook) }, PLAIN),
  op('POST', '/webhooks', 200, { request: webhookBody, response: webhook }, PLAIN),
  op('GET', '/webhooks/{}', 200, { response: webhook }, PLAIN),
  op(
    'PUT',
    '/webhooks/{}',
    200,
    {
      request: object({ name: filled, targetUrl: filled }, { secret: filled, status: oneOf('active') }),
      response: webhook,
    },
    PLAIN,
  ),
  op('DELETE', '/webhooks/{}', 204),
  op('GET', '/admin/meetings', 200, { response: itemsOf(anyObject) }),
  op('GET', '/admin/meetings/{}', 200, { response: anyObject }),
  op('GET', '/admin/meeting/config/commonSettings', 200, { response: { type: 'object' } }),
  ...REGISTRATION_OPERATIONS,
  op('POST', '/access_token', 200, { response: token }, PLAIN),
  op('POST', '/applications/{}/token', 200, { response: token }, PLAIN),
];

function op(
  method: string,
  path: string,
  status: number,
  bodies: Pick<Operation, 'request' | 'response'> = {},
  type: typeof CHARSET | typeof PLAIN = CHARSET,
): Operation {
  return { method, path, status, type, ...bodies };
}
