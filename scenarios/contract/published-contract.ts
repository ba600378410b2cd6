/** Holds recorded exchanges against an OpenAPI file that a vendor, or somebody for him, has published. */
import addFormats from 'ajv-formats';
import { OpenAPIBackend, type Document } from 'openapi-backend';
import type { RecordedExchange } from './exchange.ts';
import type { OpenApi } from './open-api.ts';

export interface PublishedReport {
  readonly exchanges: number;
  /** Exchanges with paths the file does not describe (OAuth, pages, messages a platform sends). */
  readonly undescribed: number;
  readonly violations: readonly string[];
}

export interface Published {
  /** The file, with its known defects mended. */
  readonly definition: OpenApi;
  /** What the file's paths leave out of an address; others are not described. */
  readonly below: RegExp;
  /** Whether the vendor takes one media type for another: Google does, Webex compares to the letter. */
  readonly exactTypes: boolean;
}

const VALIDATED = 'application/json';

export async function holdAgainstPublished(
  { definition, below, exactTypes }: Published,
  exchanges: readonly RecordedExchange[],
): Promise<PublishedReport> {
  const api = await validatorOf(definition);
  const violations: string[] = [];
  let undescribed = 0;
  for (const exchange of exchanges) {
    const request = requestOf(exchange, below);
    const operation = request && api.matchOperation(request);
    if (!request || !operation) {
      undescribed += 1;
      continue;
    }
    const { status } = exchange;
    const where = `${exchange.method} ${operation.path} ${status ?? exchange.fault ?? ''}`;
    // A refused request is how a local platform answers a wrong one: only accepted ones must fit.
    const sent = status === null || status < 300 ? api.validateRequest(request, operation).errors : undefined;
    for (const error of sent ?? [])
      violations.push(`${where}: request ${error.instancePath} ${error.message ?? ''}`);
    if (status !== null) violations.push(...answerViolations(api, exchange, operation, where, exactTypes));
  }
  return { exchanges: exchanges.length, undescribed, violations };
}

type Operation = NonNullable<ReturnType<OpenAPIBackend['matchOperation']>>;

function answerViolations(
  api: OpenAPIBackend,
  { status, responseBody, responseType, fault }: RecordedExchange,
  operation: Operation,
  where: string,
  exactTypes: boolean,
): string[] {
  const declared = operation.responses?.[String(status)] ?? operation.responses?.['default'];
  const code = status ?? 0;
  if (!declared) return code < 400 ? [`${where}: the status is not declared`] : [];
  if (code === 204 || code === 304)
    return responseBody === null || responseBody === '' ? [] : [`${where}: a body with ${code}`];
  const types = Object.keys(('content' in declared ? declared.content : undefined) ?? {}).filter(
    (type, _index, all) => type !== VALIDATED || all.length === 1,
  );
  const found: string[] = [];
  const bare = exactTypes ? responseType : (responseType?.split(';', 1)[0] ?? null);
  if (fault === null && code < 300 && types.length > 0 && !types.includes(bare ?? '')) {
    found.push(`${where}: content type ${responseType ?? 'none'}, declared ${types.join(', ')}`);
  }
  if (code >= 300) return found;
  const key = operation.responses?.[String(status)] ? code : 'default';
  const errors =
    api.validateResponse(JSON.parse(responseBody ?? 'null'), operation, key as number).errors ?? [];
  return [
    ...found,
    ...errors.map(
      (error) =>
        `${where}: response ${error.instancePath} ${error.message ?? ''} ${JSON.stringify(error.params)}`,
    ),
  ];
}

interface ReadRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Record<string, string | string[]>;
  readonly headers: Record<string, string>;
  readonly body?: unknown;
}

function requestOf(exchange: RecordedExchange, below: RegExp): ReadRequest | undefined {
  if (exchange.direction === 'out') return undefined;
  const url = new URL(exchange.url, 'http://platform');
  if (!below.test(url.pathname)) return undefined;
  const query: Record<string, string | string[]> = {};
  for (const name of new Set(url.searchParams.keys())) {
    const values = url.searchParams.getAll(name);
    query[name] = values.length === 1 ? (values[0] ?? '') : values;
  }
  return {
    method: exchange.method,
    path: url.pathname.replace(below, ''),
    query,
    headers: exchange.requestType === null ? {} : { 'content-type': exchange.requestType },
    ...(exchange.requestBody === null ? {} : { body: exchange.requestBody }),
  };
}

/**
 * The validator only looks at `application/json`, while most of Webex's replies are declared as
 * `application/json;charset=UTF-8`: their schemas are put where it looks.
 */
function showSchemas(definition: OpenApi): void {
  for (const operations of Object.values(definition.paths)) {
    for (const { responses = {} } of Object.values(operations)) {
      for (const { content } of Object.values(responses)) {
        const json = content && Object.keys(content).find((type) => type.startsWith(`${VALIDATED};`));
        if (content && json !== undefined) content[VALIDATED] = content[json];
      }
    }
  }
}

async function validatorOf(definition: OpenApi): Promise<OpenAPIBackend> {
  showSchemas(definition);
  const api = new OpenAPIBackend({
    definition: definition as unknown as Document,
    quick: true,
    validate: true,
    ajvOpts: { strict: false, useDefaults: false, coerceTypes: 'array' },
    customizeAjv: (ajv) => {
      addFormats.default(ajv);
      // Whole numbers of JavaScript's, or digits in a string: what the type says is checked anyway.
      for (const format of ['uint32', 'uint64', 'google-duration', 'google-datetime', 'google-fieldmask'])
        ajv.addFormat(format, true);
      return ajv;
    },
  });
  await api.init();
  return api;
}
