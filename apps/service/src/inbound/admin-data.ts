import type { OrgTransaction } from '../store/database.ts';
import type { WebexState } from '../store/tables.ts';
import type { Seal } from '../sync/ports.ts';
import { ADDRESS_KIND } from './people.ts';

export interface PersonHealth {
  readonly email: string;
  readonly webex: WebexState;
  readonly since: Date | null;
  readonly heard: Date;
  readonly hourly: boolean | null;
  readonly missingScopes: number;
  readonly meetings: number;
}

export interface CalendarHealth {
  readonly id: string;
  readonly heard: Date;
  readonly listed: Date | null;
  readonly state: 'ok' | 'stopped' | 'behind' | 'silent';
  readonly reporters: number;
}

export interface LinkHealth {
  readonly state: string;
  readonly count: number;
  readonly oldest: Date;
  readonly codes: readonly string[];
}

export interface OrganisationHealth {
  readonly people: readonly PersonHealth[];
  readonly calendars: readonly CalendarHealth[];
  readonly links: readonly LinkHealth[];
}

/** Enough for a plain page; a console pages. */
const MOST = 500;
/** An add-on calls every hour. */
const SILENT_MS = 24 * 3_600_000;

/** How the organisation's people, calendars and meetings are, worst first. */
export async function readHealth(
  trx: OrgTransaction,
  seal: Seal,
  orgId: string,
  now: number,
): Promise<OrganisationHealth> {
  return {
    people: await readPeople(trx, seal, orgId),
    calendars: await readCalendars(trx, seal, orgId, now),
    links: await readLinks(trx, orgId),
  };
}

const WORST_FIRST: readonly WebexState[] = ['reconnect', 'noLicence', 'none', 'ok'];

async function readPeople(trx: OrgTransaction, seal: Seal, orgId: string): Promise<PersonHealth[]> {
  const rows = await trx
    .selectFrom('app.account')
    .selectAll('app.account')
    .select((eb) =>
      eb
        .selectFrom('app.link')
        .select((link) => link.fn.countAll<string>().as('n'))
        .whereRef('app.link.org_id', '=', 'app.account.org_id')
        .whereRef('app.link.host_account_id', '=', 'app.account.account_id')
        .where('app.link.state', 'in', ['live', 'moved', 'lost'])
        .as('meetings'),
    )
    .where('app.account.org_id', '=', orgId)
    .limit(MOST)
    .execute();
  return rows
    .map((row) => ({
      email: seal.open(row.address_sealed, { orgId, row: row.account_id, kind: ADDRESS_KIND }),
      webex: row.webex_state,
      since: row.webex_since,
      heard: row.addon_checked_at ?? row.seen_at,
      hourly: row.addon_hourly,
      missingScopes: row.addon_missing_scopes.length,
      meetings: Number(row.meetings ?? 0),
    }))
    .sort(
      (a, b) => WORST_FIRST.indexOf(a.webex) - WORST_FIRST.indexOf(b.webex) || a.email.localeCompare(b.email),
    );
}

async function readCalendars(
  trx: OrgTransaction,
  seal: Seal,
  orgId: string,
  now: number,
): Promise<CalendarHealth[]> {
  const rows = await trx
    .selectFrom('app.calendar')
    .leftJoin('app.reporter', (join) =>
      join
        .onRef('app.reporter.org_id', '=', 'app.calendar.org_id')
        .onRef('app.reporter.calendar_id', '=', 'app.calendar.calendar_id'),
    )
    .select([
      'app.calendar.id_sealed',
      'app.calendar.id_hash',
      'app.calendar.heard_at',
      'app.calendar.stopped_at',
    ])
    .select((eb) => [
      eb.fn.max('app.reporter.listed_at').as('listed_at'),
      eb.fn.max('app.reporter.behind_since').as('behind_since'),
      eb.fn.count<string>('app.reporter.account_id').as('reporters'),
    ])
    .where('app.calendar.org_id', '=', orgId)
    .groupBy(['app.calendar.org_id', 'app.calendar.calendar_id'])
    .orderBy('app.calendar.heard_at')
    .limit(MOST)
    .execute();
  const stateOf = (row: (typeof rows)[number]): CalendarHealth['state'] => {
    if (row.stopped_at !== null) return 'stopped';
    if (row.behind_since !== null) return 'behind';
    return now - row.heard_at.getTime() > SILENT_MS ? 'silent' : 'ok';
  };
  return rows
    .map((row) => ({
      id: seal.open(row.id_sealed, { orgId, row: row.id_hash, kind: 'calendar.id' }),
      heard: row.heard_at,
      listed: row.listed_at,
      state: stateOf(row),
      reporters: Number(row.reporters),
    }))
    .sort((a, b) => Number(a.state === 'ok') - Number(b.state === 'ok') || a.id.localeCompare(b.id));
}

async function readLinks(trx: OrgTransaction, orgId: string): Promise<LinkHealth[]> {
  const rows = await trx
    .selectFrom('app.link')
    .select(['state', 'last_code'])
    .select((eb) => [eb.fn.countAll<string>().as('n'), eb.fn.min('state_since').as('oldest')])
    .where('org_id', '=', orgId)
    .groupBy(['state', 'last_code'])
    .execute();
  const byState = Map.groupBy(rows, (row) => row.state);
  return [...byState].map(([state, group]) => ({
    state,
    count: group.reduce((sum, row) => sum + Number(row.n), 0),
    oldest: new Date(Math.min(...group.map((row) => row.oldest.getTime()))),
    codes: group.flatMap((row) => (row.last_code === null ? [] : [row.last_code])).sort(),
  }));
}
