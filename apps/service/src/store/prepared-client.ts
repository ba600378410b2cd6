import { createHash } from 'node:crypto';
import pg from 'pg';

/** The most statements that are prepared; ours are a few hundred, and what is beyond runs unprepared. */
const MOST_STATEMENTS = 1000;

/** Another process has migrated: a prepared statement would answer other columns than when it was prepared. */
export const PLAN_OUTDATED = '0A000';

/**
 * A client that prepares each parametrised statement at its first use: after that the server parses and plans it no
 * more, which is most of what a short statement costs. Statements without parameters (`begin`, migrations) are sent
 * as they are. A name follows from the statement, since clients of the embedded database share one session, one after
 * the other. Once a statement is outdated all get other names, so that running it again works.
 * https://www.postgresql.org/docs/current/sql-prepare.html
 */
export class PreparedClient extends pg.Client {
  override query = ((...args: readonly unknown[]): unknown => {
    const [text, values] = args;
    if (typeof text === 'string' && Array.isArray(values) && values.length > 0)
      return this.#prepared(text, values);
    return (super.query.bind(this) as (...same: readonly unknown[]) => unknown)(...args);
  }) as pg.Client['query'];

  async #prepared(text: string, values: unknown[]): Promise<pg.QueryResult> {
    const name = nameOf(text);
    try {
      return await super.query(name === undefined ? { text, values } : { name, text, values });
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === PLAN_OUTDATED) giveUpNames();
      throw error;
    }
  }
}

const names = new Map<string, string>();
let generation = 0;

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined) return known;
  if (names.size >= MOST_STATEMENTS) return undefined;
  const name = `${createHash('sha256').update(text).digest('base64url')}.${String(generation)}`;
  names.set(text, name);
  return name;
}

function giveUpNames(): void {
  generation += 1;
  names.clear();
}
