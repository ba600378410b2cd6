import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { api, type ApiCall, type Shell } from '../http-shell.ts';
import { queryFlag, readBody } from '../request-values.ts';
import { PREFERENCES_READ, PREFERENCES_WRITE } from '../oauth/scopes.ts';
import { forbidden, malformed, notFound } from '../webex-error.ts';
import {
  AudioBody,
  DefaultSiteBody,
  DelegatesBody,
  RoomBody,
  SchedulingBody,
  VideoBody,
} from './preference-bodies.ts';
import type { KeptPreferences, Preferences } from './preferences.ts';
import type { WebexUser } from './user.ts';
import type { Users } from './users.ts';

const DefaultSiteQuery = v.object({ defaultSite: v.optional(queryFlag, 'false') });
const OTHERS = "Not permitted to view or change other user's preferences.";

interface PreferenceRoutesDeps extends Shell {
  readonly users: Users;
  readonly preferences: Preferences;
}

type Show = (user: WebexUser, siteUrl: string | undefined) => unknown;

/** `/meetingPreferences` below the server's prefix. */
export function preferenceRoutes(server: FastifyInstance, deps: PreferenceRoutesDeps): void {
  const { preferences } = deps;
  const room: Show = (user, siteUrl) => preferences.room(user, siteUrl);
  const audio: Show = (user, siteUrl) => preferences.audio(user, siteUrl);
  const video: Show = (user, siteUrl) => preferences.video(user, siteUrl);
  const scheduling: Show = (user, siteUrl) => preferences.scheduling(user, siteUrl);

  server.get(
    '/meetingPreferences',
    changing(deps, PREFERENCES_READ, (call) => {
      const [user, siteUrl] = whose(call);
      return {
        personalMeetingRoom: room(user, siteUrl),
        audio: audio(user, siteUrl),
        video: video(user, siteUrl),
        schedulingOptions: scheduling(user, siteUrl),
        sites: user.sites,
      };
    }),
  );

  const part = (path: string, schema: v.GenericSchema, key: keyof KeptPreferences, show: Show): void => {
    server.get(
      path,
      changing(deps, PREFERENCES_READ, (call) => show(...whose(call))),
    );
    server.put(
      path,
      changing(deps, PREFERENCES_WRITE, (call) => {
        const [user, siteUrl] = whose(call);
        preferences.set(user, siteUrl, { [key]: readBody(schema, call.body) });
        return show(user, siteUrl);
      }),
    );
  };
  part('/meetingPreferences/personalMeetingRoom', RoomBody, 'room', room);
  part('/meetingPreferences/audio', AudioBody, 'audio', audio);
  part('/meetingPreferences/video', VideoBody, 'video', video);
  part('/meetingPreferences/schedulingOptions', SchedulingBody, 'scheduling', scheduling);
  delegateRoutes(server, deps);
  siteRoutes(server, deps);
}

/** Delegates are a preference only: nothing lets them create for the host. */
function delegateRoutes(server: FastifyInstance, deps: PreferenceRoutesDeps): void {
  const { preferences } = deps;
  const change = (call: ApiCall, merge: (before: readonly string[], sent: readonly string[]) => string[]) => {
    const { emails } = readBody(DelegatesBody, call.body);
    const [user, siteUrl] = whose(call);
    const scheduling = preferences.scheduling(user, siteUrl);
    const delegateEmails = merge(scheduling.delegateEmails, emails);
    preferences.set(user, siteUrl, { scheduling: { ...scheduling, delegateEmails } });
    return { emails: delegateEmails };
  };
  server.post(
    '/meetingPreferences/schedulingOptions/delegateEmails/insert',
    changing(deps, PREFERENCES_WRITE, (call) =>
      change(call, (before, sent) => [...new Set([...before, ...sent])]),
    ),
  );
  server.post(
    '/meetingPreferences/schedulingOptions/delegateEmails/delete',
    api(deps, PREFERENCES_WRITE, (call) => {
      change(call, (before, sent) => before.filter((email) => !sent.includes(email)));
      return { status: 204 };
    }),
  );
}

function siteRoutes(server: FastifyInstance, deps: PreferenceRoutesDeps): void {
  server.get(
    '/meetingPreferences/sites',
    changing(deps, PREFERENCES_READ, (call) => ({ sites: person(call).sites })),
  );
  server.put(
    '/meetingPreferences/sites',
    changing(deps, PREFERENCES_WRITE, (call) => {
      const { defaultSite } = readBody(DefaultSiteQuery, call.query);
      if (!defaultSite) throw malformed("'defaultSite' must be true");
      const { siteUrl } = readBody(DefaultSiteBody, call.body);
      const user = person(call);
      if (!user.sites.some((site) => site.siteUrl === siteUrl)) throw notFound();
      deps.users.put(user.email, {
        sites: user.sites.map((site) => ({ ...site, default: site.siteUrl === siteUrl })),
      });
      return { siteUrl, default: true };
    }),
  );
}

/** A call that answers 200 with what `act` returns. Also reads write: a room's number is given when first looked at. */
function changing(
  deps: PreferenceRoutesDeps,
  need: typeof PREFERENCES_READ,
  act: (call: ApiCall) => unknown,
): ReturnType<typeof api> {
  return api(deps, need, (call) => ({ status: 200, body: deps.change(() => act(call)) }));
}

function whose(call: ApiCall): [user: WebexUser, siteUrl: string | undefined] {
  return [person(call), call.query['siteUrl']];
}

/** @throws {WebexError} 403 for another person's preferences without an administrator's rights */
function person(call: ApiCall): WebexUser {
  const email = call.query['userEmail'];
  if (email === undefined || email.toLowerCase() === call.session.user.email.toLowerCase())
    return call.actFor(undefined);
  if (!call.session.user.admin) throw forbidden(OTHERS);
  return call.actFor(email);
}
