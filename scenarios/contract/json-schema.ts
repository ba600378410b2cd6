/** A few words for JSON schemas, so that a table of shapes stays readable. Objects have no keys but those named. */
export type JsonSchema = Readonly<Record<string, unknown>>;
type Properties = Readonly<Record<string, JsonSchema>>;

export const text: JsonSchema = { type: 'string' };
export const filled: JsonSchema = { type: 'string', minLength: 1 };
export const flag: JsonSchema = { type: 'boolean' };
export const whole: JsonSchema = { type: 'integer' };
export const nothing: JsonSchema = { type: 'null' };

export function matching(pattern: RegExp): JsonSchema {
  return { type: 'string', pattern: pattern.source };
}

export function oneOf(...values: readonly (string | number)[]): JsonSchema {
  const type = values.every((value) => typeof value === 'number') ? 'number' : 'string';
  return { type, enum: values };
}

/** Names that a platform takes in capitals, too. */
export function inAnyCase(...values: readonly string[]): JsonSchema {
  return { enum: [...values, ...values.map((value) => value.toUpperCase())] };
}

export function atMost(length: number): JsonSchema {
  return { type: 'string', minLength: 1, maxLength: length };
}

export function orNull(schema: JsonSchema): JsonSchema {
  return { anyOf: [schema, nothing] };
}

export function listOf(items: JsonSchema, most?: number): JsonSchema {
  return { type: 'array', items, ...(most === undefined ? {} : { maxItems: most }) };
}

/** @param required - keys that are always there. @param optional - keys that may be absent, and are never null */
export function object(required: Properties, optional: Properties = {}): JsonSchema {
  return {
    type: 'object',
    required: Object.keys(required),
    properties: { ...required, ...optional },
    additionalProperties: false,
  };
}

/** One value and no other. */
export function always(value: string | number | boolean): JsonSchema {
  return { const: value };
}

/** A list that is left out where it would be empty. */
export function someOf(items: JsonSchema): JsonSchema {
  return { type: 'array', items, minItems: 1 };
}

/** An object with any keys. */
export function mapOf(values: JsonSchema): JsonSchema {
  return { type: 'object', additionalProperties: values };
}

/** What a client may send: the same, or null for taking it away. */
export function orCleared(schema: JsonSchema): JsonSchema {
  const { type, enum: values } = schema;
  return {
    ...schema,
    type: [...new Set([type, 'null'].flat())],
    ...(Array.isArray(values) ? { enum: [...(values as unknown[]), null] } : {}),
  };
}

/** An object of which a client sends any part, and takes parts away by null. */
export function anyPartOf(properties: Properties): JsonSchema {
  return object(
    {},
    Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, orCleared(schema)])),
  );
}

/** Keys come in the order in which the object's schema names them. */
export function ordered(schema: JsonSchema): JsonSchema {
  return { ...schema, keyOrder: Object.keys(schema['properties'] as Properties) };
}

/** One of two shapes: the wider one for those with this key. */
export function whereThereIs(key: string, wider: JsonSchema, otherwise: JsonSchema): JsonSchema {
  return { type: 'object', if: { required: [key] }, then: wider, else: otherwise };
}

/** The same with nothing required, for replies of which only some fields were asked for. */
export function inPart(schema: JsonSchema): JsonSchema {
  if (schema['then'] !== undefined) return inPart(schema['then'] as JsonSchema);
  return rebuilt(schema, inPart, 'required', 'minItems');
}

/** The same with keys beside those named, for requests to a platform that ignores what it does not know. */
export function withMore(schema: JsonSchema): JsonSchema {
  const open = rebuilt(schema, withMore);
  return schema['additionalProperties'] === false ? { ...open, additionalProperties: true } : open;
}

function rebuilt(
  schema: JsonSchema,
  change: (part: JsonSchema) => JsonSchema,
  ...without: readonly string[]
): JsonSchema {
  const kept = Object.entries(schema).filter(([key]) => !without.includes(key));
  return Object.fromEntries(
    kept.map(([key, value]) => {
      if (key === 'items' || key === 'then' || key === 'else') return [key, change(value as JsonSchema)];
      if (key !== 'properties') return [key, value];
      const parts = Object.entries(value as Properties).map(([name, part]) => [name, change(part)]);
      return [key, Object.fromEntries(parts)];
    }),
  );
}

/** A page or list. */
export function itemsOf(items: JsonSchema): JsonSchema {
  return object({ items: listOf(items) });
}
