import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { api, type ApiCall, type Shell } from '../http-shell.ts';
import { readBody } from '../meetings/meeting-body.ts';
import { siteDefaults, type SiteProfile } from '../meetings/meeting-options.ts';
import { PREFERENCES_READ, PREFERENCES_WRITE } from '../oauth/scopes.ts';
import { forbidden, malformed, notBuilt, notFound } from '../webex-error.ts';
import type { WebexUser } from './user.ts';
import type { Users } from './users.ts';

const OTHERS = "Not permitted to view or change other user's preferences.";
const SiteBody = v.object({ siteUrl: v.pipe(v.string(), v.minLength(1)) });

/** `/meetingPreferences` below the server's prefix: sites and scheduling options. */
export function preferenceRoutes(server: FastifyInstance, deps: Shell & { readonly users: Users }): void {
  const { ground, users } = deps;

  server.get(
    '/meetingPreferences/sites',
    api(deps, PREFERENCES_READ, (call) => ({
      status: 200,
      body: { sites: person(call).sites },
    })),
  );

  server.put(
    '/meetingPreferences/sites',
    api(deps, PREFERENCES_WRITE, (call) => {
      if (call.query['defaultSite'] !== 'true') throw malformed("'defaultSite' must be true");
      const { siteUrl } = readBody(SiteBody, call.body);
      const user = person(call);
      if (!user.sites.some((site) => site.siteUrl === siteUrl)) throw notFound();
      users.put(user.email, {
        sites: user.sites.map((site) => ({ ...site, default: site.siteUrl === siteUrl })),
      });
      return { status: 200, body: { siteUrl, default: true } };
    }),
  );

  server.get(
    '/meetingPreferences/schedulingOptions',
    api(deps, PREFERENCES_READ, (call) => {
      person(call);
      const { enabledJoinBeforeHost, joinBeforeHostMinutes } = siteDefaults(
        ground.switches.text('webex.site') as SiteProfile,
      );
      return {
        status: 200,
        body: {
          enabledJoinBeforeHost,
          joinBeforeHostMinutes,
          enabledAutoShareRecording: false,
          delegateEmails: [],
        },
      };
    }),
  );

  const later = api(deps, PREFERENCES_READ, () => {
    throw notBuilt('these preferences');
  });
  server.get('/meetingPreferences', later);
  server.get('/meetingPreferences/:part', later);
}

/** @throws {WebexError} 403 for another person's preferences without an administrator's rights */
function person(call: ApiCall): WebexUser {
  const email = call.query['userEmail'];
  if (email === undefined || email.toLowerCase() === call.session.user.email.toLowerCase())
    return call.actFor(undefined);
  if (!call.session.user.admin) throw forbidden(OTHERS);
  return call.actFor(email);
}
