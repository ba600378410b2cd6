/**
 * How the add-on service shares the platforms' clock: it reads a stream of beats `{seq, now, mode}` and answers
 * each, after its tick, with how things stand. A beat that is answered with `idle` is a barrier: everything due
 * by that instant has been done.
 */
import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import type { Clock } from './clock.ts';

const Report = v.object({
  seq: v.number(),
  idle: v.boolean(),
  nextDue: v.nullable(v.number()),
  pending: v.array(v.object({ due: v.number(), what: v.string() })),
});
type Report = v.InferOutput<typeof Report>;

export const CLOCK_PATH = '/clock-stream';

export class ServiceClock {
  readonly #clock: Clock;
  readonly #streams = new Set<ServerResponse>();
  #sequence = 0;
  #report: Report | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
    clock.onChange(() => {
      this.beat();
    });
  }

  /** True while a service reads the stream. */
  get connected(): boolean {
    return this.#streams.size > 0;
  }

  /** When the service has something due next (ms), as far as it has said. */
  get nextDue(): number | null {
    return this.connected ? (this.#report?.nextDue ?? null) : null;
  }

  get pending(): Report['pending'] {
    return this.connected ? (this.#report?.pending ?? []) : [];
  }

  /** True when the service has answered the latest beat and has nothing under way. */
  get settled(): boolean {
    return this.#report !== undefined && this.#report.seq >= this.#sequence && this.#report.idle;
  }

  /** Tells the service what time it is; it ticks and reports. */
  beat(): void {
    const line = `${JSON.stringify({ seq: ++this.#sequence, now: this.#clock.now(), mode: this.#clock.mode })}\n`;
    for (const stream of this.#streams) stream.write(line);
  }

  routes(server: FastifyInstance): void {
    server.get(CLOCK_PATH, (request, reply) => {
      reply.hijack();
      reply.raw.writeHead(200, { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' });
      this.#streams.add(reply.raw);
      this.#report = undefined;
      request.raw.socket.once('close', () => this.#streams.delete(reply.raw));
      this.beat();
    });
    server.post(CLOCK_PATH, (request, reply) => {
      this.#report = v.parse(Report, request.body);
      void reply.code(204).send();
    });
  }

  close(): void {
    for (const stream of this.#streams) stream.end();
    this.#streams.clear();
  }
}
