import type { Want } from '@webex-scheduler/contracts';
import { limits } from '@webex-scheduler/core';
import { reporterCalendars } from '../store/calendars.ts';
import { askedLinks, linksHostedBy } from '../store/links.ts';
import { calendarsWithNearSlots } from '../store/slots.ts';
import type { Arrival } from './arrival.ts';
import type { World } from './world.ts';

/** At most this many events are asked for at once; the rest at the next call. */
const MOST_EVENTS = 50;
const OLD_LIST = 6 * limits.HOUR;

export const NO_WANT: Want = { events: [], full: [], list: [], follow: [] };

/** What the service asks back of this person's add-on. `hourly` also says which calendars are worth listing. */
export async function wantOf(world: World, who: Pick<Arrival, 'reporter' | 'account' | 'organisation'>, cause: 'report' | 'hourly' | 'look'): Promise<Want> {
  if (who.organisation.mode === 'suspended') return NO_WANT;
  const { orgId } = who.reporter;
  const now = world.clock.now();
  return world.database.inOrg(orgId, async (trx) => {
    const calendars = await reporterCalendars(trx, orgId, who.account.account_id);
    const ids = calendars.map((calendar) => calendar.calendar_id);
    const hashOf = await calendarHashes(trx, orgId, ids);
    const google = new Map(calendars.map((row) => [row.calendar_id, openCalendarId(world, orgId, row.id_sealed, hashOf.get(row.calendar_id) ?? '')]));
    const near = cause === 'hourly' ? await calendarsWithNearSlots(trx, orgId, ids, now, now + limits.NEAR) : new Set<string>();
    const asked = await askedLinks(trx, orgId, ids, MOST_EVENTS);
    const hosted = await linksHostedBy(trx, orgId, who.account.account_id);
    const followed = new Set(hosted.filter((link) => link.state !== 'ended' && google.has(link.calendar_id)).map((link) => link.calendar_id));
    const nameOf = (calendarId: string): string => google.get(calendarId) ?? '';
    return {
      events: asked.map((link) => ({ calendarId: nameOf(link.calendar_id), eventId: link.event_id })),
      full: calendars.filter((row) => row.want_full !== null).map((row) => ({ calendarId: nameOf(row.calendar_id), background: row.want_full === 'background' })),
      list:
        cause === 'hourly'
          ? calendars.filter((row) => near.has(row.calendar_id) || now - (row.listed_at?.getTime() ?? 0) > OLD_LIST).map((row) => nameOf(row.calendar_id))
          : [],
      follow: [...followed].map(nameOf).filter((id) => id.toLowerCase() !== who.reporter.email.toLowerCase()),
    };
  });
}

async function calendarHashes(trx: Parameters<typeof askedLinks>[0], orgId: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await trx.selectFrom('app.calendar').select(['calendar_id', 'id_hash']).where('org_id', '=', orgId).where('calendar_id', 'in', [...ids]).execute();
  return new Map(rows.map((row) => [row.calendar_id, row.id_hash]));
}

/** Google's id of a calendar, in the clear for this request. */
export function openCalendarId(world: World, orgId: string, sealed: string, idHash: string): string {
  return world.seal.open(sealed, { orgId, row: idHash, kind: 'calendar.id' });
}
