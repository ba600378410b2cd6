import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANNA, BEN, Lab } from './test/lab.ts';

let lab: Lab;
beforeAll(() => {
  lab = new Lab();
});
afterAll(() => {
  lab.stop();
});

describe('an execution', () => {
  it('returns plain values: Date as ISO, undefined as null', async () => {
    const { result, error, kind } = await lab.once(
      `return {at: new Date(0), nothing: undefined, list: [1, 'a', null]}`,
    );
    expect(error).toBeNull();
    expect(kind).toBe('value');
    expect(result).toEqual({ at: '1970-01-01T00:00:00.000Z', nothing: null, list: [1, 'a', null] });
  });

  it('sees virtual time in the zone of the manifest', async () => {
    const { result } = await lab.once(
      `return [Date.now(), new Date().getHours(), new Date() instanceof Date, new Date(2026, 6, 1).toISOString()]`,
    );
    expect(result).toEqual([lab.ground.clock.now(), 10, true, '2026-06-30T22:00:00.000Z']);
  });

  it('trap 23: there are no timers, fetch, URL or modules, and nothing of Node', async () => {
    const names = [
      'setTimeout',
      'fetch',
      'URL',
      'TextEncoder',
      'atob',
      'Buffer',
      'process',
      'require',
      'structuredClone',
      'crypto',
      'performance',
      'window',
    ];
    const { result } = await lab.once(`return [${names.map((name) => `typeof ${name}`).join(',')}]`);
    expect(result).toEqual(names.map(() => 'undefined'));
  });

  it('runs code from strings with the script’s globals, as projects load libraries by it', async () => {
    const { result } = await lab.once(
      `eval('var half = function (n) { return n / 2; }'); return [half(8), new Function('n', 'return typeof Utilities + n')(1), typeof process]`,
    );
    expect(result).toEqual([4, 'object1', 'undefined']);
  });

  it('evaluates several files into one scope, in name order or as filePushOrder says', async () => {
    const files = {
      'a.gs': 'var order = ["a"]; function main() { return order; }',
      'b.js': 'order.push("b");',
      'sub/c.gs': 'order.push("c");',
    };
    const plain = lab.project(files);
    expect((await lab.run(plain, 'main')).result).toEqual(['a', 'b', 'c']);
    const pushed = lab.project({
      ...files,
      '.clasp.json': JSON.stringify({ scriptId: 'pushed', filePushOrder: ['a.gs', 'sub/c.gs'] }),
    });
    expect(pushed).toBe('pushed');
    expect((await lab.run(pushed, 'main')).result).toEqual(['a', 'c', 'b']);
  });

  it('starts from a fresh scope each time', async () => {
    const scriptId = lab.project({ 'code.js': 'var n = 0; function main() { n += 1; return n; }' });
    expect((await lab.run(scriptId, 'main')).result).toBe(1);
    expect((await lab.run(scriptId, 'main')).result).toBe(1);
  });

  it('reports what was thrown with the script frames only', async () => {
    const { error } = await lab.once(`throw new TypeError('no')`);
    expect(error).toMatchObject({ name: 'TypeError', message: 'no' });
    expect(error?.stack).toContain('at main (code:2:');
    expect(error?.stack).not.toMatch(/prelude|worker\.ts/);
  });

  it('says so where the function or the syntax is missing', async () => {
    const scriptId = lab.project({ 'code.js': 'var x = 1;' });
    expect((await lab.run(scriptId, 'nothing')).error?.message).toBe('Script function not found: nothing');
    const broken = lab.project({ 'code.js': 'function (' });
    expect((await lab.run(broken, 'main')).error?.name).toBe('SyntaxError');
  });

  it('keeps logs with their severity', async () => {
    const { logs } = await lab.once(
      `console.log('a %s', 'b'); console.info({x: 1}); console.warn('w'); console.error('e'); Logger.log('l')`,
    );
    expect(logs).toEqual([
      { severity: 'DEBUG', message: 'a b' },
      { severity: 'INFO', message: '{ x: 1 }' },
      { severity: 'WARNING', message: 'w' },
      { severity: 'ERROR', message: 'e' },
      { severity: 'INFO', message: 'l' },
    ]);
  });

  it('has Logger write values as Java does', async () => {
    const { logs, result } = await lab.once(
      `Logger.log(5); Logger.log({ a: 1, b: ['x', 2.5, null], c: { d: true } }); Logger.log('%s of %s', 1, 12345678.5);
      Logger.log(new Date(2026, 2, 2, 10, 5)).log([]); return Logger.getLog().split('\\n').length;`,
    );
    expect(logs.map(({ message }) => message)).toEqual([
      '5.0',
      '{a=1.0, b=[x, 2.5, null], c={d=true}}',
      '1.0 of 1.23456785E7',
      'Mon Mar 02 10:05:00 GMT+01:00 2026',
      '[]',
    ]);
    expect(result).toBe(6);
  });

  it('names the library that a project would need', async () => {
    const scriptId = lab.project(
      { 'code.js': 'function main() { return OAuth2.createService("x"); } function other() { return 1; }' },
      { dependencies: { libraries: [{ userSymbol: 'OAuth2', libraryId: '1B7', version: '43' }] } },
    );
    expect((await lab.run(scriptId, 'main')).error?.message).toBe(
      'OAuth2.createService is not built in this local Apps Script.',
    );
    expect((await lab.run(scriptId, 'other')).result).toBe(1);
  });

  it('runs microtasks, and only those', async () => {
    const scriptId = lab.project({
      'code.js': 'async function main() { await null; return (await Promise.all([1, 2])).length; }',
    });
    expect((await lab.run(scriptId, 'main')).result).toBe(2);
  });
});

