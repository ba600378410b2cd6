import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { databaseOn, openDatabase } from '../src/store/database.ts';
import type { Database } from '../src/store/database.ts';

export interface Backend {
  readonly name: string;
  /** A fresh, migrated database; its `close` removes it. */
  readonly open: () => Promise<Database>;
}

// eslint-disable-next-line no-restricted-syntax -- the tests' own switch; the service never reads it
const ENVIRONMENT = process.env;

/** PGlite always; PostgreSQL iff `TEST_DATABASE_URL` is set (then a missing server is an error). */
export function backends(
  env: Readonly<Record<string, string | undefined>> = ENVIRONMENT,
): readonly Backend[] {
  const url = env['TEST_DATABASE_URL'];
  return [
    { name: 'PGlite', open: openLite },
    ...(url === undefined ? [] : [{ name: 'PostgreSQL', open: () => openServer(url) }]),
  ];
}

const CACHE = join(import.meta.dirname, '../../../node_modules/.cache/scheduler-test-database');
const MIGRATIONS = join(import.meta.dirname, '../src/store/migrations');

/** Migrated once per set of migrations, kept as a dump: starting from it takes a tenth of the time. */
async function openLite(): Promise<Database> {
  const file = join(CACHE, `${migrationsHash()}.tar`);
  if (!existsSync(file)) await makeTemplate(file);
  return databaseOn(await PGlite.create({ loadDataDir: new Blob([readFileSync(file)]) }));
}

async function makeTemplate(file: string): Promise<void> {
  const lite = await PGlite.create();
  const database = await databaseOn(lite, { keepOpen: true });
  const dump = await lite.dumpDataDir('none');
  await database.close();
  await lite.close();
  mkdirSync(CACHE, { recursive: true });
  // Written beside and renamed: runs at the same time must not read half a file.
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, Buffer.from(await dump.arrayBuffer()));
  renameSync(draft, file);
}

function migrationsHash(): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(MIGRATIONS).sort())
    hash.update(name).update(readFileSync(join(MIGRATIONS, name)));
  return hash.digest('hex').slice(0, 24);
}

async function openServer(url: string): Promise<Database> {
  const name = `scheduler_test_${randomUUID().replaceAll('-', '')}`;
  await withServer(url, (client) => client.query(`create database ${name}`));
  const database = await openDatabase({ databaseUrl: withDatabase(url, name), dataDir: '.' });
  return {
    ...database,
    close: async () => {
      await database.close();
      await withServer(url, (client) => client.query(`drop database ${name} with (force)`));
    },
  };
}

async function withServer(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/** The same server, another database; also where the host stands in the query (a socket's folder). */
function withDatabase(url: string, name: string): string {
  return url.replace(/^(postgres(?:ql)?:\/\/[^/]*\/)[^?]*/, `$1${name}`);
}
