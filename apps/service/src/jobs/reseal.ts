import { sql } from 'kysely';
import type { ServiceSeal } from '../seal/seal.ts';
import type { Database, OrgTransaction } from '../store/database.ts';
import { listOrganisations } from '../store/organisations.ts';

/** What is sealed and stays: sessions and link attempts end by themselves within hours. */
const SEALED = [
  { table: 'app.account', row: 'account_id', column: 'address_sealed', kind: 'account.address' },
  { table: 'app.account', row: 'account_id', column: 'webex_address_sealed', kind: 'account.webex-address' },
  {
    table: 'app.account',
    row: 'account_id',
    column: 'webex_access_sealed',
    kind: 'account.webex-access-token',
  },
  {
    table: 'app.account',
    row: 'account_id',
    column: 'webex_refresh_sealed',
    kind: 'account.webex-refresh-token',
  },
  { table: 'app.calendar', row: 'id_hash', column: 'id_sealed', kind: 'calendar.id' },
] as const;

/** How many values one transaction seals anew: it holds their rows. */
const BATCH = 200;

export interface Resealed {
  readonly resealed: number;
  /** Values whose key is not in the key file: an old key was taken away too early, or a backup is older than it. */
  readonly unknown: number;
}

/**
 * Seals anew, with the current key, whatever still carries another key's id. A value that changes meanwhile is left to
 * whoever changed it. The service runs this after each start; keys change only with one.
 */
export async function resealAll(database: Database, seal: ServiceSeal): Promise<Resealed> {
  let resealed = 0;
  let unknown = 0;
  for (const orgId of await listOrganisations(database)) {
    for (const where of SEALED) {
      for (let after: string | undefined = ''; after !== undefined;) {
        const from: string = after;
        const done = await database.inOrg(orgId, (trx) => resealBatch(trx, seal, orgId, where, from));
        resealed += done.resealed;
        unknown += done.unknown;
        after = done.last;
      }
    }
  }
  return { resealed, unknown };
}

async function resealBatch(
  trx: OrgTransaction,
  seal: ServiceSeal,
  orgId: string,
  { table, row, column, kind }: (typeof SEALED)[number],
  after: string,
): Promise<Resealed & { readonly last: string | undefined }> {
  const [rows, id, value] = [sql.table(table), sql.ref(row), sql.ref(column)];
  const old = await sql<{ id: string; sealed: string }>`
    select ${id} as id, ${value} as sealed from ${rows}
    where org_id = ${orgId} and ${value} not like ${`${seal.keyId}.%`} and ${id} > ${after}
    order by ${id} limit ${BATCH}`.execute(trx);
  let resealed = 0;
  for (const { id: rowId, sealed } of old.rows) {
    const context = { orgId, row: rowId, kind };
    if (!seal.knows(sealed)) continue;
    const anew = seal.seal(seal.open(sealed, context), context);
    await sql`update ${rows} set ${value} = ${anew}
      where org_id = ${orgId} and ${id} = ${rowId} and ${value} = ${sealed}`.execute(trx);
    resealed += 1;
  }
  const last = old.rows.length < BATCH ? undefined : old.rows.at(-1)?.id;
  return { resealed, unknown: old.rows.length - resealed, last };
}
