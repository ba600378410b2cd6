import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { api, type Shell } from '../http-shell.ts';
import { readBody } from '../request-values.ts';
import type { ServiceApps } from './service-apps.ts';
import { APPLICATIONS_TOKEN } from './scopes.ts';

const filled = v.pipe(v.string(), v.minLength(1));
const TokenBody = v.object({ clientId: filled, clientSecret: filled, targetOrgId: filled });

/** `/applications/{applicationId}/token`: a Service App's tokens for an organisation that authorised it. */
export function applicationRoutes(
  server: FastifyInstance,
  deps: Shell & { readonly serviceApps: ServiceApps },
): void {
  server.post(
    '/applications/:applicationId/token',
    api(deps, APPLICATIONS_TOKEN, (call) => {
      const { scope: _scope, ...tokens } = deps.serviceApps.exchange(
        call.params['applicationId'] ?? '',
        readBody(TokenBody, call.body),
      );
      return { status: 200, body: tokens, plainJson: true };
    }),
  );
}
