import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import type { Config } from '../config.ts';
import { ServiceError } from '../errors.ts';
import { adminPage, switchOffPage } from '../pages/admin-pages.ts';
import type { ServiceSeal } from '../seal/seal.ts';
import { adminActor } from './admin-api.ts';
import { readHealth } from './admin-data.ts';
import type { OrganisationHealth } from './admin-data.ts';
import { findOrganisation } from './organisation-of.ts';
import { changeSettings, readSettings } from './organisation-settings.ts';
import type { SettingsChange, SettingsOptions } from './organisation-settings.ts';
import { pageLanguage, sendPage } from './page-context.ts';
import { hasCsrf } from './sessions.ts';
import type { Session, Sessions } from './sessions.ts';
import type { SignIn } from './sign-in.ts';

interface AdminRoutesOptions extends SettingsOptions {
  readonly config: Config;
  readonly seal: ServiceSeal;
  readonly sessions: Sessions;
  readonly signIn: SignIn;
}

const days = v.pipe(v.string(), v.regex(/^\d{1,4}$/), v.transform(Number), v.maxValue(3650));
const SavedQuery = v.object({ saved: v.literal('yes') });
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
export class AdminRoutes {
  readonly #options: AdminRoutesOptions;

  constructor(options: AdminRoutesOptions) {
    this.#options = options;
  }

  routes(server: FastifyInstance): void {
    server.get('/admin', (_, reply) => reply.redirect('/admin/', 308));
    server.get('/admin/', async (request, reply) => {
      const session = await this.#options.signIn.require(request, reply, '/admin/');
      if (!session) return reply;
      this.#mustAdminister(session);
      const query = v.safeParse(SavedQuery, request.query);
      return this.#show(request, reply, session, query.success ? 'saved' : undefined);
    });
    server.post('/admin/settings', async (request, reply) => {
      const session = await this.#options.sessions.find(request);
      if (!session) throw new ServiceError('not-signed-in');
      this.#mustAdminister(session);
      if (!hasCsrf(session, request.body)) throw new ServiceError('request-refused');
      return this.#save(request, reply, session);
    });
  }

  async #save(request: FastifyRequest, reply: FastifyReply, session: Session): Promise<FastifyReply> {
    const options = this.#options;
    const form = v.safeParse(Form, request.body);
    if (!form.success) return this.#show(request, reply, session, 'invalid');
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
      const { people } = await this.#health(session);
      const facts = { language: pageLanguage(request), person: session, organisation: session.orgId };
      return sendPage(reply, switchOffPage({ ...facts, people: people.length, wanted }));
    }
    if (Object.keys(change).length > 0) {
      await changeSettings(options, session.orgId, adminActor(options, session.email), change);
    }
    return reply.header('cache-control', 'no-store').redirect('/admin/?saved=yes', 303);
  }

  async #show(
    request: FastifyRequest,
    reply: FastifyReply,
    session: Session,
    said: 'saved' | 'invalid' | undefined,
  ): Promise<FastifyReply> {
    const settings = await readSettings(this.#options, session.orgId);
    const health = await this.#health(session);
    const page = adminPage({ language: pageLanguage(request), person: session, settings, health, said });
    return sendPage(reply, page, said === 'invalid' ? 400 : 200);
  }

  async #health({ orgId }: Session): Promise<OrganisationHealth> {
    const { database, seal, clock } = this.#options;
    return database.inOrg(orgId, (trx) => readHealth(trx, seal, orgId, clock.now()));
  }

  /** Asked anew at each request: who is taken off the list is out at once. */
  #mustAdminister(session: Session): void {
    const organisation = findOrganisation(this.#options.config, session.orgId);
    if (!organisation?.admins.includes(session.email)) throw new ServiceError('not-an-admin');
  }
}
