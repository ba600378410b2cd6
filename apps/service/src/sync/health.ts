import type { Health } from '@webex-scheduler/contracts';
import { reporterCalendars } from '../store/calendars.ts';
import { hostedCounts } from '../store/links.ts';
import type { Arrival } from './arrival.ts';
import { openCalendarId } from './want.ts';
import { iso } from './world.ts';
import type { World } from './world.ts';

/** How things stand for this person. */
export async function healthOf(world: World, who: Pick<Arrival, 'reporter' | 'account' | 'organisation'>): Promise<Health> {
  const { account, organisation, reporter } = who;
  const { orgId } = reporter;
  const contact = world.contact(orgId);
  const { links, inStep, stopped } = await world.database.inOrg(orgId, async (trx) => ({
    ...(await hostedCounts(trx, orgId, account.account_id)),
    stopped: (await reporterCalendars(trx, orgId, account.account_id)).filter((row) => row.stopped_at !== null),
  }));
  const confirm = await world.database.inOrg(orgId, async (trx) => {
    const waiting = [];
    for (const row of stopped) {
      const { id_hash } = await trx.selectFrom('app.calendar').select('id_hash').where('org_id', '=', orgId).where('calendar_id', '=', row.calendar_id).executeTakeFirstOrThrow();
      const { n } = await trx
        .selectFrom('app.link')
        .select((eb) => eb.fn.countAll<string>().as('n'))
        .where('org_id', '=', orgId)
        .where('calendar_id', '=', row.calendar_id)
        .where('state', 'in', ['removed', 'deleted'])
        .executeTakeFirstOrThrow();
      waiting.push({ calendarId: openCalendarId(world, orgId, row.id_sealed, id_hash), meetings: Number(n) });
    }
    return waiting;
  });
  return {
    organisation: organisation.mode,
    ...(organisation.mode === 'on' ? {} : { organisationSince: iso(organisation.mode_since.getTime()) }),
    ...(contact === undefined ? {} : { contact }),
    webex: account.webex_state,
    ...(account.webex_state !== 'ok' && account.webex_since !== null ? { webexSince: iso(account.webex_since.getTime()) } : {}),
    linkUrl: world.pages.linkUrl(reporter),
    privacyUrl: world.pages.privacyUrl,
    links,
    inStep,
    confirm,
  };
}
