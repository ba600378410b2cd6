import { sql } from 'kysely';
import type { OrgTransaction } from './database.ts';

/** Webex counts a host's creations of the last 24 hours; older ones are kept for nothing. */
const CREATION_LIFE_MS = 24 * 3_600_000;

/** When the first row falls due that goes by its time alone (ms since the epoch): link attempts, sessions, creations. */
export async function nextLeftover(trx: OrgTransaction, orgId: string): Promise<number | null> {
  const first = (table: 'app.link_attempt' | 'app.browser_session') =>
    trx
      .selectFrom(table)
      .select((eb) => eb.fn.min('expires_at').as('at'))
      .where('org_id', '=', orgId);
  const { at } = await trx
    .selectNoFrom([
      sql<Date | null>`least(${first('app.link_attempt')}, ${first('app.browser_session')}, (
        select min(at) from app.creation where org_id = ${orgId}) + make_interval(secs => ${CREATION_LIFE_MS / 1000}))`.as(
        'at',
      ),
    ])
    .executeTakeFirstOrThrow();
  return at?.getTime() ?? null;
}

/** Removes what has outlived its time: half-finished linkings with their tokens, ended sessions, counted creations. */
export async function removeLeftovers(trx: OrgTransaction, orgId: string, now: number): Promise<void> {
  for (const table of ['app.link_attempt', 'app.browser_session'] as const)
    await trx
      .deleteFrom(table)
      .where('org_id', '=', orgId)
      .where('expires_at', '<=', new Date(now))
      .execute();
  await trx
    .deleteFrom('app.creation')
    .where('org_id', '=', orgId)
    .where('at', '<=', new Date(now - CREATION_LIFE_MS))
    .execute();
}
