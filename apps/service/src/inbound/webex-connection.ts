import type { Person, Site } from '@webex-scheduler/webex';
import { tokenColumns } from '../outbound/webex-tokens.ts';
import { wakeHosted } from '../store/link-dues.ts';
import type { Database } from '../store/database.ts';
import { appendAudit } from '../store/audit.ts';
import type { Clock, Ids, Seal } from '../sync/ports.ts';
import type { Candidate, LinkAttempts } from './link-attempts.ts';
import type { People } from './people.ts';
import type { Session } from './sessions.ts';

export interface ConnectionOptions {
  readonly database: Database;
  readonly seal: Seal;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly people: People;
  readonly attempts: LinkAttempts;
}

export const WEBEX_ADDRESS_KIND = 'account.webex-address';

/**
 * Whether the account can hold meetings: a site on which it is more than an attendee. The suffix is Webex's own
 * mark for accounts that cannot host.
 */
export function canHost(person: Pick<Person, 'siteUrls'>, sites: readonly Site[]): boolean {
  const marked = person.siteUrls ?? [];
  if (marked.length > 0) return marked.some((site) => !site.endsWith('#attendee'));
  return sites.length > 0;
}

/** The site meetings are made on: the one marked as default, else the first (some accounts have no mark). */
export function siteOf(sites: readonly Site[]): string | undefined {
  return (sites.find((site) => site.default === true) ?? sites[0])?.siteUrl;
}

/** The identity policy: the same address on both sides. */
export function isSamePerson(googleEmail: string, webex: Pick<Person, 'emails'>): boolean {
  const wanted = googleEmail.toLowerCase();
  return webex.emails.some((email) => email.toLowerCase() === wanted);
}

/** Connects what the person has confirmed; undefined if there was nothing (left) to confirm. */
export async function connect(options: ConnectionOptions, session: Session): Promise<Candidate | undefined> {
  const { database, seal, clock, ids } = options;
  const { orgId } = session;
  const now = clock.now();
  return database.inOrg(orgId, async (trx) => {
    const candidate = await options.attempts.take(trx, session);
    if (!candidate) return undefined;
    const { accountId, row } = await options.people.account(trx, session);
    const another = row.webex_person_id !== null && row.webex_person_id !== candidate.personId;
    await trx
      .updateTable('app.account')
      .set({
        ...tokenColumns(options, { orgId, accountId }, candidate.tokens),
        webex_state: 'ok',
        webex_since: new Date(now),
        webex_person_id: candidate.personId,
        webex_address_sealed: seal.seal(candidate.email, { orgId, row: accountId, kind: WEBEX_ADDRESS_KIND }),
        webex_address_hash: seal.keyedHash('address', candidate.email.toLowerCase()),
        webex_site: candidate.site ?? null,
        webex_token_version: row.webex_token_version + 1,
        webex_quiet_until: null,
      })
      .where('org_id', '=', orgId)
      .where('account_id', '=', accountId)
      .execute();
    await wakeHosted(trx, orgId, accountId, now);
    const verb = another ? 'relink' : 'link';
    await appendAudit(
      trx,
      orgId,
      ids.random(),
      {
        actor: accountId,
        verb,
        reason: 'confirmed',
        link_id: null,
        result: 'ok',
        tracking_id: null,
      },
      now,
    );
    return candidate;
  });
}

/** Notes why the person cannot host, so that cards say it; a working connection is not touched. */
export async function noteNoLicence(
  options: Omit<ConnectionOptions, 'attempts'>,
  session: Session,
): Promise<void> {
  const { database, clock, people } = options;
  await database.inOrg(session.orgId, async (trx) => {
    const { accountId, row } = await people.account(trx, session);
    if (row.webex_state === 'ok') return;
    await trx
      .updateTable('app.account')
      .set({ webex_state: 'noLicence', webex_since: new Date(clock.now()) })
      .where('org_id', '=', session.orgId)
      .where('account_id', '=', accountId)
      .execute();
  });
}
