/** UrlFetchApp: allowlist, host map, redirects, exceptions, and the add-on's calls to its service with their faults. */
import type { Fault } from '../../control/faults.ts';
import type { Ground } from '../../control/ground.ts';
import type { DailyQuota } from '../daily-quota.ts';
import { ServiceException } from './host-call.ts';
import type { Caller, Services } from './host-call.ts';
import { exchange } from './http.ts';
import type { HttpAnswer, HttpRequest } from './http.ts';

const MAX_URL = 2082;
const MAX_BODY = 50 * 1024 * 1024;
const MAX_REDIRECTS = 20;
const MAX_HEADERS = 100;
const MAX_HEADER = 8 * 1024;
const SHOWN = 200;
const AGENT = 'Mozilla/5.0 (compatible; Google-Apps-Script; beanserver; +https://script.google.com)';

interface ScriptRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly contentType: string | null;
  readonly payload: string | null;
  readonly muteHttpExceptions: boolean;
  readonly followRedirects: boolean;
}

interface ScriptAnswer {
  readonly code: number;
  readonly headers: HttpAnswer['headers'];
  readonly body: string;
}

interface UrlFetchDeps {
  readonly ground: Ground;
  readonly quota: DailyQuota;
  /** Public origins of the add-on's own service: its calls are logged, and faults on `service` meet them. */
  readonly serviceOrigins: readonly string[];
  readonly killScript: (caller: Caller) => void;
}

export function urlFetchServices(deps: UrlFetchDeps): Services {
  const one = (caller: Caller, request: ScriptRequest): Promise<ScriptAnswer> =>
    fetchOne(deps, caller, request);
  return {
    'UrlFetchApp.fetch': (caller, [request]) => one(caller, request as ScriptRequest),
    'UrlFetchApp.fetchAll': (caller, [requests]) =>
      Promise.all((requests as ScriptRequest[]).map((request) => one(caller, request))),
  };
}

async function fetchOne(deps: UrlFetchDeps, caller: Caller, request: ScriptRequest): Promise<ScriptAnswer> {
  if (!deps.quota.take('urlfetch', caller)) {
    throw new ServiceException('Service invoked too many times for one day: urlfetch.');
  }
  const body = request.payload === null ? undefined : Buffer.from(request.payload, 'base64');
  checkHeaders(request.headers);
  if (body && body.length > MAX_BODY) throw new ServiceException('Limit Exceeded: URLFetch POST Size.');
  const headers = {
    'user-agent': AGENT,
    'accept-encoding': 'identity',
    ...(request.contentType === null ? {} : { 'content-type': request.contentType }),
    ...Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]),
    ),
  };
  const answer = await follow(
    deps,
    caller,
    { method: request.method, url: request.url, headers, body },
    request.followRedirects,
  );
  if (answer.body.length > MAX_BODY) throw new ServiceException('Limit Exceeded: URLFetch Response Size.');
  const text = answer.body.toString('utf8');
  if (answer.status >= 400 && !request.muteHttpExceptions) {
    throw new ServiceException(
      `Request failed for ${new URL(request.url).origin} returned code ${answer.status}. ` +
        `Truncated server response: ${text.slice(0, SHOWN)}${text.length > SHOWN ? '...' : ''} ` +
        '(use muteHttpExceptions option to examine full response)',
    );
  }
  return { code: answer.status, headers: answer.headers, body: answer.body.toString('base64') };
}

/** https://developers.google.com/apps-script/guides/services/quotas: so many headers, each no longer than this. */
function checkHeaders(headers: Readonly<Record<string, string>>): void {
  const all = Object.entries(headers);
  if (all.length > MAX_HEADERS) throw new ServiceException('Limit Exceeded: URLFetch Header Count.');
  if (all.some(([name, value]) => Buffer.byteLength(name + value) > MAX_HEADER))
    throw new ServiceException('Limit Exceeded: URLFetch Header Size.');
}

async function follow(
  deps: UrlFetchDeps,
  caller: Caller,
  first: HttpRequest,
  redirects: boolean,
): Promise<HttpAnswer> {
  let request = first;
  for (let hops = 0; ; hops += 1) {
    const answer = await send(deps, caller, request);
    const location = answer.headers['location'];
    if (!redirects || answer.status < 300 || answer.status >= 400 || typeof location !== 'string')
      return answer;
    if (hops === MAX_REDIRECTS) throw new ServiceException(`Too many redirects: ${first.url}`);
    const kept = answer.status === 307 || answer.status === 308;
    request = {
      method: kept ? request.method : 'get',
      url: new URL(location, request.url).href,
      headers: request.headers,
      body: kept ? request.body : undefined,
    };
  }
}

