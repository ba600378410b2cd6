import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config.ts';

/**
 * Headers of every answer. Pages need nothing but our own stylesheet, so all else is shut: no script at all, no
 * frame, no third party. Forms go to ourselves; the one that leads to Webex may be sent on by Webex to a customer's
 * own sign-in, which can be any https address (browsers hold redirects after a form against this list).
 */
export async function securityHeaders(
  server: FastifyInstance,
  config: Pick<Config, 'secureCookies' | 'webex'>,
): Promise<void> {
  await server.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'style-src': ["'self'"],
        'img-src': ["'self'", 'data:'],
        'form-action': ["'self'", 'https:', new URL(config.webex.authorizeUrl).origin],
        'frame-ancestors': ["'none'"],
        'base-uri': ["'none'"],
      },
    },
    // On plain http (this machine only) the header would be ignored, and it must not stick to a shared host name.
    strictTransportSecurity: config.secureCookies ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    // Not `no-referrer`: with it browsers send `Origin: null` from our own forms, which looks like somebody else's.
    referrerPolicy: { policy: 'same-origin' },
    // Cards reload when the linking window closes, which Google notices only while the two stay connected.
    crossOriginOpenerPolicy: false,
    crossOriginEmbedderPolicy: false,
    xFrameOptions: { action: 'deny' },
  });
}
