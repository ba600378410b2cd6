/** `X-HTTP-Method-Override`: what a POST means, from behind a firewall that lets nothing else through. */
import type { IncomingMessage } from 'node:http';

const METHODS: readonly string[] = ['DELETE', 'PATCH', 'PUT'];

/**
 * For Fastify's `rewriteUrl`, which runs before a route is chosen. The address stays as it is.
 * @see https://developers.google.com/workspace/calendar/api/guides/performance#patch
 */
export function overrideMethod(request: Pick<IncomingMessage, 'method' | 'url' | 'headers'>): string {
  const name = request.headers['x-http-method-override'];
  const method = typeof name === 'string' ? name.toUpperCase() : '';
  if (request.method === 'POST' && METHODS.includes(method)) request.method = method;
  return request.url ?? '/';
}
