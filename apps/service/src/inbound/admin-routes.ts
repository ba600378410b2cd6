import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import type { Config } from '../config.ts';
import { ServiceError } from '../errors.ts';
import { adminPage, switchOffPage } from '../pages/admin-pages.ts';
import type { ServiceSeal } from '../seal/seal.ts';
import { adminActor } from './admin-api.ts';
import { readHealth } from './admin-data.ts';
import { findOrganisation } from './organisation-of.ts';
import { changeSettings, readSettings } from './organisation-settings.ts';
import type { SettingsChange, SettingsOptions } from './organisation-settings.ts';
import { pageLanguage, sendPage } from './page-context.ts';
import { hasCsrf } from './sessions.ts';
import type { Session, Sessions } from './sessions.ts';
import type { SignIn } from './sign-in.ts';

export interface AdminRoutesOptions extends SettingsOptions {
  readonly config: Config;
  readonly seal: ServiceSeal;
  readonly sessions: Sessions;
  readonly signIn: SignIn;
}

const days = v.pipe(v.string(), v.regex(/^\d{1,4}$/), v.transform(Number), v.maxValue(3650));
const Form = v.object({
  mode: v.picklist(['on', 'off', 'suspended']),
  retentionDays: days,
  webexDeleteAfterDays: v.union([
    v.pipe(
      v.literal(''),
      v.transform(() => null),
    ),
    days,
  ]),
  confirmed: v.optional(v.literal('yes')),
});

/** The administrator's plain page: the switch, retention, and how everybody is. */
export function adminRoutes(options: AdminRoutesOptions) {
  const { database, seal, clock, sessions, signIn } = options;

  return async (server: FastifyInstance): Promise<void> => {
    server.get('/admin', async (_, reply) => reply.redirect('/admin/', 308));
    server.get('/admin/', async (request, reply) => {
      const session = await signIn.require(request, reply, '/admin/');
      if (!session) return reply;
      mustAdminister(session);
      const { saved } = v.parse(v.object({ saved: v.optional(v.literal('yes')) }), request.query);
      return show(request, reply, session, saved === undefined ? undefined : 'saved');
    });
    server.post('/admin/settings', async (request, reply) => {
      const session = await sessions.find(request);
      if (!session) throw new ServiceError('not-signed-in');
      mustAdminister(session);
      if (!hasCsrf(session, request.body)) throw new ServiceError('request-refused');
      return save(request, reply, session);
    });
  };

  async function save(request: FastifyRequest, reply: FastifyReply, session: Session): Promise<FastifyReply> {
    const form = v.safeParse(Form, request.body);
    if (!form.success) return show(request, reply, session, 'invalid');
    const { confirmed, ...wanted } = form.output;
    const now = await readSettings(options, session.orgId);
    const change: SettingsChange = {
      ...(wanted.mode === now.mode ? {} : { mode: wanted.mode }),
      ...(wanted.retentionDays === now.retentionDays ? {} : { retentionDays: wanted.retentionDays }),
      ...(wanted.webexDeleteAfterDays === now.webexDeleteAfterDays
        ? {}
        : { webexDeleteAfterDays: wanted.webexDeleteAfterDays }),
    };
    if (change.mode === 'off' && confirmed === undefined) {
      const people = await database.inOrg(session.orgId, (trx) =>
        readHealth(trx, seal, session.orgId, clock.now()),
      );
      const facts = {
        language: pageLanguage(request),
        person: session,
        organisation: session.orgId,
        people: people.people.length,
      };
      return sendPage(reply, switchOffPage({ ...facts, wanted }));
    }
    if (Object.keys(change).length > 0)
      await changeSettings(options, session.orgId, adminActor(options, session.email), change);
    return reply.header('cache-control', 'no-store').redirect('/admin/?saved=yes', 303);
  }

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    session: Session,
    said: 'saved' | 'invalid' | undefined,
  ): Promise<FastifyReply> {
    const settings = await readSettings(options, session.orgId);
    const health = await database.inOrg(session.orgId, (trx) =>
      readHealth(trx, seal, session.orgId, clock.now()),
    );
    const page = adminPage({ language: pageLanguage(request), person: session, settings, health, said });
    return sendPage(reply, page, said === 'invalid' ? 400 : 200);
  }

  /** Asked anew at each request: who is taken off the list is out at once. */
  function mustAdminister(session: Session): void {
    const organisation = findOrganisation(options.config, session.orgId);
    if (!organisation?.admins.includes(session.email)) throw new ServiceError('not-an-admin');
  }
}
