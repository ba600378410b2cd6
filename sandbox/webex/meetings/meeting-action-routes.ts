/** What is done with a meeting besides writing it: links to join, its end, another host. */
import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { api, type ApiAnswer, type ApiCall, type Shell } from '../http-shell.ts';
import { newSecret } from '../identifiers.ts';
import { SCHEDULES_ADMIN_WRITE, SCHEDULES_READ, SCHEDULES_WRITE } from '../oauth/scopes.ts';
import { invalid, malformed, meetingNotFound } from '../webex-error.ts';
import { bodyFlag, bodyNumber, readBody } from '../request-values.ts';
import { formatInstant } from './meeting-times.ts';
import { runningInstance, webLinkOf, type Meeting } from './meeting.ts';
import type { Meetings } from './meetings.ts';
import type { HostChange } from './host-change.ts';
import { asOccurrence, occurrenceById } from './occurrences.ts';

const MINUTE_MS = 60_000;
const text = v.optional(v.pipe(v.string(), v.minLength(1)));

const JoinBody = v.object({
  meetingId: text,
  meetingNumber: text,
  webLink: text,
  joinDirectly: v.optional(bodyFlag, true),
  email: text,
  displayName: text,
  password: text,
  expirationMinutes: v.optional(v.pipe(bodyNumber, v.integer(), v.minValue(1), v.maxValue(60)), 15),
  hostEmail: text,
});
type JoinBody = v.InferOutput<typeof JoinBody>;

const EndBody = v.object({ reason: v.optional(v.string()), hostEmail: text });

const ReassignBody = v.object({
  hostEmail: v.pipe(v.string(), v.minLength(1)),
  meetingIds: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(100)),
});

interface ActionRoutesDeps extends Shell {
  readonly meetings: Meetings;
  readonly hostChange: HostChange;
}

export function meetingActionRoutes(server: FastifyInstance, deps: ActionRoutesDeps): void {
  const { meetings, hostChange } = deps;

  server.post(
    '/meetings/join',
    api(deps, SCHEDULES_READ, (call) => join(call, deps)),
  );

  server.post(
    '/meetings/:meetingId/end',
    api(deps, SCHEDULES_WRITE, (call) => {
      const body = readBody(EndBody, call.body);
      const id = call.params['meetingId'] ?? '';
      const meeting = meetings.hosted(id, call.actFor(body.hostEmail).email);
      const running = runningInstance(meeting);
      const meant =
        id === meeting.id || id === running?.id || occurrenceById(meeting, id)?.slot === running?.slot;
      if (!running || !meant) throw invalid('The meeting is not in progress.');
      meetings.setState(meeting.id, 'ended');
      return { status: 204 };
    }),
  );

  server.post(
    '/meetings/reassignHost',
    api(deps, SCHEDULES_ADMIN_WRITE, (call): ApiAnswer => {
      const body = readBody(ReassignBody, call.body);
      const items = hostChange.reassign(call.session.user, call.headers['siteurl'], body);
      return items.every(({ httpStatus }) => httpStatus === 200)
        ? { status: 204 }
        : { status: 207, body: { items } };
    }),
  );
}

/** A link that opens the meeting without login: as a redirect unless the caller wants to read it. */
function join(call: ApiCall, { ground, meetings }: ActionRoutesDeps): ApiAnswer {
  const body = readBody(JoinBody, call.body);
  const { email } = call.actFor(body.hostEmail);
  const meeting = wanted(body, meetings);
  if (!meeting || (!meetings.concerns(meeting, email) && body.password !== meeting.password))
    throw meetingNotFound();
  const occurrence = body.meetingId === undefined ? undefined : occurrenceById(meeting, body.meetingId);
  const face = occurrence ? asOccurrence(meeting, occurrence) : meeting;
  const link = webLinkOf(face, occurrence ? face.occurrenceMtid : face.mtid);
  const joinLink = `${link}&integrationJoinToken=${newSecret()}`;
  if (body.joinDirectly) return { status: 302, headers: { location: joinLink } };
  const expiration = formatInstant(ground.clock.now() + body.expirationMinutes * MINUTE_MS, 'UTC');
  const startLink = meetings.hosts(meeting, email) ? { startLink: `${joinLink}&start=1` } : {};
  return { status: 200, body: { ...startLink, joinLink, expiration } };
}

function wanted(body: JoinBody, meetings: Meetings): Meeting | undefined {
  const named = [body.meetingId, body.meetingNumber, body.webLink].filter((value) => value !== undefined);
  if (named.length !== 1)
    throw malformed("One of 'meetingId', 'meetingNumber' and 'webLink' must be specified");
  if (body.meetingId !== undefined) return meetings.find(body.meetingId);
  return meetings
    .list()
    .find((meeting) =>
      body.meetingNumber === undefined
        ? [meeting.mtid, meeting.occurrenceMtid].some((mtid) => webLinkOf(meeting, mtid) === body.webLink)
        : meeting.meetingNumber === body.meetingNumber,
    );
}