describe('limits', () => {
  it('trap 26: an execution is killed at its limit, in the middle; neither catch nor finally runs', async () => {
    const running = new Lab({ mode: 'running' });
    const scriptId = running.project({
      'code.js': `function main() { try { for (;;) {} } catch (e) { note('caught'); } finally { note('cleaned'); } } function note(name) { PropertiesService.getUserProperties().setProperty(name, 'yes'); }`,
    });
    const { error } = await running.run(scriptId, 'main', { limitMs: 200 });
    expect(error?.message).toBe('Exceeded maximum execution time');
    expect(running.scripts.state(ANNA).properties).toEqual([]);
    running.stop();
  });

  it('kills a sleeper at virtual time, 30 seconds in a host', async () => {
    const scriptId = lab.project({
      'code.js':
        'function main() { Utilities.sleep(31000); return 1; } function short() { Utilities.sleep(29000); return 1; }',
    });
    const long = lab.run(scriptId, 'main', { cause: 'open' });
    const short = lab.run(scriptId, 'short', { cause: 'open' });
    await lab.quiet();
    await lab.advance(40_000);
    expect((await long).error?.message).toBe('Exceeded maximum execution time');
    expect((await short).result).toBe(1);
  });

  it('runs at most 30 at once for one person', async () => {
    const scriptId = lab.project({ 'code.js': 'function main() { Utilities.sleep(1000); return 1; }' });
    const all = Array.from({ length: 31 }, () => lab.run(scriptId, 'main'));
    const refused = await Promise.race(all);
    expect(refused.error?.message).toBe(
      'There are too many scripts running simultaneously for this Google user account.',
    );
    lab.people.authorise(BEN, lab.scripts.clientId(scriptId), lab.scripts.scopes(scriptId));
    const other = lab.run(scriptId, 'main', { as: BEN });
    await lab.quiet();
    await lab.advance(2_000);
    const results = await Promise.all([...all, other]);
    expect(results.filter(({ result }) => result === 1)).toHaveLength(31);
  }, 30_000);
});

describe('stopping', () => {
  it('while a runtime still starts leaves no process behind', async () => {
    const early = new Lab();
    const scriptId = early.project({ 'code.js': 'function main() { return 1; }' });
    const warming = early.scripts.warm();
    const run = early.run(scriptId, 'main');
    early.stop();
    await expect(run).rejects.toMatchObject({ code: 'stopped' });
    await warming;
    expect(early.ground.open.count).toBe(0);
  });

  it('lets a run that waits for its runtime go', async () => {
    const late = new Lab();
    const scriptId = late.project({ 'code.js': 'function main() { for (;;) {} }' });
    const run = late.run(scriptId, 'main');
    setImmediate(() => late.stop());
    await expect(run).rejects.toMatchObject({ code: 'stopped' });
  });
});

describe('locks', () => {
  it('trap 29: executions run in parallel, and only a lock serialises them', async () => {
    const code = `function main(name) {
      var lock = LockService.getUserLock();
      lock.waitLock(10000);
      var begun = Date.now();
      Utilities.sleep(1000);
      PropertiesService.getScriptProperties().setProperty(name, begun + '');
      lock.releaseLock();
    }
    function begun() { return PropertiesService.getScriptProperties().getProperties(); }`;
    const scriptId = lab.project({ 'code.js': code }, {}, [ANNA, BEN]);
    const apart = async (as: string): Promise<number> => {
      const both = [
        lab.run(scriptId, 'main', { args: ['one'] }),
        lab.run(scriptId, 'main', { args: ['two'], as }),
      ];
      await lab.quiet();
      await lab.advance(3_000);
      await Promise.all(both);
      const { one, two } = (await lab.run(scriptId, 'begun')).result as { one: string; two: string };
      return Math.abs(Number(one) - Number(two));
    };
    expect(await apart(ANNA)).toBe(1_000);
    expect(await apart(BEN)).toBe(0);
  });

  it('time out with Google words, and end with the execution that holds them', async () => {
    const code = `function hold() { LockService.getUserLock().waitLock(1); Utilities.sleep(5000); }
    function want(ms) { LockService.getUserLock().waitLock(ms); return 'got it'; }
    function attempt() { return LockService.getUserLock().tryLock(0); }`;
    const scriptId = lab.project({ 'code.js': code });
    const holder = lab.run(scriptId, 'hold');
    await lab.quiet();
    expect((await lab.run(scriptId, 'attempt')).result).toBe(false);
    const early = lab.run(scriptId, 'want', { args: [1000] });
    const late = lab.run(scriptId, 'want', { args: [60000] });
    await lab.quiet();
    await lab.advance(10_000);
    expect((await early).error?.message).toBe(
      'Lock timeout: another process was holding the lock for too long.',
    );
    expect((await late).result).toBe('got it');
    await holder;
  });
});
