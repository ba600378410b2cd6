/** Local Google's edge: whose call it is, for the log and for faults, and Google's error body for a planted status. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Caller } from '../control/calls.ts';
import { addEdge } from '../control/edge.ts';
import type { Ground } from '../control/ground.ts';
import { plantedError } from './calendar/calendar-error.ts';
import type { Identity } from './identity/identity.ts';
import type { ClientKind } from './identity/oauth-client.ts';

const CALLERS: Readonly<Record<ClientKind, Caller>> = {
  page: 'page',
  script: 'addon',
  service: 'service',
  outside: 'outside',
};

/** A server asks these without an access token; here only the add-on's service does. */
const FOR_SERVERS = /^\/(oauth2\/v[13]\/certs|token|o\/oauth2\/token)$/;

export function addGoogleEdge(server: FastifyInstance, ground: Ground, identity: Identity): void {
  const holder = (request: FastifyRequest) => {
    const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
    return token === undefined ? undefined : identity.resolve(token);
  };
  addEdge(server, ground, {
    on: 'google',
    account: (request) => holder(request)?.email ?? null,
    caller: (request) => {
      const kind = holder(request)?.kind;
      if (kind !== undefined) return CALLERS[kind];
      return FOR_SERVERS.test(request.url.split('?', 1)[0] ?? '') ? 'service' : 'outside';
    },
    errorBody: (status, reason) => plantedError(status, reason).body(),
  });
}
