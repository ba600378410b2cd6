/**
 * Custom schemas: the fields that a customer adds to its users, and who may read them.
 *
 * @see https://developers.google.com/workspace/admin/directory/v1/guides/manage-schemas
 */
import { createHash } from 'node:crypto';
import type { Store, Table } from '../../control/store.ts';
import { duplicate, invalidInput, missing, required } from './directory-error.ts';
import { Records } from './records.ts';
import { isObject, tagged, textOf } from './resource.ts';
import type { Json } from './resource.ts';

export interface SchemaField {
  readonly fieldName: string;
  readonly fieldType: string;
  readonly displayName?: string;
  readonly multiValued?: boolean;
  /** Whether `query` may name it; true where nothing is said. */
  readonly indexed?: boolean;
  readonly numericIndexingSpec?: Json;
  readonly readAccessType: 'ALL_DOMAIN_USERS' | 'ADMINS_AND_SELF';
}

/** A custom schema of a domain. */
export interface Schema {
  readonly schemaName: string;
  readonly displayName?: string;
  readonly fields: readonly SchemaField[];
}

/** Schema → field → value. */
export type CustomValues = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const MOST = 100;
const NAME = /^[A-Za-z0-9_-]+$/;
const TYPES = ['STRING', 'INT64', 'BOOL', 'DOUBLE', 'EMAIL', 'PHONE', 'DATE'];
const READERS = ['ALL_DOMAIN_USERS', 'ADMINS_AND_SELF'];
const MOST_CHARACTERS = 500;

export class Schemas {
  readonly #schemas: Records<Schema>;
  readonly #values: Table<CustomValues>;

  constructor(store: Store) {
    this.#schemas = new Records(store, 'schemas');
    this.#values = store.table('directory.values');
  }

  of(domain: string): readonly Schema[] {
    return this.#schemas.of(domain);
  }

  /** By name or id. @throws {ApiError} 404 */
  find(domain: string, key: string): Schema {
    const found = this.of(domain).find(
      ({ schemaName }) => schemaName === key || idOf(domain, schemaName) === key,
    );
    if (!found) throw missing('schemaKey');
    return found;
  }

  put(domain: string, schema: Schema): void {
    this.#schemas.put(domain, schema.schemaName, schema);
  }

