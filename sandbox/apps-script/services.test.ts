import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ANNA, BEN, CLAIRE, Lab, SCOPES, SERVICE } from './test/lab.ts';

let lab: Lab;
beforeAll(() => {
  lab = new Lab();
});
afterEach(() => {
  lab.forget();
});
afterAll(() => {
  lab.stop();
});

/** The message of what the code throws, or the value it returns. */
async function outcome(code: string, manifest: object = {}): Promise<unknown> {
  const { result, error } = await lab.once(code, manifest);
  return error ? `${error.name}: ${error.message}` : result;
}

describe('PropertiesService', () => {
  it('trap 24: there is a store per person and script', async () => {
    const code = `function set(v) { PropertiesService.getUserProperties().setProperty('k', v).setProperties({ a: 1, b: {} }); }
      function get() { return PropertiesService.getUserProperties().getProperties(); }
      function others() { return [PropertiesService.getDocumentProperties(), PropertiesService.getScriptProperties().getKeys()]; }`;
    const scriptId = lab.project({ 'code.js': code }, {}, [ANNA, BEN]);
    await lab.run(scriptId, 'set', { args: ['anna'] });
    expect((await lab.run(scriptId, 'get')).result).toEqual({ k: 'anna', a: '1', b: '[object Object]' });
    expect((await lab.run(scriptId, 'get', { as: BEN })).result).toEqual({});
    expect((await lab.run(scriptId, 'others')).result).toEqual([null, []]);
    const other = lab.project({ 'code.js': code });
    expect((await lab.run(other, 'get')).result).toEqual({});
  });

  it('trap 22: properties are strings of limited size, and a cache forgets', async () => {
    expect(await outcome(`PropertiesService.getUserProperties().setProperty('k', 'x'.repeat(9217))`)).toBe(
      'Exception: Argument too large: value',
    );
    const full = `var p = PropertiesService.getUserProperties(); try { for (var i = 0; i < 60; i++) p.setProperty('k' + i, 'x'.repeat(9000)); } catch (e) { return [e.message, p.getKeys().length]; }`;
    expect(await outcome(full)).toEqual([
      'You have exceeded the property storage quota. Please remove some properties and try again.',
      56,
    ]);
  });

  it('refuses wrong arguments with the signature sentence', async () => {
    expect(await outcome(`PropertiesService.getUserProperties().getProperty(5)`)).toBe(
      "Exception: The parameters (number) don't match the method signature for PropertiesService.Properties.getProperty.",
    );
  });

  it('shows names and sizes, never content, and can lose one', async () => {
    const scriptId = lab.project({
      'code.js': `function main() { PropertiesService.getUserProperties().setProperties({ secret: 'abc', kept: 'd' }); }`,
    });
    await lab.run(scriptId, 'main');
    expect(lab.scripts.state(ANNA).properties).toEqual([
      { scriptId, name: 'secret', bytes: 3 },
      { scriptId, name: 'kept', bytes: 1 },
    ]);
    lab.scripts.lose('property', ANNA, 'secret');
    expect(lab.scripts.state(ANNA).properties.map(({ name }) => name)).toEqual(['kept']);
  });
});

describe('CacheService', () => {
  it('forgets in virtual time, after ten minutes unless told otherwise (trap 22)', async () => {
    const code = `function put() { var c = CacheService.getUserCache(); c.put('default', '1'); c.put('short', '2', 60); c.put('long', '3', 999999); }
      function get() { return CacheService.getUserCache().getAll(['default', 'short', 'long', 'never']); }`;
    const scriptId = lab.project({ 'code.js': code });
    await lab.run(scriptId, 'put');
    await lab.advance(61_000);
    expect((await lab.run(scriptId, 'get')).result).toEqual({ default: '1', long: '3' });
    await lab.advance(600_000);
    expect((await lab.run(scriptId, 'get')).result).toEqual({ long: '3' });
    await lab.advance(21_600_000);
    expect((await lab.run(scriptId, 'get')).result).toEqual({});
  });

  it('has sizes, and drops the shortest-lived of more than a thousand', async () => {
    expect(await outcome(`CacheService.getUserCache().put('x'.repeat(251), '')`)).toBe(
      'Exception: Argument too large: key',
    );
    expect(await outcome(`CacheService.getUserCache().put('x', 'y'.repeat(102401))`)).toBe(
      'Exception: Argument too large: value',
    );
    const many = `var c = CacheService.getUserCache(), all = {}; for (var i = 0; i < 1000; i++) all['k' + i] = 'v';
      c.putAll(all, 100); c.put('first', 'v', 50); return [c.get('first'), Object.keys(c.getAll(Object.keys(all))).length]`;
    expect(await outcome(many)).toEqual([null, 900]);
  });
});

