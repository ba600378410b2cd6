import { WebexError } from '@webex-scheduler/webex';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as oauth from 'oauth4webapi';
import * as v from 'valibot';
import { ServiceError } from '../errors.ts';
import type { Outbound } from '../outbound/outbound.ts';
import { WEBEX_CALLBACK } from '../outbound/outbound.ts';
import { confirmPage, linkedPage, linkPage, mismatchPage } from '../pages/link-pages.ts';
import { askedBy } from './link-address.ts';
import type { Asked } from './link-address.ts';
import { pageLanguage, sendPage } from './page-context.ts';
import { hasCsrf } from './sessions.ts';
import type { Session, Sessions } from './sessions.ts';
import type { SignIn } from './sign-in.ts';
import { canHost, connect, isSamePerson, noteNoLicence, siteOf } from './webex-connection.ts';
import type { ConnectionOptions } from './webex-connection.ts';

interface LinkRoutesOptions extends ConnectionOptions {
  readonly signIn: SignIn;
  readonly sessions: Sessions;
  readonly outbound: Pick<Outbound, 'webexOAuth' | 'webexWith'>;
}

interface WebexSecrets {
  readonly state: string;
  readonly verifier: string;
}

const LinkQuery = v.object({ for: v.optional(v.pipe(v.string(), v.maxLength(128))) });

/**
 * Connecting Webex: `/link` (signed in with Google, and as the person who asked) → Webex → `/link/confirm` → done.
 */
export class LinkRoutes {
  readonly #options: LinkRoutesOptions;

  constructor(options: LinkRoutesOptions) {
    this.#options = options;
  }

  routes(server: FastifyInstance): void {
    server.get('/link', (request, reply) => this.#begin(request, reply));
    server.post('/link/webex', (request, reply) => this.#goToWebex(request, reply));
    server.get(WEBEX_CALLBACK, (request, reply) => this.#comeBack(request, reply));
    server.get('/link/confirm', (request, reply) => this.#ask(request, reply));
    server.post('/link/confirm', (request, reply) => this.#confirm(request, reply));
    server.post('/link/another', (request, reply) => this.#another(request, reply));
    server.get('/link/done', (request, reply) => sendPage(reply, linkedPage(pageLanguage(request))));
  }

  async #begin(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const query = v.safeParse(LinkQuery, request.query);
    const value = query.success ? query.output.for : '';
    const asked = value === undefined ? undefined : askedBy(value);
    if (value !== undefined && !asked) throw new ServiceError('link-expired');
    const session = await this.#options.sessions.find(request);
    if (!session || !(await this.#mayLink(session, asked))) {
      return this.#signIn(reply, asked, session !== undefined);
    }
    const { email, csrf } = session;
    return sendPage(reply, linkPage({ language: pageLanguage(request), email, csrf }));
  }

  async #goToWebex(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { attempts, outbound } = this.#options;
    const session = await this.#formSession(request);
    const secrets = { state: oauth.generateRandomState(), verifier: oauth.generateRandomCodeVerifier() };
    await attempts.begin(session, secrets);
    return seeOther(reply, await outbound.webexOAuth.authorizeUrl(secrets, session.email));
  }

  async #comeBack(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { attempts } = this.#options;
    const session = await this.#pageSession(request);
    const callback = new URL(request.url, 'http://callback.invalid').searchParams;
    const state = callback.get('state') ?? '';
    const arrived = await attempts.arrive(session, state);
    if (!arrived) throw new ServiceError('link-expired');
    const { attemptId, verifier } = arrived;
    let mismatch: string | undefined;
    try {
      mismatch = await this.#meet(session, attemptId, callback, { state, verifier });
    } catch (error) {
      await attempts.drop(session);
      throw error;
    }
    if (mismatch === undefined) return seeOther(reply, '/link/confirm');
    await attempts.drop(session);
    const { email, csrf } = session;
    const facts = { language: pageLanguage(request), email, csrf, webexEmail: mismatch };
    return sendPage(reply, mismatchPage(facts), 403);
  }

  /** Who came back from Webex is kept until confirmed; answers the Webex address where it is not the same person. */
  async #meet(
    session: Session,
    attemptId: string,
    callback: URLSearchParams,
    secrets: WebexSecrets,
  ): Promise<string | undefined> {
    const { attempts, outbound } = this.#options;
    const tokens = await outbound.webexOAuth.finish(callback, secrets);
    // Without it the connection would end within two weeks, silently.
    if (tokens.refreshToken === undefined) throw new ServiceError('link-not-approved');
    const webex = outbound.webexWith(tokens.accessToken);
    const [person, sites] = await Promise.all([webex.me(), webex.sites()]).catch((error: unknown) => {
      throw readable(error);
    });
    const email = person.emails[0] ?? '';
    if (!isSamePerson(session.email, person)) return email;
    if (!canHost(person, sites)) {
      await noteNoLicence(this.#options, session);
      throw new ServiceError('webex-no-licence');
    }
    await attempts.keep(session, attemptId, { personId: person.id, email, site: siteOf(sites), tokens });
    return undefined;
  }

  async #ask(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const session = await this.#pageSession(request);
    const candidate = await this.#options.attempts.look(session);
    if (!candidate) throw new ServiceError('link-expired');
    const { email, csrf } = session;
    const facts = { language: pageLanguage(request), email, csrf, webexEmail: candidate.email };
    return sendPage(reply, confirmPage(facts));
  }

  async #confirm(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const session = await this.#formSession(request);
    if (!(await connect(this.#options, session))) throw new ServiceError('link-expired');
    return seeOther(reply, '/link/done');
  }

  async #another(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { attempts, sessions, signIn } = this.#options;
    const session = await this.#formSession(request);
    await attempts.drop(session);
    await sessions.close(reply, session);
    return signIn.begin(reply, { to: '/link', choose: true });
  }

  /** Only the account that asked may go on: the page's address can be forwarded. */
  async #mayLink(session: Session, asked: Asked | undefined): Promise<boolean> {
    if (!asked) return true;
    if (session.orgId !== asked.orgId) return false;
    return (await this.#options.people.find(asked.orgId, asked.accountId))?.sub === session.sub;
  }

  async #signIn(reply: FastifyReply, asked: Asked | undefined, choose: boolean): Promise<FastifyReply> {
    const { people, signIn } = this.#options;
    if (!asked) return signIn.begin(reply, { to: '/link' });
    const person = await people.find(asked.orgId, asked.accountId);
    if (!person) throw new ServiceError('link-expired');
    const to = `/link?for=${asked.orgId}.${asked.accountId}`;
    return signIn.begin(reply, { to, asked, hint: person.email, choose });
  }

  async #pageSession(request: FastifyRequest): Promise<Session> {
    const session = await this.#options.sessions.find(request);
    if (!session) throw new ServiceError('link-expired');
    return session;
  }

  async #formSession(request: FastifyRequest): Promise<Session> {
    const session = await this.#pageSession(request);
    if (!hasCsrf(session, request.body)) throw new ServiceError('request-refused');
    return session;
  }
}

/** One text of Webex's covers a missing scope, role and approval alike: all are for the administrator to grant. */
function readable(error: unknown): unknown {
  if (!(error instanceof WebexError)) return error;
  const refused = error.code === 'webex-forbidden' || error.code === 'webex-unauthorised';
  return new ServiceError(refused ? 'link-not-approved' : 'temporarily-unavailable', { cause: error });
}

function seeOther(reply: FastifyReply, to: string): FastifyReply {
  return reply.header('cache-control', 'no-store').redirect(to, 303);
}
