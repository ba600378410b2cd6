import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as oauth from 'oauth4webapi';
import * as v from 'valibot';
import type { Config } from '../config.ts';
import { ServiceError } from '../errors.ts';
import type { GoogleSignIn } from '../outbound/google-sign-in.ts';
import { GOOGLE_CALLBACK } from '../outbound/outbound.ts';
import type { ServiceSeal } from '../seal/seal.ts';
import type { Clock } from '../sync/ports.ts';
import type { Asked } from './link-address.ts';
import type { People } from './people.ts';
import { SealedCookie } from './sealed-cookie.ts';
import type { Session, Sessions } from './sessions.ts';

interface SignInOptions {
  readonly config: Pick<Config, 'secureCookies'>;
  readonly google: GoogleSignIn;
  readonly people: People;
  readonly sessions: Sessions;
  readonly seal: ServiceSeal;
  readonly clock: Clock;
}

interface SignInWish {
  /** A path of ours to go on to. */
  readonly to: string;
  /** Only this account may come back. */
  readonly asked?: Asked;
  readonly hint?: string;
  /** Let the person pick an account although Google may know one. */
  readonly choose?: boolean;
}

const FLOW_S = 600;
const Flow = v.object({
  state: v.string(),
  nonce: v.string(),
  verifier: v.string(),
  to: v.string(),
  for: v.optional(v.object({ orgId: v.string(), accountId: v.string() })),
});

/** The pages' sign-in with Google: OpenID Connect, code flow, everything bound to this browser by a sealed cookie. */
export class SignIn {
  readonly #options: SignInOptions;
  readonly #flow: SealedCookie<typeof Flow>;
  /** States already used, until they would have ended anyway: a copied address and cookie do not work twice. */
  readonly #used = new Map<string, number>();

  constructor(options: SignInOptions) {
    this.#options = options;
    const { config, clock, seal } = options;
    this.#flow = new SealedCookie(
      { key: seal.cookieKey, clock, secure: config.secureCookies },
      'scheduler-sign-in',
      Flow,
      FLOW_S,
    );
  }

  /** Sends the browser to Google. */
  async begin(reply: FastifyReply, { to, asked, hint, choose }: SignInWish): Promise<FastifyReply> {
    const secrets = {
      state: oauth.generateRandomState(),
      nonce: oauth.generateRandomNonce(),
      verifier: oauth.generateRandomCodeVerifier(),
    };
    await this.#flow.write(reply, { ...secrets, to, ...(asked === undefined ? {} : { for: { ...asked } }) });
    const url = await this.#options.google.authorizeUrl(secrets, {
      ...(hint === undefined ? {} : { hint }),
      ...(choose === undefined ? {} : { choose }),
    });
    return reply.header('cache-control', 'no-store').redirect(url, 303);
  }

  /** The session of a page that needs one; otherwise the browser is sent to sign in and undefined is returned. */
  async require(request: FastifyRequest, reply: FastifyReply, to: string): Promise<Session | undefined> {
    const session = await this.#options.sessions.find(request);
    if (!session) await this.begin(reply, { to });
    return session;
  }

  /** The callback's route. */
  routes(server: FastifyInstance): void {
    server.get(GOOGLE_CALLBACK, async (request, reply) => {
      const flow = await this.#flow.read(request);
      this.#flow.clear(reply);
      if (!flow || !this.#useOnce(flow.state)) throw new ServiceError('link-expired');
      const callback = new URL(request.url, 'http://callback.invalid').searchParams;
      const identity = await this.#options.google.finish(callback, flow);
      if (flow.for) await this.#mustBe(flow.for, identity.sub);
      const orgId = await this.#options.people.organisation(identity);
      if (flow.for && flow.for.orgId !== orgId) throw new ServiceError('link-other-person');
      await this.#options.sessions.open(reply, { orgId, sub: identity.sub, email: identity.email });
      return reply.header('cache-control', 'no-store').redirect(flow.to, 303);
    });
  }

  /** A forwarded link page must not connect its reader's Webex to somebody else's calendar, or the reverse. */
  async #mustBe(asked: Asked, sub: string): Promise<void> {
    const person = await this.#options.people.find(asked.orgId, asked.accountId);
    if (person?.sub !== sub) throw new ServiceError('link-other-person');
  }

  #useOnce(state: string): boolean {
    const now = this.#options.clock.now();
    for (const [used, until] of this.#used) if (until <= now) this.#used.delete(used);
    if (this.#used.has(state)) return false;
    this.#used.set(state, now + FLOW_S * 1000);
    return true;
  }
}
