/**
 * The local Webex: users, OAuth, meetings and series, invitees, preferences, webhooks, mail log. Its HTTP shell is in the `*-routes.ts` files;
 * this door is what the sandbox's main and control hold in their hands.
 *
 * Everything is in `Store` tables, changed inside `Store.transaction`: what was answered with 2xx survives SIGKILL.
 * States that time makes (expired, gone after 180 days, found by tag) are worked out when somebody looks.
 */
import type { FastifyInstance } from 'fastify';
import type { Caller } from '../control/calls.ts';
import type { Ground } from '../control/ground.ts';
import type { Store } from '../control/store.ts';
import type { WebexMail } from './mail/mail-log.ts';
import { MeetingTruth, type MeetingTruthItem } from './meetings/meeting-truth.ts';
import type { TokenReply } from './oauth/oauth-records.ts';
import type { ServiceApp } from './oauth/service-apps.ts';
import type { UserPatch, WebexUser } from './users/user.ts';
import { webexParts, type WebexParts } from './webex-parts.ts';
import { webexRoutes } from './webex-routes.ts';
import { declareWebexSwitches } from './webex-switches.ts';
import { clearTables, webexTables } from './webex-tables.ts';

/** What can end before its time. */
type Expirable = 'accessToken' | 'refreshToken' | 'grant';

export class Webex {
  readonly #ground: Ground;
  readonly #store: Store;
  readonly #parts: WebexParts;
  readonly #listeners = new Set<() => void>();

  /** @param store - Webex's own store; nobody else keeps tables there. */
  constructor(ground: Ground, store: Store) {
    declareWebexSwitches(ground.switches);
    this.#ground = ground;
    this.#store = store;
    this.#parts = webexParts(ground, webexTables(store), (act) => this.#change(act));
  }

  /** Adds everything to `server`, which is Webex's own: edge first, then `/v1`, OAuth beside and below it, join pages. */
  routes(server: FastifyInstance): void {
    webexRoutes(server, this.#parts);
  }

  /** Empties every table; switches and faults belong to others. */
  reset(): void {
    this.#parts.sessions.forget();
    this.#change(() => {
      clearTables(this.#parts.tables);
    });
  }

  /** A new user; what is not named takes a default: a host with one site named after the address's domain. */
  addUser(user: UserPatch & { readonly email: string }): WebexUser {
    return this.updateUser(user.email, user);
  }

  /** Changes only what is named; an address that is unknown becomes a user. */
  updateUser(email: string, patch: UserPatch): WebexUser {
    return this.#change(() => this.#parts.users.put(email, patch));
  }

  user(email: string): WebexUser | undefined {
    return this.#parts.users.find(email);
  }

  users(): readonly WebexUser[] {
    return this.#parts.users.list();
  }

  /**
   * Registers an integration, or changes the one whose id is given (its redirect addresses move with free ports).
   * @param client - `caller` is what the call log says of its calls; default `outside`
   */
  addClient(client: {
    readonly redirectUris: readonly string[];
    readonly name?: string | undefined;
    readonly caller?: Caller | undefined;
    readonly clientId?: string | undefined;
    readonly clientSecret?: string | undefined;
  }): { clientId: string; clientSecret: string } {
    return this.#change(() => this.#parts.grants.addClient(client));
  }

  /** From now on the consent page answers at once for this address: with what was asked for, or with `scopes` at most. */
  setConsent(email: string, allow: boolean, scopes?: readonly string[]): void {
    this.#change(() => {
      this.#parts.grants.setConsent(email, allow, scopes);
    });
  }

  /**
   * Tokens as if `email` had allowed `scopes` to a client (default: one of its own, `outside`).
   * @param options - `expiresInS` null = the access token never expires by time
   */
  issueTokens(
    email: string,
    scopes: readonly string[],
    options: { readonly expiresInS?: number | null | undefined; readonly clientId?: string | undefined } = {},
  ): TokenReply {
    return this.#change(() => this.#parts.grants.issue(email, scopes, options));
  }

  /**
   * A Service App that the organisation of `email` has authorised, with tokens of its own.
   * @param app - `expiresInS` null = the access token never expires by time
   */
  addServiceApp(
    email: string,
    app: {
      readonly scopes: readonly string[];
      readonly name?: string | undefined;
      readonly expiresInS?: number | null | undefined;
    },
  ): ServiceApp & { readonly clientSecret: string; readonly tokens: TokenReply } {
    return this.#change(() => {
      const { serviceApps, users } = this.#parts;
      const orgId = (users.find(email) ?? users.put(email, {})).orgId;
      const added = serviceApps.add(orgId, app.scopes, app.name ?? 'Service App');
      return { ...added, tokens: serviceApps.tokens(added, app.expiresInS) };
    });
  }

  /** Ends tokens or whole grants of a person, or one token. Returns how many ended. */
  expire(
    what: Expirable,
    of: { readonly email?: string | undefined; readonly token?: string | undefined },
  ): number {
    return this.#change(() => this.#parts.grants.expire(what, of));
  }

  /** True while a token of this person's for this client lives, i.e. the grant is usable. */
  hasGrant(email: string, clientId: string): boolean {
    return this.#parts.grants.lives(email, clientId);
  }

  /** Every meeting ever made (of one host, if named), deleted ones too, with what no API shows together. */
  meetingsTruth(email?: string): readonly MeetingTruthItem[] {
    return new MeetingTruth(this.#parts.tables, this.#ground.clock, this.#parts.users).list(email);
  }

  /**
   * Somebody waits (`lobby`) or joins (`inProgress`), or everybody has left (`ended`).
   * @param id - of a series, then its current occurrence, or of one occurrence. False: there is no such meeting.
   */
  setMeetingState(id: string, state: 'lobby' | 'inProgress' | 'ended'): boolean {
    return this.#change(() => this.#parts.meetings.setState(id, state));
  }

  /** As if a calendar connector had made the meeting: the API then refuses to change it. False: no such meeting. */
  setConnectorOwned(id: string, owned: boolean): boolean {
    return this.#change(() => this.#parts.meetings.setConnectorOwned(id, owned));
  }

  /** Every mail Webex would have sent, oldest first. */
  mail(): readonly WebexMail[] {
    return this.#parts.mail.list();
  }

  clearMail(): void {
    this.#change(() => {
      this.#parts.mail.clear();
    });
  }

  /** Calls `listener` after each change that somebody made; what time alone changes is not told. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #change<R>(act: () => R): R {
    try {
      return this.#store.transaction(act);
    } finally {
      // Also after a refusal: a failed attempt counts, and a refused bulk may have landed in part.
      for (const listener of this.#listeners) listener();
    }
  }
}
