import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scriptRoutes } from './script-routes.ts';
import { ANNA, Lab } from './test/lab.ts';

let lab: Lab;
let server: FastifyInstance;
let scriptId: string;
beforeAll(() => {
  lab = new Lab();
  server = fastify();
  scriptRoutes(server, lab.scripts, lab.scripts.stateTokens);
  scriptId = lab.project({
    'code.js': `function token() { return ScriptApp.newStateToken().withMethod('back').withArgument('who', 'me').withTimeout(60).createToken(); }
      function back(e) { return HtmlService.createHtmlOutput('<b>').appendUntrusted('<' + e.parameter.who + e.parameter.code + '>'); }
      function doGet(e) { return ContentService.createTextOutput(JSON.stringify(e.parameter)).setMimeType(ContentService.MimeType.JSON); }
      function doPost(e) { throw new Error('no <post>'); }`,
  });
});
afterAll(async () => {
  await server.close();
  lab.stop();
});

describe('usercallback', () => {
  it('runs the method of the state token as the person who made it, until it expires', async () => {
    const { result: token } = await lab.run(scriptId, 'token');
    const url = `/macros/d/${scriptId}/usercallback?state=${String(token)}&code=7`;
    const answer = await server.inject(url);
    expect([answer.statusCode, answer.body]).toEqual([200, '<b>&#60;me7&#62;']);
    expect(lab.scripts.executions().at(-1)).toMatchObject({ function: 'back', as: ANNA, cause: 'callback' });
    expect((await server.inject(url.replace('state=', 'state=x'))).statusCode).toBe(400);
    await lab.advance(61_000);
    expect((await server.inject(url)).statusCode).toBe(400);
  });
});

describe('exec', () => {
  it('serves doGet and doPost to whoever is signed in', async () => {
    const answer = await server.inject({
      url: `/macros/d/${scriptId}/exec?a=1`,
      headers: { 'x-local-account': ANNA },
    });
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(JSON.parse(answer.body)).toEqual({ a: '1' });
    const failed = await server.inject({
      method: 'POST',
      url: `/macros/d/${scriptId}/exec`,
      headers: { 'x-local-account': ANNA },
    });
    expect(failed.statusCode).toBe(500);
    expect(failed.body).toContain('no &#60;post&#62;');
    expect((await server.inject(`/macros/d/${scriptId}/exec`)).statusCode).toBe(401);
    expect((await server.inject('/macros/d/unknown/exec')).statusCode).toBe(404);
  });
});
