/** Values without those that are undefined, so that an absent value is an absent key (as wire and storage want it). */
export type Given<Values> = {
  [Key in keyof Values as undefined extends Values[Key] ? never : Key]: Values[Key];
} & {
  [Key in keyof Values as undefined extends Values[Key] ? Key : never]?: Exclude<Values[Key], undefined>;
};

/** The values that are there. */
export function given<Values extends object>(values: Values): Given<Values> {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  const kept: Record<string, unknown> = {};
  for (const [key, value] of entries) kept[key] = value;
  return kept as Given<Values>;
}
