/** Query and form parameters of the OAuth endpoints. A repeated one counts once, by its first value. */
import * as v from 'valibot';

const Parameters = v.record(v.string(), v.union([v.string(), v.array(v.string())]));

export class FormParameters {
  readonly #values: Readonly<Record<string, string | string[]>>;

  constructor(input: unknown) {
    const parsed = v.safeParse(Parameters, input ?? {});
    this.#values = parsed.success ? parsed.output : {};
  }

  /** The value, or undefined where it is missing or empty. */
  get(name: string): string | undefined {
    const value = this.#values[name];
    const first = typeof value === 'string' ? value : value?.[0];
    return first === '' ? undefined : first;
  }

  all(name: string): readonly string[] {
    const value = this.#values[name];
    return typeof value === 'string' ? [value] : (value ?? []);
  }
}
