import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { ServiceError } from '../errors.ts';
import type { Markup } from '../pages/layout.ts';
import { byePage, gonePage, keptPage, stuckPage } from '../pages/me-pages.ts';
import type { KeptFacts } from '../pages/me-pages.ts';
import type { ServiceSeal } from '../seal/seal.ts';
import type { Database } from '../store/database.ts';
import type { Disconnected } from '../sync/disconnect.ts';
import type { Clock } from '../sync/ports.ts';
import type { Sync } from '../sync/sync.ts';
import { countGone, exportable, readKept } from './kept-data.ts';
import type { Kept } from './kept-data.ts';
import { pageLanguage, sendPage } from './page-context.ts';
import { hasCsrf } from './sessions.ts';
import type { Session, Sessions } from './sessions.ts';
import type { SignIn } from './sign-in.ts';
import { WEBEX_ADDRESS_KIND } from './webex-connection.ts';

interface MeRoutesOptions {
  readonly database: Database;
  readonly seal: ServiceSeal;
  readonly clock: Clock;
  readonly sessions: Sessions;
  readonly signIn: SignIn;
  readonly sync: Pick<Sync, 'disconnect'>;
}

const Disconnect = v.object({ meetings: v.picklist(['keep', 'cancel']) });

const NOTHING_TO_END: Disconnected = { cancelled: 0, failed: 0, forgotten: 0 };

/** What is kept about a person: seen, taken along, ended. */
export class MeRoutes {
  readonly #options: MeRoutesOptions;

  constructor(options: MeRoutesOptions) {
    this.#options = options;
  }

  routes(server: FastifyInstance): void {
    server.get('/me', (request, reply) => this.#show(request, reply, '/me', keptPage));
    server.get('/me/disconnect', (request, reply) => this.#show(request, reply, '/me/disconnect', byePage));
    server.get('/me/export.json', (request, reply) => this.#export(request, reply));
    server.post('/me/disconnect', (request, reply) => this.#disconnect(request, reply));
  }

  async #show(
    request: FastifyRequest,
    reply: FastifyReply,
    path: string,
    view: (facts: KeptFacts) => Markup,
  ): Promise<FastifyReply> {
    const { database, seal, signIn } = this.#options;
    const session = await signIn.require(request, reply, path);
    if (!session) return reply;
    const kept = await readKept(database, seal, session);
    return sendPage(reply, view(this.#facts(request, session, kept)));
  }

  async #export(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { database, seal, clock, signIn } = this.#options;
    const session = await signIn.require(request, reply, '/me');
    if (!session) return reply;
    const kept = exportable(seal, await readKept(database, seal, session));
    return reply
      .header('cache-control', 'no-store')
      .header('content-disposition', 'attachment; filename="webex-scheduler.json"')
      .type('application/json; charset=utf-8')
      .send(JSON.stringify({ v: 1, at: new Date(clock.now()).toISOString(), kept }, null, 2));
  }

  async #disconnect(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { database, seal, sessions, sync } = this.#options;
    const session = await sessions.find(request);
    if (!session) throw new ServiceError('not-signed-in');
    const wish = v.safeParse(Disconnect, request.body);
    if (!wish.success) throw new ServiceError('bad-request');
    if (!hasCsrf(session, request.body)) throw new ServiceError('request-refused');
    const { meetings } = wish.output;
    const before = await readKept(database, seal, session);
    const { coming, connected } = this.#facts(request, session, before);
    const ended = before.account
      ? await sync.disconnect(session.orgId, before.account.account_id, meetings)
      : NOTHING_TO_END;
    if (ended.failed > 0) {
      return sendPage(reply, stuckPage(this.#facts(request, session, before), ended.failed), 503);
    }
    await this.#forgetBrowser(session);
    await sessions.close(reply, session);
    const deleted = await countGone(database, session.orgId, before);
    const proof = {
      language: pageLanguage(request),
      deleted,
      kept: meetings === 'keep' ? coming : 0,
      cancelled: ended.cancelled,
      wasConnected: connected !== undefined,
    };
    return sendPage(reply, gonePage(proof));
  }

  async #forgetBrowser({ orgId, sub }: Session): Promise<void> {
    await this.#options.database.inOrg(orgId, async (trx) => {
      await trx
        .deleteFrom('app.browser_session')
        .where('org_id', '=', orgId)
        .where('google_sub', '=', sub)
        .execute();
      await trx
        .deleteFrom('app.link_attempt')
        .where('org_id', '=', orgId)
        .where('google_sub', '=', sub)
        .execute();
    });
  }

  #facts(request: FastifyRequest, session: Session, kept: Kept): KeptFacts {
    const { seal, clock } = this.#options;
    const now = clock.now();
    const { account } = kept;
    const sealed = account?.webex_address_sealed;
    return {
      language: pageLanguage(request),
      person: { email: session.email, csrf: session.csrf },
      organisation: session.orgId,
      kept,
      connected:
        account && sealed
          ? seal.open(sealed, { orgId: session.orgId, row: account.account_id, kind: WEBEX_ADDRESS_KIND })
          : undefined,
      coming: kept.rows.slot.filter(
        (slot) =>
          slot['state'] === 'live' &&
          slot['host_account_id'] === account?.account_id &&
          (slot['start_at'] as Date).getTime() > now,
      ).length,
      meetings: kept.rows.link.filter((link) => link['state'] === 'live').length,
    };
  }
}
