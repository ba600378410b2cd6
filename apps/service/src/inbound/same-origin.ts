import type { FastifyRequest } from 'fastify';
import { ServiceError } from '../errors.ts';

const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses what changes something and was sent by another site's page. Browsers that say neither where a request
 * comes from nor from whom are left to the form's own token. Our pages' referrer policy makes browsers name our
 * origin to our own forms.
 */
export function sameOriginOnly(publicUrl: string): (request: FastifyRequest) => Promise<void> {
  const { origin } = new URL(publicUrl);
  return async ({ method, headers }) => {
    if (SAFE.has(method)) return;
    const site = headers['sec-fetch-site'];
    const foreign =
      (headers.origin !== undefined && headers.origin !== origin) ||
      (site !== undefined && site !== 'same-origin');
    if (foreign) throw new ServiceError('request-refused');
  };
}
