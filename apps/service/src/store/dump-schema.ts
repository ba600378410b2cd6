import { sql } from 'kysely';
import type { Database } from './database.ts';

interface Column {
  readonly schema: string;
  readonly table: string;
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly fallback: string | null;
}

/**
 * The schema as text, in one order and the same on every backend. It lies beside this file as `schema.sql`, so that a
 * migration shows in review what it does, and a forgotten dump fails the tests.
 */
export async function dumpSchema(database: Database): Promise<string> {
  const columns = await readColumns(database);
  const tables = [...new Set(columns.map((column) => `${column.schema}.${column.table}`))];
  const parts: string[] = ['-- Written by a script from the migrated database. Do not edit.'];
  for (const table of tables) {
    const own = columns.filter((column) => `${column.schema}.${column.table}` === table);
    const constraints = await readLines(database, CONSTRAINTS, table);
    const body = [...own.map(columnLine), ...constraints].map((line) => `  ${line}`).join(',\n');
    parts.push(
      [
        `create table ${table} (`,
        body,
        ');',
        ...(await readLines(database, INDEXES, table)),
        ...(await readLines(database, SECURITY, table)),
      ].join('\n'),
    );
  }
  return `${parts.join('\n\n')}\n`;
}

/** Every column of the schema as `schema.table.column`; the data inventory is compared with it. */
export async function listColumns(database: Database): Promise<readonly string[]> {
  return (await readColumns(database)).map((column) => `${column.schema}.${column.table}.${column.name}`);
}

function columnLine(column: Column): string {
  return [
    column.name,
    column.type,
    ...(column.required ? ['not null'] : []),
    ...(column.fallback === null ? [] : [`default ${column.fallback}`]),
  ].join(' ');
}

async function readColumns(database: Database): Promise<readonly Column[]> {
  const { rows } = await sql<Column>`
    select n.nspname as schema, c.relname as table, a.attname as name,
           format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as required,
           pg_get_expr(d.adbin, d.adrelid) as fallback
    from pg_attribute a
    join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p')
    join pg_namespace n on n.oid = c.relnamespace and n.nspname in ('app', 'directory')
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attnum > 0 and not a.attisdropped
    order by n.nspname, c.relname, a.attnum`.execute(database.db);
  return rows;
}

const CONSTRAINTS = (table: string) => sql<{ line: string }>`
  select 'constraint ' || conname || ' ' || pg_get_constraintdef(oid) as line
  from pg_constraint where conrelid = ${table}::regclass and contype in ('p', 'u', 'f', 'c') order by contype, conname`;

const INDEXES = (table: string) => sql<{ line: string }>`
  select pg_get_indexdef(i.indexrelid) || ';' as line
  from pg_index i join pg_class c on c.oid = i.indexrelid
  where i.indrelid = ${table}::regclass
    and not exists (select from pg_constraint where conindid = i.indexrelid and contype in ('p', 'u'))
  order by c.relname`;

const SECURITY = (table: string) => sql<{ line: string }>`
  select '-- row-level security: ' ||
         case when c.relrowsecurity then case when c.relforcerowsecurity then 'forced' else 'enabled' end else 'none' end ||
         coalesce((select string_agg(', policy ' || p.polname || ' ' || pg_get_expr(p.polqual, p.polrelid), '') from pg_policy p where p.polrelid = c.oid), '') ||
         coalesce((select '; scheduler_app may ' || string_agg(lower(g.privilege_type), ', ' order by g.privilege_type)
                   from information_schema.role_table_grants g
                   where g.grantee = 'scheduler_app' and format('%I.%I', g.table_schema, g.table_name)::regclass = c.oid), '') as line
  from pg_class c where c.oid = ${table}::regclass`;

async function readLines(
  database: Database,
  query: typeof INDEXES,
  table: string,
): Promise<readonly string[]> {
  return (await query(table).execute(database.db)).rows.map((row) => row.line);
}
