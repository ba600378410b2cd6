import { createRemoteJWKSet, customFetch, errors, jwtVerify } from 'jose';
import type { JWTVerifyGetKey } from 'jose';
import * as v from 'valibot';
import { ServiceError } from '../errors.ts';
import type { Clock } from '../sync/ports.ts';
import type { Fetch } from './allowlist.ts';

/** A person as Google vouches for them. */
export interface GoogleIdentity {
  /** Google's stable id of the account: the only key. An address can move to somebody else. */
  readonly sub: string;
  /** Verified, lower-cased. */
  readonly email: string;
  /** The Workspace domain; absent for personal accounts. */
  readonly hostedDomain: string | undefined;
  readonly name: string | undefined;
  readonly locale: string | undefined;
}

export interface IdTokenVerifier {
  /**
   * The identity that a token proves.
   * @throws {ServiceError} `not-signed-in` for any token that is not right, without saying why;
   * `temporarily-unavailable` if Google's keys cannot be had (then nobody is let in).
   */
  verify(
    token: string,
    options: { readonly audiences: readonly string[]; readonly nonce?: string },
  ): Promise<GoogleIdentity>;
}

interface IdTokenVerifierOptions {
  readonly jwksUrl: string;
  readonly issuers: readonly string[];
  readonly clock: Clock;
  readonly fetch: Fetch;
  /** Between two fetches of the keys, however many unknown key ids are thrown at us. */
  readonly cooldownMs?: number;
}

const Claims = v.object({
  sub: v.pipe(v.string(), v.regex(/^[\w.|@-]{1,255}$/)),
  email: v.pipe(v.string(), v.maxLength(320), v.includes('@'), v.toLowerCase()),
  // A string "true" is what some other issuers send; Google sends a boolean.
  email_verified: v.literal(true),
  hd: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(255), v.toLowerCase())),
  name: v.optional(v.pipe(v.string(), v.maxLength(512))),
  locale: v.optional(v.pipe(v.string(), v.maxLength(64))),
  nonce: v.optional(v.string()),
});

/** Google's ID tokens live for an hour; an older one is a replay whatever its `exp` says. */
const MAX_AGE_S = 3600;
const TOLERANCE_S = 30;
const MAX_TOKEN = 16_384;
const KEYS_TIMEOUT_MS = 3_000;
const COOLDOWN_MS = 10_000;

/** Verifies Google's ID tokens: RS256 by Google's published keys only, never by a key the token names. */
export function createIdTokenVerifier(options: IdTokenVerifierOptions): IdTokenVerifier {
  const keys: JWTVerifyGetKey = createRemoteJWKSet(new URL(options.jwksUrl), {
    timeoutDuration: KEYS_TIMEOUT_MS,
    cooldownDuration: options.cooldownMs ?? COOLDOWN_MS,
    [customFetch]: (url, init) => options.fetch(url, init),
  });
  return {
    async verify(token, { audiences, nonce }) {
      if (token.length > MAX_TOKEN || audiences.length === 0) throw new ServiceError('not-signed-in');
      const payload = await jwtVerify(token, keys, {
        algorithms: ['RS256'],
        issuer: [...options.issuers],
        audience: [...audiences],
        currentDate: new Date(options.clock.now()),
        clockTolerance: TOLERANCE_S,
        maxTokenAge: MAX_AGE_S,
        requiredClaims: ['sub', 'exp', 'iat', 'aud', 'iss'],
      }).then(
        (verified) => verified.payload,
        (error: unknown) => {
          throw refusal(error);
        },
      );
      const claims = v.safeParse(Claims, payload);
      // One audience, ours: a token for several parties could be replayed by another of them.
      if (!claims.success || typeof payload.aud !== 'string') throw new ServiceError('not-signed-in');
      if (nonce !== undefined && claims.output.nonce !== nonce) throw new ServiceError('not-signed-in');
      const { sub, email, hd, name, locale } = claims.output;
      return { sub, email, hostedDomain: hd, name, locale };
    },
  };
}

/** What is wrong with a token is nobody's business; that Google cannot be reached is not the person's fault. */
function refusal(error: unknown): ServiceError {
  const isTokenFault =
    error instanceof errors.JOSEError &&
    !(error instanceof errors.JWKSTimeout) &&
    error.constructor !== errors.JOSEError &&
    !(error instanceof errors.JWKSInvalid);
  return new ServiceError(isTokenFault ? 'not-signed-in' : 'temporarily-unavailable', { cause: error });
}
