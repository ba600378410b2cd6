/** What a host accepts as a function's result: the built form of something, as Google's JSON. */
export class Built {
  readonly #kind: string;
  readonly #data: Record<string, unknown>;

  constructor(kind: string, data: Record<string, unknown>) {
    this.#kind = kind;
    this.#data = data;
  }

  /** How the platform tells results apart; not a member that scripts know. */
  static kindOf(value: Built): string {
    return value.#kind;
  }

  static dataOf(value: Built): Record<string, unknown> {
    return value.#data;
  }

  printJson(): string {
    return JSON.stringify(this.#data);
  }
}
