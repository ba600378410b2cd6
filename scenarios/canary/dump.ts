/** The embedded database as text: every row of every table, as a dump would write it. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

interface Lite {
  query(text: string): Promise<{ rows: unknown[] }>;
  close(): Promise<void>;
}

const SERVICE = resolve(import.meta.dirname, '..', '..', 'apps', 'service', 'package.json');

/** Opens a copy of the directory, as it stands after a SIGKILL, and reads it out; the original is not touched. */
export async function dumpDatabase(directory: string): Promise<readonly string[]> {
  const copy = await mkdtemp(join(tmpdir(), 'webex-scheduler-dump-'));
  try {
    await cp(directory, copy, { recursive: true });
    const lite = await openLite(copy);
    try {
      return await rowsOf(lite);
    } finally {
      await lite.close();
    }
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

/** With the very engine that the service declares. */
async function openLite(dataDir: string): Promise<Lite> {
  const path = createRequire(SERVICE).resolve('@electric-sql/pglite');
  const { PGlite } = (await import(pathToFileURL(path).href)) as {
    PGlite: { create(options: { dataDir: string }): Promise<Lite> };
  };
  return PGlite.create({ dataDir });
}

async function rowsOf(lite: Lite): Promise<readonly string[]> {
  const { rows: tables } = await lite.query(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  );
  const lines: string[] = [];
  for (const { name } of tables as { name: string }[]) {
    const { rows } = await lite.query(`select row_to_json(t)::text as line from ${name} t`);
    lines.push(...(rows as { line: string }[]).map(({ line }) => `${name} ${line}`));
  }
  return lines;
}
