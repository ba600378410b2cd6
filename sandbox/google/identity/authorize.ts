/**
 * `/o/oauth2/v2/auth`: from a client's request to a code in the person's browser.
 *
 * The person may be sent here by anybody. So nothing is redirected before client and redirect URI are known to
 * belong together, a decision counts only with the ticket of the page that showed it, and a `login_hint` only
 * proposes an account.
 */
import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../../control/clock.ts';
import type { Account } from './account.ts';
import { sendAuthorized, sendAuthorizeError, sendChooser, sendConsent } from './consent-page.ts';
import { ISSUER } from './id-token.ts';
import type { Identity } from './identity.ts';
import { SCRIPT_CALLBACK, type OAuthClient } from './oauth-client.ts';
import { FormParameters } from './parameters.ts';
import { consentLanguage, type ConsentLanguage } from './permissions.ts';
import { canonicalScopes, isKnownScope, SIGN_IN_SCOPES } from './scopes.ts';
import type { AuthorizationCode } from './tokens.ts';

interface AuthorizeRequest {
  readonly client: OAuthClient;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly includeGranted: boolean;
  readonly offline: boolean;
  readonly prompts: ReadonlySet<string>;
  readonly state?: string;
  readonly nonce?: string;
  readonly challenge?: NonNullable<AuthorizationCode['challenge']>;
}

interface Ticket {
  readonly request: AuthorizeRequest;
  readonly account?: Account;
  readonly expiresAt: number;
}

/** A request that must not be answered by a redirect, with Google's code for it. */
class AuthorizeError extends Error {
  override readonly name = 'AuthorizeError';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

const TICKET_LIFE_MS = 3_600_000;
const TICKETS_KEPT = 1000;

export class Authorize {
  readonly #identity: Identity;
  readonly #clock: Clock;
  /** Pages that are open in a browser. Lost with the process, then the person starts again from the client. */
  readonly #tickets = new Map<string, Ticket>();

  constructor(identity: Identity, clock: Clock) {
    this.#identity = identity;
    this.#clock = clock;
  }

  /** GET: shows the page that is needed, or redirects where none is. */
  async begin(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const language = consentLanguage(request.headers['accept-language']);
    return this.#guarded(reply, language, () => {
      const parameters = new FormParameters(request.query);
      const wanted = readRequest(this.#identity, parameters);
      const hint = parameters.get('login_hint');
      const account = hint === undefined ? undefined : this.#accountOf(hint);
      if (!account || wanted.prompts.has('select_account')) {
        return wanted.prompts.has('none')
          ? this.#refuse(reply, wanted, 'interaction_required')
          : this.#choose(reply, language, wanted);
      }
      return this.#continue(reply, language, wanted, account);
    });
  }

