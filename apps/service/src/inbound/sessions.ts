import type { FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import type { Config } from '../config.ts';
import type { ServiceSeal } from '../seal/seal.ts';
import type { Database, OrgTransaction } from '../store/database.ts';
import type { Clock, Ids } from '../sync/ports.ts';
import { isSame } from './people.ts';
import { SealedCookie } from './sealed-cookie.ts';

/** A browser that Google has vouched for. */
export interface Session {
  readonly orgId: string;
  /** Keyed hash of the cookie's secret: the row's key, and safe to hand on. */
  readonly hash: string;
  readonly sub: string;
  readonly email: string;
  /** What a form must carry to be taken as sent from one of our pages in this browser. */
  readonly csrf: string;
}

interface SessionsOptions {
  readonly config: Pick<Config, 'secureCookies'>;
  readonly database: Database;
  readonly seal: ServiceSeal;
  readonly clock: Clock;
  readonly ids: Ids;
}

const IDLE_MS = 30 * 60_000;
const ABSOLUTE_MS = 8 * 3_600_000;
/** Noting each use would be a write per page. */
const NOTE_MS = 60_000;
const KIND = 'browser_session.address';

const Content = v.object({ org: v.string(), sid: v.string() });

/**
 * Browser sessions: the cookie holds a random secret, the row its keyed hash. They end after 30 minutes without use,
 * after 8 hours in any case, and at once on signing out, whatever copies of the cookie there are.
 */
export class Sessions {
  readonly #options: SessionsOptions;
  readonly #cookie: SealedCookie<typeof Content>;

  constructor(options: SessionsOptions) {
    this.#options = options;
    const { config, clock, seal } = options;
    const jar = { key: seal.cookieKey, clock, secure: config.secureCookies };
    this.#cookie = new SealedCookie(jar, 'scheduler-session', Content, ABSOLUTE_MS / 1000);
  }

  /** Always a new secret: nothing a browser had before signing in goes on living. */
  async open(
    reply: FastifyReply,
    person: { readonly orgId: string; readonly sub: string; readonly email: string },
  ): Promise<void> {
    const { database, seal, clock, ids } = this.#options;
    const sid = `${ids.random()}${ids.random()}`;
    const hash = seal.keyedHash('session', sid);
    const now = clock.now();
    await database.inOrg(person.orgId, async (trx) => {
      await forgetEnded(trx, person.orgId, now);
      await trx
        .insertInto('app.browser_session')
        .values({
          org_id: person.orgId,
          session_hash: hash,
          google_sub: person.sub,
          address_sealed: seal.seal(person.email, { orgId: person.orgId, row: hash, kind: KIND }),
          created_at: new Date(now),
          used_at: new Date(now),
          expires_at: new Date(now + ABSOLUTE_MS),
        })
        .execute();
    });
    await this.#cookie.write(reply, { org: person.orgId, sid });
  }

  async find(request: FastifyRequest): Promise<Session | undefined> {
    const { database, seal, clock } = this.#options;
    const content = await this.#cookie.read(request);
    if (!content) return undefined;
    const { org: orgId, sid } = content;
    const hash = seal.keyedHash('session', sid);
    const now = clock.now();
    const row = await database.inOrg(orgId, (trx) =>
      trx
        .selectFrom('app.browser_session')
        .selectAll()
        .where('org_id', '=', orgId)
        .where('session_hash', '=', hash)
        .executeTakeFirst(),
    );
    if (!row || row.expires_at.getTime() <= now || row.used_at.getTime() + IDLE_MS <= now) return undefined;
    if (now - row.used_at.getTime() > NOTE_MS) await this.#noteUse(orgId, hash, now);
    const email = seal.open(row.address_sealed, { orgId, row: hash, kind: KIND });
    return { orgId, hash, sub: row.google_sub, email, csrf: seal.keyedHash('session', `csrf:${sid}`) };
  }

  async close(reply: FastifyReply, session: Session): Promise<void> {
    await this.#options.database.inOrg(session.orgId, (trx) =>
      trx
        .deleteFrom('app.browser_session')
        .where('org_id', '=', session.orgId)
        .where('session_hash', '=', session.hash)
        .execute(),
    );
    this.#cookie.clear(reply);
  }

  async #noteUse(orgId: string, hash: string, now: number): Promise<void> {
    await this.#options.database.inOrg(orgId, (trx) =>
      trx
        .updateTable('app.browser_session')
        .set({ used_at: new Date(now) })
        .where('org_id', '=', orgId)
        .where('session_hash', '=', hash)
        .execute(),
    );
  }
}

/** Whether a form was made by one of our pages for this very session. */
export function hasCsrf(session: Session, body: unknown): boolean {
  const read = v.safeParse(v.object({ csrf: v.string() }), body);
  return read.success && isSame(read.output.csrf, session.csrf);
}

async function forgetEnded(trx: OrgTransaction, orgId: string, now: number): Promise<void> {
  await trx
    .deleteFrom('app.browser_session')
    .where('org_id', '=', orgId)
    .where((row) =>
      row.or([row('expires_at', '<=', new Date(now)), row('used_at', '<=', new Date(now - IDLE_MS))]),
    )
    .execute();
}
