import pg from 'pg';

/** The most statements that one connection keeps; ours are a few hundred, and what is beyond runs unprepared. */
const MOST_STATEMENTS = 1000;

/** Another process has migrated: a prepared statement would answer other columns than when it was prepared. */
export const PLAN_OUTDATED = '0A000';

/**
 * A client that prepares each parametrised statement at its first use: after that the server parses and plans it no
 * more, which is most of what a short statement costs. Statements without parameters (`begin`, migrations) are sent
 * as they are. Once a statement is outdated all names are given up, so that running it again works.
 * https://www.postgresql.org/docs/current/sql-prepare.html
 */
export class PreparedClient extends pg.Client {
  readonly #names = new Map<string, string>();
  #count = 0;

  override query = ((...args: readonly unknown[]): unknown => {
    const [text, values] = args;
    if (typeof text === 'string' && Array.isArray(values) && values.length > 0)
      return this.#prepared(text, values);
    return (super.query.bind(this) as (...same: readonly unknown[]) => unknown)(...args);
  }) as pg.Client['query'];

  async #prepared(text: string, values: unknown[]): Promise<pg.QueryResult> {
    const name = this.#nameOf(text);
    try {
      return await super.query(name === undefined ? { text, values } : { name, text, values });
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === PLAN_OUTDATED) this.#names.clear();
      throw error;
    }
  }

  #nameOf(text: string): string | undefined {
    const known = this.#names.get(text);
    if (known !== undefined) return known;
    if (this.#names.size >= MOST_STATEMENTS) return undefined;
    const name = `s${String((this.#count += 1))}`;
    this.#names.set(text, name);
    return name;
  }
}
