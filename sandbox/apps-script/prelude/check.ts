/** Argument checks with Google's sentence for a call that fits no signature. */
import { EnumValue } from './enum-value.ts';
import { Exception } from './host.ts';

/** True where the value fits. */
export type Check = (value: unknown) => boolean;

export const text: Check = (value) => typeof value === 'string';
export const number: Check = (value) => typeof value === 'number' && Number.isFinite(value);
export const integer: Check = (value) => Number.isInteger(value);
export const flag: Check = (value) => typeof value === 'boolean';
export const anything: Check = (value) => value !== undefined;
export const date: Check = (value) => value instanceof Date;
export const bytes: Check = (value) => Array.isArray(value) && value.every((byte) => Number.isInteger(byte));
export const record: Check = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
export const texts: Check = (value) =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

export function either(...checks: readonly Check[]): Check {
  return (value) => checks.some((check) => check(value));
}

/** What Google calls a class of its own, `CalendarApp.Calendar`; classes that are not here are a script's. */
const named = new Map<unknown, string>();

/** Says by what name Google's sentence knows instances of these classes: the service, a dot, the class; a class of no service by itself. */
export function nameClasses(service: string | undefined, classes: Readonly<Record<string, unknown>>): void {
  for (const [name, create] of Object.entries(classes))
    named.set(create, service === undefined ? name : `${service}.${name}`);
}

/** The services themselves. */
const services = new Set<unknown>();

export function nameService(service: object): void {
  services.add(service);
}

/** True for a service and for an object that one made, an enumeration's members included. */
export function isOfGoogle(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { constructor } = value as { constructor?: unknown };
  return value instanceof EnumValue || services.has(value) || named.has(constructor);
}

/** How Google names a value's type in its sentence; every object of a script's own is `(class)`. */
function typeName(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return 'String';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'Boolean';
  if (Array.isArray(value)) return value.length === 0 ? 'Object[]' : `${typeName(value[0])}[]`;
  if (value instanceof Date) return 'Date';
  if (value instanceof EnumValue) return value.type;
  return named.get((value as { constructor?: unknown }).constructor) ?? '(class)';
}

export function mismatch(method: string, args: readonly unknown[]): Exception {
  return new Exception(
    `The parameters (${args.map(typeName).join(',')}) don't match the method signature for ${method}.`,
  );
}

/**
 * Checks a call against the required and the optional parameters.
 * @throws {Exception} with Google's sentence.
 */
export function signature(
  method: string,
  args: readonly unknown[],
  required: readonly Check[],
  optional: readonly Check[] = [],
): void {
  const checks = [...required, ...optional];
  const fits =
    args.length >= required.length &&
    args.length <= checks.length &&
    args.every((value, index) => checks[index]?.(value) === true);
  if (!fits) throw mismatch(method, args);
}
