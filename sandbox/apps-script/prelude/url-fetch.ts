/** UrlFetchApp: shapes the request, reads the answer. Who may be called and what is thrown is the platform's business. */
import { ask, Exception } from './host.ts';
import { Blob } from './blob.ts';
import { fromBase64, fromUtf8, toBase64, utf8 } from './bytes.ts';
import { bytes as areBytes, mismatch, record, signature, text } from './check.ts';

interface Answer {
  readonly code: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string;
}

interface Request {
  url: string;
  method: string;
  headers: Record<string, string>;
  contentType: string | null;
  /** base64, or null for none. */
  payload: string | null;
  muteHttpExceptions: boolean;
  followRedirects: boolean;
  validateHttpsCertificates: boolean;
}

const METHODS = ['get', 'delete', 'patch', 'post', 'put'];
const FORM = 'application/x-www-form-urlencoded';
const BOUNDARY = 'local-apps-script-part';

export class HTTPResponse {
  readonly #answer: Answer;

  constructor(answer: Answer) {
    this.#answer = answer;
  }

  getResponseCode(): number {
    return this.#answer.code;
  }

  getContentText(...args: unknown[]): string {
    signature('UrlFetchApp.HTTPResponse.getContentText', args, [], [text]);
    const named = /charset\s*=\s*"?([^\s;"]+)/i.exec(this.#header('content-type') ?? '')?.[1];
    const charset = (args[0] as string | undefined) ?? named;
    if (charset === undefined || /^utf-?8$/i.test(charset)) return fromUtf8(fromBase64(this.#answer.body));
    return ask('~decode', this.#answer.body, charset) as string;
  }

  getContent(): number[] {
    return fromBase64(this.#answer.body);
  }

  getBlob(): Blob {
    return new Blob(this.getContent(), this.#header('content-type'), null);
  }

  getHeaders(): Record<string, string> {
    return Object.fromEntries(
      Object.entries(this.#answer.headers).map(([name, value]) => [
        title(name),
        typeof value === 'string' ? value : value.join(', '),
      ]),
    );
  }

  getAllHeaders(): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(this.#answer.headers).map(([name, value]) => [title(name), value]),
    );
  }

  getAs(...args: unknown[]): Blob {
    return this.getBlob().getAs(...args);
  }

  toString(): string {
    return this.getContentText();
  }

  #header(name: string): string | null {
    const value = this.#answer.headers[name];
    return typeof value === 'string' ? value : null;
  }
}

/** Node lower-cases header names; Apps Script shows them as `Content-Type`. */
function title(name: string): string {
  return name.replace(/(^|-)[a-z]/g, (start) => start.toUpperCase());
}

function flagOf(params: Readonly<Record<string, unknown>>, name: string, otherwise: boolean): boolean {
  const value = params[name];
  if (value === undefined || value === null) return otherwise;
  if (typeof value !== 'boolean') throw new Exception(`Attribute provided with invalid value: ${name}`);
  return value;
}

function methodOf(params: Readonly<Record<string, unknown>>): string {
  const value = params['method'];
  // A payload without a method makes it a POST.
  if (value === undefined || value === null) return params['payload'] === undefined ? 'get' : 'post';
  const name = typeof value === 'string' ? value.toLowerCase() : '';
  if (!METHODS.includes(name)) throw new Exception('Attribute provided with invalid value: method');
  return name;
}

function headersOf(params: Readonly<Record<string, unknown>>): Record<string, string> {
  const value = params['headers'];
  if (value === undefined || value === null) return {};
  if (!record(value)) throw new Exception('Attribute provided with invalid value: headers');
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, String(item)]));
}

