import type { FastifyInstance } from 'fastify';
import { api, type ApiAnswer, type ApiCall, type Shell } from '../http-shell.ts';
import type { Invitees } from '../invitees/invitees.ts';
import { SCHEDULES_READ, SCHEDULES_WRITE } from '../oauth/scopes.ts';
import { page } from '../paging.ts';
import { meetingNotFound, malformed, notBuilt, invalid, notFound } from '../webex-error.ts';
import { CreationQuota } from './creation-quota.ts';
import { CreateBody, PatchBody, PutBody, readBody, refuseLater } from './meeting-body.ts';
import { MeetingSearch } from './meeting-search.ts';
import { readZone } from './meeting-times.ts';
import { instanceView, occurrenceView, seriesView, type Beholder, type MeetingView } from './meeting-view.ts';
import { occurrenceIdOf, type Meeting } from './meeting.ts';
import type { Meetings } from './meetings.ts';
import type { WebexTables } from '../webex-tables.ts';

const INSTANCE = /_I_\d+$/;
const OCCURRENCE = /^([0-9a-f]{32})_\d{8}T\d{6}Z$/;

interface MeetingRoutesDeps extends Shell {
  readonly tables: WebexTables;
  readonly meetings: Meetings;
  readonly invitees: Invitees;
}

interface Reader {
  beholder: (meeting: Meeting, email: string, clientId: string, zone: string) => Beholder;
  /** What a write answers. */
  written: (call: ApiCall, meeting: Meeting) => MeetingView;
  /** What `GET /meetings/{id}` answers, by the form of the id. */
  one: (call: ApiCall) => MeetingView;
}

/** `/meetings` below the server's prefix. */
export function meetingRoutes(server: FastifyInstance, deps: MeetingRoutesDeps): void {
  const { ground, meetings } = deps;
  const quota = new CreationQuota(deps.tables, ground.clock, ground.switches);
  const search = new MeetingSearch(ground, meetings, deps.invitees);
  const read = reader(deps);

  server.post(
    '/meetings',
    api(deps, SCHEDULES_WRITE, (call) => {
      const hostEmail = hostEmailOf(call.body);
      if (hostEmail === undefined) quota.own(call.session.user.email);
      else quota.onBehalf(call.session.clientId, hostEmail);
      refuseLater(call.body);
      const body = readBody(CreateBody, call.body);
      const host = call.actFor(hostEmail);
      const meeting = meetings.create(host, call.session.clientId, body);
      return { status: 200, body: read.written(call, meeting) };
    }),
  );

  server.get(
    '/meetings',
    api(deps, SCHEDULES_READ, (call) => {
      const { email } = call.actFor(call.query['hostEmail']);
      const { clientId } = call.session;
      const zone = readZone(call.headers['timezone'], ground.switches);
      const items = search.find(call.query, {
        email,
        clientId,
        beholder: (meeting) => read.beholder(meeting, email, clientId, zone),
      });
      return page(call, items);
    }),
  );

  server.get(
    '/meetings/:meetingId',
    api(deps, SCHEDULES_READ, (call) => ({ status: 200, body: read.one(call) })),
  );

  changeRoutes(server, deps, read);
}

function changeRoutes(server: FastifyInstance, deps: MeetingRoutesDeps, read: Reader): void {
  const { ground, meetings } = deps;
  const change = (replaces: boolean) =>
    api(deps, SCHEDULES_WRITE, (call) => {
      const id = writableId(call);
      if (typeof call.body !== 'object' || call.body === null) throw malformed("'body' cannot be empty");
      refuseLater(call.body);
      const body = readBody(replaces ? PutBody : PatchBody, call.body);
      const host = call.actFor(body.hostEmail);
      const meeting = meetings.hosted(id, host.email);
      const updated = meetings.update(meeting, host, call.session.clientId, body, replaces);
      return { status: 200, body: read.written(call, updated) };
    });
  server.patch('/meetings/:meetingId', change(false));
  server.put('/meetings/:meetingId', change(true));

  server.delete(
    '/meetings/:meetingId',
    api(deps, SCHEDULES_WRITE, (call): ApiAnswer => {
      const id = writableId(call);
      const host = call.actFor(call.query['hostEmail']);
      const twice = meetings.find(id) === undefined && meetings.existed(id);
      if (twice && ground.switches.number('webex.secondDelete') === 204) return { status: 204 };
      meetings.delete(meetings.hosted(id, host.email), sendEmailOf(call.query['sendEmail']));
      return { status: 204 };
    }),
  );
}

/** How meetings are shown to a caller. */
function reader({ ground, meetings }: MeetingRoutesDeps): Reader {
  const beholder = (meeting: Meeting, email: string, clientId: string, zone: string): Beholder => ({
    now: ground.clock.now(),
    zone,
    host: meetings.host(meeting),
    asHost: meetings.hosts(meeting, email),
    clientId,
    unknownFields: ground.switches.is('webex.unknownFields'),
  });
  const occurrence = (meeting: Meeting, as: Beholder): MeetingView =>
    occurrenceView(meeting, as, ground.switches.text('webex.occurrenceMtid') === 'own');
  return {
    beholder,
    // A write answers in the zone the meeting was scheduled in; reads answer in the zone their header asks for.
    written: (call, meeting) =>
      seriesView(meeting, beholder(meeting, meeting.hostEmail, call.session.clientId, meeting.timezone)),
    one: (call) => {
      const id = call.params['meetingId'] ?? '';
      const { email } = call.actFor(call.query['hostEmail']);
      const meeting = meetings.visible(id.slice(0, 32), email, call.headers['password']);
      const zone = readZone(call.headers['timezone'], ground.switches);
      const as = beholder(meeting, email, call.session.clientId, zone);
      if (id === meeting.id)
        return call.query['current'] === 'true' ? occurrence(meeting, as) : seriesView(meeting, as);
      // A moved meeting's occurrence has a new id; the old one is gone.
      if (id === occurrenceIdOf(meeting)) return occurrence(meeting, as);
      const instance = meeting.instances.find((known) => known.id === id);
      if (!instance) throw meetingNotFound();
      return instanceView(meeting, instance, as);
    },
  };
}

/** @throws {WebexError} for ids that cannot be written: instances never, occurrences not in this local Webex */
function writableId(call: ApiCall): string {
  const id = call.params['meetingId'] ?? '';
  if (INSTANCE.test(id)) throw invalid(`Meeting ID '${id}' is not allowed for this API.`);
  if (OCCURRENCE.test(id)) throw notBuilt('changing one occurrence');
  if (id === '') throw notFound();
  return id;
}

function hostEmailOf(body: unknown): string | undefined {
  const hostEmail = (body as { hostEmail?: unknown } | undefined | null)?.hostEmail;
  return typeof hostEmail === 'string' ? hostEmail : undefined;
}

/** Everybody is told unless the caller says no. @throws {WebexError} 400 */
export function sendEmailOf(value: string | undefined): boolean {
  if (value === undefined || value === 'true') return true;
  if (value === 'false') return false;
  throw malformed("'sendEmail' is invalid");
}
