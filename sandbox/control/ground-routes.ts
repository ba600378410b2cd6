/** Clock, settle, faults, switches, calls, mail, executions, the service's process, reset. */
import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import type { CallTarget } from './calls.ts';
import { ControlError } from './control-error.ts';
import type { ControlDeps } from './control-deps.ts';
import { read } from './request-body.ts';
import { durationMs, instantMs } from './durations.ts';
import { FaultRequest } from './faults.ts';

const ClockRequest = v.union(
  [
    v.strictObject({ set: v.string() }),
    v.strictObject({ advance: v.string() }),
    v.strictObject({ mode: v.picklist(['running', 'stopped']) }),
  ],
  'expected {"set":ISO}, {"advance":"PT1H"} or {"mode":"running"|"stopped"}',
);
const SettleRequest = v.strictObject({
  timeoutMs: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(600_000)), 30_000),
});

export function groundRoutes(server: FastifyInstance, deps: ControlDeps): void {
  clockRoutes(server, deps);
  faultRoutes(server, deps);
  logRoutes(server, deps);
  processRoutes(server, deps);
}

/** What the page offers to people who want to see inside: the clock, faults, the logs. */
export function insideRoutes(server: FastifyInstance, deps: ControlDeps): void {
  clockRoutes(server, deps);
  faultRoutes(server, deps);
  logRoutes(server, deps);
}

function clockRoutes(server: FastifyInstance, { ground, passage }: ControlDeps): void {
  const now = (): unknown => ({ now: ground.clock.iso(), mode: ground.clock.mode });
  server.get('/clock', now);
  server.post('/clock', async (request) => {
    const wish = read(ClockRequest, request.body);
    if ('set' in wish) ground.clock.set(instantMs(wish.set));
    else if ('advance' in wish) await passage.advance(durationMs(wish.advance, ground.clock.now()));
    else ground.clock.setMode(wish.mode);
    return now();
  });
  server.post('/settle', async (request) => passage.settle(read(SettleRequest, request.body).timeoutMs));
}

function faultRoutes(server: FastifyInstance, { ground }: ControlDeps): void {
  server.post('/faults', (request) => ({ id: ground.faults.add(read(FaultRequest, request.body)) }));
  server.get('/faults', () => ({
    items: ground.faults.list().map(({ matches: _matches, ...fault }) => fault),
  }));
  server.delete('/faults', async (_request, reply) => {
    ground.faults.remove();
    await reply.code(204).send();
  });
  server.delete('/faults/:id', async (request, reply) => {
    const { id } = request.params as { id: string };
    if (!ground.faults.remove(id)) throw new ControlError(404, 'unknown-fault', `There is no fault ${id}.`);
    await reply.code(204).send();
  });
  server.get('/switches', () => ground.switches.all());
  server.put('/switches', (request) => {
    ground.switches.set(read(v.record(v.string(), v.unknown()), request.body));
    return ground.switches.all();
  });
}

function logRoutes(server: FastifyInstance, { ground, calendar, gmail, webex, scripts }: ControlDeps): void {
  server.get('/mail', (request) => {
    const { to, from } = request.query as { to?: string; from?: string };
    const items = [...calendar.mails(), ...gmail.mails(), ...webex.mail()]
      .filter((mail) => (to === undefined || mail.to === to) && (from === undefined || mail.from === from))
      .sort((a, b) => a.at.localeCompare(b.at));
    return { items };
  });
  server.delete('/mail', async (_request, reply) => {
    calendar.clearMails();
    gmail.clearMails();
    webex.clearMail();
    await reply.code(204).send();
  });
  server.get('/calls', (request) => {
    const { on, since } = request.query as { on?: string; since?: string };
    const number = since === undefined ? 0 : Number(since);
    if (!Number.isInteger(number)) throw new ControlError(400, 'bad-query', 'since takes a sequence number.');
    return {
      items: ground.calls.list({ ...(on === undefined ? {} : { on: on as CallTarget }), since: number }),
    };
  });
  server.delete('/calls', async (_request, reply) => {
    ground.calls.clear();
    await reply.code(204).send();
  });
  server.get('/executions', (request) => {
    const { scriptId } = request.query as { scriptId?: string };
    return { items: scripts.executions(scriptId) };
  });
}

function processRoutes(server: FastifyInstance, deps: ControlDeps): void {
  const { service } = deps;
  const state = (): unknown => ({ pid: service.pid, restarts: service.restarts });
  server.get('/service', state);
  server.post('/service', async (request) => {
    const wish = read(v.strictObject({ do: v.picklist(['kill', 'stop', 'start']) }), request.body);
    if (wish.do === 'start') await service.start();
    else await service.takeDown(wish.do);
    return state();
  });
  server.post('/reset', async (request) => {
    const { seed } = read(
      v.strictObject({ seed: v.optional(v.picklist(['demo', 'empty']), 'demo') }),
      request.body,
    );
    return { accounts: await deps.reset(seed) };
  });
}