describe('scopes', () => {
  it.each([
    ['UrlFetchApp.fetch', `UrlFetchApp.fetch('${SERVICE}/x')`, 'script.external_request'],
    ['ScriptApp.getProjectTriggers', 'ScriptApp.getProjectTriggers()', 'script.scriptapp'],
    ['Session.getEffectiveUser', 'Session.getEffectiveUser().getEmail()', 'userinfo.email'],
  ])('%s without its own says which is missing', async (method, code, scope) => {
    expect(await outcome(`return ${code}`, { oauthScopes: ['openid'] })).toBe(
      `Exception: Specified permissions are not sufficient to call ${method}. Required permissions: https://www.googleapis.com/auth/${scope}`,
    );
  });

  it('CalendarApp does not take calendar.events (trap 21)', async () => {
    expect(await outcome(`return CalendarApp.getDefaultCalendar().getName()`)).toContain(
      'Required permissions: https://www.googleapis.com/auth/calendar || ',
    );
  });

  it('gives an ID token only with openid, and tells what was granted', async () => {
    expect(
      await outcome(`return ScriptApp.getIdentityToken()`, {
        oauthScopes: ['https://www.googleapis.com/auth/userinfo.email'],
      }),
    ).toBeNull();
    const scriptId = lab.project({
      'code.js': `function main() { var i = ScriptApp.getAuthorizationInfo(ScriptApp.AuthMode.FULL); return [String(i.getAuthorizationStatus()), i.getAuthorizedScopes(), i.getAuthorizationUrl() !== null]; }
        function need() { ScriptApp.requireScopes(ScriptApp.AuthMode.FULL, ['https://www.googleapis.com/auth/script.scriptapp']); }`,
    });
    lab.people.authorise(ANNA, lab.scripts.clientId(scriptId), ['openid']);
    expect((await lab.run(scriptId, 'main')).result).toEqual(['REQUIRED', ['openid'], true]);
    expect((await lab.run(scriptId, 'need')).error?.message).toBe(
      'Authorization is required to perform that action.',
    );
    lab.people.authorise(ANNA, lab.scripts.clientId(scriptId), SCOPES);
    expect((await lab.run(scriptId, 'main')).result).toEqual(['NOT_REQUIRED', SCOPES, false]);
    lab.people.authorise(ANNA, lab.scripts.clientId(scriptId), []);
    expect((await lab.run(scriptId, 'main')).error?.message).toBe(
      'Authorization is required to perform that action.',
    );
  });
});

describe('faults on script', () => {
  const CODE = `function main() { var p = PropertiesService.getUserProperties(); try { p.setProperty('one', '1'); p.setProperty('two', '2'); } catch (e) { p.setProperty('caught', e.message); } finally { p.setProperty('finally', 'ran'); } }`;
  const names = (): string[] => lab.scripts.state(ANNA).properties.map(({ name }) => name);

  it.each([
    ['before', ['one']],
    ['after', ['one', 'two']],
  ] as const)('kill %s a host call ends everything there', async (when, left) => {
    const scriptId = lab.project({ 'code.js': CODE });
    lab.fault({
      on: 'script',
      match: { path: 'PropertiesService.setProperty' },
      kind: 'kill',
      process: 'script',
      when,
      skip: 1,
    });
    expect((await lab.run(scriptId, 'main')).error?.message).toBe('The execution was killed.');
    expect(names()).toEqual(left);
    expect(lab.kills).toEqual([]);
  });

  it('a status is an exception of that service', async () => {
    const scriptId = lab.project({ 'code.js': CODE });
    lab.fault({
      on: 'script',
      match: { path: 'setProperty', account: ANNA },
      kind: 'status',
      reason: 'Service unavailable',
    });
    expect((await lab.run(scriptId, 'main')).error).toBeNull();
    expect(names()).toEqual(['caught', 'finally']);
  });

  it('a delay passes in virtual time', async () => {
    const scriptId = lab.project({
      'code.js':
        'function main() { var t = Date.now(); PropertiesService.getUserProperties().getKeys(); return Date.now() - t; }',
    });
    lab.fault({ on: 'script', kind: 'delay', ms: 5_000 });
    const run = lab.run(scriptId, 'main');
    await lab.quiet();
    await lab.advance(10_000);
    expect((await run).result).toBe(5_000);
  });

  it('the log of executions names every host call a fault can meet', async () => {
    const scriptId = lab.project({ 'code.js': CODE });
    await lab.run(scriptId, 'main');
    expect(lab.scripts.executions(scriptId)[0]).toMatchObject({
      function: 'main',
      as: ANNA,
      cause: 'call',
      hostCalls: [
        'PropertiesService.setProperty',
        'PropertiesService.setProperty',
        'PropertiesService.setProperty',
      ],
    });
  });
});

