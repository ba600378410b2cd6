import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { auth, calendar as calendarClient } from '@googleapis/calendar';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scopesOf } from '../method-scopes.ts';
import type { LocalGoogle } from '../test/local-google.ts';
import { ANNA, startLocalGoogle } from '../test/local-google.ts';
import { API_METHODS } from './api-methods.ts';
import { COVERAGE } from './coverage.ts';

/** The official client’s own description of the API: what it can call, where, with which scopes. */
const REFERENCE = readFileSync(
  join(import.meta.dirname, '../../../../node_modules/@googleapis/calendar/build/v3.d.ts'),
  'utf8',
);

let google: LocalGoogle;

beforeAll(async () => {
  google = await startLocalGoogle();
});
afterAll(() => google.close());

function officialMethods(): string[] {
  const client = calendarClient({ version: 'v3', auth: new auth.OAuth2() }) as unknown as Record<
    string,
    object
  >;
  return Object.entries(client)
    .filter(
      ([, collection]) =>
        typeof collection === 'object' && collection.constructor.name.startsWith('Resource$'),
    )
    .flatMap(([name, collection]) =>
      Object.getOwnPropertyNames(Object.getPrototypeOf(collection))
        .filter((method) => method !== 'constructor')
        .map((method) => `${name}.${method}`),
    )
    .sort();
}

function officialScopes(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [, scopes = '', method = ''] of REFERENCE.matchAll(
    /scopes: \[(.*?)\].*?await calendar\.(\w+\.\w+)\(/gs,
  ))
    found.set(method, [...scopes.matchAll(/'([^']+)'/g)].map(([, scope = '']) => scope).sort());
  return found;
}

describe('the table of methods', () => {
  it('names exactly what the official client can call', () => {
    expect(officialMethods()).toHaveLength(38);
    expect(API_METHODS.map(({ id }) => id).sort()).toEqual(officialMethods());
    expect(Object.keys(COVERAGE).sort()).toEqual(officialMethods());
  });

  it('is what is routed, and no route beside it but batch, Discovery and “not found”', () => {
    const listed = API_METHODS.map(
      ({ http, path }) => `${http} /calendar/v3/${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
    );
    const others = google.routes.filter((route) => !listed.includes(route) && !route.startsWith('HEAD '));
    expect(google.routes).toEqual(expect.arrayContaining(listed));
    expect(
      others.filter((route) => !/ \/(calendar\/v3\/\*|batch|discovery|\$discovery)/.test(route)),
    ).toEqual([]);
  });

  it('wants the scopes that the official reference names', () => {
    for (const [method, scopes] of officialScopes()) {
      const row = API_METHODS.find(({ id }) => id === method);
      expect(row && [...scopesOf(row.id)].sort(), method).toEqual(scopes);
    }
    expect(officialScopes().size).toBe(38);
  });

  it('says of each method how far it is served and where that is shown', () => {
    for (const { id, answer } of API_METHODS) {
      const { status, test, lacks } = COVERAGE[id];
      expect(status === 'refused', id).toBe(answer === undefined);
      expect(lacks !== undefined, id).toBe(status !== 'done');
      const file = join(import.meta.dirname, '..', test);
      expect(existsSync(file), `${id}: ${test}`).toBe(true);
      if (status !== 'refused')
        expect(readFileSync(file, 'utf8'), `${id} in ${test}`).toContain(`.${id.split('.')[1] ?? ''}(`);
    }
  });

  it.each(
    API_METHODS.filter(({ id }) => COVERAGE[id].status === 'refused').map(({ id, http, path }) => [
      id,
      http,
      path,
    ]),
  )('%s is refused by name', async (id, http, path) => {
    const { status, json } = await google.raw(
      http,
      `/${path.replace(/\{\w+\}/, 'primary')}`,
      google.token(ANNA),
    );
    expect(status).toBe(501);
    expect(json).toMatchObject({
      error: {
        code: 501,
        message: `calendar.${id} is not built in this local Google.`,
        errors: [{ reason: 'notImplemented' }],
      },
    });
  });
});
