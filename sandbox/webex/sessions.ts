import type { FastifyRequest } from 'fastify';
import type { Caller } from '../control/calls.ts';
import type { Ground } from '../control/ground.ts';
import type { Grants } from './oauth/grants.ts';
import type { AccessToken } from './oauth/oauth-records.ts';
import { covers, type ScopeNeed } from './oauth/scopes.ts';
import type { WebexUser } from './users/user.ts';
import type { Users } from './users/users.ts';
import { forbidden, notFound, unauthenticated, WebexError, messageFor } from './webex-error.ts';

const MINUTE_MS = 60_000;
const NO_DATA = 'Cannot find the data';

/** Who calls, and what that one may do. */
export interface Session {
  readonly user: WebexUser;
  readonly clientId: string;
  readonly scopes: readonly string[];
}

/** Turns a request's token into a session, and counts calls per person and minute. */
export class Sessions {
  readonly #ground: Ground;
  readonly #grants: Grants;
  readonly #users: Users;
  /** Instants of the last minute's calls, by address. A limit, no state worth keeping over a restart. */
  readonly #recent = new Map<string, number[]>();

  constructor(ground: Ground, grants: Grants, users: Users) {
    this.#ground = ground;
    this.#grants = grants;
    this.#users = users;
  }

  forget(): void {
    this.#recent.clear();
  }

  /** For the log: the account of a request, without effects. */
  account(request: FastifyRequest): string | null {
    return this.#token(request)?.email ?? null;
  }

  /** For the log: whose call this is. Whoever shows no token and asks for HTML is a person's browser. */
  caller(request: FastifyRequest): Caller {
    const token = this.#token(request);
    if (token) return this.#grants.client(token.clientId)?.caller ?? 'outside';
    if ((request.headers.accept ?? '').includes('text/html')) return 'page';
    return request.url.includes('access_token') ? 'service' : 'outside';
  }

  /**
   * The session of an API call that needs one of `need`'s scopes.
   * @throws {WebexError} 401, 403 or 429
   */
  open(request: FastifyRequest, need: ScopeNeed): Session {
    const token = this.#token(request);
    const user = token && this.#users.find(token.email);
    if (!token || !user) throw unauthenticated();
    this.#limit(user.email.toLowerCase());
    const { scopes, clientId } = token;
    const mayAdminister = covers(scopes, need.admin) && (need.user !== undefined || user.admin);
    if (!covers(scopes, need.user) && !mayAdminister) throw forbidden();
    return { user, clientId, scopes };
  }

  /**
   * The person a call is about: the caller, or `hostEmail` for an administrator with the `admin` scope.
   * @throws {WebexError} 403 without the scope or role; 404 for somebody who cannot host, which Webex words like a
   * missing object
   */
  actFor(session: Session, need: ScopeNeed, hostEmail: string | undefined): WebexUser {
    if (hostEmail === undefined) {
      const own = covers(session.scopes, need.user);
      if (own && session.user.machine !== true) return session.user;
      // Nobody's own account stands behind an administrative token; how Webex says so is open.
      throw this.#ground.switches.number('webex.serviceAppWithoutHost') === 404
        ? notFound(NO_DATA)
        : forbidden();
    }
    const mayAct = session.user.admin && covers(session.scopes, need.admin);
    if (!mayAct) throw forbidden();
    const host = this.#users.find(hostEmail);
    if (host?.orgId !== session.user.orgId || host.licence !== 'host') throw notFound(NO_DATA);
    return host;
  }

  #token(request: FastifyRequest): AccessToken | undefined {
    const [scheme, token] = (request.headers.authorization ?? '').split(' ');
    return scheme?.toLowerCase() === 'bearer' && token ? this.#grants.access(token) : undefined;
  }

  #limit(email: string): void {
    const limit = this.#ground.switches.number('webex.requestsPerMinute');
    if (limit === 0) return;
    const now = this.#ground.clock.now();
    const recent = (this.#recent.get(email) ?? []).filter((at) => at > now - MINUTE_MS && at <= now);
    const oldest = recent[0];
    if (oldest !== undefined && recent.length >= limit) {
      const seconds = Math.max(1, Math.ceil((oldest + MINUTE_MS - now) / 1000));
      throw new WebexError(429, messageFor(429), undefined, { 'retry-after': String(seconds) });
    }
    recent.push(now);
    this.#recent.set(email, recent);
  }
}
