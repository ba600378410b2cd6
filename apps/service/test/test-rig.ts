import { expect } from 'vitest';
import { dueLinksSource } from '../src/jobs/due-links.ts';
import { InProcessJobs } from '../src/jobs/in-process-jobs.ts';
import type { Database } from '../src/store/database.ts';
import { changeOrganisation, ensureOrganisation } from '../src/store/organisations.ts';
import type { OrganisationChange } from '../src/store/organisations.ts';
import { createSync } from '../src/sync/sync.ts';
import type { Sync } from '../src/sync/sync.ts';
import { TestAddon } from './test-addon.ts';
import { TestCalendars } from './test-calendar.ts';
import { testSeal } from './test-seal.ts';
import { TestWebex } from './test-webex.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** A Monday, 09:00 in Paris. */
export const START = Date.parse('2026-11-23T08:00:00Z');

let organisations = 0;

/** One organisation's world: calendars, Webex, the service's loop, a clock that stands still until it is moved. */
export class Rig {
  readonly orgId: string;
  readonly database: Database;
  readonly calendars = new TestCalendars();
  readonly webex: TestWebex;
  readonly errors: unknown[] = [];
  now = START;
  sync!: Sync;
  jobs!: InProcessJobs;
  seal = testSeal();
  #ids = 0;

  constructor(database: Database) {
    organisations += 1;
    this.orgId = `org${String(organisations)}`;
    this.database = database;
    this.webex = new TestWebex(() => this.now);
  }

  static async start(database: Database): Promise<Rig> {
    const rig = new Rig(database);
    await ensureOrganisation(database, rig.orgId, 30, rig.now);
    await rig.restart();
    return rig;
  }

  /** The process dies and starts again: memory is gone, the database stays. */
  async restart(): Promise<void> {
    // A lease outlives its holder by seconds of the database's own time, which no test waits for.
    await this.database.inOrg(this.orgId, (trx) =>
      trx.updateTable('app.link').set({ lease_until: null }).where('org_id', '=', this.orgId).execute(),
    );
    const clock = { now: () => this.now };
    const onError = (error: unknown): void => {
      this.errors.push(error);
    };
    this.sync = await createSync({
      database: this.database,
      seal: this.seal,
      webex: this.webex,
      clock,
      ids: { random: () => `${this.orgId}-${String((this.#ids += 1))}` },
      pages: { linkUrl: () => 'https://service.test/link', privacyUrl: 'https://service.test/me' },
      contact: () => 'admin@example.test',
      onError,
    });
    const source = dueLinksSource(this.database, this.sync, clock, onError);
    this.jobs = new InProcessJobs({ ...source, organisations: () => Promise.resolve([this.orgId]) });
  }

  /** A person whose add-on is installed and whose Webex account is connected. */
  async person(
    name: string,
    options: { linked?: boolean; calendars?: readonly string[] } = {},
  ): Promise<TestAddon> {
    const email = `${name}@example.test`;
    const reporter = {
      orgId: this.orgId,
      accountId: `${this.orgId}-${name}`,
      sub: `sub-${name}`,
      email,
      name: `${name} Doe`,
    };
    const addon = new TestAddon(() => this.sync, this.calendars, reporter, [
      email,
      ...(options.calendars ?? []),
    ]);
    await addon.check('home');
    if (options.linked ?? true) await this.setWebexState(addon, 'ok');
    return addon;
  }

  async setWebexState(addon: TestAddon, state: 'none' | 'ok' | 'reconnect' | 'noLicence'): Promise<void> {
    await this.database.inOrg(this.orgId, (trx) =>
      trx
        .updateTable('app.account')
        .set({ webex_state: state, webex_since: new Date(this.now), webex_site: 'site.webex.test' })
        .where('org_id', '=', this.orgId)
        .where('google_sub', '=', addon.reporter.sub)
        .execute(),
    );
  }

  async organisation(change: OrganisationChange): Promise<void> {
    await this.database.inOrg(this.orgId, (trx) => changeOrganisation(trx, this.orgId, change, this.now));
  }

  async tick(): Promise<void> {
    await this.jobs.tick(this.now);
  }

  /** Time passes; what falls due is done when it does. */
  async advance(ms: number): Promise<void> {
    const end = this.now + ms;
    for (;;) {
      await this.tick();
      const next = await this.database.inOrg(this.orgId, (trx) =>
        trx
          .selectFrom('app.link')
          .select((eb) => eb.fn.min('due_at').as('at'))
          .where('org_id', '=', this.orgId)
          .executeTakeFirst(),
      );
      const at = next?.at?.getTime() ?? Infinity;
      if (at > end) break;
      this.now = Math.max(at, this.now + 1000);
    }
    this.now = Math.max(this.now, end);
    await this.tick();
  }

  /** Time passes with each add-on's hourly check. */
  async hours(n: number, ...addons: readonly TestAddon[]): Promise<void> {
    for (let hour = 0; hour < n; hour += 1) {
      await this.advance(HOUR);
      for (const addon of addons) await addon.hourly();
      await this.tick();
    }
  }

  /** One more full pass of everybody writes nothing: neither to Webex nor to an event. */
  async expectFixpoint(...addons: readonly TestAddon[]): Promise<void> {
    for (const addon of addons) for (const calendar of addon.calendars) await addon.fire(calendar);
    await this.tick();
    const writes = this.webex.writes.length;
    const etags = [...this.calendars.events.values()].map((event) => event.etag);
    for (const addon of addons) {
      for (const calendar of addon.calendars) await addon.fullListing(calendar);
      await addon.hourly();
    }
    await this.tick();
    expect(this.webex.writes.slice(writes), 'writes of one more full pass').toEqual([]);
    expect(
      [...this.calendars.events.values()].map((event) => event.etag),
      'events changed by one more full pass',
    ).toEqual(etags);
    expect(this.errors, 'errors that nobody foresaw').toEqual([]);
  }
}
