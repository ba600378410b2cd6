import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { api, type Shell } from '../http-shell.ts';
import { publicId } from '../identifiers.ts';
import { readBody } from '../request-values.ts';
import { PEOPLE_READ } from '../oauth/scopes.ts';
import { page } from '../paging.ts';
import { malformed, notFound } from '../webex-error.ts';
import type { WebexUser } from './user.ts';
import type { Users } from './users.ts';

const text = v.optional(v.pipe(v.string(), v.minLength(1)));
const ListQuery = v.object({ email: text, displayName: text, id: text });

/** `/people` below the server's prefix: oneself, and colleagues of the same organisation. */
export function peopleRoutes(server: FastifyInstance, deps: Shell & { readonly users: Users }): void {
  const { users } = deps;
  const colleagues = (user: WebexUser): readonly WebexUser[] =>
    users.list().filter(({ orgId }) => orgId === user.orgId);

  server.get(
    '/people/me',
    api(deps, PEOPLE_READ, ({ session }) => ({
      status: 200,
      body: personView(session.user),
      plainJson: true,
    })),
  );

  server.get(
    '/people',
    api(deps, PEOPLE_READ, (call) => {
      const { email, displayName, id } = readBody(ListQuery, call.query);
      const isAdmin = call.session.user.admin;
      if (email === undefined && displayName === undefined && id === undefined && !isAdmin)
        throw malformed('Email, displayName, or id list should be specified.');
      const ids = id?.split(',');
      const found = colleagues(call.session.user)
        .filter((user) => email === undefined || user.email.toLowerCase() === email.toLowerCase())
        .filter((user) => user.displayName.toLowerCase().startsWith((displayName ?? '').toLowerCase()))
        .map(personView)
        .filter((person) => ids?.includes(String(person['id'])) ?? true);
      return { ...page(call, found, { usual: 100, most: 1000 }), plainJson: true };
    }),
  );

  server.get(
    '/people/:personId',
    api(deps, PEOPLE_READ, (call) => {
      const found = colleagues(call.session.user)
        .map(personView)
        .find(({ id }) => id === call.params['personId']);
      if (!found) throw notFound();
      return { status: 200, body: found, plainJson: true };
    }),
  );
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
    type: user.machine === true ? 'appuser' : 'person',
  };
}
