/** Everything that answers on Google's origin. */
import type { FastifyInstance } from 'fastify';
import { scriptRoutes } from './apps-script/script-routes.ts';
import { calendarRoutes } from './google/calendar/routes/calendar-routes.ts';
import { directoryRoutes } from './google/directory/directory-routes.ts';
import { discoveryRoutes } from './google/discovery/discovery-routes.ts';
import { gmailRoutes } from './google/gmail/gmail-routes.ts';
import { oauthRoutes } from './google/identity/oauth-routes.ts';
import type { Platforms } from './platforms.ts';

export function googleRoutes(
  server: FastifyInstance,
  platforms: Pick<Platforms, 'ground' | 'identity' | 'calendar' | 'gmail' | 'directory' | 'scripts'>,
): void {
  const { ground, identity, calendar, gmail, directory, scripts } = platforms;
  oauthRoutes(server, identity, ground.clock);
  discoveryRoutes(server);
  calendarRoutes(server, calendar, ground);
  gmailRoutes(server, gmail);
  directoryRoutes(server, directory);
  scriptRoutes(server, scripts, scripts.stateTokens);
}
