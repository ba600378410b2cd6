import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BEYOND, COVERAGE, type Covered } from './coverage.ts';
import { webexOnPort, type WebexOnPort } from './test/webex-on-port.ts';

let local: WebexOnPort;
beforeAll(async () => {
  local = await webexOnPort();
});
afterAll(() => local.close());

const named = ({ method, path }: Pick<Covered, 'method' | 'path'>): string =>
  `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`;

describe('the coverage table', () => {
  it('names exactly the routes below /v1', () => {
    const registered = local.routes
      .filter((route) => route.includes(' /v1/') && !route.startsWith('HEAD '))
      .map((route) => route.replace('/v1', ''));
    expect([...COVERAGE, ...BEYOND].map(named).sort()).toEqual(registered.sort());
  });

  it('names each operation once, with a test that is there', () => {
    const all = [...COVERAGE, ...BEYOND].map(named);
    expect(new Set(all).size).toBe(all.length);
    for (const test of new Set([...COVERAGE, ...BEYOND].map((covered) => covered.test)))
      expect(existsSync(join(import.meta.dirname, test)), test).toBe(true);
  });

  it('refuses by name what it says it refuses', async () => {
    for (const covered of [...COVERAGE, ...BEYOND]) {
      if (covered.status !== 'refused') continue;
      const path = covered.path.replaceAll(/\{\w+\}/g, 'x');
      const answer = await local.call(covered.method, path);
      expect([answer.status, answer.json['message']], `${covered.method} ${path}`).toEqual([
        501,
        `${covered.what}: not built in this local Webex`,
      ]);
    }
  });
});
