import { sql } from 'kysely';
import type { Database, OrgTransaction } from '../store/database.ts';
import { readOrganisation } from '../store/organisations.ts';
import { findAccount, findAccountBySub } from '../store/accounts.ts';
import type { AccountRow } from '../store/accounts.ts';
import type { Seal } from '../sync/ports.ts';
import { ADDRESS_KIND } from './people.ts';
import type { Session } from './sessions.ts';
import { WEBEX_ADDRESS_KIND } from './webex-connection.ts';

/** Rows about one person, by table. */
export type KeptRows = Readonly<Record<KeptTable, readonly Readonly<Record<string, unknown>>[]>>;

const KEPT_TABLES = [
  'account',
  'calendar',
  'reporter',
  'link',
  'slot',
  'intent',
  'creation',
  'browser_session',
  'link_attempt',
  'audit',
] as const;
type KeptTable = (typeof KEPT_TABLES)[number];

export interface Kept {
  readonly account: AccountRow | undefined;
  readonly rows: KeptRows;
  readonly retentionDays: number;
  readonly webexDeleteAfterDays: number | null;
}

/** Everything the store holds about the person, read in one transaction: the counts and the export are the same. */
export async function readKept(
  database: Database,
  seal: Seal,
  session: Pick<Session, 'orgId' | 'sub' | 'email'>,
): Promise<Kept> {
  const { orgId, sub } = session;
  return database.inOrg(orgId, async (trx) => {
    const organisation = await readOrganisation(trx, orgId);
    const account = await findAccountBySub(trx, orgId, sub);
    const browsers = await trx
      .selectFrom('app.browser_session')
      .selectAll()
      .where('org_id', '=', orgId)
      .where('google_sub', '=', sub)
      .execute();
    const attempts = await trx
      .selectFrom('app.link_attempt')
      .selectAll()
      .where('org_id', '=', orgId)
      .where('google_sub', '=', sub)
      .execute();
    const about = account
      ? await readAboutAccount(trx, orgId, account, seal.keyedHash('calendar', session.email))
      : NOTHING;
    return {
      account,
      retentionDays: organisation.retention_days,
      webexDeleteAfterDays: organisation.webex_delete_after_days,
      rows: { ...about, browser_session: browsers, link_attempt: attempts },
    };
  });
}

type AboutAccount = Omit<KeptRows, 'browser_session' | 'link_attempt'>;

const NOTHING: AboutAccount = {
  account: [],
  calendar: [],
  reporter: [],
  link: [],
  slot: [],
  intent: [],
  creation: [],
  audit: [],
};

/** A link is about whoever hosts its meetings and about whoever's own calendar its event is on. */
async function readAboutAccount(
  trx: OrgTransaction,
  orgId: string,
  account: AccountRow,
  ownCalendarHash: string,
): Promise<AboutAccount> {
  const { account_id: accountId } = account;
  const reporter = await trx
    .selectFrom('app.reporter')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('account_id', '=', accountId)
    .execute();
  const calendar = await trx
    .selectFrom('app.calendar')
    .selectAll()
    .where('org_id', '=', orgId)
    .where((or) =>
      or.or([
        or('id_hash', '=', ownCalendarHash),
        or('calendar_id', 'in', [...reporter.map((row) => row.calendar_id), '']),
      ]),
    )
    .execute();
  const own = calendar.filter((row) => row.id_hash === ownCalendarHash).map((row) => row.calendar_id);
  const link = await trx
    .selectFrom('app.link')
    .selectAll()
    .where('org_id', '=', orgId)
    .where((or) => or.or([or('host_account_id', '=', accountId), or('calendar_id', 'in', [...own, ''])]))
    .execute();
  const linkIds = [...link.map((row) => row.link_id), ''];
  const slot = await trx
    .selectFrom('app.slot')
    .selectAll()
    .where('org_id', '=', orgId)
    .where((or) => or.or([or('host_account_id', '=', accountId), or('link_id', 'in', linkIds)]))
    .execute();
  const work = await readWork(trx, orgId, accountId, linkIds);
  return { account: [account], calendar, reporter, link, slot, ...work };
}

