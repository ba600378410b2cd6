/** Holds an answer against a row of the shapes that real answers were recorded with. */

/** Values that Google leaves out rather than sends, wherever they stand. */
const isUnsaid = (value: unknown): boolean =>
  value === null || value === '' || value === false || (Array.isArray(value) && value.length === 0);

export interface Row {
  /** Keys in their recorded order; those with `?` are there only when set. */
  readonly keys: string;
  /** What a key's value looks like, as text. */
  readonly forms?: Readonly<Record<string, RegExp>>;
  /** Keys that are sent false or empty all the same, wherever they stand. */
  readonly saidEmpty?: readonly string[];
}

/** What is wrong with `value`, in words; empty if nothing is. */
export function shapeFaults(value: unknown, { keys, forms = {}, saidEmpty = [] }: Row): readonly string[] {
  const sent = value as Readonly<Record<string, unknown>>;
  const known = keys.split(' ').map((key) => key.replace('?', ''));
  const always = keys.split(' ').filter((key) => !key.endsWith('?'));
  const actual = Object.keys(sent);
  const expected = known.filter((key) => actual.includes(key));
  return [
    ...actual.filter((key) => !known.includes(key)).map((key) => `unknown key ${key}`),
    ...always.filter((key) => !actual.includes(key)).map((key) => `missing key ${key}`),
    ...(actual.filter((key) => known.includes(key)).join(' ') === expected.join(' ')
      ? []
      : [`order ${actual.join(' ')}`]),
    ...Object.entries(forms)
      .filter(([key, form]) => key in sent && !form.test(String(sent[key])))
      .map(([key]) => `form of ${key}: ${String(sent[key])}`),
    ...unsaid(sent, saidEmpty),
  ];
}

function unsaid(value: unknown, exempt: readonly string[], path = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = `${path}/${key}`;
    if (isUnsaid(inner)) return exempt.includes(key) ? [] : [`sent although empty: ${here}`];
    return unsaid(inner, exempt, here);
  });
}
