import type { CancelCause } from '@webex-scheduler/core';
import { limits } from '@webex-scheduler/core';
import type { Insertable } from 'kysely';
import { appendAudit } from '../store/audit.ts';
import type { AuditEntry } from '../store/audit.ts';
import type { OrgTransaction } from '../store/database.ts';
import { changeLeased, claimLease, releaseLease } from '../store/leases.ts';
import { readLink } from '../store/links.ts';
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
import type { SlotTable } from '../store/tables.ts';
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
  readonly intent?: Omit<IntentRow, 'org_id' | 'link_id' | 'fence' | 'started_at'>;
  /** True: the call that the open intents announced has ended, either way. */
  readonly settled?: boolean;
  readonly audit?: AuditEntry;
  /** What else is written that may touch this link's own rows: they are read again. */
  readonly also?: (trx: OrgTransaction) => Promise<void>;
  /** What else is written that touches nothing of this link. */
  readonly beside?: (trx: OrgTransaction) => Promise<void>;
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
  #deferred: Partial<LinkRow> = {};

  constructor(world: World, fence: number, state: Begun) {
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
   * Changes the link with the next record, at the latest when the lease is given back: for what stands for nothing
   * until then, and need not be a transaction of its own.
   */
  defer(change: Partial<LinkRow>): void {
    this.#deferred = { ...this.#deferred, ...change };
    this.link = { ...this.link, ...change };
  }

  /**
   * Records a step.
   * @throws {LeaseLostError} if somebody else has taken over; nothing is written then.
   */
  async save(save: Save): Promise<void> {
    const { orgId } = this;
    const change = { ...this.#deferred, ...save.link };
    const done = await this.world.database.inOrg(orgId, async (trx) => {
      const link = await changeLeased(trx, orgId, this.link.link_id, this.#fence, change);
      if (link === undefined) throw new LeaseLostError('The lease on the link was lost.');
      const slots = await this.#saveSlots(trx, save);
      const intents = await this.#saveIntents(trx, save);
      await save.beside?.(trx);
      const after = save.also === undefined ? { link, slots, intents } : await this.#again(trx, save.also);
      if (save.audit !== undefined)
        await appendAudit(trx, orgId, this.world.ids.random(), save.audit, this.now);
      return after;
    });
    // Only what was committed is remembered.
    this.link = done.link;
    this.slots = done.slots;
    this.intents = done.intents;
    this.#deferred = {};
  }

  /** The rows after more was written than this work knows of. */
  async #again(trx: OrgTransaction, also: (trx: OrgTransaction) => Promise<void>): Promise<Rows> {
    await also(trx);
    const { orgId, link } = this;
    return {
      link: (await readLink(trx, orgId, link.link_id)) ?? link,
      slots: await slotsOfLink(trx, orgId, link.link_id),
      intents: await intentsOfLink(trx, orgId, link.link_id),
    };
  }

  /** The slots after the step; what it does not touch is not read again. */
  async #saveSlots(trx: OrgTransaction, save: Save): Promise<readonly SlotRow[]> {
    const changed: SlotRow[] = [];
    if (save.newSlot !== undefined) changed.push(await insertSlot(trx, save.newSlot));
    for (const { slot, gen, change } of save.slots ?? []) {
      const row = await changeSlot(trx, this.orgId, this.link.link_id, { slot, gen }, change);
      if (row !== undefined) changed.push(row);
    }
    if (changed.length === 0) return this.slots;
    const byId = new Map([...this.slots, ...changed].map((row) => [`${row.slot}/${String(row.gen)}`, row]));
    return [...byId.values()].sort((one, other) => one.gen - other.gen);
  }

  async #saveIntents(trx: OrgTransaction, save: Save): Promise<readonly IntentRow[]> {
    const key = { org_id: this.orgId, link_id: this.link.link_id };
    const settles = save.settled === true && this.intents.length > 0;
    if (settles) await deleteIntents(trx, key.org_id, key.link_id);
    const open = settles ? [] : this.intents;
    if (save.intent === undefined) return open;
    const begun = { ...save.intent, ...key, fence: this.#fence, started_at: new Date(this.now) };
    await insertIntent(trx, begun);
    return [...open, begun];
  }

  /**
   * Gives the lease back and leaves the link with the instant at which it falls due next.
   * @throws {LeaseLostError} if something was deferred and somebody else has taken over meanwhile.
   */
  async release(dueBefore: Date | null): Promise<void> {
    const due = dueOf(this.link, this.slots, this.intents, this.organisation, this.now);
    const deferred = this.#deferred;
    const released = await this.world.database.inOrg(this.orgId, (trx) =>
      releaseLease(trx, this.orgId, this.link.link_id, this.#fence, {
        change: deferred,
        dueAt: due === null ? null : new Date(due),
        dueBefore,
      }),
    );
    if (!released && Object.keys(deferred).length > 0)
      throw new LeaseLostError('The lease on the link was lost.');
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

type Rows = Pick<LinkWork, 'link' | 'slots' | 'intents'>;

/** A link whose lease is held, with all that belongs to it. */
export type Begun = Rows & Pick<LinkWork, 'organisation'>;

/** When a link that is being worked on falls due by itself: its worker may be killed. */
export function dueByOf(world: World): Date {
  return new Date(world.clock.now() + limits.SETTLE_TIME);
}

const running = new WeakMap<World, Map<string, Promise<unknown>>>();

/**
 * Runs `work` on a link while no other work on it runs, in this process (waits) or another (throws), and leaves
 * the link with the instant it falls due next. `begun` is a link that was born leased.
 * @throws {LinkBusyError} while another process holds the lease · {LeaseLostError}
 */
export async function withLink<T>(
  world: World,
  orgId: string,
  linkId: string,
  work: (work: LinkWork) => Promise<T>,
  begun?: Begun,
): Promise<T> {
  const queue = running.get(world) ?? new Map<string, Promise<unknown>>();
  running.set(world, queue);
  const key = `${orgId}/${linkId}`;
  const before = queue.get(key) ?? Promise.resolve();
  const mine = before.then(
    () => runLeased(world, orgId, linkId, work, begun),
    () => runLeased(world, orgId, linkId, work, begun),
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
  begun?: Begun,
): Promise<T> {
  const start = begun ?? (await begin(world, orgId, linkId));
  const leased = new LinkWork(world, start.link.fence, start);
  let result: T;
  try {
    if (leased.intents.length > 0) await takeUp(leased);
    result = await work(leased);
  } catch (error) {
    await leased.release(start.link.due_at);
    throw error;
  }
  await leased.release(start.link.due_at);
  return result;
}

async function begin(world: World, orgId: string, linkId: string): Promise<Begun> {
  return world.database.inOrg(orgId, async (trx) => {
    const link = await claimLease(trx, orgId, linkId, world.owner, dueByOf(world));
    if (link === null) throw new LinkBusyError('Somebody else works on this link, or it is gone.');
    return {
      link,
      organisation: await readOrganisation(trx, orgId),
      slots: await slotsOfLink(trx, orgId, linkId),
      intents: await intentsOfLink(trx, orgId, linkId),
    };
  });
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
