/**
 * The exchanges of a test file. Labs give `recorded` to the ground of what they serve; the tier's setup file holds
 * what it has at the end of the file against the contracts.
 */
import type { FastifyInstance } from 'fastify';
import { addEdge } from '../edge.ts';
import type { Ground } from '../ground.ts';
import type { Exchange, Platform, Recorder } from '../recorder.ts';

class ExchangesOfFile implements Recorder {
  #taken: { readonly on: Platform; readonly exchange: Exchange }[] = [];

  add(on: Platform, exchange: Exchange): void {
    this.#taken.push({ on, exchange });
  }

  /** What came since the last time. */
  take(): readonly { readonly on: Platform; readonly exchange: Exchange }[] {
    const taken = this.#taken;
    this.#taken = [];
    return taken;
  }
}

export const recorded = new ExchangesOfFile();

/** An edge for a server of Google's APIs that has none of its own: everybody who asks is an outside client. */
export function recordGoogle(server: FastifyInstance, ground: Ground): void {
  addEdge(server, ground, {
    on: 'google',
    account: () => null,
    caller: () => 'outside',
    errorBody: () => ({}),
  });
}