/** What was begun and done. */
async function readWork(
  trx: OrgTransaction,
  orgId: string,
  accountId: string,
  linkIds: readonly string[],
): Promise<Pick<KeptRows, 'intent' | 'creation' | 'audit'>> {
  const intent = await trx
    .selectFrom('app.intent')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('link_id', 'in', linkIds)
    .execute();
  const creation = await trx
    .selectFrom('app.creation')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('account_id', '=', accountId)
    .execute();
  const audit = await trx
    .selectFrom('app.audit')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('actor', '=', accountId)
    .execute();
  return { intent, creation, audit };
}

const UNREADABLE = 'kept encrypted, not shown';

/** The rows as the person may take them along: addresses opened, credentials not. */
export function exportable(seal: Seal, { rows }: Kept): Record<KeptTable, Record<string, unknown>[]> {
  const entries = KEPT_TABLES.map(
    (table) => [table, rows[table].map((row) => exportRow(seal, table, row))] as const,
  );
  return Object.fromEntries(entries) as Record<KeptTable, Record<string, unknown>[]>;
}

function exportRow(
  seal: Seal,
  table: KeptTable,
  row: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const exported = Object.entries(row).map(([column, value]) => {
    if (typeof value !== 'string' || !column.endsWith('_sealed')) return [column, value] as const;
    return [column, openColumn(seal, table, column, row, value)] as const;
  });
  return Object.fromEntries(exported);
}

/** Where each readable sealed column was sealed; everything else that is sealed stays so. */
const READABLE: Readonly<Record<string, { readonly row: string; readonly kind: string }>> = {
  'account.address_sealed': { row: 'account_id', kind: ADDRESS_KIND },
  'account.webex_address_sealed': { row: 'account_id', kind: WEBEX_ADDRESS_KIND },
  'calendar.id_sealed': { row: 'id_hash', kind: 'calendar.id' },
  'browser_session.address_sealed': { row: 'session_hash', kind: 'browser_session.address' },
  'link_attempt.webex_address_sealed': { row: 'attempt_id', kind: 'link_attempt.webex-address' },
};

function openColumn(
  seal: Seal,
  table: KeptTable,
  column: string,
  row: Readonly<Record<string, unknown>>,
  value: string,
): string {
  const place = READABLE[`${table}.${column}`];
  if (!place) return UNREADABLE;
  return seal.open(value, { orgId: String(row['org_id']), row: String(row[place.row]), kind: place.kind });
}

/**
 * How many of these rows are gone. Looked up one table at a time by what they were about: a calendar that colleagues
 * use stays, and so does the record of what was done.
 */
export async function countGone(database: Database, orgId: string, { account, rows }: Kept): Promise<number> {
  const ids = (table: KeptTable, column: string): string[] => [
    ...rows[table].map((row) => String(row[column])),
    '',
  ];
  const left = await database.inOrg(orgId, async (trx) => {
    const count = async (
      table: 'app.calendar' | 'app.link' | 'app.slot' | 'app.intent',
      column: 'calendar_id' | 'link_id',
      values: string[],
    ) => {
      const found = await sql<{
        n: string;
      }>`select count(*) as n from ${sql.table(table)} where org_id = ${orgId} and ${sql.ref(column)} = any(${values})`.execute(
        trx,
      );
      return Number(found.rows[0]?.n ?? 0);
    };
    const links = ids('link', 'link_id');
    const counts = [
      await count('app.calendar', 'calendar_id', ids('calendar', 'calendar_id')),
      await count('app.link', 'link_id', links),
      await count('app.slot', 'link_id', links),
      await count('app.intent', 'link_id', links),
    ];
    const still = account && (await findAccount(trx, orgId, account.account_id));
    return (
      counts.reduce((sum, n) => sum + n, 0) +
      (still ? rows.account.length + rows.reporter.length + rows.creation.length : 0)
    );
  });
  return countRows(rows) - rows.audit.length - left;
}

/** How many rows there are in all. */
function countRows(rows: KeptRows): number {
  return KEPT_TABLES.reduce((sum, table) => sum + rows[table].length, 0);
}
