/**
 * The edge of a local platform's HTTP server: counts open requests, writes the call log, and carries out the
 * faults that somebody planted. Register it before any route; the routes know nothing of it.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Caller, CallTarget } from './calls.ts';
import type { Fault } from './faults.ts';
import type { Ground } from './ground.ts';
import { ownHeaders, type Platform } from './recorder.ts';

export interface EdgeOptions {
  readonly on: CallTarget & Platform;
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
  /** What the platform answers, before a fault spoils it; kept only where exchanges are recorded. */
  answer?: { readonly status: number; readonly payload: string | null };
}

/** Faults that answer, or cut, in the platform's stead: the request never reaches a route. */
const INSTEAD: readonly Fault['kind'][] = ['status', 'cut'];

/** Adds log, open-work count and faults to every request of `server`. */
export function addEdge(server: FastifyInstance, ground: Ground, options: EdgeOptions): void {
  const edge = new Edge(ground, options);
  server.addHook('onRequest', async (request, reply) => edge.enter(request, reply));
  // With the body read: what was asked is on record even where a fault keeps it from its route.
  server.addHook('preValidation', (request, reply) => edge.meet(request, reply));
  server.addHook('onSend', async (request, reply, payload) => edge.answer(request, reply, payload));
  server.addHook('onResponse', async (request, reply) => {
    edge.record(request, reply);
    edge.leave(request, reply.statusCode);
  });
}

class Edge {
  readonly #ground: Ground;
  readonly #options: EdgeOptions;
  readonly #visits = new WeakMap<FastifyRequest, Visit>();

  constructor(ground: Ground, options: EdgeOptions) {
    this.#ground = ground;
    this.#options = options;
  }

  enter(request: FastifyRequest, reply: FastifyReply): void {
    const { on, account, caller } = this.#options;
    const as = account(request);
    const path = pathOf(request);
    const fault = this.#ground.faults.meet({ on, method: request.method, path, account: as });
    const close = this.#ground.open.begin(`${on} ${request.method} ${path}`);
    this.#visits.set(request, { begun: performance.now(), close, as, by: caller(request), fault });
    reply.raw.once('close', () => {
      this.record(request, reply);
      this.leave(request, 0);
    });
  }

  /** Carries out a fault that comes before the route. */
  async meet(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const fault = this.#visits.get(request)?.fault;
    if (fault) await this.#before(fault, request, reply);
  }

  answer(request: FastifyRequest, reply: FastifyReply, payload: unknown): unknown {
    const visit = this.#visits.get(request);
    if (visit && this.#ground.recorder)
      visit.answer = { status: reply.statusCode, payload: typeof payload === 'string' ? payload : null };
    const fault = visit?.fault;
    if (!fault) return payload;
    if (fault.kind === 'kill' && fault.when === 'after') this.#kill(fault, request);
    if (fault.kind === 'lostReply' || (fault.kind === 'kill' && fault.when === 'after'))
      this.#cut(request, reply);
    if (fault.kind === 'empty') return '';
    const halved = fault.kind === 'truncate' && typeof payload === 'string';
    return halved ? payload.slice(0, Math.floor(payload.length / 2)) : payload;
  }

  leave(request: FastifyRequest, status: number): void {
    const visit = this.#visits.get(request);
    if (!visit) return;
    this.#visits.delete(request);
    visit.close();
    this.#ground.calls.add({
      at: this.#ground.clock.iso(),
      on: this.#options.on,
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

  /** Records what went out, with the headers as they went out: other hooks may have changed them since. */
  record(request: FastifyRequest, reply: FastifyReply): void {
    const visit = this.#visits.get(request);
    const { recorder } = this.#ground;
    if (!visit || !recorder) return;
    const answer = visit.fault && instead(visit.fault) ? undefined : visit.answer;
    const type = reply.getHeader('content-type');
    recorder.add(this.#options.on, {
      direction: 'in',
      by: visit.by,
      method: request.method,
      url: request.url,
      requestType: request.headers['content-type'] ?? null,
      requestHeaders: ownHeaders(request.headers),
      requestBody: request.body ?? null,
      status: answer?.status ?? null,
      responseType: answer && typeof type === 'string' ? type : null,
      responseBody: answer?.payload ?? null,
      fault: visit.fault?.kind ?? null,
    });
  }

  async #before(fault: Fault, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { on, errorBody } = this.#options;
    const killed = fault.kind === 'kill' && fault.when === 'before';
    if (fault.kind === 'delay') await this.#ground.clock.sleep(fault.ms, `delay at ${on}`);
    if (killed) this.#kill(fault, request);
    if (killed || fault.kind === 'cut') {
      reply.hijack();
      this.#cut(request, reply);
    }
    if (fault.kind === 'status') {
      const body = fault.body ?? errorBody(fault.status, fault.reason);
      await reply.code(fault.status).headers(fault.headers).send(body);
    }
  }

  /** Kills whom the fault names: the service, or what the script of the calling account is about to do. */
  #kill(fault: Fault, request: FastifyRequest): void {
    if (fault.process === 'script') this.#ground.scripts?.kill(this.#visits.get(request)?.as ?? null);
    else this.#ground.service.kill();
  }

  /** Cuts the connection: nothing more reaches the caller, and it cannot tell what was applied. */
  #cut(request: FastifyRequest, reply: FastifyReply): void {
    this.record(request, reply);
    this.leave(request, 0);
    request.raw.socket.destroy();
  }
}

function instead(fault: Fault): boolean {
  return INSTEAD.includes(fault.kind) || (fault.kind === 'kill' && fault.when === 'before');
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? request.url;
}
