/** The inputs of a card as an action's event object carries them: what the card says, and what the person changed. */

/** What the person entered in one field: text, several values, or one of Google's date and time objects. */
export type FieldInput =
  string | number | boolean | null | readonly string[] | Readonly<Record<string, unknown>>;

type Fields = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

/** Values that a card's own widgets start with. */
export function cardDefaults(card: unknown): Fields {
  const fields = new Map<string, Readonly<Record<string, unknown>>>();
  walk(card, (node) => {
    const name = node['name'];
    if (typeof name !== 'string') return;
    const field = defaultOf(node);
    if (field) fields.set(name, field);
  });
  return fields;
}

/** `entered` laid over the card's own values. A null, or a switch turned off, takes a field away. */
export function mergeInputs(defaults: Fields, entered: Readonly<Record<string, FieldInput>>): Fields {
  const fields = new Map(defaults);
  for (const [name, input] of Object.entries(entered)) {
    const field = fieldOf(input);
    if (field) fields.set(name, field);
    else fields.delete(name);
  }
  return fields;
}

/** Today's form, with the empty key that older add-ons read in between. */
export function formInputs(fields: Fields): Record<string, unknown> {
  return Object.fromEntries([...fields].map(([name, field]) => [name, { ...field, '': field }]));
}

/** The deprecated mirrors `formInputs` (lists) and `formInput` (first values) at the top of the event object. */
export function legacyInputs(fields: Fields): {
  formInput: Record<string, string>;
  formInputs: Record<string, readonly string[]>;
} {
  const lists = [...fields].flatMap(([name, field]) => {
    const values = valuesOf(field);
    return values.length === 0 ? [] : [[name, values] as const];
  });
  return {
    formInput: Object.fromEntries(lists.map(([name, values]) => [name, values[0] ?? ''])),
    formInputs: Object.fromEntries(lists),
  };
}

function fieldOf(input: FieldInput): Readonly<Record<string, unknown>> | undefined {
  if (input === null || input === false) return undefined;
  if (Array.isArray(input)) return input.length === 0 ? undefined : strings(input as readonly string[]);
  if (typeof input === 'object') return input as Readonly<Record<string, unknown>>;
  return strings([String(input)]);
}

function strings(value: readonly string[]): Readonly<Record<string, unknown>> {
  return { stringInputs: { value } };
}

function valuesOf(field: Readonly<Record<string, unknown>>): readonly string[] {
  const value = (field['stringInputs'] as { value?: readonly string[] } | undefined)?.value;
  return value ?? [];
}

function defaultOf(widget: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> | undefined {
  const { items, selected, value, valueMsEpoch } = widget;
  if (Array.isArray(items)) return selectedOf(items);
  if (typeof selected === 'boolean')
    return selected ? strings([typeof value === 'string' ? value : 'true']) : undefined;
  if (typeof valueMsEpoch === 'string')
    return {
      dateTimeInput: { hasDate: true, hasTime: widget['type'] !== 'DATE_ONLY', msSinceEpoch: valueMsEpoch },
    };
  return typeof value === 'string' ? strings([value]) : undefined;
}

function selectedOf(items: readonly unknown[]): Readonly<Record<string, unknown>> | undefined {
  const chosen = items.filter(
    (item): item is { value: string } =>
      isRecord(item) && item['selected'] === true && typeof item['value'] === 'string',
  );
  return chosen.length === 0 ? undefined : strings(chosen.map((item) => item.value));
}

function walk(node: unknown, visit: (node: Readonly<Record<string, unknown>>) => void): void {
  if (Array.isArray(node)) for (const child of node) walk(child, visit);
  if (!isRecord(node)) return;
  visit(node);
  for (const child of Object.values(node)) walk(child, visit);
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
