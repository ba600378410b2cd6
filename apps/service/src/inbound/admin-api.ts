import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import type { Config, Organisation } from '../config.ts';
import { ServiceError } from '../errors.ts';
import type { Outbound } from '../outbound/outbound.ts';
import type { ServiceSeal } from '../seal/seal.ts';
import { verifyAudit } from '../store/audit.ts';
import { ensureOrganisation } from '../store/organisations.ts';
import { findOrganisation } from './organisation-of.ts';
import { changeSettings, readSettings, SettingsChange } from './organisation-settings.ts';
import type { SettingsOptions } from './organisation-settings.ts';
import { refuse } from './refusal.ts';
import { sameOriginOnly } from './same-origin.ts';
import type { Sessions } from './sessions.ts';

interface AdminApiOptions extends SettingsOptions {
  readonly config: Config;
  readonly seal: ServiceSeal;
  readonly outbound: Pick<Outbound, 'idTokens'>;
  readonly sessions: Sessions;
}

const Params = v.object({ id: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/)) });

/** Who an administrator is to the audit log: a keyed hash, so that no address stands there. */
export function adminActor({ seal }: { readonly seal: ServiceSeal }, email: string): string {
  return `admin:${seal.keyedHash('address', email)}`;
}

/** The organisation's settings as an interface, for its configured administrators. */
export function adminApi(options: AdminApiOptions) {
  return async (server: FastifyInstance): Promise<void> => {
    server.setErrorHandler(refuse);
    server.addHook('onRequest', sameOriginOnly(options.config.publicUrl));

    server.get(
      '/admin/v1/organisations/:id',
      { schema: { tags: ['administration'] } },
      async (request, reply) => {
        const { organisation } = await admit(options, request);
        void reply.header('cache-control', 'no-store');
        return readSettings(options, organisation.id);
      },
    );

    server.get(
      '/admin/v1/organisations/:id/audit',
      { schema: { tags: ['administration'] } },
      async (request, reply) => {
        const { organisation } = await admit(options, request);
        void reply.header('cache-control', 'no-store');
        return options.database.inOrg(organisation.id, (trx) => verifyAudit(trx, organisation.id));
      },
    );

    server.patch(
      '/admin/v1/organisations/:id',
      { schema: { body: SettingsChange, tags: ['administration'] } },
      async (request, reply) => {
        const { organisation, email } = await admit(options, request);
        void reply.header('cache-control', 'no-store');
        return changeSettings(
          options,
          organisation.id,
          adminActor(options, email),
          request.body as SettingsChange,
        );
      },
    );
  };
}

/**
 * Lets an administrator of this very organisation through. To everybody else an organisation of others and one that
 * does not exist look the same.
 * @throws {ServiceError} `not-signed-in`, `not-found`
 */
async function admit(
  options: AdminApiOptions,
  request: FastifyRequest,
): Promise<{ organisation: Organisation; email: string }> {
  const email = await whoAsks(options, request);
  const params = v.safeParse(Params, request.params);
  const organisation = params.success ? findOrganisation(options.config, params.output.id) : undefined;
  if (!organisation?.admins.includes(email)) throw new ServiceError('not-found');
  await ensureOrganisation(
    options.database,
    organisation.id,
    organisation.retentionDays,
    options.clock.now(),
  );
  return { organisation, email };
}

async function whoAsks(
  { config, outbound, sessions }: AdminApiOptions,
  request: FastifyRequest,
): Promise<string> {
  const { authorization } = request.headers;
  if (authorization === undefined) {
    const session = await sessions.find(request);
    if (!session) throw new ServiceError('not-signed-in');
    return session.email;
  }
  const [, token = ''] = /^Bearer ([\w.=-]{1,16384})$/.exec(authorization) ?? [];
  const audiences = [...config.google.addonClientIds, config.google.clientId];
  return (await outbound.idTokens.verify(token, { audiences })).email;
}
