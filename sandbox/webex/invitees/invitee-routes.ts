import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { api, type ApiCall, type Shell } from '../http-shell.ts';
import { InviteeEntry } from '../meetings/meeting-body.ts';
import { sendEmailOf } from '../meetings/meeting-routes.ts';
import type { Meeting } from '../meetings/meeting.ts';
import type { Meetings } from '../meetings/meetings.ts';
import { asOccurrence, occurrenceById } from '../meetings/occurrences.ts';
import { SCHEDULES_READ, SCHEDULES_WRITE } from '../oauth/scopes.ts';
import { page } from '../paging.ts';
import { bodyFlag, queryFlag, readBody } from '../request-values.ts';
import { invalid, malformed, meetingNotFound } from '../webex-error.ts';
import { inviteeView, type GuestsOf, type Invitee } from './invitee.ts';
import type { Invitees } from './invitees.ts';

const meetingId = v.pipe(v.string(), v.minLength(1));
const hostEmail = v.optional(v.string());
/** No default is stated for these three calls; the default of all others is to mail. */
const sendEmail = v.optional(bodyFlag, true);

const AddBody = v.object({ ...InviteeEntry.entries, meetingId, hostEmail, sendEmail });
const BulkBody = v.object({
  meetingId,
  hostEmail,
  items: v.array(v.object({ ...InviteeEntry.entries, sendEmail })),
});
const PutBody = v.object({
  email: InviteeEntry.entries.email,
  displayName: InviteeEntry.entries.displayName,
  coHost: v.optional(bodyFlag),
  panelist: v.optional(bodyFlag),
  hostEmail,
  sendEmail,
});

const ListQuery = v.object({ panelist: v.optional(queryFlag) });

interface InviteeRoutesDeps extends Shell {
  readonly meetings: Meetings;
  readonly invitees: Invitees;
}

/** `/meetingInvitees` below the server's prefix. */
export function inviteeRoutes(server: FastifyInstance, deps: InviteeRoutesDeps): void {
  const { meetings, invitees } = deps;
  server.get(
    '/meetingInvitees',
    api(deps, SCHEDULES_READ, (call) => {
      const id = given(call.query['meetingId']);
      meetings.visible(id, call.actFor(call.query['hostEmail']).email);
      const { panelist } = readBody(ListQuery, call.query);
      const found = invitees.of(id).filter((one) => panelist === undefined || one.panelist === panelist);
      return page(call, found.map(inviteeView));
    }),
  );

  server.post(
    '/meetingInvitees',
    api(deps, SCHEDULES_WRITE, (call) => {
      const body = readBody(AddBody, call.body);
      const hosted = meetings.hosted(body.meetingId, call.actFor(body.hostEmail).email);
      const meeting = writable(hosted, body.meetingId);
      return { status: 200, body: inviteeView(invitees.add(meeting, body, body.sendEmail)) };
    }),
  );

  server.post(
    '/meetingInvitees/bulkInsert',
    api(deps, SCHEDULES_WRITE, (call) => {
      const body = readBody(BulkBody, call.body);
      const hosted = meetings.hosted(body.meetingId, call.actFor(body.hostEmail).email);
      const meeting = writable(hosted, body.meetingId);
      return { status: 200, body: { items: invitees.addBulk(meeting, body.items).map(inviteeView) } };
    }),
  );
  guestRoutes(server, deps);
}

function guestRoutes(server: FastifyInstance, deps: InviteeRoutesDeps): void {
  const { meetings, invitees } = deps;
  /** The guest and the meeting, for its host. */
  const own = (call: ApiCall, host: string): { meeting: GuestsOf; invitee: Invitee } => {
    const invitee = invitees.get(call.params['inviteeId'] ?? '');
    return { invitee, meeting: writable(meetings.hosted(invitee.meetingId, host), invitee.meetingId) };
  };

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

/** @throws {WebexError} 400 */
function given(id: string | undefined): string {
  if (id === undefined || id === '') throw malformed("'meetingId' cannot be empty");
  return id;
}

/**
 * Guests can be written for a series and for one occurrence; of an instance they are what they were.
 * @throws {WebexError} 400, 404
 */
function writable(meeting: Meeting, id: string): GuestsOf {
  const room = meeting.scheduledType === 'personalRoomMeeting';
  if (room || id.includes('_I_')) throw invalid(`Meeting ID '${id}' is not allowed for this API.`);
  if (id === meeting.id) return meeting;
  const occurrence = occurrenceById(meeting, id);
  if (!occurrence) throw meetingNotFound();
  return { id, title: asOccurrence(meeting, occurrence).title };
}
