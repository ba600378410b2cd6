import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { matchesPrefix } from './services/url-fetch.ts';
import { ANNA, Lab, SERVICE } from './test/lab.ts';

const OTHER = 'https://www.example.test';

let lab: Lab;
let seen: string[] = [];
beforeAll(async () => {
  lab = new Lab();
  await lab.serve(SERVICE, (request, response, body) => {
    seen.push(
      `${request.method ?? ''} ${request.url ?? ''} ${request.headers['content-type'] ?? '-'} ${body}`,
    );
    const [, status = '200'] = /^\/status\/(\d+)/.exec(request.url ?? '') ?? [];
    if (request.url?.startsWith('/moved')) response.setHeader('location', `${OTHER}/here`);
    response.setHeader('x-custom', 'yes');
    response.writeHead(request.url?.startsWith('/moved') ? 302 : Number(status)).end('é'.repeat(150));
  });
  await lab.serve(OTHER, (request, response) => {
    seen.push(`other ${request.url ?? ''}`);
    response.end('other');
  });
});
afterEach(() => {
  lab.forget();
  seen = [];
});
afterAll(() => {
  lab.stop();
});

async function outcome(code: string, manifest: object = {}): Promise<unknown> {
  const { result, error } = await lab.once(code, manifest);
  return error ? error.message : result;
}

describe('UrlFetchApp.fetch', () => {
  it('answers with text, code and headers', async () => {
    expect(
      await outcome(
        `var r = UrlFetchApp.fetch('${SERVICE}/a?b=1'); return [r.getResponseCode(), r.getContentText().length, r.getHeaders()['X-Custom'], r.getContent()[0]]`,
      ),
    ).toEqual([200, 150, 'yes', -61]);
    expect(seen).toEqual(['GET /a?b=1 - ']);
  });

  it('trap 27: an error status throws unless it is muted, and the allowlist holds', async () => {
    expect(await outcome(`UrlFetchApp.fetch('${SERVICE}/status/503')`)).toBe(
      `Request failed for ${SERVICE} returned code 503. Truncated server response: ${'é'.repeat(150)} (use muteHttpExceptions option to examine full response)`,
    );
    expect(
      await outcome(
        `return UrlFetchApp.fetch('${SERVICE}/status/404', { muteHttpExceptions: true }).getResponseCode()`,
      ),
    ).toBe(404);
  });

  it('sends forms, JSON and blobs', async () => {
    await outcome(`UrlFetchApp.fetch('${SERVICE}/f', { payload: { 'a b': 'c&d' } });
      UrlFetchApp.fetch('${SERVICE}/j', { method: 'put', contentType: 'application/json', payload: '{}' });
      UrlFetchApp.fetch('${SERVICE}/b', { method: 'post', payload: Utilities.newBlob('x', 'text/csv') });
      UrlFetchApp.fetch('${SERVICE}/g', { method: 'get', payload: 'nothing' })`);
    expect(seen).toEqual([
      'POST /f application/x-www-form-urlencoded a%20b=c%26d',
      'PUT /j application/json {}',
      'POST /b text/csv x',
      'GET /g - ',
    ]);
  });

  it('follows redirects through the host map, or not', async () => {
    expect(await outcome(`return UrlFetchApp.fetch('${SERVICE}/moved').getContentText()`)).toBe('other');
    expect(
      await outcome(
        `return UrlFetchApp.fetch('${SERVICE}/moved', { followRedirects: false }).getResponseCode()`,
      ),
    ).toBe(302);
  });

  it('knows no host beyond the map', async () => {
    expect(await outcome(`UrlFetchApp.fetch('https://nowhere.test/x')`)).toBe(
      'DNS error: https://nowhere.test/x',
    );
    lab.ground.hosts.set('https://down.test', 'http://127.0.0.1:9');
    expect(await outcome(`UrlFetchApp.fetch('https://down.test/x')`)).toBe(
      'Address unavailable: https://down.test/x',
    );
  });

  it('keeps to the manifest’s allowlist, after a redirect too (trap 27)', async () => {
    const manifest = { urlFetchWhitelist: [`${SERVICE}/`] };
    expect(await outcome(`UrlFetchApp.fetch('${OTHER}/')`, manifest)).toContain('urlFetchWhitelist');
    expect(await outcome(`UrlFetchApp.fetch('${SERVICE}/moved')`, manifest)).toContain('urlFetchWhitelist');
    expect(seen).not.toContain('other /here');
  });

  it('refuses malformed requests', async () => {
    expect(await outcome(`UrlFetchApp.fetch('')`)).toBe('Attribute provided with no value: url');
    expect(await outcome(`UrlFetchApp.fetch('${SERVICE}/', { method: 'head' })`)).toBe(
      'Attribute provided with invalid value: method',
    );
    expect(await outcome(`UrlFetchApp.fetch('${SERVICE}/' + 'x'.repeat(2100))`)).toBe(
      'Limit Exceeded: URLFetch URL Length.',
    );
    expect(seen).toEqual([]);
  });

  it('fetches several at once', async () => {
    expect(
      await outcome(
        `return UrlFetchApp.fetchAll(['${SERVICE}/1', { url: '${SERVICE}/2', method: 'post' }]).map(function (r) { return r.getResponseCode(); })`,
      ),
    ).toEqual([200, 200]);
    expect([...seen].sort()).toEqual(['GET /1 - ', 'POST /2 - ']);
  });
});

