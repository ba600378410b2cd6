/**
 * Builders described by tables. A card's parts are alike: setters that check one or two arguments and fill a field
 * of Google's card JSON. Each part is one table entry per setter; what the reference calls required is checked when
 * the card is built.
 */
import { Exception } from './host.ts';
import { mismatch, nameClasses } from './check.ts';
import type { Check } from './check.ts';
import { EnumValue } from './enum-value.ts';

export type Fields = Record<string, unknown>;

export interface Setter {
  readonly checks: readonly Check[];
  readonly apply: (fields: Fields, args: readonly unknown[]) => void;
}

interface PartDefinition {
  readonly setters: Readonly<Record<string, Setter>>;
  /** Field → the setter that must have been called. */
  readonly required?: Readonly<Record<string, string>>;
}

/** What every builder of CardService is underneath. */
export class Part {
  readonly #fields: Fields = {};

  static fieldsOf(part: Part): Fields {
    return part.#fields;
  }
}

export type PartClass = new () => Part;
interface Known {
  readonly create: PartClass;
  readonly required: Readonly<Record<string, string>>;
}

const known = new Map<string, Known>();

/** Makes the class of a part; methods stand on its prototype as if they had been written there. */
export function definePart(name: string, definition: PartDefinition): PartClass {
  const create = { [name]: class extends Part {} }[name];
  if (!create) throw new Error(`no class ${name}`);
  nameClasses('CardService', { [name]: create });
  for (const [method, setter] of Object.entries(definition.setters)) {
    Object.defineProperty(create.prototype, method, {
      configurable: true,
      writable: true,
      value(this: Part, ...args: unknown[]): Part {
        const fits =
          args.length === setter.checks.length &&
          args.every((value, at) => setter.checks[at]?.(value) === true);
        if (!fits) throw mismatch(`CardService.${name}.${method}`, args);
        setter.apply(Part.fieldsOf(this), args);
        return this;
      },
    });
  }
  known.set(name, { create, required: definition.required ?? {} });
  return create;
}

/** Adds methods that the table form cannot express to a part's prototype. */
export function addMethods(
  part: PartClass,
  methods: Readonly<Record<string, (this: Part, ...args: unknown[]) => unknown>>,
): void {
  for (const [name, value] of Object.entries(methods)) {
    Object.defineProperty(part.prototype, name, { value, configurable: true, writable: true });
  }
}

/** True for a part of one of these names. */
export function isPart(...names: readonly string[]): Check {
  return (value) => names.some((name) => value instanceof (known.get(name)?.create ?? Unknown));
}

/** Stands for a part that is defined later than it is asked for: nothing is one. */
class Unknown extends Part {}

export function nameOf(part: Part): string {
  return part.constructor.name;
}

/** Fills one field. */
export function field(
  name: string,
  check: Check,
  shape: (value: unknown) => unknown = (value) => value,
): Setter {
  return {
    checks: [check],
    apply: (fields, [value]) => {
      fields[name] = shape(value);
    },
  };
}

/** Appends to a list. */
export function item(
  name: string,
  check: Check,
  shape: (value: unknown) => unknown = (value) => value,
): Setter {
  return {
    checks: [check],
    apply: (fields, [value]) => {
      fields[name] = [...((fields[name] as unknown[] | undefined) ?? []), shape(value)];
    },
  };
}

/** Merges into an object field, e.g. an icon whose parts are set one by one. */
export function inside(name: string, check: Check, shape: (value: unknown) => Fields): Setter {
  return {
    checks: [check],
    apply: (fields, [value]) => {
      fields[name] = { ...(fields[name] as Fields | undefined), ...shape(value) };
    },
  };
}

/** Google's JSON of a value that may hold parts and enumeration members. */
export function toJson(value: unknown): unknown {
  if (value instanceof EnumValue) return value.name();
  if (Array.isArray(value)) return value.map(toJson);
  if (value instanceof Part) return partJson(value);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, field]) => field !== undefined && !key.startsWith('_'))
      .map(([key, field]) => [key, toJson(field)]),
  );
}

function partJson(part: Part): unknown {
  const fields = Part.fieldsOf(part);
  const name = nameOf(part);
  for (const [needed, setter] of Object.entries(known.get(name)?.required ?? {})) {
    if (fields[needed] === undefined)
      throw new Exception(`Invalid ${name}: ${setter} must be called before it is built.`);
  }
  return toJson({ ...fields });
}
