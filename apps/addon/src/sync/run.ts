/** What one execution knows of its own work: its time, and what it need not do twice. */
import type { World } from '../ports.ts';

export interface Run {
  readonly world: World;
  /** When this execution stops taking on more (ms): Google kills without a word at its own limit. */
  readonly deadline: number;
  /** Nobody waits for this execution: work that can wait is done in it. */
  readonly background: boolean;
  /** `calendar event` pairs reported one by one already. */
  readonly answered: Set<string>;
  /** Calendars that could not be worked on, so that one failure does not become a loop. */
  readonly failed: Set<string>;
  /** Calendars listed to their end. */
  readonly listed: Set<string>;
  /** Calendars to list although nothing fired. */
  readonly force: Set<string>;
}

/** A run that takes on work for `ms` from now. */
export function startRun(world: World, ms: number, background: boolean): Run {
  return {
    world,
    deadline: world.now() + ms,
    background,
    answered: new Set(),
    failed: new Set(),
    listed: new Set(),
    force: new Set(),
  };
}

/** Whether the run's time is used up. */
export function isOver(run: Run): boolean {
  return run.world.now() >= run.deadline;
}
