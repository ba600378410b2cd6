/** What a site offers to the meetings of its hosts: session types and tracking codes. */
import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { api, type ApiCall, type Shell } from '../http-shell.ts';
import { readBody } from '../request-values.ts';
import { SCHEDULES_READ } from '../oauth/scopes.ts';
import { preferredSite } from '../users/users.ts';
import { forbidden, notFound } from '../webex-error.ts';

interface SessionType {
  readonly id: string;
  readonly name: string;
  readonly type: 'meeting' | 'webinar';
  readonly attendeesCapacity: number;
}

/** Ids are text here and numbers in meetings. */
const SUITE: readonly SessionType[] = [
  { id: '3', name: 'Webex Meetings Pro', type: 'meeting', attendeesCapacity: 1000 },
  { id: '159', name: 'Webex Meetings', type: 'meeting', attendeesCapacity: 1000 },
  { id: '561', name: 'Webex Webinars', type: 'webinar', attendeesCapacity: 1000 },
];
const FREE: readonly SessionType[] = [
  { id: '628', name: 'Webex Meetings Free', type: 'meeting', attendeesCapacity: 100 },
];
const TrackingQuery = v.object({ service: v.picklist(['MeetingCenter', 'All']) });

/** `/meetings/sessionTypes` and `/meetings/trackingCodes` below the server's prefix. */
export function siteRoutes(server: FastifyInstance, deps: Shell): void {
  const types = (call: ApiCall): readonly SessionType[] => {
    siteOf(call);
    return deps.ground.switches.text('webex.site') === 'free' ? FREE : SUITE;
  };
  server.get(
    '/meetings/sessionTypes',
    api(deps, SCHEDULES_READ, (call) => ({ status: 200, body: { items: types(call) } })),
  );
  server.get(
    '/meetings/sessionTypes/:sessionTypeId',
    api(deps, SCHEDULES_READ, (call) => {
      const found = types(call).find(({ id }) => id === call.params['sessionTypeId']);
      if (!found) throw notFound();
      return { status: 200, body: found };
    }),
  );
  server.get(
    '/meetings/trackingCodes',
    api(deps, SCHEDULES_READ, (call) => {
      readBody(TrackingQuery, call.query);
      return { status: 200, body: { items: [department(siteOf(call))] }, plainJson: true };
    }),
  );
}

/** @throws {WebexError} 403 for a site where the person cannot host */
function siteOf(call: ApiCall): string {
  const host = call.actFor(call.query['hostEmail']);
  const named = call.query['siteUrl'];
  const site = named === undefined ? preferredSite(host) : host.sites.find((one) => one.siteUrl === named);
  if (!site || host.licence !== 'host') throw forbidden();
  return site.siteUrl;
}

function department(siteUrl: string): object {
  return {
    id: '1',
    name: 'Department',
    siteUrl,
    inputMode: 'text',
    options: [
      { value: 'Engineering', defaultValue: false },
      { value: 'Design', defaultValue: true },
    ],
    service: 'MeetingCenter',
    type: 'optional',
  };
}