  /** POST: what the person chose on one of the pages. */
  async decide(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const language = consentLanguage(request.headers['accept-language']);
    return this.#guarded(reply, language, () => {
      const form = new FormParameters(request.body);
      const ticket = this.#take(form.get('ticket'));
      if (form.get('decision') === 'other') return this.#choose(reply, language, ticket.request);
      if (form.get('decision') === 'cancel') return this.#refuse(reply, ticket.request, 'access_denied');
      if (ticket.account && form.get('decision') === 'allow') {
        const ticked = new Set(form.all('scope'));
        return this.#allow(reply, ticket.request, ticket.account, (scope) => ticked.has(scope));
      }
      const account = this.#identity.account(form.get('account') ?? '');
      if (ticket.account || !account)
        throw new AuthorizeError(400, 'invalid_request', 'The page did not say what was chosen.');
      return this.#continue(reply, language, ticket.request, account);
    });
  }

  /** Where a script's authorisation ends. */
  done(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const refused = new FormParameters(request.query).get('error') !== undefined;
    return sendAuthorized(reply, consentLanguage(request.headers['accept-language']), !refused);
  }

  #continue(
    reply: FastifyReply,
    language: ConsentLanguage,
    wanted: AuthorizeRequest,
    account: Account,
  ): FastifyReply {
    if (account.suspended) return this.#refuse(reply, wanted, 'access_denied');
    const decision = this.#identity.consent(account.email);
    if (decision?.allow === false) return this.#refuse(reply, wanted, 'access_denied');
    if (decision)
      return this.#allow(reply, wanted, account, (scope) => decision.scopes?.includes(scope) ?? true);
    const granted = this.#identity.grantedScopes(account.email, wanted.client.clientId);
    if (!wanted.prompts.has('consent') && wanted.scopes.every((scope) => granted.has(scope))) {
      return this.#allow(reply, wanted, account, () => true);
    }
    if (wanted.prompts.has('none')) return this.#refuse(reply, wanted, 'interaction_required');
    const ticket = this.#issue({ request: wanted, account });
    return sendConsent(reply, { language, app: wanted.client.name, ticket, account, scopes: wanted.scopes });
  }

  #choose(reply: FastifyReply, language: ConsentLanguage, wanted: AuthorizeRequest): FastifyReply {
    const ticket = this.#issue({ request: wanted });
    return sendChooser(reply, {
      language,
      app: wanted.client.name,
      ticket,
      accounts: this.#identity.accounts(),
    });
  }

  #allow(
    reply: FastifyReply,
    wanted: AuthorizeRequest,
    account: Account,
    ticked: (scope: string) => boolean,
  ): FastifyReply {
    const { client, redirectUri, offline, nonce, challenge } = wanted;
    const allowed = wanted.scopes.filter((scope) => SIGN_IN_SCOPES.has(scope) || ticked(scope));
    if (allowed.length === 0) return this.#refuse(reply, wanted, 'access_denied');
    const before = this.#identity.grantedScopes(account.email, client.clientId);
    const scopes = wanted.includeGranted ? [...new Set([...allowed, ...before])] : allowed;
    this.#identity.setGrant(account.email, client.clientId, [...before, ...allowed]);
    // Google gives a refresh token with the first consent and when consent is asked for again, not on every visit.
    const fresh =
      wanted.prompts.has('consent') || !this.#identity.tokens.hasRefresh(account.email, client.clientId);
    const { code } = this.#identity.tokens.issueCode(
      {
        email: account.email,
        clientId: client.clientId,
        redirectUri,
        scopes,
        offline: offline && fresh,
        ...(nonce === undefined ? {} : { nonce }),
        ...(challenge === undefined ? {} : { challenge }),
      },
      this.#clock.now(),
    );
    return this.#redirect(reply, wanted, {
      code,
      scope: scopes.join(' '),
      authuser: '0',
      ...(account.domain === null ? {} : { hd: account.domain }),
      prompt: wanted.prompts.has('consent') ? 'consent' : 'none',
    });
  }

  #refuse(reply: FastifyReply, wanted: AuthorizeRequest, error: string): FastifyReply {
    return this.#redirect(reply, wanted, { error });
  }

  #redirect(
    reply: FastifyReply,
    wanted: AuthorizeRequest,
    answer: Readonly<Record<string, string>>,
  ): FastifyReply {
    const target = new URL(wanted.redirectUri);
    const state = wanted.state === undefined ? {} : { state: wanted.state };
    for (const [name, value] of Object.entries({ ...state, iss: ISSUER, ...answer }))
      target.searchParams.set(name, value);
    // Google's own callback is on this origin, wherever the browser found it.
    const location =
      wanted.redirectUri === SCRIPT_CALLBACK ? `${target.pathname}${target.search}` : target.href;
    return reply
      .header('cache-control', 'no-store')
      .header('referrer-policy', 'no-referrer')
      .redirect(location, 302);
  }

  #accountOf(hint: string): Account | undefined {
    return this.#identity.account(hint) ?? this.#identity.accounts().find((account) => account.sub === hint);
  }

  #issue(ticket: Omit<Ticket, 'expiresAt'>): string {
    const id = randomBytes(24).toString('base64url');
    this.#tickets.set(id, { ...ticket, expiresAt: this.#clock.now() + TICKET_LIFE_MS });
    const oldest = this.#tickets.keys().next();
    if (this.#tickets.size > TICKETS_KEPT && oldest.done === false) this.#tickets.delete(oldest.value);
    return id;
  }

  #take(id: string | undefined): Ticket {
    const ticket = this.#tickets.get(id ?? '');
    this.#tickets.delete(id ?? '');
    if (ticket && ticket.expiresAt > this.#clock.now()) return ticket;
    throw new AuthorizeError(
      400,
      'invalid_request',
      'This page has expired. Start again from the application.',
    );
  }

  #guarded(reply: FastifyReply, language: ConsentLanguage, answer: () => FastifyReply): FastifyReply {
    try {
      return answer();
    } catch (error) {
      if (!(error instanceof AuthorizeError)) throw error;
      return sendAuthorizeError(reply, language, error.status, error.code, error.message);
    }
  }
}

function readRequest(identity: Identity, parameters: FormParameters): AuthorizeRequest {
  const client = identity.client(required(parameters, 'client_id'));
  if (!client) throw new AuthorizeError(401, 'invalid_client', 'The OAuth client was not found.');
  const redirectUri =
    client.kind === 'script'
      ? (parameters.get('redirect_uri') ?? SCRIPT_CALLBACK)
      : required(parameters, 'redirect_uri');
  if (!client.redirectUris.includes(redirectUri)) {
    throw new AuthorizeError(
      400,
      'redirect_uri_mismatch',
      'The redirect URI in the request does not match the ones authorized for the OAuth client.',
    );
  }
  const type = required(parameters, 'response_type');
  if (type !== 'code')
    throw new AuthorizeError(400, 'unsupported_response_type', `Unsupported response type: ${type}`);
  const scope = required(parameters, 'scope');
  const unknown = scope.split(/\s+/).filter((each) => each !== '' && !isKnownScope(each));
  if (unknown.length > 0)
    throw new AuthorizeError(
      400,
      'invalid_scope',
      `Some requested scopes were invalid. {invalid=[${unknown.join(', ')}]}`,
    );
  const state = parameters.get('state');
  const nonce = parameters.get('nonce');
  const challenge = readChallenge(parameters);
  return {
    client,
    redirectUri,
    scopes: canonicalScopes(scope),
    includeGranted: parameters.get('include_granted_scopes') === 'true',
    offline: parameters.get('access_type') === 'offline',
    prompts: new Set((parameters.get('prompt') ?? '').split(/\s+/)),
    ...(state === undefined ? {} : { state }),
    ...(nonce === undefined ? {} : { nonce }),
    ...(challenge === undefined ? {} : { challenge }),
  };
}

function readChallenge(parameters: FormParameters): AuthorizationCode['challenge'] {
  const value = parameters.get('code_challenge');
  const method = parameters.get('code_challenge_method') ?? 'plain';
  if (value === undefined) return undefined;
  if (method !== 'S256' && method !== 'plain')
    throw new AuthorizeError(400, 'invalid_request', 'Invalid code challenge method.');
  if (!/^[\w.~-]{43,128}$/.test(value))
    throw new AuthorizeError(400, 'invalid_request', 'Invalid code challenge.');
  return { value, method };
}

function required(parameters: FormParameters, name: string): string {
  const value = parameters.get(name);
  if (value === undefined)
    throw new AuthorizeError(400, 'invalid_request', `Missing required parameter: ${name}`);
  return value;
}
