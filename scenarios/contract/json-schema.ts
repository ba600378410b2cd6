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
  return { enum: values };
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

/** A page or list. */
export function itemsOf(items: JsonSchema): JsonSchema {
  return object({ items: listOf(items) });
}
