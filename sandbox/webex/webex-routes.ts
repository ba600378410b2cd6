import formbody from '@fastify/formbody';
import type { FastifyInstance } from 'fastify';
import { addEdge } from '../control/edge.ts';
import { adminRoutes } from './admin/admin-routes.ts';
import { BEYOND, COVERAGE } from './coverage.ts';
import { crossOrigin } from './cross-origin.ts';
import { errorBody, shapeReplies, type Shell } from './http-shell.ts';
import { inviteeRoutes } from './invitees/invitee-routes.ts';
import type { Invitees } from './invitees/invitees.ts';
import type { HostChange } from './meetings/host-change.ts';
import { meetingActionRoutes } from './meetings/meeting-action-routes.ts';
import { meetingRoutes, type MeetingRoutesDeps } from './meetings/meeting-routes.ts';
import { applicationRoutes } from './oauth/application-routes.ts';
import type { Grants } from './oauth/grants.ts';
import { oauthRoutes } from './oauth/oauth-routes.ts';
import type { ServiceApps } from './oauth/service-apps.ts';
import { joinPage } from './pages/join-page.ts';
import { registrationRoutes } from './registration/registration-routes.ts';
import type { Registrants } from './registration/registrants.ts';
import { siteRoutes } from './sites/site-routes.ts';
import { templateRoutes } from './templates/template-routes.ts';
import { peopleRoutes } from './users/people-routes.ts';
import { preferenceRoutes } from './users/preference-routes.ts';
import type { Users } from './users/users.ts';
import { notBuilt } from './webex-error.ts';
import { webhookRoutes } from './webhooks/webhook-routes.ts';
import type { Webhooks } from './webhooks/webhooks.ts';

export interface WebexRoutesDeps extends Shell, MeetingRoutesDeps {
  readonly users: Users;
  readonly grants: Grants;
  readonly serviceApps: ServiceApps;
  readonly hostChange: HostChange;
  readonly invitees: Invitees;
  readonly registrants: Registrants;
  readonly webhooks: Webhooks;
}

/** The whole of the local Webex on one server: edge, API below `/v1`, OAuth beside and below it, join pages. */
export function webexRoutes(server: FastifyInstance, deps: WebexRoutesDeps): void {
  const { ground, sessions } = deps;
  crossOrigin(server);
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
      apiRoutes(v1, deps);
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

function apiRoutes(v1: FastifyInstance, deps: WebexRoutesDeps): void {
  oauthRoutes(v1, deps);
  applicationRoutes(v1, deps);
  peopleRoutes(v1, deps);
  preferenceRoutes(v1, deps);
  siteRoutes(v1, deps);
  templateRoutes(v1, deps);
  meetingRoutes(v1, deps);
  meetingActionRoutes(v1, deps);
  inviteeRoutes(v1, deps);
  registrationRoutes(v1, deps);
  webhookRoutes(v1, deps);
  adminRoutes(v1, deps);
  for (const { method, path, status, what } of [...COVERAGE, ...BEYOND]) {
    if (status !== 'refused') continue;
    v1.route({
      method: method,
      url: path.replaceAll(/\{(\w+)\}/g, ':$1'),
      handler: () => {
        throw notBuilt(what);
      },
    });
  }
}
