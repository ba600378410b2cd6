import type { EdgeWorld } from './edge-world.ts';
import { MAYA, NOW } from './edge-world.ts';
import { EdgeBrowser } from './edge-browser.ts';

/** Nothing of an earlier test remains. */
export async function emptyWorld(world: EdgeWorld): Promise<void> {
  Object.assign(world.vendors, { google: MAYA, webexEmails: [MAYA.email] });
  world.asked.length = 0;
  world.logs.length = 0;
  await world.database.inOrg('alder', async (trx) => {
    for (const table of [
      'app.link_attempt',
      'app.browser_session',
      'app.link',
      'app.calendar',
      'app.account',
    ] as const) {
      await trx.deleteFrom(table).execute();
    }
    await trx
      .updateTable('app.organisation')
      .set({ mode: 'on', retention_days: 30, webex_delete_after_days: null, org_id: 'alder' })
      .execute();
  });
}

/** A signed-in browser of a person who has connected Webex and has one meeting. */
export async function connectedBrowser(world: EdgeWorld, language = 'en'): Promise<EdgeBrowser> {
  const browser = new EdgeBrowser(world);
  browser.language = language;
  const start = await browser.open('/link');
  await browser.submit(await browser.submit(start, '/link/webex'), '/link/confirm');
  const at = new Date(NOW);
  await world.database.inOrg('alder', async (trx) => {
    const { account_id: accountId } = await trx
      .selectFrom('app.account')
      .select('account_id')
      .executeTakeFirstOrThrow();
    const orgId = 'alder';
    const idHash = world.seal.keyedHash('calendar', MAYA.email);
    await trx
      .insertInto('app.calendar')
      .values({
        org_id: orgId,
        calendar_id: 'cal-1',
        id_hash: idHash,
        id_sealed: world.seal.seal(MAYA.email, { orgId, row: idHash, kind: 'calendar.id' }),
        heard_at: at,
      })
      .execute();
    await trx
      .insertInto('app.reporter')
      .values({ org_id: orgId, calendar_id: 'cal-1', account_id: accountId, checkpoint: 'c', heard_at: at })
      .execute();
    await trx
      .insertInto('app.link')
      .values({
        org_id: orgId,
        link_id: 'link-1',
        calendar_id: 'cal-1',
        event_id: 'event-1',
        state: 'live',
        state_since: at,
        host_account_id: accountId,
        ref: 'r',
        gen: 1,
        created_at: at,
      })
      .execute();
    await trx
      .insertInto('app.slot')
      .values({
        org_id: orgId,
        link_id: 'link-1',
        slot: 'single',
        gen: 1,
        host_account_id: accountId,
        tag: 't',
        state: 'live',
        meeting_id: 'm-1',
        start_at: new Date(NOW + 3_600_000),
        end_at: new Date(NOW + 7_200_000),
        zone: 'UTC',
      })
      .execute();
  });
  return browser;
}
