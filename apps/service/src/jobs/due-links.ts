import type { Database } from '../store/database.ts';
import { nextLeftover, removeLeftovers } from '../store/leftovers.ts';
import { dueLinks } from '../store/link-dues.ts';
import { changeLink } from '../store/links.ts';
import { listOrganisations } from '../store/organisations.ts';
import { LinkBusyError } from '../sync/link-work.ts';
import type { Sync } from '../sync/sync.ts';
import type { DueSource } from './port.ts';

/** After a failure that nobody foresaw, or while another process works on the link. */
const LATER_MS = 60_000;

/** The key under which an organisation's rows that go by their time alone are due; no link has such an id. */
const LEFTOVERS = '*leftovers';

/** The due rows of links, of which a suspended organisation's wait; and what goes by its time alone. */
export function dueLinksSource(
  database: Database,
  sync: Sync,
  clock: { now(): number },
  onError: (error: unknown, where: { readonly orgId: string; readonly what: string }) => void,
): DueSource {
  const later = (orgId: string, key: string): Promise<void> =>
    database.inOrg(orgId, (trx) => changeLink(trx, orgId, key, { due_at: new Date(clock.now() + LATER_MS) }));
  return {
    organisations: () => listOrganisations(database),
    due: (orgId, now, limit) =>
      database.inOrg(orgId, async (trx) => {
        const links = await dueLinks(trx, orgId, now, limit);
        const leftover = await nextLeftover(trx, orgId);
        if (leftover === null) return links;
        return leftover <= now
          ? { ...links, keys: [LEFTOVERS, ...links.keys] }
          : { ...links, next: Math.min(links.next ?? Infinity, leftover) };
      }),
    postpone: later,
    run: async (orgId, key) => {
      if (key === LEFTOVERS) {
        await database.inOrg(orgId, (trx) => removeLeftovers(trx, orgId, clock.now()));
        return;
      }
      try {
        await sync.runDue(orgId, key);
      } catch (error) {
        // The row stays; it must not be due at once again, or the tick would never end.
        await later(orgId, key);
        if (!(error instanceof LinkBusyError)) throw error;
      }
    },
    failed: (error, orgId) => {
      onError(error, { orgId, what: 'run-due' });
    },
  };
}
