/**
 * Delivery of what is due. When something is due is written in our rows; a `Jobs` implementation only sees to it that
 * each due key is run, at least once, one at a time per key, and says when all is quiet.
 */
export interface Jobs {
  /**
   * Runs everything that is due at `now`, and what that makes due, until nothing is; answers when something falls due
   * next (milliseconds since the epoch), or null.
   */
  tick(now: number): Promise<number | null>;
  /** Nothing is being run. */
  idle(): boolean;
}

export interface Due {
  readonly keys: readonly string[];
  readonly next: number | null;
}

export interface DueSource {
  /** The organisations whose rows are looked at. */
  organisations(): Promise<readonly string[]>;
  /** At most `limit` keys that are due, and when the first of the others falls due (null: none, or not looked at). */
  due(orgId: string, now: number, limit: number): Promise<Due>;
  run(orgId: string, key: string): Promise<void>;
  /** A key that is due again and again: not before a minute has passed. */
  postpone(orgId: string, key: string): Promise<void>;
  /** A run that threw: the key stays due, it is not run again in this tick. */
  failed(error: unknown, orgId: string, key: string): void;
}
