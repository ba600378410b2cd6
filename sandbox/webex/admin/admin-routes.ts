/** What an administrator reads: meetings without their secrets, and the site's settings. */
import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { api, type ApiCall, type Shell } from '../http-shell.ts';
import { queryFlag, readBody } from '../request-values.ts';
import { MeetingReader } from '../meetings/meeting-reader.ts';
import { occurrenceStates } from '../meetings/meeting-state.ts';
import { readZone } from '../meetings/meeting-times.ts';
import { instanceView, occurrenceView, seriesView, type MeetingView } from '../meetings/meeting-view.ts';
import { webLinkOf, type Meeting } from '../meetings/meeting.ts';
import type { Meetings } from '../meetings/meetings.ts';
import { currentOccurrence, occurrenceById } from '../meetings/occurrences.ts';
import { ADMIN_CONFIG_READ, SCHEDULES_ADMIN_READ } from '../oauth/scopes.ts';
import { siteDefaults, type SiteProfile } from '../meetings/meeting-options.ts';
import type { Users } from '../users/users.ts';
import { malformed, meetingNotFound } from '../webex-error.ts';

const HIDDEN = [
  'agenda',
  'hostKey',
  'password',
  'phoneAndVideoSystemPassword',
  'panelistPassword',
  'phoneAndVideoSystemPanelistPassword',
  'webLink',
  'sipAddress',
  'dialInIpAddress',
];
const text = v.optional(v.pipe(v.string(), v.minLength(1)));
const ListQuery = v.object({
  meetingNumber: text,
  webLink: text,
  current: v.optional(queryFlag, 'true'),
});

const GetQuery = v.object({ current: v.optional(queryFlag, 'false') });

interface AdminRoutesDeps extends Shell {
  readonly meetings: Meetings;
  readonly users: Users;
}

export function adminRoutes(server: FastifyInstance, deps: AdminRoutesDeps): void {
  const { meetings, users } = deps;
  const reader = new MeetingReader(deps.ground, meetings);
  const mine = (call: ApiCall, meeting: Meeting): boolean =>
    users.find(meeting.hostEmail)?.orgId === call.session.user.orgId;

  server.get(
    '/admin/meetings',
    api(deps, SCHEDULES_ADMIN_READ, (call) => {
      const { meetingNumber, webLink, current } = readBody(ListQuery, call.query);
      if ((meetingNumber === undefined) === (webLink === undefined))
        throw malformed("One of 'meetingNumber' and 'webLink' must be specified");
      const found = meetings
        .list()
        .filter((meeting) => mine(call, meeting))
        .filter((meeting) =>
          meetingNumber === undefined
            ? [meeting.mtid, meeting.occurrenceMtid].some((mtid) => webLinkOf(meeting, mtid) === webLink)
            : meeting.meetingNumber === meetingNumber,
        );
      return {
        status: 200,
        body: { items: found.map((meeting) => adminView(call, meeting, meeting.id, current, deps, reader)) },
      };
    }),
  );

  server.get(
    '/admin/meetings/:meetingId',
    api(deps, SCHEDULES_ADMIN_READ, (call) => {
      const id = call.params['meetingId'] ?? '';
      const meeting = meetings.find(id);
      if (!meeting || !mine(call, meeting)) throw meetingNotFound();
      const { current } = readBody(GetQuery, call.query);
      return { status: 200, body: adminView(call, meeting, id, current, deps, reader) };
    }),
  );

  server.get(
    '/admin/meeting/config/commonSettings',
    api(deps, ADMIN_CONFIG_READ, (call) => ({
      status: 200,
      body: commonSettings(call, siteDefaults(deps.ground.switches.text('webex.site') as SiteProfile)),
    })),
  );
}

/** @param current - true shows the next occurrence of a series */
function adminView(
  call: ApiCall,
  meeting: Meeting,
  id: string,
  current: boolean,
  { ground }: AdminRoutesDeps,
  reader: MeetingReader,
): MeetingView {
  const zone = readZone(call.headers['timezone'], ground.switches);
  const as = reader.beholder(meeting, meeting.hostEmail, call.session.clientId, zone);
  const instance = meeting.instances.find((one) => one.id === id);
  const wantsNext = id === meeting.id && current;
  const occurrence = wantsNext ? currentOccurrence(meeting, as.now) : occurrenceById(meeting, id);
  if (!instance && !occurrence && id !== meeting.id) throw meetingNotFound();
  const view = instance
    ? instanceView(meeting, instance, as)
    : occurrence
      ? occurrenceView(meeting, occurrence, occurrenceStates(meeting, as.now)(occurrence), as)
      : seriesView(meeting, as);
  return withoutSecrets(view);
}

function withoutSecrets(view: MeetingView): MeetingView {
  const shown = Object.fromEntries(Object.entries(view).filter(([key]) => !HIDDEN.includes(key)));
  const telephony = shown['telephony'] as Readonly<Record<string, unknown>> | undefined;
  if (!telephony) return shown;
  const { accessCode: _code, ...rest } = telephony;
  return { ...shown, telephony: rest };
}

/** The password criteria are those that new passwords are checked against. */
function commonSettings(
  { session }: ApiCall,
  options: ReturnType<typeof siteDefaults>,
): Readonly<Record<string, unknown>> {
  const { passwordPolicy } = session.user;
  return {
    siteOptions: { allowCustomPersonalRoomURL: true },
    securityOptions: {
      joinBeforeHost: options.enabledJoinBeforeHost ?? false,
      audioBeforeHost: options.enableConnectAudioBeforeHost ?? false,
      unlistAllMeetings: false,
      requireLoginBeforeAccess: false,
      requireStrongPassword: Object.keys(passwordPolicy).length > 0,
      passwordCriteria: {
        mixedCase: false,
        minLength: 0,
        minNumeric: 0,
        minAlpha: 0,
        minSpecial: 0,
        disallowDynamicWebText: false,
        disallowList: (passwordPolicy.disallowValues ?? []).length > 0,
        disallowValues: [],
        ...passwordPolicy,
      },
    },
  };
}
