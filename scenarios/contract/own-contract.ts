/** Holds recorded exchanges with a local platform against this project's own schemas: no published file is needed. */
import { Ajv, type ValidateFunction } from 'ajv';
import type { Platform, RecordedExchange } from './exchange.ts';
import { GOOGLE } from './google-contract.ts';
import { inPart, withMore, type JsonSchema } from './json-schema.ts';
import type { Contract, Operation } from './operation.ts';
import { WEBEX } from './webex-own-contract.ts';

export interface ContractReport {
  readonly exchanges: number;
  /** Among them those with pages, which people's browsers ask for and which no API describes. */
  readonly pages: number;
  /** Among them those of which a fault left the request's half alone. */
  readonly halves: number;
  readonly violations: readonly string[];
}

const CONTRACTS: Readonly<Record<Platform, Contract>> = { google: GOOGLE, webex: WEBEX };

const ajv = new Ajv({ strict: false, discriminator: true });
/** For a vendor that takes `"true"` for true and 7 for "7". */
const loose = new Ajv({ strict: false, coerceTypes: true });
ajv.addKeyword({
  keyword: 'keyOrder',
  type: 'object',
  error: { message: 'has its keys in another order' },
  validate: (order: readonly string[], value: object) => {
    const places = Object.keys(value).map((key) => order.indexOf(key));
    return places.every((place, at) => place === -1 || at === 0 || place > (places[at - 1] ?? -1));
  },
});
const compiled = new WeakMap<JsonSchema, ValidateFunction>();
const variants = new Map<(schema: JsonSchema) => JsonSchema, WeakMap<JsonSchema, JsonSchema>>();

/** Holds each half that is there: what was accepted must have been right, and every answer must be. */
export function holdAgainstOwn(platform: Platform, exchanges: readonly RecordedExchange[]): ContractReport {
  const contract = CONTRACTS[platform];
  const isPage = ({ direction, url }: RecordedExchange): boolean =>
    direction === 'in' && contract.pages.test(url);
  const described = exchanges.filter((exchange) => !isPage(exchange));
  return {
    exchanges: exchanges.length,
    pages: exchanges.length - described.length,
    halves: described.filter(({ direction, status }) => direction === 'in' && status === null).length,
    violations: described.flatMap((exchange) =>
      exchange.direction === 'out' ? messageViolations(contract, exchange) : violationsOf(contract, exchange),
    ),
  };
}

function messageViolations(contract: Contract, exchange: RecordedExchange): readonly string[] {
  const { requestHeaders: headers, requestBody: body, requestType: type } = exchange;
  return against(`message ${exchange.url}`, contract.message(headers), { headers, type, body });
}

function violationsOf(contract: Contract, exchange: RecordedExchange): readonly string[] {
  const { pathname, searchParams } = new URL(exchange.url, 'http://platform');
  // Some clients end a collection's path in a slash.
  const path = pathname.replace(contract.below, '').replace(/(?<=.)\/$/, '');
  const where = `${exchange.method} ${path} ${exchange.status ?? exchange.fault ?? 'unanswered'}`;
  const { status } = exchange;
  if (status !== null && status >= 400) return errorViolations(contract, exchange, path, where);
  const known = operationsFor(contract, exchange.method, path);
  const operation = known.find((one) => status === null || one.status === status);
  if (!operation) return [`${where}: no schema of our own`];
  return [
    ...parameterViolations(operation, searchParams, where),
    ...requestViolations(contract, operation, exchange, `${where}: request`),
    ...(status === null ? [] : answerViolations(operation, exchange, searchParams.has('fields'), where)),
  ];
}

/** Our own clients send what is written down; others' may send what the vendor is known to put up with. */
function requestViolations(
  { readsLoosely }: Contract,
  { request }: Operation,
  { by, requestBody }: RecordedExchange,
  where: string,
): readonly string[] {
  if (!request) return [];
  if (by !== 'outside') return against(where, request, requestBody);
  const schema = variant(request, withMore);
  return readsLoosely
    ? against(where, schema, asRead(requestBody), loose)
    : against(where, schema, requestBody);
}

function asRead(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const kept = Object.entries(body).filter(([, value]) => value !== null);
  return structuredClone(
    Object.fromEntries(
      kept.map(([key, value]: [string, unknown]) => [
        key,
        typeof value === 'string' && /^(true|false)$/i.test(value) ? value.toLowerCase() : value,
      ]),
    ),
  );
}

function errorViolations(
  contract: Contract,
  { status, responseType, responseBody }: RecordedExchange,
  path: string,
  where: string,
): readonly string[] {
  const schema = contract.error(path, responseType);
  if (schema === undefined) return [];
  const answer = parsed(responseBody);
  return against(`${where}: error`, schema, answer).concat(
    contract.codeOf(answer) === undefined || contract.codeOf(answer) === status
      ? []
      : [`${where}: the code in the body is another`],
  );
}

function parameterViolations(
  { query }: Operation,
  parameters: URLSearchParams,
  where: string,
): readonly string[] {
  if (!query) return [];
  return [...parameters].flatMap(([name, value]) => {
    const schema = query[name];
    return schema
      ? against(`${where}: parameter ${name}`, schema, value)
      : [`${where}: no parameter ${name}`];
  });
}

function answerViolations(
  { response, type, mayBeEmpty }: Operation,
  exchange: RecordedExchange,
  masked: boolean,
  where: string,
): readonly string[] {
  const { responseBody, responseType, fault } = exchange;
  if (mayBeEmpty && (responseBody === null || responseBody === '')) return [];
  if (!response)
    return responseBody === null || responseBody === '' ? [] : [`${where}: a body where there is none`];
  // A reply that a fault cut off had not got its last headers.
  const mistyped = fault === null && type !== undefined && responseType !== type;
  return [
    ...(mistyped ? [`${where}: content type ${responseType ?? 'none'}, not ${type}`] : []),
    ...against(
      `${where}: response`,
      masked ? variant(response, inPart) : response,
      type === undefined ? responseBody : parsed(responseBody),
    ),
  ];
}

/** A path without parameters is described before one with them. */
function operationsFor(contract: Contract, method: string, path: string): readonly Operation[] {
  const exact = contract.operations.filter((one) => one.method === method && one.path === path);
  if (exact.length > 0) return exact;
  return contract.operations.filter((one) => one.method === method && patternOf(one).test(path));
}

const patterns = new WeakMap<Operation, RegExp>();

function patternOf(operation: Operation): RegExp {
  const pattern =
    patterns.get(operation) ??
    new RegExp(
      `^${operation.path.replaceAll(/[.$]/g, '\\$&').replaceAll('{}', '[^/]+').replaceAll('{+}', '.+')}$`,
    );
  patterns.set(operation, pattern);
  return pattern;
}

function variant(schema: JsonSchema, change: (schema: JsonSchema) => JsonSchema): JsonSchema {
  const made = variants.get(change) ?? new WeakMap<JsonSchema, JsonSchema>();
  variants.set(change, made);
  const changed = made.get(schema) ?? change(schema);
  made.set(schema, changed);
  return changed;
}

function parsed(body: string | null): unknown {
  try {
    return JSON.parse(body ?? 'null') as unknown;
  } catch {
    return body;
  }
}

function against(where: string, schema: JsonSchema, value: unknown, by = ajv): string[] {
  const validate = compiled.get(schema) ?? by.compile(schema);
  compiled.set(schema, validate);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message = '', params }) =>
      `${where} ${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}
