import type { DueSource, Jobs } from './port.ts';

/** How many keys of one organisation are taken at once: no organisation holds up the others for long. */
const TURN = 20;
/** How long a postponed key waits. */
const POSTPONED_MS = 60_000;
/** How many keys run at the same time. */
const WORKERS = 4;

/** Runs due keys in this process: organisations take turns, a key that failed waits for the next tick. */
export class InProcessJobs implements Jobs {
  readonly #source: DueSource;
  #running: Promise<void> | null = null;

  constructor(source: DueSource) {
    this.#source = source;
  }

  tick(now: number): Promise<number | null> {
    const before = this.#running ?? Promise.resolve();
    const run = before.then(() => this.#round(now));
    const quiet = run
      .then(
        () => undefined,
        () => undefined,
      )
      .then(() => {
        if (this.#running === quiet) this.#running = null;
      });
    this.#running = quiet;
    return run;
  }

  idle(): boolean {
    return this.#running === null;
  }

  async #round(now: number): Promise<number | null> {
    const done = new Map<string, number>();
    const runs = (orgId: string, key: string): number => done.get(`${orgId}/${key}`) ?? 0;
    const later: number[] = [];
    let orgs = await this.#source.organisations();
    while (orgs.length > 0) {
      const again: string[] = [];
      for (const orgId of orgs) {
        const due = await this.#source.due(orgId, now, TURN * 5);
        const tired = due.keys.filter((key) => runs(orgId, key) >= MOST_RUNS);
        for (const key of tired) await this.#source.postpone(orgId, key);
        const keys = due.keys.filter((key) => runs(orgId, key) < MOST_RUNS).slice(0, TURN);
        for (const key of keys) done.set(`${orgId}/${key}`, runs(orgId, key) + 1);
        await this.#runAll(orgId, keys);
        if (keys.length > 0) {
          again.push(orgId);
          continue;
        }
        if (due.next !== null) later.push(due.next);
        if (tired.length > 0) later.push(now + POSTPONED_MS);
      }
      orgs = again;
    }
    return later.length === 0 ? null : Math.min(...later);
  }

  async #runAll(orgId: string, keys: readonly string[]): Promise<void> {
    const queue = [...keys];
    const worker = async (): Promise<void> => {
      for (let key = queue.shift(); key !== undefined; key = queue.shift()) {
        try {
          await this.#source.run(orgId, key);
        } catch (error) {
          this.#source.failed(error, orgId, key);
        }
      }
    };
    await Promise.all(Array.from({ length: WORKERS }, worker));
  }
}

/** Level-triggered work settles in a step or two; whatever is due more often in one tick waits a minute. */
const MOST_RUNS = 3;
