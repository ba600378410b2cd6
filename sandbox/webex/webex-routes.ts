import formbody from '@fastify/formbody';
import type { FastifyInstance } from 'fastify';
import { addEdge } from '../control/edge.ts';
import { errorBody, shapeReplies, type Shell } from './http-shell.ts';
import { inviteeRoutes } from './invitees/invitee-routes.ts';
import type { Invitees } from './invitees/invitees.ts';
import { meetingRoutes } from './meetings/meeting-routes.ts';
import type { Meetings } from './meetings/meetings.ts';
import type { Grants } from './oauth/grants.ts';
import { oauthRoutes } from './oauth/oauth-routes.ts';
import { joinPage } from './pages/join-page.ts';
import { peopleRoutes } from './users/people-routes.ts';
import { preferenceRoutes } from './users/preference-routes.ts';
import type { Users } from './users/users.ts';
import { notBuilt } from './webex-error.ts';
import type { WebexTables } from './webex-tables.ts';

interface WebexRoutesDeps extends Shell {
  readonly tables: WebexTables;
  readonly users: Users;
  readonly grants: Grants;
  readonly meetings: Meetings;
  readonly invitees: Invitees;
}

/** What the real API has and this one has not: path below `/v1`, and its name. */
const LATER: readonly (readonly [path: string, what: string])[] = [
  ['/webhooks', 'webhooks'],
  ['/meetings/templates', 'meeting templates'],
  ['/meetings/sessionTypes', 'session types'],
  ['/meetings/trackingCodes', 'tracking codes'],
  ['/meetings/reassignHost', 'changing the host'],
  ['/meetings/join', 'join links'],
  ['/meetings/:meetingId/globalCallinNumbers', 'global call-in numbers'],
  ['/meetings/:meetingId/end', 'ending a meeting'],
  ['/meetingParticipants', 'participants'],
  ['/recordings', 'recordings'],
  ['/meetingTranscripts', 'transcripts'],
  ['/admin/*', 'administration'],
  ['/applications/*', 'service apps'],
  ['/authorizations', 'authorizations'],
];

/** The whole of the local Webex on one server: edge, API below `/v1`, OAuth beside and below it, join pages. */
export function webexRoutes(server: FastifyInstance, deps: WebexRoutesDeps): void {
  const { ground, sessions } = deps;
  addEdge(server, ground, {
    on: 'webex',
    account: (request) => sessions.account(request),
    caller: (request) => sessions.caller(request),
    errorBody: (status, reason) => errorBody(ground, status, reason),
  });
  server.removeAllContentTypeParsers();
  shapeReplies(server, ground);
  void server.register(formbody);
  void server.register(
    (v1, _options, done) => {
      oauthRoutes(v1, deps);
      peopleRoutes(v1, deps);
      preferenceRoutes(v1, deps);
      meetingRoutes(v1, deps);
      inviteeRoutes(v1, deps);
      for (const [path, what] of LATER) {
        v1.all(path, () => {
          throw notBuilt(what);
        });
      }
      done();
    },
    { prefix: '/v1' },
  );
  void server.register((beside, _options, done) => {
    oauthRoutes(beside, deps);
    joinPage(beside, deps);
    done();
  });
}
