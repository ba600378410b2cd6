import type { CancelCause } from '@webex-scheduler/core';
import { limits } from '@webex-scheduler/core';
import { sql } from 'kysely';
import type { Insertable } from 'kysely';
import { appendAudit } from '../store/audit.ts';
import type { AuditEntry } from '../store/audit.ts';
import type { OrgTransaction } from '../store/database.ts';
import { claimLease, lockLink, releaseLease } from '../store/leases.ts';
import { changeLinkNow, readLink } from '../store/links.ts';
import type { LinkChange, LinkRow } from '../store/links.ts';
import { readOrganisation } from '../store/organisations.ts';
import type { OrganisationRow } from '../store/organisations.ts';
import {
  changeSlot,
  deleteIntents,
  insertIntent,
  insertSlot,
  intentsOfLink,
  slotsOfLink,
} from '../store/slots.ts';
import type { IntentRow, SlotChange, SlotId, SlotRow } from '../store/slots.ts';
import type { IntentTable, SlotTable } from '../store/tables.ts';
import { dueOf } from './due.ts';
import type { World } from './world.ts';

/** Somebody else works on this link just now. */
export class LinkBusyError extends Error {
  override readonly name = 'LinkBusyError';
  readonly code = 'link-busy';
}

/** The lease ran out and somebody else took over: what this worker decided is void. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
  readonly code = 'lease-lost';
}

/** One step of the record, written in one fenced transaction. */
export interface Save {
  readonly link?: LinkChange;
  readonly slots?: readonly (SlotId & { readonly change: SlotChange })[];
  readonly newSlot?: Insertable<SlotTable>;
  readonly intent?: Omit<Insertable<IntentTable>, 'org_id' | 'link_id' | 'fence' | 'started_at'>;
  /** True: the call that the open intents announced has ended, either way. */
  readonly settled?: boolean;
  readonly audit?: AuditEntry;
  readonly also?: (trx: OrgTransaction) => Promise<void>;
}

/**
 * Work on one link: serial by a lease that is held over the calls to Webex (no transaction is), every record
 * fenced by the number that came with the lease.
 */
export class LinkWork {
  readonly world: World;
  readonly organisation: OrganisationRow;
  link: LinkRow;
  slots: readonly SlotRow[];
  intents: readonly IntentRow[];
  readonly #fence: number;

  constructor(
    world: World,
    fence: number,
    state: Pick<LinkWork, 'organisation' | 'link' | 'slots' | 'intents'>,
  ) {
    this.world = world;
    this.#fence = fence;
    this.organisation = state.organisation;
    this.link = state.link;
    this.slots = state.slots;
    this.intents = state.intents;
  }

  get orgId(): string {
    return this.link.org_id;
  }

  get now(): number {
    return this.world.clock.now();
  }

  /** The slot of the present generation. */
  get current(): SlotRow | undefined {
    return this.slots.find((slot) => slot.gen === this.link.gen && slot.slot === 'single');
  }

