/**
 * Installable triggers and their delivery.
 *
 * A calendar trigger says only "something changed on this calendar". Google promises neither when, nor how often,
 * nor that it comes at all: delay, doubling, coalescing are switches, loss and lateness are faults.
 *
 * Invariants: what waits to be delivered is on disk and survives a restart; a firing that has begun is not repeated;
 * a trigger fires as the person who made it, and only while he grants the script anything.
 */
import { randomInt } from 'node:crypto';
import type { Fault, FaultKind } from '../control/faults.ts';
import type { Ground } from '../control/ground.ts';
import type { Store, Table } from '../control/store.ts';
import type { CalendarChange, CalendarPort } from './ports.ts';
import { ServiceException } from './services/host-call.ts';
import { clockEvent, nextFiring } from './trigger-plan.ts';
import type { ClockPlan } from './trigger-plan.ts';

const TRIGGER_LIMIT = 20;
const DUPLICATE_AFTER_MS = 2_000;
/** Faults under which a firing does not take place when it is due. */
const LOSING: readonly FaultKind[] = ['drop', 'late', 'delay', 'status', 'cut', 'empty'];

interface TriggerOwner {
  readonly email: string;
  readonly scriptId: string;
}

export interface NewTrigger {
  readonly handler: string;
  readonly kind: 'calendar' | 'clock';
  readonly calendarId?: string;
  readonly plan?: ClockPlan;
}

export interface TriggerRow extends NewTrigger, TriggerOwner {
  readonly id: string;
  readonly created: number;
}

/** One delivery that is due. A clock trigger always has exactly one, until it never fires again. */
interface Firing {
  readonly id: string;
  readonly triggerId: string;
  readonly at: number;
}

interface TriggerDeps {
  readonly ground: Ground;
  readonly store: Store;
  /** Runs the trigger's function; never rejects. */
  readonly fire: (trigger: TriggerRow, event: Record<string, unknown>) => Promise<void>;
  /** True while the person grants the script anything. */
  readonly authorised: (owner: TriggerOwner) => boolean;
  readonly timeZone: (scriptId: string) => string;
}

export class Triggers {
  readonly #deps: TriggerDeps;
  readonly #rows: Table<TriggerRow>;
  readonly #firings: Table<Firing>;
  readonly #cancels = new Map<string, () => void>();
  #calendar: CalendarPort | undefined;

  constructor(deps: TriggerDeps) {
    this.#deps = deps;
    this.#rows = deps.store.table('scripts.triggers');
    this.#firings = deps.store.table('scripts.firings');
  }

