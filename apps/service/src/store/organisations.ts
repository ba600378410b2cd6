import type { Selectable } from 'kysely';
import type { Database, OrgTransaction } from './database.ts';
import type { OrganisationMode, OrganisationTable } from './tables.ts';

export type OrganisationRow = Selectable<OrganisationTable>;

/** Makes the organisation's row at its first call; an existing one keeps what its administrators chose. */
export async function ensureOrganisation(
  database: Database,
  orgId: string,
  retentionDays: number,
  now: number,
): Promise<void> {
  await database.db
    .insertInto('directory.organisation')
    .values({ org_id: orgId, created_at: new Date(now) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await database.inOrg(orgId, (trx) =>
    trx
      .insertInto('app.organisation')
      .values({
        org_id: orgId,
        mode: 'on',
        mode_since: new Date(now),
        retention_days: retentionDays,
        webex_delete_after_days: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  );
}

/** Every organisation of this database; the only list that crosses organisations. */
export async function listOrganisations(database: Database): Promise<readonly string[]> {
  const rows = await database.db
    .selectFrom('directory.organisation')
    .select('org_id')
    .orderBy('org_id')
    .execute();
  return rows.map((row) => row.org_id);
}

export async function readOrganisation(trx: OrgTransaction, orgId: string): Promise<OrganisationRow> {
  return trx.selectFrom('app.organisation').selectAll().where('org_id', '=', orgId).executeTakeFirstOrThrow();
}

export interface OrganisationChange {
  readonly mode?: OrganisationMode | undefined;
  readonly retentionDays?: number | undefined;
  readonly webexDeleteAfterDays?: number | null | undefined;
}

/**
 * What an administrator changes. Coming back from a suspension asks every add-on for a whole report, in the
 * background class: nobody told us what happened meanwhile. A changed retention makes every link due, so that
 * its own dates are worked out anew.
 */
export async function changeOrganisation(
  trx: OrgTransaction,
  orgId: string,
  change: OrganisationChange,
  now: number,
): Promise<OrganisationRow> {
  const before = await readOrganisation(trx, orgId);
  const modeChanges = change.mode !== undefined && change.mode !== before.mode;
  const after = await trx
    .updateTable('app.organisation')
    .set({
      ...(modeChanges ? { mode: change.mode, mode_since: new Date(now) } : {}),
      ...(change.retentionDays === undefined ? {} : { retention_days: change.retentionDays }),
      ...(change.webexDeleteAfterDays === undefined
        ? {}
        : { webex_delete_after_days: change.webexDeleteAfterDays }),
      org_id: orgId,
    })
    .where('org_id', '=', orgId)
    .returningAll()
    .executeTakeFirstOrThrow();
  if (modeChanges && before.mode === 'suspended') {
    await trx
      .updateTable('app.reporter')
      .set({ want_full: 'background' })
      .where('org_id', '=', orgId)
      .execute();
  }
  if (change.retentionDays !== undefined || change.webexDeleteAfterDays !== undefined) {
    await trx
      .updateTable('app.link')
      .set({ due_at: new Date(now) })
      .where('org_id', '=', orgId)
      .execute();
  }
  return after;
}
