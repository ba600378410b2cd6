import type { Database } from '../store/database.ts';
import { dueLinks } from '../store/link-dues.ts';
import { changeLink } from '../store/links.ts';
import { listOrganisations } from '../store/organisations.ts';
import { LinkBusyError } from '../sync/link-work.ts';
import type { Sync } from '../sync/sync.ts';
import type { DueSource } from './port.ts';

/** After a failure that nobody foresaw, or while another process works on the link. */
const LATER_MS = 60_000;

/** The due rows of links; a suspended organisation's wait. */
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
    due: (orgId, now, limit) => database.inOrg(orgId, (trx) => dueLinks(trx, orgId, now, limit)),
    postpone: later,
    run: async (orgId, key) => {
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
