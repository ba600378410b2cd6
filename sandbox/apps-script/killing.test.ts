import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { addEdge } from '../control/edge.ts';
import { ANNA, BEN, Lab } from './test/lab.ts';

let lab: Lab;
let server: FastifyInstance;
let answered = 0;
beforeAll(async () => {
  lab = new Lab();
  server = fastify({ forceCloseConnections: true });
  addEdge(server, lab.ground, {
    on: 'google',
    account: ({ headers }) => /^Bearer token-of-(.+)$/.exec(headers.authorization ?? '')?.[1] ?? null,
    caller: () => 'addon',
    errorBody: () => ({}),
  });
  server.get('/calendar/v3/users/me/settings', () => {
    answered += 1;
    return { items: [] };
  });
  lab.ground.hosts.set('https://www.googleapis.com', await server.listen({ host: '127.0.0.1', port: 0 }));
});
afterEach(() => {
  lab.forget();
  answered = 0;
});
afterAll(async () => {
  await server.close();
  lab.stop();
});

describe('a fault at the edge of another platform that kills the script', () => {
  const MANIFEST = {
    dependencies: {
      enabledAdvancedServices: [{ userSymbol: 'Calendar', serviceId: 'calendar', version: 'v3' }],
    },
  };
  const CODE = `function main() { var p = PropertiesService.getUserProperties(); try { Calendar.Settings.list(); } catch (e) { p.setProperty('caught', '1'); } p.setProperty('went on', '1'); }`;

  it.each([
    ['before', 0],
    ['after', 1],
  ] as const)('ends it %s the call is carried out, and leaves the service alone', async (when, applied) => {
    const scriptId = lab.project({ 'code.js': CODE }, MANIFEST);
    lab.fault({ on: 'google', match: { path: 'settings' }, kind: 'kill', process: 'script', when });
    expect((await lab.run(scriptId, 'main')).error?.message).toBe('The execution was killed.');
    expect(lab.scripts.state(ANNA).properties).toEqual([]);
    expect(answered).toBe(applied);
    expect(lab.kills).toEqual([]);
  });

  it('ends nobody else’s', async () => {
    const scriptId = lab.project({ 'code.js': CODE }, MANIFEST, [ANNA, BEN]);
    lab.fault({ on: 'google', match: { account: ANNA }, kind: 'kill', process: 'script' });
    const [anna, ben] = await Promise.all([
      lab.run(scriptId, 'main'),
      lab.run(scriptId, 'main', { as: BEN }),
    ]);
    expect([anna.error?.message, ben.error]).toEqual(['The execution was killed.', null]);
  });
});
