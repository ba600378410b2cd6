import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { api, type ApiAnswer, type ApiCall, type Shell } from '../http-shell.ts';
import { SCHEDULES_READ, SCHEDULES_WRITE } from '../oauth/scopes.ts';
import { page } from '../paging.ts';
import { refuseQuestions } from '../registration/registration.ts';
import type { Templates } from '../templates/templates.ts';
import type { Preferences } from '../users/preferences.ts';
import type { WebexUser } from '../users/user.ts';
import { invalid, malformed, meetingNotFound, notFound } from '../webex-error.ts';
import type { WebexTables } from '../webex-tables.ts';
import { CreationQuota } from './creation-quota.ts';
import { queryFlag, readBody } from '../request-values.ts';
import { CreateBody, PatchBody, PutBody, refuseLater } from './meeting-body.ts';
import { warningFor } from './ignored-options.ts';
import type { MeetingChanges } from './meeting-changes.ts';
import { mergeOptions } from './meeting-options.ts';
import { MeetingReader } from './meeting-reader.ts';
import { MeetingSearch } from './meeting-search.ts';
import { readZone } from './meeting-times.ts';
import { siteOf, type CreateDefaults, type Meetings } from './meetings.ts';
import { occurrenceById, wasDeleted } from './occurrences.ts';

const INSTANCE = /_I_\d+$/;
const SendEmailQuery = v.object({ sendEmail: v.optional(queryFlag, 'true') });

export interface MeetingRoutesDeps extends Shell {
  readonly tables: WebexTables;
  readonly meetings: Meetings;
  readonly changes: MeetingChanges;
  readonly preferences: Preferences;
  readonly templates: Templates;
}

/** `/meetings` and `/meetings/{meetingId}` below the server's prefix. */
export function meetingRoutes(server: FastifyInstance, deps: MeetingRoutesDeps): void {
  const { ground, meetings } = deps;
  const quota = new CreationQuota(deps.tables, ground.clock, ground.switches);
  const search = new MeetingSearch(ground, meetings);
  const read = new MeetingReader(ground, meetings);

  server.post(
    '/meetings',
    api(deps, SCHEDULES_WRITE, (call) => {
      const hostEmail = hostEmailOf(call.body);
      if (hostEmail === undefined) quota.own(call.session.user.email);
      else quota.onBehalf(call.session.clientId, hostEmail);
      refuseLater(call.body);
      refuseQuestions((call.body as { readonly registration?: unknown } | null | undefined)?.registration);
      const host = call.actFor(hostEmail);
      const body = readBody(CreateBody, deps.templates.fillTimes(call.body, host));
      const defaults = defaultsFor(deps, host, body, hostEmail !== undefined);
      const meeting = meetings.create(host, call.session.clientId, body, defaults);
      return { status: 200, body: read.written(call, meeting), headers: warningFor(call.body) };
    }),
  );

  server.get(
    '/meetings',
    api(deps, SCHEDULES_READ, (call) => {
      const { email } = call.actFor(call.query['hostEmail']);
      const { clientId } = call.session;
      const zone = readZone(call.headers['timezone'], ground.switches);
      const hits = search.find(call.query, {
        email,
        clientId,
        beholder: (meeting) => read.beholder(meeting, email, clientId, zone),
      });
      return page(call, hits, { show: (hit) => hit.view() });
    }),
  );

  server.get(
    '/meetings/:meetingId',
    api(deps, SCHEDULES_READ, (call) => ({ status: 200, body: read.one(call) })),
  );

  changeRoutes(server, deps, read);
  deleteRoute(server, deps);
}

function changeRoutes(server: FastifyInstance, deps: MeetingRoutesDeps, read: MeetingReader): void {
  const { meetings, changes } = deps;
  const change = (replaces: boolean) =>
    api(deps, SCHEDULES_WRITE, (call) => {
      const id = writableId(call);
      if (typeof call.body !== 'object' || call.body === null) throw malformed("'body' cannot be empty");
      refuseLater(call.body);
      const body = readBody(replaces ? PutBody : PatchBody, call.body);
      const host = call.actFor(body.hostEmail);
      const meeting = meetings.hosted(id, host.email);
      const asked = { host, clientId: call.session.clientId, body, replaces };
      const headers = warningFor(call.body);
      if (id === meeting.id)
        return { status: 200, body: read.written(call, changes.series(meeting, asked)), headers };
      const occurrence = occurrenceById(meeting, id);
      if (!occurrence) throw meetingNotFound();
      const after = changes.occurrence(meeting, occurrence, asked);
      return { status: 200, body: read.written(call, after.meeting, after.occurrence), headers };
    });
  server.patch('/meetings/:meetingId', change(false));
  server.put('/meetings/:meetingId', change(true));
}

function deleteRoute(server: FastifyInstance, deps: MeetingRoutesDeps): void {
  const { ground, meetings, changes } = deps;
  server.delete(
    '/meetings/:meetingId',
    api(deps, SCHEDULES_WRITE, (call): ApiAnswer => {
      const id = writableId(call);
      const host = call.actFor(call.query['hostEmail']);
      const trace = meetings.trace(id);
      const twice = trace && (!meetings.find(id) || wasDeleted(trace, id));
      if (twice && ground.switches.number('webex.secondDelete') === 204) return { status: 204 };
      const meeting = meetings.hosted(id, host.email);
      const sendEmail = sendEmailOf(call.query['sendEmail']);
      if (id === meeting.id) meetings.delete(meeting, sendEmail);
      else {
        const occurrence = occurrenceById(meeting, id);
        if (!occurrence) throw meetingNotFound();
        changes.cancelOccurrence(meeting, occurrence, sendEmail);
      }
      return { status: 204 };
    }),
  );
}

/** What stands where the body names nothing: the site's options, then the host's preferences, then the template's. */
function defaultsFor(
  { preferences, templates }: MeetingRoutesDeps,
  host: WebexUser,
  body: CreateBody,
  onBehalf: boolean,
): CreateDefaults {
  const siteUrl = siteOf(host, body.siteUrl);
  const options = preferences.meetingDefaults(host, siteUrl);
  const template = body.templateId === undefined ? undefined : templates.of(host, body.templateId);
  return {
    options: template ? mergeOptions(options, template.options) : options,
    roomNumber:
      body.scheduledType === 'personalRoomMeeting' ? preferences.roomNumber(host, siteUrl) : undefined,
    onBehalf,
  };
}

/** @throws {WebexError} for ids that cannot be written: an instance is what it was */
function writableId(call: ApiCall): string {
  const id = call.params['meetingId'] ?? '';
  if (INSTANCE.test(id)) throw invalid(`Meeting ID '${id}' is not allowed for this API.`);
  if (id === '') throw notFound();
  return id;
}

function hostEmailOf(body: unknown): string | undefined {
  const hostEmail = (body as { hostEmail?: unknown } | undefined | null)?.hostEmail;
  return typeof hostEmail === 'string' ? hostEmail : undefined;
}

/** Everybody is told unless the caller says no. @throws {WebexError} 400 */
export function sendEmailOf(value: string | undefined): boolean {
  return readBody(SendEmailQuery, { sendEmail: value }).sendEmail;
}
