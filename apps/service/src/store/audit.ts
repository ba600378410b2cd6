import type { Insertable } from 'kysely';
import type { OrgTransaction } from './database.ts';
import type { AuditTable } from './tables.ts';

export type AuditEntry = Omit<Insertable<AuditTable>, 'org_id' | 'audit_id' | 'at'>;

/** Appends what was done. Ids, verbs and codes only; the application's role can neither change nor delete it. */
export async function appendAudit(
  trx: OrgTransaction,
  orgId: string,
  auditId: string,
  entry: AuditEntry,
  now: number,
): Promise<void> {
  await trx
    .insertInto('app.audit')
    .values({ ...entry, org_id: orgId, audit_id: auditId, at: new Date(now) })
    .execute();
}