  /**
   * Records a step.
   * @throws {LeaseLostError} if somebody else has taken over; nothing is written then.
   */
  async save(save: Save): Promise<void> {
    const { orgId } = this;
    const linkId = this.link.link_id;
    const done = await this.world.database.inOrg(orgId, async (trx) => {
      const locked = await lockLink(trx, orgId, linkId, this.#fence);
      if (locked === undefined) throw new LeaseLostError('The lease on the link was lost.');
      const link = save.link === undefined ? locked : await changeLinkNow(trx, locked, save.link);
      if (save.newSlot !== undefined) await insertSlot(trx, save.newSlot);
      for (const { slot, gen, change } of save.slots ?? []) {
        await changeSlot(trx, orgId, linkId, { slot, gen }, change);
      }
      await this.#saveIntent(trx, save);
      if (save.audit !== undefined) {
        await appendAudit(trx, orgId, this.world.ids.random(), save.audit, this.now);
      }
      await save.also?.(trx);
      return this.#after(trx, save, link);
    });
    // Only what was committed is remembered.
    this.link = done.link;
    this.slots = done.slots;
    this.intents = done.intents;
  }

  async #saveIntent(trx: OrgTransaction, save: Save): Promise<void> {
    const key = { org_id: this.orgId, link_id: this.link.link_id };
    if (save.settled === true && this.intents.length > 0) await deleteIntents(trx, key.org_id, key.link_id);
    if (save.intent === undefined) return;
    await insertIntent(trx, { ...save.intent, ...key, fence: this.#fence, started_at: new Date(this.now) });
  }

  /** The rows after the step; what it cannot have touched is not read again. */
  async #after(
    trx: OrgTransaction,
    save: Save,
    link: LinkRow,
  ): Promise<Pick<LinkWork, 'link' | 'slots' | 'intents'>> {
    const { orgId } = this;
    const linkId = link.link_id;
    const wide = save.also !== undefined;
    const slots = wide || save.newSlot !== undefined || (save.slots ?? []).length > 0;
    const intents = save.settled === true || save.intent !== undefined;
    return {
      link: wide ? ((await readLink(trx, orgId, linkId)) ?? link) : link,
      slots: slots ? await slotsOfLink(trx, orgId, linkId) : this.slots,
      intents: intents ? await intentsOfLink(trx, orgId, linkId) : this.intents,
    };
  }

  /** Marks a slot's meeting as one that is to go. */
  cancelling(
    slot: SlotRow,
    cause: CancelCause | 'asked',
    since: number,
  ): SlotId & { readonly change: SlotChange } {
    return {
      slot: slot.slot,
      gen: slot.gen,
      change: {
        state: 'cancelling',
        cancel_cause: cause,
        cancel_since: new Date(since),
        cancel_waits: null,
        wanted_start_at: null,
        wanted_end_at: null,
        wanted_zone: null,
      },
    };
  }
}

const running = new WeakMap<World, Map<string, Promise<unknown>>>();

/**
 * Runs `work` on a link while no other work on it runs, in this process (waits) or another (throws), and leaves
 * the link with the instant it falls due next.
 * @throws {LinkBusyError} while another process holds the lease · {LeaseLostError}
 */
export async function withLink<T>(
  world: World,
  orgId: string,
  linkId: string,
  work: (work: LinkWork) => Promise<T>,
): Promise<T> {
  const queue = running.get(world) ?? new Map<string, Promise<unknown>>();
  running.set(world, queue);
  const key = `${orgId}/${linkId}`;
  const before = queue.get(key) ?? Promise.resolve();
  const mine = before.then(
    () => runLeased(world, orgId, linkId, work),
    () => runLeased(world, orgId, linkId, work),
  );
  queue.set(key, mine);
  try {
    return await mine;
  } finally {
    if (queue.get(key) === mine) queue.delete(key);
  }
}

async function runLeased<T>(
  world: World,
  orgId: string,
  linkId: string,
  work: (work: LinkWork) => Promise<T>,
): Promise<T> {
  const start = await world.database.inOrg(orgId, async (trx) => {
    const dueBy = new Date(world.clock.now() + limits.SETTLE_TIME);
    const lease = await claimLease(trx, orgId, linkId, world.owner, dueBy);
    if (lease === null) throw new LinkBusyError('Somebody else works on this link.');
    const link = await readLink(trx, orgId, linkId);
    if (link === undefined) throw new LinkBusyError('The link is gone.');
    return {
      ...lease,
      state: {
        link,
        organisation: await readOrganisation(trx, orgId),
        slots: await slotsOfLink(trx, orgId, linkId),
        intents: await intentsOfLink(trx, orgId, linkId),
      },
    };
  });
  const leased = new LinkWork(world, start.fence, start.state);
  try {
    if (leased.intents.length > 0) await takeUp(leased);
    return await work(leased);
  } finally {
    const due = dueOf(leased.link, leased.slots, leased.intents, leased.organisation, leased.now);
    await world.database.inOrg(orgId, async (trx) => {
      await setDue(trx, leased.link, start.dueAt, due, start.fence);
      await releaseLease(trx, orgId, linkId, start.fence);
    });
  }
}

/**
 * Calls that were announced and never recorded: their worker was killed, so each may or may not have been applied.
 * A creation is looked up by its tag, a change is read back, guests are compared when the event is next reported.
 */
async function takeUp(work: LinkWork): Promise<void> {
  const changes = work.intents.flatMap((intent) => {
    const id = { slot: intent.slot, gen: intent.gen };
    const unknown = { unknown_at: intent.started_at };
    if (intent.verb === 'delete') return [];
    return [
      {
        ...id,
        change: intent.verb === 'guests' ? { ...unknown, guests_print: null, content_due: true } : unknown,
      },
    ];
  });
  const content = work.intents.some((intent) => intent.verb === 'patch' || intent.verb === 'guests');
  await work.save({
    slots: changes,
    settled: true,
    // What was to be written is not kept: the event must be told again, also if its firing was killed with us.
    ...(content ? { link: { ask_since: new Date(work.now) } } : {}),
  });
}

/** Sets when the link falls due; an earlier instant that somebody else set meanwhile stands. */
async function setDue(
  trx: OrgTransaction,
  link: LinkRow,
  before: Date | null,
  due: number | null,
  fence: number,
): Promise<void> {
  const at = due === null ? null : new Date(due);
  await trx
    .updateTable('app.link')
    .set({
      due_at: sql<Date | null>`case when due_at is distinct from ${before}::timestamptz then least(due_at, ${at}::timestamptz) else ${at}::timestamptz end`,
    })
    .where('org_id', '=', link.org_id)
    .where('link_id', '=', link.link_id)
    .where('fence', '=', fence)
    .execute();
}
