import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { api, type ApiCall, type Shell } from '../http-shell.ts';
import { InviteeEntry, readBody } from '../meetings/meeting-body.ts';
import { sendEmailOf } from '../meetings/meeting-routes.ts';
import type { Meeting } from '../meetings/meeting.ts';
import type { Meetings } from '../meetings/meetings.ts';
import { SCHEDULES_READ, SCHEDULES_WRITE } from '../oauth/scopes.ts';
import { page } from '../paging.ts';
import { malformed, notBuilt } from '../webex-error.ts';
import { inviteeView, type Invitee } from './invitee.ts';
import type { Invitees } from './invitees.ts';

const meetingId = v.pipe(v.string(), v.minLength(1));
const hostEmail = v.optional(v.string());
/** No default is stated for these three calls; the default of all others is to mail. */
const sendEmail = v.optional(v.boolean(), true);

const AddBody = v.object({ ...InviteeEntry.entries, meetingId, hostEmail, sendEmail });
const BulkBody = v.object({
  meetingId,
  hostEmail,
  items: v.array(v.object({ ...InviteeEntry.entries, sendEmail })),
});
const PutBody = v.object({
  email: InviteeEntry.entries.email,
  displayName: InviteeEntry.entries.displayName,
  coHost: v.optional(v.boolean()),
  panelist: v.optional(v.boolean()),
  hostEmail,
  sendEmail,
});

interface InviteeRoutesDeps extends Shell {
  readonly meetings: Meetings;
  readonly invitees: Invitees;
}

/** `/meetingInvitees` below the server's prefix. */
export function inviteeRoutes(server: FastifyInstance, deps: InviteeRoutesDeps): void {
  const { meetings, invitees } = deps;
  /** The guest and the meeting, for its host. */
  const own = (call: ApiCall, host: string): { meeting: Meeting; invitee: Invitee } => {
    const invitee = invitees.get(call.params['inviteeId'] ?? '');
    return { invitee, meeting: meetings.hosted(invitee.meetingId, host) };
  };

  server.get(
    '/meetingInvitees',
    api(deps, SCHEDULES_READ, (call) => {
      const id = seriesId(call.query['meetingId']);
      const meeting = meetings.visible(id, call.actFor(call.query['hostEmail']).email);
      const panelist = call.query['panelist'];
      const found = invitees
        .of(meeting.id)
        .filter((one) => panelist === undefined || String(one.panelist) === panelist);
      return page(call, found.map(inviteeView));
    }),
  );

  server.post(
    '/meetingInvitees',
    api(deps, SCHEDULES_WRITE, (call) => {
      const body = readBody(AddBody, call.body);
      const meeting = meetings.hosted(seriesId(body.meetingId), call.actFor(body.hostEmail).email);
      return { status: 200, body: inviteeView(invitees.add(meeting, body, body.sendEmail)) };
    }),
  );

  server.post(
    '/meetingInvitees/bulkInsert',
    api(deps, SCHEDULES_WRITE, (call) => {
      const body = readBody(BulkBody, call.body);
      const meeting = meetings.hosted(seriesId(body.meetingId), call.actFor(body.hostEmail).email);
      return { status: 200, body: { items: invitees.addBulk(meeting, body.items).map(inviteeView) } };
    }),
  );

  server.get(
    '/meetingInvitees/:inviteeId',
    api(deps, SCHEDULES_READ, (call) => {
      const { email } = call.actFor(call.query['hostEmail']);
      const invitee = invitees.get(call.params['inviteeId'] ?? '');
      meetings.visible(invitee.meetingId, email);
      return { status: 200, body: inviteeView(invitee) };
    }),
  );

  server.put(
    '/meetingInvitees/:inviteeId',
    api(deps, SCHEDULES_WRITE, (call) => {
      const body = readBody(PutBody, call.body);
      const { meeting, invitee } = own(call, call.actFor(body.hostEmail).email);
      return { status: 200, body: inviteeView(invitees.update(meeting, invitee, body, body.sendEmail)) };
    }),
  );

  server.delete(
    '/meetingInvitees/:inviteeId',
    api(deps, SCHEDULES_WRITE, (call) => {
      const { meeting, invitee } = own(call, call.actFor(call.query['hostEmail']).email);
      invitees.remove(meeting, invitee, sendEmailOf(call.query['sendEmail']));
      return { status: 204 };
    }),
  );
}

/** Guests exist per series, per occurrence and per instance; here only the first. @throws {WebexError} */
function seriesId(id: string | undefined): string {
  if (id === undefined || id === '') throw malformed("'meetingId' cannot be empty");
  if (id.includes('_')) throw notBuilt('guests of one occurrence or instance');
  return id;
}