  /** Puts what waits on disk back into the clock's queue: at start, and after a reset. */
  resume(): void {
    for (const cancel of this.#cancels.values()) cancel();
    this.#cancels.clear();
    for (const firing of this.#firings.values()) this.#enqueue(firing);
  }

  listenTo(calendar: CalendarPort): void {
    this.#calendar = calendar;
    calendar.onChange((change) => {
      this.#changed(change);
    });
  }

  /** @throws {ServiceException} over the limit, for a calendar one cannot see, or for what an add-on may not have. */
  create(owner: TriggerOwner, wanted: NewTrigger, addOn: boolean): TriggerRow {
    if (this.list(owner).length >= TRIGGER_LIMIT) {
      throw new ServiceException(
        'This script has too many triggers. Triggers must be deleted from the script before more can be added.',
      );
    }
    if (addOn && wanted.plan?.everyMinutes !== undefined) {
      throw new ServiceException('An add-on may have time-driven triggers that run at most once an hour.');
    }
    if (wanted.calendarId !== undefined && !this.#readable(owner.email, wanted.calendarId)) {
      throw new ServiceException(`Calendar ${wanted.calendarId} was not found or is not accessible.`);
    }
    const { ground, store } = this.#deps;
    const row: TriggerRow = { ...wanted, ...owner, id: newId(), created: ground.clock.now() };
    store.transaction(() => {
      this.#rows.put(row.id, row);
      if (row.kind === 'clock') this.#planNext(row, row.created);
    });
    return row;
  }

  list(owner: TriggerOwner): readonly TriggerRow[] {
    return [...this.#rows.values()].filter(
      ({ email, scriptId }) => email === owner.email && scriptId === owner.scriptId,
    );
  }

  /** Every trigger of a person, of all scripts. */
  ofPerson(email: string): readonly TriggerRow[] {
    return [...this.#rows.values()].filter((row) => row.email === email);
  }

  delete(owner: TriggerOwner, id: string): void {
    const row = this.#rows.get(id);
    if (row?.email === owner.email && row.scriptId === owner.scriptId) this.#drop(row);
  }

  /** Triggers end with the installation. */
  dropAll(owner: TriggerOwner): void {
    for (const row of this.list(owner)) this.#drop(row);
  }

  /** Google loses a person's trigger (by id or function name), or all of them. */
  lose(email: string, name?: string): void {
    for (const row of this.ofPerson(email)) {
      if (name === undefined || row.id === name || row.handler === name) this.#drop(row);
    }
  }

  #drop(row: TriggerRow): void {
    this.#deps.store.transaction(() => {
      this.#rows.delete(row.id);
      for (const firing of [...this.#firings.values()])
        if (firing.triggerId === row.id) this.#cancel(firing.id);
    });
  }

  #changed(change: CalendarChange): void {
    const { switches, clock } = this.#deps.ground;
    for (const row of this.#rows.values()) {
      if (row.calendarId !== change.calendarId) continue;
      if (change.scriptId === row.scriptId && !switches.is('google.selfWritesFire')) continue;
      const waits = [...this.#firings.values()].some(({ triggerId }) => triggerId === row.id);
      if (waits && switches.is('google.triggerCoalesce')) continue;
      const at = clock.now() + switches.number('google.triggerDelay');
      this.#plan(row, at);
      if (switches.is('google.triggerDuplicates')) this.#plan(row, at + DUPLICATE_AFTER_MS);
    }
  }

  #planNext(row: TriggerRow, after: number): void {
    const at = nextFiring(row.id, row.plan ?? {}, row.created, after, this.#deps.timeZone(row.scriptId));
    if (at !== null) this.#plan(row, at);
  }

  #plan(row: TriggerRow, at: number): void {
    const firing: Firing = { id: newId(), triggerId: row.id, at };
    this.#firings.put(firing.id, firing);
    this.#enqueue(firing);
  }

  #enqueue(firing: Firing): void {
    const row = this.#rows.get(firing.triggerId);
    if (!row) {
      this.#firings.delete(firing.id);
      return;
    }
    const { clock } = this.#deps.ground;
    const due = {
      at: firing.at,
      kind: 'trigger',
      what: `trigger ${row.handler}`,
      background: row.kind === 'clock',
    } as const;
    this.#cancels.set(
      firing.id,
      clock.schedule(due, () => this.#deliver(row, firing)),
    );
  }

  #cancel(id: string): void {
    this.#cancels.get(id)?.();
    this.#cancels.delete(id);
    this.#firings.delete(id);
  }

  #deliver(row: TriggerRow, firing: Firing): void {
    const { ground, store, authorised } = this.#deps;
    const { clock } = ground;
    const fault = ground.faults.meet({ on: 'trigger', path: row.handler, account: row.email });
    store.transaction(() => {
      this.#cancel(firing.id);
      if (row.kind === 'clock') this.#planNext(row, clock.now());
      if (fault?.kind === 'late' || fault?.kind === 'delay') this.#plan(row, clock.now() + fault.ms);
    });
    if (fault && this.#lost(fault)) return;
    if (!this.#stillThere(row) || !authorised(row)) return;
    const event = this.#event(row);
    const runs = Array.from({ length: fault?.kind === 'duplicate' ? 2 : 1 }, () =>
      this.#deps.fire(row, event),
    );
    // Not waited for: an execution may sleep, and only the clock that called us can wake it. It counts as open work.
    void Promise.all(runs).then(() => {
      if (fault?.kind === 'kill' && fault.when === 'after') ground.service.kill();
    });
  }

  /** Carries out what a fault does before a firing; true where the firing does not take place now. */
  #lost({ kind, when, process }: Fault): boolean {
    if (kind !== 'kill') return LOSING.includes(kind);
    if (process === 'script') return true;
    if (when === 'before') this.#deps.ground.service.kill();
    return false;
  }

  #event(row: TriggerRow): Record<string, unknown> {
    const head = { authMode: 'FULL' };
    if (row.kind === 'calendar') return { ...head, calendarId: row.calendarId, triggerUid: row.id };
    return { ...head, triggerUid: row.id, ...clockEvent(this.#deps.ground.clock.now()) };
  }

  /** A calendar trigger is silent where its owner no longer sees the calendar. */
  #stillThere(row: TriggerRow): boolean {
    return (
      this.#rows.has(row.id) && (row.calendarId === undefined || this.#readable(row.email, row.calendarId))
    );
  }

  #readable(email: string, calendarId: string): boolean {
    if (!this.#calendar) return true;
    try {
      this.#calendar.getCalendar({ email, scopes: 'all', via: 'page' }, calendarId);
      return true;
    } catch {
      return false;
    }
  }
}

/** Google shows trigger ids as long decimal numbers. */
function newId(): string {
  return `${randomInt(1e9, 9_000_000_000)}${randomInt(1e9, 9_000_000_000)}`;
}
