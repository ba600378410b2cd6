/** Google's enumerations: objects that print as their name and know their place. */
export class EnumValue {
  readonly #type: string;
  readonly #name: string;
  readonly #ordinal: number;

  constructor(type: string, name: string, ordinal: number) {
    this.#type = type;
    this.#name = name;
    this.#ordinal = ordinal;
  }

  get type(): string {
    return this.#type;
  }

  name(): string {
    return this.#name;
  }

  ordinal(): number {
    return this.#ordinal;
  }

  compareTo(other: EnumValue): number {
    return this.#ordinal - other.ordinal();
  }

  toString(): string {
    return this.#name;
  }

  toJSON(): string {
    return this.#name;
  }
}

type Enumeration = Readonly<Record<string, EnumValue>>;

export function enumeration(type: string, names: string): Enumeration {
  const values = names.split(' ').map((name, ordinal) => [name, new EnumValue(type, name, ordinal)] as const);
  return Object.freeze(Object.fromEntries(values));
}

/** True for a member of this enumeration; its name as a string does not do. */
export function memberOf(members: Enumeration): (value: unknown) => value is EnumValue {
  return (value): value is EnumValue => value instanceof EnumValue && members[value.name()] === value;
}

/** The member called `name`, which the platform answered. */
export function memberNamed(members: Enumeration, name: string): EnumValue {
  const found = members[name];
  if (!found) throw new Error(`no member ${name}`);
  return found;
}
