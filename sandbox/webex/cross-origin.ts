/**
 * Web pages of any origin may call Webex with a token of theirs: it keeps no cookies, so there is nothing to protect.
 * What a script may read of a reply beyond its body is named.
 */
import type { FastifyInstance } from 'fastify';

const READABLE = 'Link, Retry-After, TrackingID, Warning';
const METHODS = 'GET, POST, PUT, PATCH, DELETE, OPTIONS';
const ALLOWED = 'Authorization, Content-Type, Password, SiteUrl, Timezone, TrackingID';

/** Answers preflights, and marks replies to requests that name an origin. */
export function crossOrigin(server: FastifyInstance): void {
  server.addHook('onRequest', async (request, reply) => {
    if (request.headers.origin === undefined) return;
    void reply.headers({
      'access-control-allow-origin': '*',
      'access-control-expose-headers': READABLE,
      vary: 'Origin',
    });
    if (request.method !== 'OPTIONS') return;
    const allowed = request.headers['access-control-request-headers'] ?? ALLOWED;
    void reply.headers({
      'access-control-allow-methods': METHODS,
      'access-control-allow-headers': allowed,
      'access-control-max-age': '600',
    });
    await reply.code(204).send();
  });
}