  insert(domain: string, body: Json): Schema {
    const schema = readSchema(body);
    if (this.#schemas.get(domain, schema.schemaName)) throw duplicate();
    if (this.of(domain).length >= MOST) throw invalidInput('Invalid Input: custom_schema');
    this.put(domain, schema);
    return schema;
  }

  /** The name stays, and no field changes its type. Values of fields that are gone go with them. */
  replace(domain: string, before: Schema, body: Json): Schema {
    const schema = readSchema({ ...body, schemaName: before.schemaName });
    for (const { fieldName, fieldType } of schema.fields) {
      const known = before.fields.find((field) => field.fieldName === fieldName);
      if (known && known.fieldType !== fieldType) throw invalidInput('Invalid Input: fieldType');
    }
    this.put(domain, schema);
    const kept = new Set(schema.fields.map(({ fieldName }) => fieldName));
    this.#forget(domain, schema.schemaName, (field) => kept.has(field));
    return schema;
  }

  delete(domain: string, schema: Schema): void {
    this.#schemas.delete(domain, schema.schemaName);
    this.#forget(domain, schema.schemaName, () => false);
  }

  values(email: string): CustomValues {
    return this.#values.get(email) ?? {};
  }

  setValues(email: string, values: CustomValues): void {
    this.#values.put(email, values);
  }

  /** Lays what an administrator wrote over the values of a person; null takes a value, or a schema, away. */
  change(domain: string, email: string, change: Json): void {
    const values: Record<string, Record<string, unknown>> = Object.fromEntries(
      Object.entries(this.values(email)).map(([name, fields]) => [name, { ...fields }]),
    );
    for (const [name, fields] of Object.entries(change)) {
      const schema = this.#schemas.get(domain, name);
      if (!schema) throw invalidInput('Invalid Input: custom_schema');
      if (fields === null) Reflect.deleteProperty(values, name);
      else if (!isObject(fields)) throw invalidInput('Invalid Input: custom_schema');
      else values[name] = changedFields(schema, values[name] ?? {}, fields);
    }
    this.#values.put(email, values);
  }

  clear(): void {
    this.#schemas.clear();
    for (const key of [...this.#values.keys()]) this.#values.delete(key);
  }

  #forget(domain: string, schemaName: string, keeps: (field: string) => boolean): void {
    for (const [email, values] of [...this.#values.entries()]) {
      const fields = values[schemaName];
      if (!email.endsWith(`@${domain}`) || !fields) continue;
      const left = Object.entries(fields).filter(([field]) => keeps(field));
      const others = Object.entries(values).filter(([name]) => name !== schemaName);
      this.#values.put(
        email,
        Object.fromEntries(left.length === 0 ? others : [...others, [schemaName, Object.fromEntries(left)]]),
      );
    }
  }
}

/** As the API shows it: with ids that follow from the names. */
export function schemaResource(domain: string, { schemaName, displayName, fields }: Schema): Json {
  return tagged('admin#directory#schema', {
    schemaId: idOf(domain, schemaName),
    schemaName,
    displayName: displayName ?? schemaName,
    fields: fields.map((field) =>
      tagged('admin#directory#schema#fieldspec', {
        fieldId: idOf(domain, `${schemaName}.${field.fieldName}`),
        displayName: field.displayName ?? field.fieldName,
        ...field,
      }),
    ),
  });
}

function idOf(domain: string, name: string): string {
  return createHash('sha256').update(`${domain} ${name}`).digest('base64url').slice(0, 22).concat('==');
}

function readSchema(body: Json): Schema {
  const schemaName = textOf(body, 'schemaName');
  if (schemaName === undefined) throw required('schemaName');
  if (!NAME.test(schemaName)) throw invalidInput('Invalid Input: schemaName');
  const given = Array.isArray(body['fields']) ? (body['fields'] as unknown[]) : [];
  if (given.length === 0 || given.length > MOST) throw invalidInput('Invalid Input: fields');
  const fields = given.map(readField);
  if (new Set(fields.map(({ fieldName }) => fieldName)).size < fields.length)
    throw invalidInput('Invalid Input: fieldName');
  const displayName = textOf(body, 'displayName');
  return { schemaName, ...(displayName === undefined ? {} : { displayName }), fields };
}

function readField(given: unknown): SchemaField {
  if (!isObject(given)) throw invalidInput('Invalid Input: fields');
  const fieldName = textOf(given, 'fieldName');
  if (fieldName === undefined || !NAME.test(fieldName)) throw invalidInput('Invalid Input: fieldName');
  const fieldType = textOf(given, 'fieldType') ?? '';
  if (!TYPES.includes(fieldType)) throw invalidInput('Invalid Input: fieldType');
  const readers = textOf(given, 'readAccessType') ?? 'ALL_DOMAIN_USERS';
  if (!READERS.includes(readers)) throw invalidInput('Invalid Input: readAccessType');
  const displayName = textOf(given, 'displayName');
  const spec = given['numericIndexingSpec'];
  return {
    fieldName,
    fieldType,
    ...(displayName === undefined ? {} : { displayName }),
    ...(given['multiValued'] === true ? { multiValued: true } : {}),
    ...(given['indexed'] === false ? { indexed: false } : {}),
    ...(isObject(spec) ? { numericIndexingSpec: spec } : {}),
    readAccessType: readers as SchemaField['readAccessType'],
  };
}

function changedFields(schema: Schema, before: Readonly<Record<string, unknown>>, change: Json): Json {
  const result: Record<string, unknown> = { ...before };
  for (const [name, value] of Object.entries(change)) {
    const field = schema.fields.find(({ fieldName }) => fieldName === name);
    if (!field || (value !== null && !fits(field, value))) throw invalidInput('Invalid Input: custom_schema');
    if (value === null) Reflect.deleteProperty(result, name);
    else result[name] = value;
  }
  return result;
}

function fits({ fieldType, multiValued }: SchemaField, value: unknown): boolean {
  if (!multiValued) return fitsOne(fieldType, value);
  return (
    Array.isArray(value) &&
    value.every((item: unknown) => isObject(item) && fitsOne(fieldType, item['value']))
  );
}

function fitsOne(fieldType: string, value: unknown): boolean {
  switch (fieldType) {
    case 'BOOL':
      return typeof value === 'boolean';
    case 'INT64':
      return /^-?\d+$/.test(String(value)) && ['number', 'string'].includes(typeof value);
    case 'DOUBLE':
      return typeof value === 'number';
    case 'DATE':
      return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
    default:
      return typeof value === 'string' && value.length <= MOST_CHARACTERS;
  }
}
