import type { FastifyRequest } from 'fastify';
import { ServiceError } from '../errors.ts';

const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses what changes something and was sent by another site's page. Browsers that say neither where a request
 * comes from nor from whom are left to the form's own token.
 */
export function sameOriginOnly(publicUrl: string): (request: FastifyRequest) => Promise<void> {
  const { origin } = new URL(publicUrl);
  return async ({ method, headers }) => {
    if (SAFE.has(method)) return;
    const site = headers['sec-fetch-site'];
    // A page with `referrer-policy: no-referrer` posts its own forms with `Origin: null`, so the browser's own word
    // (which no page can set) goes first.
    const foreign =
      site === undefined ? headers.origin !== undefined && headers.origin !== origin : site !== 'same-origin';
    if (foreign) throw new ServiceError('request-refused');
  };
}
