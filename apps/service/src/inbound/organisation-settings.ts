import * as v from 'valibot';
import { appendAudit } from '../store/audit.ts';
import type { Database } from '../store/database.ts';
import { changeOrganisation, readOrganisation } from '../store/organisations.ts';
import type { OrganisationRow } from '../store/organisations.ts';
import type { Clock, Ids } from '../sync/ports.ts';

const days = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3650));

/** What an administrator may change. */
export const SettingsChange = v.pipe(
  v.strictObject({
    mode: v.exactOptional(v.picklist(['on', 'off', 'suspended'])),
    retentionDays: v.exactOptional(days),
    webexDeleteAfterDays: v.exactOptional(v.nullable(days)),
  }),
  v.check((change) => Object.keys(change).length > 0, 'nothing to change'),
);
export type SettingsChange = v.InferOutput<typeof SettingsChange>;

export interface Settings {
  readonly id: string;
  readonly mode: OrganisationRow['mode'];
  readonly modeSince: string;
  readonly retentionDays: number;
  readonly webexDeleteAfterDays: number | null;
}

export interface SettingsOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
}

export async function readSettings(
  { database }: Pick<SettingsOptions, 'database'>,
  orgId: string,
): Promise<Settings> {
  return settingsOf(await database.inOrg(orgId, (trx) => readOrganisation(trx, orgId)));
}

/** Changes them and writes down who did (an id of ours, never an address). */
export async function changeSettings(
  { database, clock, ids }: SettingsOptions,
  orgId: string,
  actor: string,
  change: SettingsChange,
): Promise<Settings> {
  const now = clock.now();
  return database.inOrg(orgId, async (trx) => {
    const after = await changeOrganisation(trx, orgId, change, now);
    const verb = `settings:${Object.keys(change).sort().join(',')}`;
    const entry = {
      actor,
      verb,
      reason: 'administrator',
      link_id: null,
      result: 'ok',
      tracking_id: null,
    };
    await appendAudit(trx, orgId, ids.random(), entry, now);
    return settingsOf(after);
  });
}

function settingsOf(row: OrganisationRow): Settings {
  return {
    id: row.org_id,
    mode: row.mode,
    modeSince: row.mode_since.toISOString(),
    retentionDays: row.retention_days,
    webexDeleteAfterDays: row.webex_delete_after_days,
  };
}
