export interface Operation {
  readonly http: string;
  /** Below the API's base, or a whole address; with `{0}`, `{1}` for the positional arguments behind the resource. */
  readonly path: string;
  /** The first argument is the body. */
  readonly resource?: boolean;
  /** Positional arguments that travel in the query. */
  readonly query?: Readonly<Record<string, number>>;
}
