/**
 * The local Webex: users, OAuth, single meetings, invitees, mail log. Its HTTP shell is in the `*-routes.ts` files;
 * this door is what the sandbox's main and control hold in their hands.
 *
 * Everything is in `Store` tables, changed inside `Store.transaction`: what was answered with 2xx survives SIGKILL.
 * States that time makes (expired, gone after 180 days, found by tag) are worked out when somebody looks.
 */
import type { FastifyInstance } from 'fastify';
import type { Caller } from '../control/calls.ts';
import type { Ground } from '../control/ground.ts';
import type { Store } from '../control/store.ts';
import { Invitees } from './invitees/invitees.ts';
import { MailLog, type WebexMail } from './mail/mail-log.ts';
import { MeetingTruth, type MeetingTruthItem } from './meetings/meeting-truth.ts';
import { Meetings } from './meetings/meetings.ts';
import { Grants } from './oauth/grants.ts';
import type { TokenReply } from './oauth/oauth-records.ts';
import { Sessions } from './sessions.ts';
import type { UserPatch, WebexUser } from './users/user.ts';
import { Users } from './users/users.ts';
import { webexRoutes } from './webex-routes.ts';
import { declareWebexSwitches } from './webex-switches.ts';
import { clearTables, webexTables, type WebexTables } from './webex-tables.ts';

/** What can end before its time. */
type Expirable = 'accessToken' | 'refreshToken' | 'grant';

export class Webex {
  readonly #ground: Ground;
  readonly #store: Store;
  readonly #tables: WebexTables;
  readonly #users: Users;
  readonly #grants: Grants;
  readonly #sessions: Sessions;
  readonly #mail: MailLog;
  readonly #meetings: Meetings;
  readonly #invitees: Invitees;
  readonly #listeners = new Set<() => void>();

  /** @param store - Webex's own store; nobody else keeps tables there. */
  constructor(ground: Ground, store: Store) {
    declareWebexSwitches(ground.switches);
    this.#ground = ground;
    this.#store = store;
    this.#tables = webexTables(store);
    this.#users = new Users(this.#tables, ground.clock);
    this.#grants = new Grants(this.#tables, ground.clock, ground.switches, this.#users);
    this.#sessions = new Sessions(ground, this.#grants, this.#users);
    this.#mail = new MailLog(this.#tables);
    this.#invitees = new Invitees(this.#tables, ground, this.#mail);
    this.#meetings = new Meetings(this.#tables, ground, this.#users, this.#invitees, this.#mail);
  }

  /** Adds everything to `server`, which is Webex's own: edge first, then `/v1`, OAuth beside and below it, join pages. */
  routes(server: FastifyInstance): void {
    webexRoutes(server, {
      ground: this.#ground,
      change: (act) => this.#change(act),
      tables: this.#tables,
      users: this.#users,
      grants: this.#grants,
      sessions: this.#sessions,
      meetings: this.#meetings,
      invitees: this.#invitees,
    });
  }

  /** Empties every table; switches and faults belong to others. */
  reset(): void {
    this.#sessions.forget();
    this.#change(() => {
      clearTables(this.#tables);
    });
  }

  /** A new user; what is not named takes a default: a host with one site named after the address's domain. */
  addUser(user: UserPatch & { readonly email: string }): WebexUser {
    return this.updateUser(user.email, user);
  }

  /** Changes only what is named; an address that is unknown becomes a user. */
  updateUser(email: string, patch: UserPatch): WebexUser {
    return this.#change(() => this.#users.put(email, patch));
  }

  user(email: string): WebexUser | undefined {
    return this.#users.find(email);
  }

  users(): readonly WebexUser[] {
    return this.#users.list();
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
    return this.#change(() => this.#grants.addClient(client));
  }

  /** From now on the consent page answers at once for this address: with what was asked for, or with `scopes` at most. */
  setConsent(email: string, allow: boolean, scopes?: readonly string[]): void {
    this.#change(() => {
      this.#grants.setConsent(email, allow, scopes);
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
    return this.#change(() => this.#grants.issue(email, scopes, options));
  }

  /** Ends tokens or whole grants of a person, or one token. Returns how many ended. */
  expire(
    what: Expirable,
    of: { readonly email?: string | undefined; readonly token?: string | undefined },
  ): number {
    return this.#change(() => this.#grants.expire(what, of));
  }

  /** True while a token of this person's for this client lives, i.e. the grant is usable. */
  hasGrant(email: string, clientId: string): boolean {
    return this.#grants.lives(email, clientId);
  }

  /** Every meeting ever made (of one host, if named), deleted ones too, with what no API shows together. */
  meetingsTruth(email?: string): readonly MeetingTruthItem[] {
    return new MeetingTruth(this.#tables, this.#ground.clock, this.#users).list(email);
  }

  /** Somebody joins (`inProgress`), or everybody has left (`ended`). False: there is no such meeting. */
  setMeetingState(id: string, state: 'inProgress' | 'ended'): boolean {
    return this.#change(() => this.#meetings.setState(id, state));
  }

  /** As if a calendar connector had made the meeting: the API then refuses to change it. False: no such meeting. */
  setConnectorOwned(id: string, owned: boolean): boolean {
    return this.#change(() => this.#meetings.setConnectorOwned(id, owned));
  }

  /** Every mail Webex would have sent, oldest first. */
  mail(): readonly WebexMail[] {
    return this.#mail.list();
  }

  clearMail(): void {
    this.#change(() => {
      this.#mail.clear();
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
