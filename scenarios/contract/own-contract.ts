/** Holds recorded exchanges with local Webex against this project's own schemas: no published file is needed. */
import { Ajv, type ValidateFunction } from 'ajv';
import type { JsonSchema } from './json-schema.ts';
import type { ContractReport, RecordedExchange } from './webex-contract.ts';
import { OPERATIONS, type Operation } from './webex-operations.ts';

/** Exactly what every refusal of the API looks like; throttling answers in HTML. */
const ERROR: JsonSchema = {
  type: 'object',
  required: ['message', 'trackingId'],
  properties: {
    message: { type: 'string', minLength: 1 },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['description'],
        additionalProperties: false,
        properties: { description: { type: 'string' } },
      },
    },
    trackingId: { type: 'string', minLength: 1 },
  },
  additionalProperties: false,
};
/** Asked by people's browsers, and answered in another shape. */
const NOT_THE_API = /^\/(v1\/)?authorize(\?|$)|\/j\.php\?/;

const ajv = new Ajv({ strict: false, discriminator: true });
const compiled = new WeakMap<JsonSchema, ValidateFunction>();

export function holdAgainstOwn(exchanges: readonly RecordedExchange[]): ContractReport {
  let undescribed = 0;
  const violations = exchanges.flatMap((exchange) => {
    if (NOT_THE_API.test(exchange.url)) {
      undescribed += 1;
      return [];
    }
    return violationsOf(exchange);
  });
  return { exchanges: exchanges.length, undescribed, violations };
}

function violationsOf(exchange: RecordedExchange): readonly string[] {
  const path = new URL(exchange.url, 'http://webex').pathname.replace(/^\/v1/, '');
  const where = `${exchange.method} ${path} ${exchange.status}`;
  const json = (exchange.responseType ?? '').startsWith('application/json');
  if (exchange.status >= 400) {
    if (!json || path === '/access_token') return [];
    return against(`${where}: error`, ERROR, JSON.parse(exchange.responseBody ?? 'null'));
  }
  const operation = OPERATIONS.find((one) => describes(one, exchange, path));
  if (!operation) return [`${where}: no schema of our own`];
  const { request, response, type } = operation;
  const empty = exchange.responseBody === null || exchange.responseBody === '';
  return [
    ...(request ? against(`${where}: request`, request, exchange.requestBody) : []),
    ...(response && exchange.responseType !== type
      ? [`${where}: content type ${exchange.responseType ?? 'none'}, not ${type}`]
      : []),
    ...(response ? against(`${where}: response`, response, JSON.parse(exchange.responseBody ?? 'null')) : []),
    ...(response || empty ? [] : [`${where}: a body where there is none`]),
  ];
}

/** A path without parameters is described before one with them. */
function describes(operation: Operation, { method, status }: RecordedExchange, path: string): boolean {
  const exact = OPERATIONS.some((one) => one.path === path && one.method === method);
  if (operation.method !== method || operation.status !== status) return false;
  if (exact) return operation.path === path;
  return new RegExp(`^${operation.path.replaceAll('{}', '[^/]+')}$`).test(path);
}

function against(where: string, schema: JsonSchema, value: unknown): readonly string[] {
  const validate = compiled.get(schema) ?? ajv.compile(schema);
  compiled.set(schema, validate);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message = '', params }) =>
      `${where} ${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}
