import type { Selectable } from 'kysely';
import type { Tokens } from '../outbound/token-endpoint.ts';
import type { Database, OrgTransaction } from '../store/database.ts';
import type { LinkAttemptTable } from '../store/tables.ts';
import type { Clock, Ids, Seal } from '../sync/ports.ts';
import type { Session } from './sessions.ts';

/** A Webex account that has said yes but is not connected yet. */
export interface Candidate {
  readonly personId: string;
  readonly email: string;
  readonly site: string | undefined;
  readonly tokens: Tokens;
}

interface LinkAttemptsOptions {
  readonly database: Database;
  readonly seal: Seal;
  readonly clock: Clock;
  readonly ids: Ids;
}

type Row = Selectable<LinkAttemptTable>;

const LIFE_MS = 15 * 60_000;

/**
 * The way of one browser from "Continue to Webex" to "Connect these two". Each step can be taken once, by the very
 * session that began, within a quarter of an hour; what does not end in a connection is thrown away.
 */
export class LinkAttempts {
  readonly #options: LinkAttemptsOptions;

  constructor(options: LinkAttemptsOptions) {
    this.#options = options;
  }

  /** Notes that this browser goes to Webex now; earlier attempts of the session end. */
  async begin(
    session: Session,
    secrets: { readonly state: string; readonly verifier: string },
  ): Promise<void> {
    const { database, seal, clock, ids } = this.#options;
    const attemptId = ids.random();
    const now = clock.now();
    await database.inOrg(session.orgId, async (trx) => {
      await forget(trx, session, now);
      await trx
        .insertInto('app.link_attempt')
        .values({
          org_id: session.orgId,
          attempt_id: attemptId,
          step: 'webex',
          state_hash: seal.keyedHash('state', secrets.state),
          session_hash: session.hash,
          verifier_sealed: this.#seal(session.orgId, attemptId, 'verifier', secrets.verifier),
          google_sub: session.sub,
          created_at: new Date(now),
          expires_at: new Date(now + LIFE_MS),
        })
        .execute();
    });
  }

  /** Takes the state that Webex sent back, once; undefined if it is not this session's, used, or too old. */
  async arrive(
    session: Session,
    state: string,
  ): Promise<{ attemptId: string; verifier: string } | undefined> {
    const { database, seal, clock } = this.#options;
    const row = await database.inOrg(session.orgId, (trx) =>
      trx
        .updateTable('app.link_attempt')
        .set({ step: 'confirm', nonce: null })
        .where('org_id', '=', session.orgId)
        .where('state_hash', '=', seal.keyedHash('state', state))
        .where('session_hash', '=', session.hash)
        .where('step', '=', 'webex')
        .where('expires_at', '>', new Date(clock.now()))
        .returningAll()
        .executeTakeFirst(),
    );
    if (!row?.verifier_sealed) return undefined;
    return { attemptId: row.attempt_id, verifier: this.#open(row, 'verifier', row.verifier_sealed) };
  }

  /** Keeps who came back, sealed, until the person has confirmed. */
  async keep(
    session: Session,
    attemptId: string,
    { personId, email, site, tokens }: Candidate,
  ): Promise<void> {
    const { database, clock } = this.#options;
    const seal = (kind: string, plain: string): string => this.#seal(session.orgId, attemptId, kind, plain);
    const after = (seconds: number): Date => new Date(clock.now() + seconds * 1000);
    await database.inOrg(session.orgId, (trx) =>
      trx
        .updateTable('app.link_attempt')
        .set({
          verifier_sealed: null,
          webex_person_id: personId,
          webex_address_sealed: seal('webex-address', email),
          webex_site: site ?? null,
          webex_access_sealed: seal('webex-access', tokens.accessToken),
          webex_access_expires_at: after(tokens.expiresInS),
          webex_refresh_sealed:
            tokens.refreshToken === undefined ? null : seal('webex-refresh', tokens.refreshToken),
          webex_refresh_expires_at:
            tokens.refreshExpiresInS === undefined ? null : after(tokens.refreshExpiresInS),
        })
        .where('org_id', '=', session.orgId)
        .where('attempt_id', '=', attemptId)
        .where('session_hash', '=', session.hash)
        .execute(),
    );
  }

  /** Who would be connected, for the question. */
  async look(session: Session): Promise<Candidate | undefined> {
    return this.#options.database.inOrg(session.orgId, async (trx) => {
      const row = await this.#waiting(trx, session);
      return row && this.#candidate(row);
    });
  }

  /** Takes the candidate, once, inside the transaction that connects it. */
  async take(trx: OrgTransaction, session: Session): Promise<Candidate | undefined> {
    const row = await this.#waiting(trx, session);
    await forget(trx, session, this.#options.clock.now());
    return row && this.#candidate(row);
  }

  /** Throws away what this session has under way, tokens included. */
  async drop(session: Session): Promise<void> {
    await this.#options.database.inOrg(session.orgId, (trx) =>
      forget(trx, session, this.#options.clock.now()),
    );
  }

  async #waiting(trx: OrgTransaction, session: Session): Promise<Row | undefined> {
    return trx
      .selectFrom('app.link_attempt')
      .selectAll()
      .where('org_id', '=', session.orgId)
      .where('session_hash', '=', session.hash)
      .where('step', '=', 'confirm')
      .where('expires_at', '>', new Date(this.#options.clock.now()))
      .where('webex_refresh_sealed', 'is not', null)
      .forUpdate()
      .executeTakeFirst();
  }

  #candidate(row: Row): Candidate | undefined {
    const {
      webex_person_id: personId,
      webex_address_sealed: email,
      webex_access_sealed: access,
      webex_refresh_sealed: refresh,
    } = row;
    if (
      personId === null ||
      email === null ||
      access === null ||
      refresh === null ||
      !row.webex_access_expires_at
    )
      return undefined;
    const now = this.#options.clock.now();
    const left = (end: Date): number => Math.max(Math.floor((end.getTime() - now) / 1000), 0);
    return {
      personId,
      email: this.#open(row, 'webex-address', email),
      site: row.webex_site ?? undefined,
      tokens: {
        accessToken: this.#open(row, 'webex-access', access),
        expiresInS: left(row.webex_access_expires_at),
        refreshToken: this.#open(row, 'webex-refresh', refresh),
        refreshExpiresInS: row.webex_refresh_expires_at ? left(row.webex_refresh_expires_at) : undefined,
        idToken: undefined,
      },
    };
  }

  #seal(orgId: string, attemptId: string, kind: string, plain: string): string {
    return this.#options.seal.seal(plain, { orgId, row: attemptId, kind: `link_attempt.${kind}` });
  }

  #open(row: Row, kind: string, sealed: string): string {
    return this.#options.seal.open(sealed, {
      orgId: row.org_id,
      row: row.attempt_id,
      kind: `link_attempt.${kind}`,
    });
  }
}

async function forget(trx: OrgTransaction, session: Session, now: number): Promise<void> {
  await trx
    .deleteFrom('app.link_attempt')
    .where('org_id', '=', session.orgId)
    .where((row) => row.or([row('expires_at', '<=', new Date(now)), row('session_hash', '=', session.hash)]))
    .execute();
}