function payloadOf(payload: unknown): { contentType: string | null; data: number[] } | null {
  if (payload === undefined || payload === null) return null;
  if (typeof payload === 'string') return { contentType: null, data: utf8(payload) };
  if (payload instanceof Blob) return { contentType: payload.getContentType(), data: payload.getBytes() };
  if (areBytes(payload)) return { contentType: null, data: payload as number[] };
  if (!record(payload)) throw new Exception('Attribute provided with invalid value: payload');
  const fields = Object.entries(payload);
  if (fields.some(([, value]) => value instanceof Blob)) return multipart(fields);
  const pairs = fields.map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`,
  );
  return { contentType: FORM, data: utf8(pairs.join('&')) };
}

function multipart(fields: readonly (readonly [string, unknown])[]): { contentType: string; data: number[] } {
  const data = fields.flatMap(([name, value]) => {
    const file = value instanceof Blob ? value : undefined;
    const disposition = `form-data; name="${name}"${file ? `; filename="${file.getName() ?? name}"` : ''}`;
    const type = file ? `Content-Type: ${file.getContentType() ?? 'application/octet-stream'}\r\n` : '';
    const head = `--${BOUNDARY}\r\nContent-Disposition: ${disposition}\r\n${type}\r\n`;
    return [...utf8(head), ...(file ? file.getBytes() : utf8(String(value))), ...utf8('\r\n')];
  });
  return {
    contentType: `multipart/form-data; boundary=${BOUNDARY}`,
    data: [...data, ...utf8(`--${BOUNDARY}--\r\n`)],
  };
}

function toRequest(url: unknown, params: Readonly<Record<string, unknown>>): Request {
  if (typeof url !== 'string' || url === '') throw new Exception('Attribute provided with no value: url');
  const method = methodOf(params);
  const payload = method === 'get' ? null : payloadOf(params['payload']);
  const given = params['contentType'];
  if (given !== undefined && given !== null && typeof given !== 'string') {
    throw new Exception('Attribute provided with invalid value: contentType');
  }
  flagOf(params, 'escaping', true);
  return {
    url,
    method,
    headers: headersOf(params),
    contentType: payload ? (given ?? payload.contentType ?? FORM) : null,
    payload: payload ? toBase64(payload.data) : null,
    muteHttpExceptions: flagOf(params, 'muteHttpExceptions', false),
    followRedirects: flagOf(params, 'followRedirects', true),
    validateHttpsCertificates: flagOf(params, 'validateHttpsCertificates', true),
  };
}

function paramsOf(value: unknown): Readonly<Record<string, unknown>> {
  return (value ?? {}) as Readonly<Record<string, unknown>>;
}

export const urlFetchApp = {
  fetch(...args: unknown[]): HTTPResponse {
    signature('UrlFetchApp.fetch', args, [text], [record]);
    return new HTTPResponse(ask('UrlFetchApp.fetch', toRequest(args[0], paramsOf(args[1]))) as Answer);
  },
  fetchAll(...args: unknown[]): HTTPResponse[] {
    const [requests] = args;
    if (args.length !== 1 || !Array.isArray(requests)) throw mismatch('UrlFetchApp.fetchAll', args);
    const shaped = requests.map((request: unknown) =>
      typeof request === 'string'
        ? toRequest(request, {})
        : toRequest(paramsOf(request)['url'], paramsOf(request)),
    );
    return (ask('UrlFetchApp.fetchAll', shaped) as Answer[]).map((answer) => new HTTPResponse(answer));
  },
  getRequest(...args: unknown[]): Record<string, unknown> {
    signature('UrlFetchApp.getRequest', args, [text], [record]);
    const { url, method, headers, contentType, payload, ...flags } = toRequest(args[0], paramsOf(args[1]));
    return {
      url,
      method,
      headers: { 'X-Forwarded-For': '0.0.0.0', ...headers },
      ...(contentType === null ? {} : { contentType }),
      ...(payload === null ? {} : { payload: fromUtf8(fromBase64(payload)) }),
      useIntranet: false,
      followRedirects: flags.followRedirects,
      validateHttpsCertificates: flags.validateHttpsCertificates,
    };
  },
};
