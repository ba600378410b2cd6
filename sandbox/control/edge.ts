/**
 * The edge of a local platform's HTTP server: counts open requests, writes the call log, and carries out the
 * faults that somebody planted. Register it before any route; the routes know nothing of it.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Caller, CallTarget } from './calls.ts';
import type { Fault } from './faults.ts';
import type { Ground } from './ground.ts';

export interface EdgeOptions {
  readonly on: CallTarget & ('google' | 'webex');
  /** The account a request acts for, worked out from its token; null if it says nothing. Must not have effects. */
  readonly account: (request: FastifyRequest) => string | null;
  /** Who sends this request (page, add-on, service, an outside client), worked out from its token's client. */
  readonly caller: (request: FastifyRequest) => Caller;
  /** The vendor's body for an error status without a planted body. */
  readonly errorBody: (status: number, reason: string | undefined) => unknown;
}

interface Visit {
  readonly begun: number;
  readonly close: () => void;
  readonly as: string | null;
  readonly by: Caller;
  readonly fault: Fault | undefined;
}

const visits = new WeakMap<FastifyRequest, Visit>();

/** Adds log, open-work count and faults to every request of `server`. */
export function addEdge(server: FastifyInstance, ground: Ground, options: EdgeOptions): void {
  server.addHook('onRequest', async (request, reply) => {
    const as = options.account(request);
    const path = pathOf(request);
    const fault = ground.faults.meet({ on: options.on, method: request.method, path, account: as });
    const close = ground.open.begin(`${options.on} ${request.method} ${path}`);
    visits.set(request, { begun: performance.now(), close, as, by: options.caller(request), fault });
    reply.raw.once('close', () => {
      leave(request, 0);
    });
    if (fault) await before(fault, request, reply);
  });

  server.addHook('onSend', async (request, _reply, payload) => {
    const fault = visits.get(request)?.fault;
    if (!fault) return payload;
    return after(fault, request, payload);
  });

  server.addHook('onResponse', async (request, reply) => {
    leave(request, reply.statusCode);
  });

  async function before(fault: Fault, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (fault.kind === 'delay') await ground.clock.sleep(fault.ms, `delay at ${options.on}`);
    if (fault.kind === 'kill' && fault.when === 'before') ground.service.kill();
    if (fault.kind === 'cut' || (fault.kind === 'kill' && fault.when === 'before')) {
      reply.hijack();
      cut(request);
    }
    if (fault.kind === 'status') {
      const body = fault.body ?? options.errorBody(fault.status, fault.reason);
      await reply.code(fault.status).headers(fault.headers).send(body);
    }
  }

  function after(fault: Fault, request: FastifyRequest, payload: unknown): unknown {
    if (fault.kind === 'kill' && fault.when === 'after') ground.service.kill();
    if (fault.kind === 'lostReply' || (fault.kind === 'kill' && fault.when === 'after')) cut(request);
    if (fault.kind === 'empty') return '';
    if (fault.kind === 'truncate' && typeof payload === 'string') return payload.slice(0, Math.floor(payload.length / 2));
    return payload;
  }

  /** Cuts the connection: nothing more reaches the caller, and it cannot tell what was applied. */
  function cut(request: FastifyRequest): void {
    leave(request, 0);
    request.raw.socket.destroy();
  }

  function leave(request: FastifyRequest, status: number): void {
    const visit = visits.get(request);
    if (!visit) return;
    visits.delete(request);
    visit.close();
    ground.calls.add({
      at: ground.clock.iso(),
      on: options.on,
      by: visit.by,
      method: request.method,
      path: pathOf(request),
      query: request.query as Record<string, string>,
      as: visit.as,
      status,
      ms: Math.round(performance.now() - visit.begun),
      ...(visit.fault ? { fault: visit.fault.kind } : {}),
    });
  }
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? request.url;
}
