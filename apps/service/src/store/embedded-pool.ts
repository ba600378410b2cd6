import type { PGlite } from '@electric-sql/pglite';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import pg from 'pg';
import { PreparedClient } from './prepared-client.ts';

/** The one pool on an embedded database: a query beside it would run inside another client's transaction. */
export function embeddedPool(lite: PGlite): pg.Pool {
  const config = Object.assign(createPgConfig(inWholes(lite)), {
    Client: PreparedClient,
    // The one client is never idle for too long: the next would be handed the end of the one before.
    idleTimeoutMillis: 0,
  });
  return new pg.Pool(config);
}

/** First bytes of the messages that make up a statement and have no answer of their own before the final Sync. */
const PARTS: ReadonlySet<string | undefined> = new Set(['P', 'B', 'D', 'E', 'C']);

/**
 * The same database, given each statement in one message instead of four: each message is a call into WebAssembly,
 * which is a third of what a short statement costs. All that the pool's connection uses of it is here.
 * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-EXT-QUERY
 */
function inWholes(lite: PGlite): PGlite {
  let parts: Uint8Array[] = [];
  const execProtocolStream: PGlite['execProtocolStream'] = (message, options) => {
    const isPart = PARTS.has(String.fromCharCode(message[0] ?? 0));
    parts.push(message);
    if (isPart) return Promise.resolve([]);
    const whole = parts.length === 1 ? message : Buffer.concat(parts);
    parts = [];
    return lite.execProtocolStream(whole, options);
  };
  return Object.create(lite, {
    waitReady: { value: lite.waitReady },
    execProtocolStream: { value: execProtocolStream },
  }) as PGlite;
}
