import type { FastifyInstance } from 'fastify';
import { api, type Shell } from '../http-shell.ts';
import { publicId } from '../identifiers.ts';
import { PEOPLE_READ } from '../oauth/scopes.ts';
import { notBuilt } from '../webex-error.ts';
import type { WebexUser } from './user.ts';

/** `/people/me` below the server's prefix. */
export function peopleRoutes(server: FastifyInstance, shell: Shell): void {
  server.get(
    '/people/me',
    api(shell, PEOPLE_READ, ({ session }) => ({
      status: 200,
      body: personView(session.user),
      plainJson: true,
    })),
  );
  const others = api(shell, PEOPLE_READ, () => {
    throw notBuilt('people other than oneself');
  });
  server.get('/people', others);
  server.get('/people/:personId', others);
}

function personView(user: WebexUser): Record<string, unknown> {
  const [firstName = user.displayName, ...rest] = user.displayName.split(' ');
  return {
    id: publicId('PEOPLE', user.personId),
    emails: [user.email],
    displayName: user.displayName,
    nickName: firstName,
    firstName,
    ...(rest.length > 0 ? { lastName: rest.join(' ') } : {}),
    orgId: publicId('ORGANIZATION', user.orgId),
    ...(user.licence === 'host' ? { licenses: [publicId('LICENSE', user.orgId)] } : { licenses: [] }),
    created: user.created,
    lastModified: user.created,
    timezone: user.timezone,
    // An account that may only attend is marked by a suffix.
    siteUrls:
      user.licence === 'none'
        ? []
        : user.sites.map(({ siteUrl }) => siteUrl + (user.licence === 'host' ? '' : '#attendee')),
    status: 'unknown',
    invitePending: 'false',
    loginEnabled: 'true',
    type: 'person',
  };
}
