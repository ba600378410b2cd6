/** Holds recorded exchanges with local Webex against Webex's published OpenAPI. */
import { readFileSync } from 'node:fs';
import addFormats from 'ajv-formats';
import { OpenAPIBackend, type Document } from 'openapi-backend';
import { DEFECTS, type OpenApi } from './webex-overlay.ts';

export interface RecordedExchange {
  readonly method: string;
  readonly url: string;
  readonly requestType: string | null;
  readonly requestBody: unknown;
  readonly status: number;
  readonly responseType: string | null;
  readonly responseBody: string | null;
}

export interface ContractReport {
  readonly exchanges: number;
  /** Exchanges with paths the file does not describe (OAuth, join pages). */
  readonly undescribed: number;
  readonly violations: readonly string[];
}

/** Only these are asked of Webex here; the rest of the file would only cost time. */
const USED = new RegExp(
  [
    '^/meetings(/\\{meetingId\\}(/end)?|/(join|reassignHost|trackingCodes)|/(templates|sessionTypes)(/.*)?)?$',
    '^/(meetingInvitees|people|meetingPreferences|webhooks)(/.*)?$',
    '^/admin/(meetings(/.*)?|meeting/config/commonSettings)$',
  ].join('|'),
);

const VALIDATED = 'application/json';

/** @param file - the path of webex-meeting.json */
export async function holdAgainstWebex(
  file: string,
  exchanges: readonly RecordedExchange[],
): Promise<ContractReport> {
  const api = await openApi(file);
  const violations: string[] = [];
  let undescribed = 0;
  for (const exchange of exchanges) {
    const request = requestOf(exchange);
    const operation = request && api.matchOperation(request);
    if (!request || !operation) {
      undescribed += 1;
      continue;
    }
    const where = `${exchange.method} ${operation.path} ${exchange.status}`;
    // A refused request is how a local platform answers a wrong one: only accepted ones must fit.
    const sent = exchange.status < 300 ? api.validateRequest(request, operation).errors : undefined;
    for (const error of sent ?? [])
      violations.push(`${where}: request ${error.instancePath} ${error.message ?? ''}`);
    violations.push(...responseViolations(api, exchange, operation, where));
  }
  return { exchanges: exchanges.length, undescribed, violations };
}

type Operation = NonNullable<ReturnType<OpenAPIBackend['matchOperation']>>;

function responseViolations(
  api: OpenAPIBackend,
  exchange: RecordedExchange,
  operation: Operation,
  where: string,
): string[] {
  const declared = operation.responses?.[String(exchange.status)];
  if (!declared) return exchange.status < 400 ? [`${where}: the status is not declared`] : [];
  if (exchange.status === 204)
    return exchange.responseBody === null || exchange.responseBody === ''
      ? []
      : [`${where}: a body with 204`];
  const types = Object.keys(('content' in declared ? declared.content : undefined) ?? {}).filter(
    (type, _index, all) => type !== VALIDATED || all.length === 1,
  );
  const found: string[] = [];
  if (exchange.status < 300 && types.length > 0 && !types.includes(exchange.responseType ?? '')) {
    found.push(`${where}: content type ${exchange.responseType ?? 'none'}, declared ${types.join(', ')}`);
  }
  if (exchange.status >= 300) return found;
  const errors =
    api.validateResponse(JSON.parse(exchange.responseBody ?? 'null'), operation, exchange.status).errors ??
    [];
  return [
    ...found,
    ...errors.map((error) => `${where}: response ${error.instancePath} ${error.message ?? ''}`),
  ];
}

function requestOf(exchange: RecordedExchange):
  | {
      method: string;
      path: string;
      query: Record<string, string>;
      headers: Record<string, string>;
      body?: unknown;
    }
  | undefined {
  const url = new URL(exchange.url, 'http://webex');
  if (!url.pathname.startsWith('/v1/')) return undefined;
  return {
    method: exchange.method,
    path: url.pathname.slice('/v1'.length),
    query: Object.fromEntries(url.searchParams),
    headers: exchange.requestType === null ? {} : { 'content-type': exchange.requestType },
    ...(exchange.requestBody === null ? {} : { body: exchange.requestBody }),
  };
}

/**
 * The validator only looks at `application/json`, while most replies are declared as `application/json;charset=UTF-8`:
 * their schemas are put where it looks.
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

async function openApi(file: string): Promise<OpenAPIBackend> {
  const definition = JSON.parse(readFileSync(file, 'utf8')) as OpenApi;
  for (const defect of DEFECTS) defect.mend(definition);
  definition.paths = Object.fromEntries(Object.entries(definition.paths).filter(([path]) => USED.test(path)));
  showSchemas(definition);
  const api = new OpenAPIBackend({
    definition: definition as unknown as Document,
    quick: true,
    validate: true,
    ajvOpts: { strict: false, useDefaults: false, coerceTypes: true },
    customizeAjv: (ajv) => {
      addFormats.default(ajv);
      return ajv;
    },
  });
  await api.init();
  return api;
}
