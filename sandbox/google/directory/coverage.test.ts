import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COVERAGE } from './coverage.ts';
import { DIRECTORY_METHODS, routeOf } from './methods.ts';
import type { LocalDirectory } from './test/local-directory.ts';
import { ADA, startLocalDirectory } from './test/local-directory.ts';

/** The official client’s own source: what it calls where, and with which scopes. */
const BUILD = join(import.meta.dirname, '../../../node_modules/@googleapis/admin/build');
const SOURCE = readFileSync(join(BUILD, 'directory_v1.js'), 'utf8');
const REFERENCE = readFileSync(join(BUILD, 'directory_v1.d.ts'), 'utf8');

let local: LocalDirectory;

beforeAll(async () => {
  local = await startLocalDirectory();
});
afterAll(() => local.close());

function officialMethods(of: object, path: readonly string[] = []): string[] {
  return Object.entries(of).flatMap(([name, value]: [string, unknown]) => {
    if (typeof value !== 'object' || value === null || !/^Resource\$/.test(value.constructor.name)) return [];
    const methods = Object.getOwnPropertyNames(Object.getPrototypeOf(value)).filter(
      (method) => method !== 'constructor',
    );
    const here = [...path, name];
    return [...methods.map((method) => [...here, method].join('.')), ...officialMethods(value, here)];
  });
}

describe('the table of methods', () => {
  it('names exactly what the official client can call', () => {
    const official = officialMethods(local.as(ADA)).sort();
    expect(official).toHaveLength(128);
    expect(DIRECTORY_METHODS.map(({ id }) => id).sort()).toEqual(official);
    expect(Object.keys(COVERAGE).sort()).toEqual(official);
  });

  it('is what is routed, and no route beside it but “not found” and the pictures', () => {
    const routed = new Set(
      local.routes.filter(
        (route) => !/ \/(admin\/directory\/v1\/\*|s2\/photos\/private\/:name)$/.test(route),
      ),
    );
    expect([...routed].sort()).toEqual(
      DIRECTORY_METHODS.map((method) => `${method.http} ${routeOf(method)}`).sort(),
    );
  });

  it('has the addresses that the official client calls', () => {
    const called = new Set(
      [...SOURCE.matchAll(/url: \(rootUrl \+\s*'([^']+)'\)|rootUrl \+\s*'([^']+)'/g)].map(
        ([, one, other]) => one ?? other ?? '',
      ),
    );
    const known = DIRECTORY_METHODS.map(({ path }) =>
      path.startsWith('/') ? path : `/admin/directory/v1/${path}`,
    );
    const shape = (path: string): string => path.replaceAll(/\{\+?\w+\}/g, '{}');
    const ours = new Set(known.map(shape));
    const others = [...called].filter((path) => !ours.has(shape(path)));
    // Printers are called by their whole name there, customers/…/printers/….
    expect(others.filter((path) => !/\{\+(name|parent)\}/.test(path))).toEqual([]);
    expect(called.size).toBeGreaterThan(60);
  });

  it('wants the scopes that the official reference names', () => {
    let compared = 0;
    for (const [, text = ''] of REFERENCE.matchAll(
      /scopes: (\[[^\]]*\][\s\S]*?await directory\.[\w.]+\()/g,
    )) {
      // An example without a sample of its own would be read into the next one’s.
      if (text.includes('scopes: [')) continue;
      const [, method = ''] = /await directory\.([\w.]+)\(/.exec(text) ?? [];
      const scopes = [...text.slice(0, text.indexOf(']')).matchAll(/'([^']+)'/g)].map(([, one = '']) => one);
      const row = DIRECTORY_METHODS.find(({ id }) => id === method);
      expect(row && [...row.access.scopes].sort(), method).toEqual(scopes.sort());
      compared += 1;
    }
    expect(compared).toBeGreaterThan(90);
  });

  it('says of each method how far it is served and where that is shown', () => {
    for (const { id, answer } of DIRECTORY_METHODS) {
      const { status = 'refused', test = '', lacks } = COVERAGE[id] ?? {};
      expect(status === 'refused', id).toBe(answer === undefined);
      expect(lacks !== undefined, id).toBe(status !== 'done');
      const file = join(import.meta.dirname, test);
      expect(existsSync(file), `${id}: ${test}`).toBe(true);
      const [collection, method] = id.split('.').slice(-2);
      if (status !== 'refused')
        expect(readFileSync(file, 'utf8'), `${id} in ${test}`).toMatch(
          new RegExp(`\\b${collection ?? ''}\\s*\\.${method ?? ''}\\(`),
        );
    }
  });

  it.each(
    DIRECTORY_METHODS.filter(({ id }) => COVERAGE[id]?.status === 'refused').map(
      (row) => [row.id, row] as const,
    ),
  )('%s is refused by name', async (id, { http, path }) => {
    const full = path.startsWith('/') ? path : `/admin/directory/v1/${path}`;
    const response = await fetch(`${local.url}${full.replaceAll(/\{\+?\w+\}/g, 'my_customer')}`, {
      method: http,
      headers: { authorization: `Bearer ${local.token(ADA)}` },
    });
    expect(response.status).toBe(501);
    expect(await response.json()).toMatchObject({
      error: {
        message: `directory.${id} is not built in this local Google.`,
        errors: [{ reason: 'notImplemented' }],
      },
    });
  });
});
