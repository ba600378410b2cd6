import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Insertable, Selectable } from 'kysely';
import type { OrgTransaction } from './database.ts';
import type { AuditTable } from './tables.ts';

export type AuditEntry = Omit<Insertable<AuditTable>, 'org_id' | 'audit_id' | 'at' | 'seq' | 'hash'>;
type AuditRow = Selectable<AuditTable>;

/** The last entry of an organisation's chain: kept elsewhere, it shows later that nothing before it was changed. */
export interface AuditHead {
  readonly seq: number;
  /** SHA-256, hex. */
  readonly hash: string;
}

/**
 * Appends what was done. Ids, verbs and codes only; the application's role can neither change nor delete it. The
 * organisation's head is locked until the transaction ends, so this comes last in it.
 */
export async function appendAudit(
  trx: OrgTransaction,
  orgId: string,
  auditId: string,
  entry: AuditEntry,
  now: number,
): Promise<void> {
  const row = { ...entry, org_id: orgId, audit_id: auditId, at: new Date(now) };
  const text = textOf(row);
  const link = (prior: unknown) =>
    sql<string>`encode(sha256(convert_to(${prior} || ${text}, 'UTF8')), 'hex')`;
  const { seq, hash } = await trx
    .insertInto('app.audit_head')
    .values({ org_id: orgId, seq: 1, hash: link(sql`''`) })
    .onConflict((conflict) =>
      conflict
        .column('org_id')
        .doUpdateSet({ seq: sql`audit_head.seq + 1`, hash: link(sql.ref('audit_head.hash')) }),
    )
    .returning(['seq', 'hash'])
    .executeTakeFirstOrThrow();
  await trx
    .insertInto('app.audit')
    .values({ ...row, seq, hash })
    .execute();
}

/** What an entry's hash covers, after the hash before it; the migration that made the chain does the same in SQL. */
function textOf(row: AuditEntry & Pick<AuditRow, 'org_id' | 'audit_id' | 'at'>): string {
  const { org_id, audit_id, at, actor, verb, reason, link_id, result, tracking_id } = row;
  const fields = [org_id, audit_id, at.getTime(), actor, verb, reason, link_id, result, tracking_id];
  return fields.map((field) => `\n${String(field ?? '')}`).join('');
}

/** How many entries are read at once. */
const PAGE = 1000;

/**
 * Works the chain out again from its entries.
 * @returns the last entry that is as it was appended, and the number of the first that is missing or is not
 */
export async function verifyAudit(
  trx: OrgTransaction,
  orgId: string,
): Promise<{ readonly head: AuditHead; readonly brokenAt: number | null }> {
  // Read first: what is appended meanwhile comes after it.
  const kept = await trx
    .selectFrom('app.audit_head')
    .select(['seq', 'hash'])
    .where('org_id', '=', orgId)
    .executeTakeFirst();
  let head: AuditHead = { seq: 0, hash: '' };
  while (head.seq < (kept?.seq ?? 0)) {
    const rows = await entriesAfter(trx, orgId, head.seq);
    if (rows.length === 0) return { head, brokenAt: head.seq + 1 };
    for (const row of rows) {
      const seq = head.seq + 1;
      const hash = createHash('sha256').update(head.hash).update(textOf(row)).digest('hex');
      if (row.seq !== seq || row.hash !== hash) return { head, brokenAt: seq };
      head = { seq, hash };
      if (seq === kept?.seq) return { head, brokenAt: hash === kept.hash ? null : seq };
    }
  }
  return { head, brokenAt: null };
}

async function entriesAfter(trx: OrgTransaction, orgId: string, seq: number): Promise<readonly AuditRow[]> {
  return trx
    .selectFrom('app.audit')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(PAGE)
    .execute();
}
