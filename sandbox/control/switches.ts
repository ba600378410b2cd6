/**
 * Switches: what the vendors' documentation leaves open, one name per open fact. A platform declares its own
 * at start; the profile chooses the value (`demo` the likely one, `harsh` the harshest), `PUT /switches` changes it.
 */
export type Profile = 'demo' | 'harsh';
export type SwitchValue = string | number | boolean;

export interface SwitchDeclaration {
  /** e.g. `google.conferenceWrite` */
  readonly name: string;
  /** Allowed values; empty = any number. */
  readonly values: readonly SwitchValue[];
  /** Of a number: what else it is worth a run with, beside the other profile's value. */
  readonly flips?: readonly number[];
  readonly demo: SwitchValue;
  readonly harsh: SwitchValue;
  /** False for facts that are settled and switchable only for comparison. */
  readonly unsettled: boolean;
}

/** What a switch that is at `now` can be flipped to: at least one value for each switch. */
export function otherValues(
  { values, demo, harsh, flips = [] }: SwitchDeclaration,
  now: SwitchValue,
): readonly SwitchValue[] {
  const all = values.length > 0 ? values : [demo, harsh, ...flips];
  return [...new Set(all)].filter((value) => value !== now);
}

export class SwitchError extends Error {
  override readonly name = 'SwitchError';
}

export class Switches {
  readonly #declared = new Map<string, SwitchDeclaration>();
  readonly #values = new Map<string, SwitchValue>();
  readonly #profile: Profile;

  constructor(profile: Profile) {
    this.#profile = profile;
  }

  declare(...declarations: readonly SwitchDeclaration[]): void {
    for (const declaration of declarations) this.#declared.set(declaration.name, declaration);
  }

  /** @throws {SwitchError} for a name nobody declared: a misspelling in our own code. */
  get(name: string): SwitchValue {
    const declaration = this.#declared.get(name);
    if (!declaration) throw new SwitchError(`no switch is called ${name}`);
    return this.#values.get(name) ?? declaration[this.#profile];
  }

  text(name: string): string {
    return String(this.get(name));
  }

  number(name: string): number {
    return Number(this.get(name));
  }

  is(name: string): boolean {
    return this.get(name) === true;
  }

  all(): Record<string, { value: SwitchValue; values: readonly SwitchValue[]; unsettled: boolean }> {
    return Object.fromEntries(
      [...this.#declared.values()].map(({ name, values, unsettled }) => [
        name,
        { value: this.get(name), values, unsettled },
      ]),
    );
  }

  /**
   * Sets several at once, or none.
   * @throws {SwitchError} for an unknown name or a value that is not among the switch's values.
   */
  set(values: Readonly<Record<string, unknown>>): void {
    const checked = Object.entries(values).map(([name, value]) => [name, this.#check(name, value)] as const);
    for (const [name, value] of checked) this.#values.set(name, value);
  }

  reset(): void {
    this.#values.clear();
  }

  #check(name: string, value: unknown): SwitchValue {
    const declaration = this.#declared.get(name);
    if (!declaration) throw new SwitchError(`no switch is called ${name}`);
    if (declaration.values.length === 0) {
      if (typeof value === 'number' && Number.isFinite(value)) return value;
      throw new SwitchError(`${name} takes a number`);
    }
    const known = declaration.values.find((allowed) => allowed === value);
    if (known === undefined) throw new SwitchError(`${name} takes one of ${declaration.values.join(', ')}`);
    return known;
  }
}