describe('Utilities', () => {
  it('works with signed bytes, and with ASCII where no charset is named', async () => {
    expect(
      await outcome(`return [
        Utilities.base64Encode('é'), Utilities.base64EncodeWebSafe([-1, -2, -3]), Utilities.base64Decode('/w=='),
        Utilities.newBlob(Utilities.base64Decode('w6k=')).getDataAsString(),
        Utilities.base64Encode(Utilities.computeDigest(Utilities.DigestAlgorithm.SHA_256, '€')) === Utilities.base64Encode(Utilities.computeDigest(Utilities.DigestAlgorithm.SHA_256, '?')),
        Utilities.computeHmacSha256Signature('a', 'b').length, Utilities.getUuid().length]`),
    ).toEqual(['w6k=', '__79', [-1], 'é', true, 32, 36]);
  });

  it('formats dates as Java does', async () => {
    const at = Date.parse('2026-07-05T14:03:09.007Z');
    expect(
      await outcome(`var d = new Date(${at}); return [
        Utilities.formatDate(d, 'Europe/Paris', "yyyy-MM-dd'T'HH:mm:ss.SSSXXX"), Utilities.formatDate(d, 'GMT', "yyyy-MM-dd'T'HH:mm:ss'Z'"),
        Utilities.formatDate(d, 'America/New_York', "EEE, d MMM yy h:mm a Z"), Utilities.formatDate(d, 'nonsense', "u D ''")]`),
    ).toEqual([
      '2026-07-05T16:03:09.007+02:00',
      '2026-07-05T14:03:09Z',
      'Sun, 5 Jul 26 10:03 AM -0400',
      "7 186 '",
    ]);
  });

  it('says what a wrong call was', async () => {
    expect(await outcome(`Utilities.computeDigest('SHA_256', 'a')`)).toBe(
      "Exception: The parameters (String,String) don't match the method signature for Utilities.computeDigest.",
    );
    expect(await outcome(`SpreadsheetApp.getActiveSpreadsheet()`)).toBe(
      'Exception: SpreadsheetApp.getActiveSpreadsheet is not built in this local Apps Script.',
    );
    expect(await outcome(`GmailApp.getMessageById('x')`)).toBe(
      'Exception: Specified permissions are not sufficient to call GmailApp.getMessageById. Required permissions: https://mail.google.com/',
    );
  });
});

describe('the language of exceptions', () => {
  const CODE = `function main() { return [
    function () { PropertiesService.getUserProperties().setProperty('k', 'x'.repeat(9217)); },
    function () { PropertiesService.getUserProperties().getProperty(5); },
    function () { UrlFetchApp.fetch('https://nowhere.test/'); },
    function () { CalendarApp.getDefaultCalendar(); },
  ].map(function (f) { try { f(); } catch (e) { return e.name + ': ' + e.message; } }); }`;

  it('trap 48: error sentences are in the person’s language, and the end of time is not to be caught', async () => {
    const scriptId = lab.project({ 'code.js': CODE }, {}, [ANNA, CLAIRE]);
    expect((await lab.run(scriptId, 'main', { as: CLAIRE })).result).toEqual([
      'Exception: Argument trop grand : value',
      'Exception: Les paramètres (number) ne correspondent pas à la signature de méthode de PropertiesService.Properties.getProperty.',
      'Exception: Erreur DNS : https://nowhere.test/',
      expect.stringMatching(/^Exception: Les autorisations spécifiées ne suffisent pas .* https:/) as unknown,
    ]);
    expect((await lab.run(scriptId, 'main')).result).toContain('Exception: Argument too large: value');
    lab.ground.switches.set({ 'google.localisedErrors': false });
    expect((await lab.run(scriptId, 'main', { as: CLAIRE })).result).toContain(
      'Exception: Argument too large: value',
    );
  });
});

describe('a right withdrawn while a script runs', () => {
  it('is missing from the next token', async () => {
    const scriptId = lab.project({
      'code.js': `function main() { var before = ScriptApp.getIdentityToken(); Utilities.sleep(1000); return [before !== null, ScriptApp.getIdentityToken()]; }`,
    });
    const run = lab.run(scriptId, 'main');
    await lab.quiet();
    lab.people.authorise(ANNA, lab.scripts.clientId(scriptId), [
      'https://www.googleapis.com/auth/userinfo.email',
    ]);
    await lab.advance(2_000);
    expect((await run).result).toEqual([true, null]);
  });
});
