import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { recorded, recordGoogle } from '../../control/test/recorded.ts';
import { Store } from '../../control/store.ts';
import { toAccount } from '../identity/account.ts';
import { quietGround } from '../identity/test/identity-lab.ts';
import { COVERAGE } from './coverage.ts';
import { Gmail } from './gmail.ts';
import { gmailRoutes } from './gmail-routes.ts';

const ground = quietGround();
const routes = new Set<string>();
let server: FastifyInstance;

beforeAll(async () => {
  const gmail = new Gmail(ground, Store.open(), {
    account: (email) => toAccount({ email, name: 'Anna Bell' }),
    resolve: (token) => ({ email: token, scopes: new Set(['https://mail.google.com/']) }),
  });
  server = fastify();
  server.addHook('onRoute', ({ method, url }) => {
    const path = url.replace('(^[^:]+)::', '\t').replaceAll(/:\w+/g, '{}').replace('\t', ':');
    for (const one of [method].flat()) routes.add(`${one} ${path}`);
  });
  recordGoogle(server, ground);
  gmailRoutes(server, gmail);
  await server.ready();
});
afterAll(async () => {
  ground.clock.stop();
  await server.close();
});

it('has a route for every method of the table, and a line for every route', () => {
  const covered = COVERAGE.map(
    ({ http, path }) => `${http} /gmail/v1/users/{}${path.replaceAll(/\{\w+\}/g, '{}')}`,
  );
  const served = [...routes].filter((route) => !/^HEAD | (\/resumable)?\/upload\/|\*$/.test(route));
  expect(served.sort()).toEqual([...covered].sort());
});

it('refuses by name what is not built', async () => {
  for (const { http, path, id, status } of COVERAGE) {
    if (status !== 'refused') continue;
    const answer = await server.inject({
      method: http,
      url: `/gmail/v1/users/me${path.replaceAll(/\{\w+\}/g, 'x1')}`,
      headers: { authorization: 'Bearer anna@x.test' },
    });
    expect(answer.json(), `${http} ${path}`).toMatchObject({
      error: { code: 501, message: `gmail.users.${id} is not built in this local Google.` },
    });
  }
  expect(recorded.take().every(({ exchange }) => exchange.status === 501)).toBe(true);
});
