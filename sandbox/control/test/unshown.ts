import type { SwitchDeclaration, SwitchValue } from '../switches.ts';

/**
 * What a table of tests leaves out: values of declared switches without a row, numbers with fewer than two, and rows
 * of switches that nobody declares.
 */
export function unshown(
  declared: readonly SwitchDeclaration[],
  rows: readonly (readonly [name: string, value: SwitchValue, ...rest: readonly unknown[]])[],
): readonly string[] {
  const shown = (name: string): ReadonlySet<SwitchValue> =>
    new Set(rows.filter((row) => row[0] === name).map((row) => row[1]));
  const missing = declared.flatMap(({ name, values }) => {
    if (values.length === 0) return shown(name).size < 2 ? [`${name}: a second number`] : [];
    return values.filter((value) => !shown(name).has(value)).map((value) => `${name} ${String(value)}`);
  });
  const known = new Set(declared.map(({ name }) => name));
  return [...missing, ...rows.filter(([name]) => !known.has(name)).map(([name]) => `${name}: not declared`)];
}