async function send(deps: UrlFetchDeps, caller: Caller, request: HttpRequest): Promise<HttpAnswer> {
  const url = parsed(request.url);
  checkAllowed(caller, request.url);
  const local = deps.ground.hosts.resolve(url.href);
  if (local === undefined) throw new ServiceException(`DNS error: ${request.url}`);
  const attempt = (): Promise<HttpAnswer> =>
    exchange({ ...request, url: local }).catch(() => {
      throw new ServiceException(`Address unavailable: ${request.url}`);
    });
  return deps.serviceOrigins.includes(url.origin)
    ? toService(deps, caller, request, url, attempt)
    : attempt();
}

function parsed(text: string): URL {
  if (text.length > MAX_URL) throw new ServiceException('Limit Exceeded: URLFetch URL Length.');
  const url = URL.parse(text);
  if (!url || !['http:', 'https:'].includes(url.protocol))
    throw new ServiceException(`Invalid argument: ${text}`);
  return url;
}

/** A call to the add-on's service: in the log, and met by faults as a platform's edge would meet it. */
async function toService(
  deps: UrlFetchDeps,
  caller: Caller,
  request: HttpRequest,
  url: URL,
  attempt: () => Promise<HttpAnswer>,
): Promise<HttpAnswer> {
  const { ground } = deps;
  const method = request.method.toUpperCase();
  const fault = ground.faults.meet({ on: 'service', method, path: url.pathname, account: caller.email });
  const begun = performance.now();
  let status = 0;
  try {
    const answer = fault ? await withFault(deps, caller, fault, request.url, attempt) : await attempt();
    status = answer.status;
    return answer;
  } finally {
    ground.calls.add({
      at: ground.clock.iso(),
      on: 'service',
      by: 'addon',
      method,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      as: caller.email,
      status,
      ms: Math.round(performance.now() - begun),
      ...(fault ? { fault: fault.kind } : {}),
    });
  }
}

async function withFault(
  deps: UrlFetchDeps,
  caller: Caller,
  fault: Fault,
  url: string,
  attempt: () => Promise<HttpAnswer>,
): Promise<HttpAnswer> {
  const unavailable = new ServiceException(`Address unavailable: ${url}`);
  const kill = (): void => {
    if (fault.process === 'script') deps.killScript(caller);
    else deps.ground.service.kill();
  };
  if (fault.kind === 'status') {
    const body = Buffer.from(fault.body === undefined ? '' : JSON.stringify(fault.body));
    return { status: fault.status, headers: { 'content-type': 'application/json', ...fault.headers }, body };
  }
  if (fault.kind === 'cut') throw unavailable;
  if (fault.kind === 'kill' && fault.when === 'before') {
    kill();
    throw unavailable;
  }
  if (fault.kind === 'delay') await caller.wait(deps.ground.clock.sleep(fault.ms, 'delay at service'));
  const answer = await attempt();
  if (fault.kind === 'kill') kill();
  if (fault.kind === 'kill' || fault.kind === 'lostReply') throw unavailable;
  if (fault.kind === 'empty') return { ...answer, body: Buffer.alloc(0) };
  if (fault.kind === 'truncate')
    return { ...answer, body: answer.body.subarray(0, Math.floor(answer.body.length / 2)) };
  return answer;
}

/** The manifest's `urlFetchWhitelist`: https prefixes with a path, one leading `*.` for subdomains. */
function checkAllowed(caller: Caller, url: string): void {
  const { urlFetchWhitelist: prefixes } = caller.project.manifest;
  if (prefixes === undefined || prefixes.some((prefix) => matchesPrefix(prefix, url))) return;
  throw new ServiceException(
    `Access to URL is not permitted by the urlFetchWhitelist of the manifest: ${url}`,
  );
}

/** True where `url` is the prefix itself or lies below it (`/`, `?`, `#`); paths are case-sensitive. */
export function matchesPrefix(prefix: string, url: string): boolean {
  const rule = /^https:\/\/(\*\.)?([^/]+)(\/.*)$/i.exec(prefix);
  const target = URL.parse(url);
  if (!rule || target?.protocol !== 'https:') return false;
  const [, wildcard, host = '', path = ''] = rule;
  const sameHost =
    wildcard === undefined
      ? target.host === host.toLowerCase()
      : target.host.endsWith(`.${host.toLowerCase()}`);
  const rest = `${target.pathname}${target.search}${target.hash}`;
  if (!sameHost || !rest.startsWith(path)) return false;
  return (
    path.endsWith('/') || rest.length === path.length || ['/', '?', '#'].includes(rest.charAt(path.length))
  );
}