describe('calls to the service', () => {
  const call = `try { return UrlFetchApp.fetch('${SERVICE}/v1/x?q=1', { method: 'post', payload: 'body', muteHttpExceptions: true }).getResponseCode(); } catch (e) { return e.message; }`;

  it('are in the log, without their bodies', async () => {
    await outcome(call);
    expect(lab.ground.calls.list({ on: 'service' })).toMatchObject([
      { by: 'addon', method: 'POST', path: '/v1/x', query: { q: '1' }, as: ANNA, status: 200 },
    ]);
    expect(JSON.stringify(lab.ground.calls.list())).not.toContain('body');
  });

  it.each([
    ['status', 502, 0],
    ['cut', `Address unavailable: ${SERVICE}/v1/x?q=1`, 0],
    ['lostReply', `Address unavailable: ${SERVICE}/v1/x?q=1`, 1],
  ] as const)('meet the fault %s', async (kind, answer, applied) => {
    lab.fault({ on: 'service', match: { path: '^/v1/' }, kind, status: 502 });
    expect(await outcome(call)).toBe(answer);
    expect(seen).toHaveLength(applied);
    expect(lab.ground.calls.list({ on: 'service' })[0]).toMatchObject({ fault: kind });
  });

  it.each([
    ['before', 0],
    ['after', 1],
  ] as const)('can kill the service %s', async (when, applied) => {
    lab.kills.length = 0;
    lab.fault({ on: 'service', kind: 'kill', when });
    expect(await outcome(call)).toBe(`Address unavailable: ${SERVICE}/v1/x?q=1`);
    expect(lab.kills).toEqual(['service']);
    expect(seen).toHaveLength(applied);
  });

  it('can end the script', async () => {
    lab.fault({ on: 'service', kind: 'kill', when: 'after', process: 'script' });
    expect(await outcome(call)).toBe('The execution was killed.');
    expect(seen).toHaveLength(1);
  });
});

describe('an allowlist prefix', () => {
  it.each([
    ['https://a.test/x', 'https://a.test/x', true],
    ['https://a.test/x', 'https://a.test/x/y', true],
    ['https://a.test/x', 'https://a.test/x?y', true],
    ['https://a.test/x', 'https://a.test/xy', false],
    ['https://a.test/x', 'https://a.test/X', false],
    ['https://a.test/', 'https://a.test/anything', true],
    ['https://a.test/', 'http://a.test/', false],
    ['https://a.test', 'https://a.test/', false],
    ['https://*.a.test/', 'https://b.a.test/', true],
    ['https://*.a.test/', 'https://a.test/', false],
    ['https://a.test/', 'https://a.test.evil.test/', false],
  ])('%s and %s: %s', (prefix, url, fits) => {
    expect(matchesPrefix(prefix, url)).toBe(fits);
  });
});
