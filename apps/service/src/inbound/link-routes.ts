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
import type { LinkAttempts } from './link-attempts.ts';
import { pageLanguage, sendPage } from './page-context.ts';
import { hasCsrf } from './sessions.ts';
import type { Session, Sessions } from './sessions.ts';
import type { SignIn } from './sign-in.ts';
import { canHost, connect, isSamePerson, noteNoLicence, siteOf } from './webex-connection.ts';
import type { ConnectionOptions } from './webex-connection.ts';

export interface LinkRoutesOptions extends ConnectionOptions {
  readonly signIn: SignIn;
  readonly sessions: Sessions;
  readonly attempts: LinkAttempts;
  readonly outbound: Pick<Outbound, 'webexOAuth' | 'webexWith'>;
}

const LinkQuery = v.object({ for: v.optional(v.pipe(v.string(), v.maxLength(128))) });

/**
 * Connecting Webex: `/link` (signed in with Google, and as the person who asked) → Webex → `/link/confirm` → done.
 */
export function linkRoutes(options: LinkRoutesOptions) {
  const { signIn, sessions, attempts, outbound } = options;

  return async (server: FastifyInstance): Promise<void> => {
    server.get('/link', async (request, reply) => {
      const query = v.parse(LinkQuery, request.query);
      const asked = query.for === undefined ? undefined : askedBy(query.for);
      if (query.for !== undefined && !asked) throw new ServiceError('link-expired');
      const session = await sessions.find(request);
      if (!(await mayLink(session, asked))) return start(reply, asked, session !== undefined);
      return sendPage(
        reply,
        linkPage({ language: pageLanguage(request), email: session?.email ?? '', csrf: session?.csrf ?? '' }),
      );
    });

    server.post('/link/webex', async (request, reply) => {
      const session = await formSession(request);
      const secrets = { state: oauth.generateRandomState(), verifier: oauth.generateRandomCodeVerifier() };
      await attempts.begin(session, secrets);
      return seeOther(reply, await outbound.webexOAuth.authorizeUrl(secrets, session.email));
    });

    server.get(WEBEX_CALLBACK, async (request, reply) => {
      const session = await pageSession(request);
      const callback = new URL(request.url, 'http://callback.invalid').searchParams;
      const state = callback.get('state') ?? '';
      const arrived = await attempts.arrive(session, state);
      if (!arrived) throw new ServiceError('link-expired');
      try {
        const mismatch = await arrive(session, arrived.attemptId, callback, {
          state,
          verifier: arrived.verifier,
        });
        if (mismatch === undefined) return await seeOther(reply, '/link/confirm');
        await attempts.drop(session);
        const facts = {
          language: pageLanguage(request),
          email: session.email,
          csrf: session.csrf,
          webexEmail: mismatch,
        };
        return await sendPage(reply, mismatchPage(facts), 403);
      } catch (error) {
        await attempts.drop(session);
        throw error;
      }
    });

    server.get('/link/confirm', async (request, reply) => {
      const session = await pageSession(request);
      const candidate = await attempts.look(session);
      if (!candidate) throw new ServiceError('link-expired');
      const facts = {
        language: pageLanguage(request),
        email: session.email,
        csrf: session.csrf,
        webexEmail: candidate.email,
      };
      return sendPage(reply, confirmPage(facts));
    });

    server.post('/link/confirm', async (request, reply) => {
      const session = await formSession(request);
      if (!(await connect(options, session))) throw new ServiceError('link-expired');
      return seeOther(reply, '/link/done');
    });

    server.post('/link/another', async (request, reply) => {
      const session = await formSession(request);
      await attempts.drop(session);
      await sessions.close(reply, session);
      return signIn.begin(reply, { to: '/link', choose: true });
    });

    server.get('/link/done', async (request, reply) => sendPage(reply, linkedPage(pageLanguage(request))));
  };

  /** Only the account that asked may go on: the page's address can be forwarded. */
  async function mayLink(session: Session | undefined, asked: Asked | undefined): Promise<boolean> {
    if (!session || !asked) return session !== undefined;
    if (session.orgId !== asked.orgId) return false;
    return (await options.people.find(asked.orgId, asked.accountId))?.sub === session.sub;
  }

  async function start(
    reply: FastifyReply,
    asked: Asked | undefined,
    choose: boolean,
  ): Promise<FastifyReply> {
    if (!asked) return signIn.begin(reply, { to: '/link' });
    const person = await options.people.find(asked.orgId, asked.accountId);
    if (!person) throw new ServiceError('link-expired');
    const to = `/link?for=${asked.orgId}.${asked.accountId}`;
    return signIn.begin(reply, { to, asked, hint: person.email, choose });
  }

  /** Who came back from Webex; the Webex address where it is not the same person. */
  async function arrive(
    session: Session,
    attemptId: string,
    callback: URLSearchParams,
    secrets: { readonly state: string; readonly verifier: string },
  ): Promise<string | undefined> {
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
      await noteNoLicence(options, session);
      throw new ServiceError('webex-no-licence');
    }
    await attempts.keep(session, attemptId, { personId: person.id, email, site: siteOf(sites), tokens });
    return undefined;
  }

  async function pageSession(request: FastifyRequest): Promise<Session> {
    const session = await sessions.find(request);
    if (!session) throw new ServiceError('link-expired');
    return session;
  }

  async function formSession(request: FastifyRequest): Promise<Session> {
    const session = await pageSession(request);
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

async function seeOther(reply: FastifyReply, to: string): Promise<FastifyReply> {
  return reply.header('cache-control', 'no-store').redirect(to, 303);
}
