import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PostgresDialect, sql } from 'kysely';
import type { Transaction } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { lockDirectory } from './directory-lock.ts';
import { embeddedPool } from './embedded-pool.ts';
import { migrations } from './migrations.ts';
import { PLAN_OUTDATED, PreparedClient } from './prepared-client.ts';
import type { Tables } from './tables.ts';

/** A transaction that sees one organisation's rows and no others. */
export type OrgTransaction = Transaction<Tables>;

/** The service's database: PostgreSQL, or PGlite in this process. The same SQL on both. */
export interface Database {
  /** Runs as the owner: `directory`, migrations, the rate limiter. Never for an organisation's rows. */
  readonly db: Kysely<Tables>;
  readonly pool: pg.Pool;
  readonly embedded: boolean;
  /**
   * Every transaction on an organisation's rows. Row-level security shows only these rows, also if a query forgets
   * to ask. Never hold it over a call to the outside: the embedded database has one connection.
   */
  inOrg<T>(orgId: string, work: (trx: OrgTransaction) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  readonly code: 'migration-failed' | 'directory-in-use';
  constructor(code: 'migration-failed' | 'directory-in-use', message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

export interface DatabaseOptions {
  /** PostgreSQL; undefined = PGlite in `dataDir`. */
  readonly databaseUrl?: string | undefined;
  readonly dataDir: string;
}

/** Opens the database and brings its schema up to date. */
export async function openDatabase({ databaseUrl, dataDir }: DatabaseOptions): Promise<Database> {
  if (databaseUrl !== undefined)
    return migrated(
      new pg.Pool({ connectionString: databaseUrl, max: 10, Client: PreparedClient }),
      false,
      async () => undefined,
    );
  const directory = join(dataDir, 'database');
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  // PGlite has no lock of its own: two processes on one directory lose acknowledged rows without an error.
  const unlock = lockDirectory(dataDir);
  try {
    const lite = await PGlite.create({ dataDir: directory });
    return await migrated(embeddedPool(lite), true, async () => {
      await lite.close();
      unlock();
    });
  } catch (error) {
    unlock();
    throw error;
  }
}

/** Wraps an already opened PGlite (tests start from a dump of a migrated one). */
export async function databaseOn(
  lite: PGlite,
  options: { readonly keepOpen?: boolean } = {},
): Promise<Database> {
  return migrated(embeddedPool(lite), true, () =>
    options.keepOpen === true ? Promise.resolve() : lite.close(),
  );
}

async function migrated(pool: pg.Pool, embedded: boolean, closed: () => Promise<void>): Promise<Database> {
  // An idle connection that the server cuts (a restart) is replaced; whoever needs the server meanwhile fails himself.
  pool.on('error', () => undefined);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const close = async (): Promise<void> => {
    await db.destroy();
    await closed();
  };
  try {
    await migrate(db);
  } catch (error) {
    await close();
    throw error;
  }
  return { db, pool, embedded, inOrg: (orgId, work) => inOrg(db, orgId, work), close };
}

async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
    migrationTableSchema: 'public',
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined)
    throw new DatabaseError(
      'migration-failed',
      'The database could not be brought up to date; see "Start" and "Upgrade" in docs/operating.md.',
      {
        cause: error,
      },
    );
}

/** Serialization failure, deadlock, a plan from before a migration: the whole transaction is safe to run again. */
const TRY_AGAIN: ReadonlySet<string> = new Set(['40001', '40P01', PLAN_OUTDATED]);
const TRIES = 3;

async function inOrg<T>(
  db: Kysely<Tables>,
  orgId: string,
  work: (trx: OrgTransaction) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute(async (trx) => {
        // Local to the transaction, in one round trip; a pooled connection carries nothing over.
        await sql`select set_config('app.org_id', ${orgId}, true), set_config('role', 'scheduler_app', true)`.execute(
          trx,
        );
        return work(trx);
      });
    } catch (error) {
      if (attempt >= TRIES || !TRY_AGAIN.has(codeOf(error))) throw error;
    }
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
