/** The language that scripts are written in, and how the runtime shows them values and stacks. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusedSyntax } from './refused-syntax.ts';
import { Lab } from './test/lab.ts';

let lab: Lab;
beforeAll(() => {
  lab = new Lab();
});
afterAll(() => {
  lab.stop();
});

describe('syntax that Apps Script does not take', () => {
  it.each([
    ['class A { static x = 1 }', "Unexpected token '='"],
    ['class A { static { f() } }', "Unexpected token '{'"],
    ['class A { #x = 1 }', 'Invalid or unexpected token'],
    ['class A { #m() { return #m in this } }', 'Invalid or unexpected token'],
  ])('%s', (source, why) => {
    expect(refusedSyntax(source)).toBe(why);
  });

  it.each([
    'class A { x = 1; static make() { return new A() } get y() { return 2 } }',
    "const colour = '#abc', text = `static x = ${1}`; // #private static y = 2",
    'async function* g() { yield* [1n, 2 ** 3]; a?.b ?? c; }',
    'this is not a program, #x static y = 1',
  ])('leaves alone: %s', (source) => {
    expect(refusedSyntax(source)).toBeUndefined();
  });

  it('is a SyntaxError that names the file, before anything runs', async () => {
    const counter = 'class Counter { static count = 0 }\nfunction main() {}';
    const script = lab.project({ 'b.js': counter });
    const { error, logs } = await lab.run(script, 'main');
    expect([error?.name, error?.message]).toEqual(['SyntaxError', "Unexpected token '=' (b)"]);
    expect(logs).toEqual([]);
  });
});

describe('a file that does not load', () => {
  it('says where, and does not repeat its line, which may be a whole bundle', async () => {
    const broken = lab.project({ 'a.js': 'function main() {}', 'b.js': "var x = 1;\n'filler'.repeat(;" });
    expect((await lab.run(broken, 'main')).error?.stack).toBe(
      "SyntaxError: Unexpected token ';'\n    at b:2",
    );
    const missing = lab.project({
      'a.js': 'function main() {}',
      'b.js': "'filler'.repeat(navigator.times);",
    });
    expect((await lab.run(missing, 'main')).error?.stack).toBe(
      'ReferenceError: navigator is not defined\n    at b:1:17',
    );
  });
});

describe('what a script sees of itself', () => {
  it('has only its own frames in a stack, for its own errors and for those of services', async () => {
    const { result } = await lab.once(`
      function inner() { null.x; }
      function stackOf(f) { try { f(); } catch (error) { return error.stack.split('\\n'); } }
      return [stackOf(inner), stackOf(() => Utilities.formatDate())];`);
    const [own, service] = result as [string[], string[]];
    expect(own[0]).toBe("TypeError: Cannot read properties of null (reading 'x')");
    expect(own[1]).toMatch(/^ {4}at inner \(\w+:\d+:\d+\)$/);
    expect(service[0]).toContain('match the method signature for Utilities.formatDate');
    for (const line of [...own, ...service].slice(1)) expect(line).not.toMatch(/prelude|node:|worker/);
    expect(service.at(-1)).toMatch(/at main \(\w+:\d+:\d+\)/);
  });

  it('prints values on the console as one would write them, and services as their names', async () => {
    const { logs, result } = await lab.once(`
      console.log({ a: [1, 'two'], b: { c: { d: { e: 1 } } } });
      console.log('%s is %o or %j', 'x', { y: [1] }, { y: [1] });
      console.log([1, null, undefined, new Date(0)], new Map([['k', 1]]));
      console.log(ScriptApp, Utilities.newBlob('x'), ScriptApp.AuthMode.FULL);
      Logger.log(ScriptApp);
      Logger.log({ cache: CacheService.getUserCache() });
      return [ScriptApp, PropertiesService.getUserProperties(), CardService.newTextInput()].map(String);`);
    expect(logs.map(({ message }) => message)).toEqual([
      "{ a: [ 1, 'two' ], b: { c: { d: [Object] } } }",
      'x is { y: [ 1 ] } or {"y":[1]}',
      "[ 1, null, undefined, 1970-01-01T00:00:00.000Z ] Map(1) { 'k' => 1 }",
      '{} {} FULL',
      'ScriptApp',
      '{cache=Cache}',
    ]);
    expect(result).toEqual(['ScriptApp', 'Properties', 'TextInput']);
  });
});
