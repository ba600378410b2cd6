/**
 * Faults at the edge of the local platforms: what a test or a curious person plants with `POST /faults`.
 * The list decides which fault meets a call; whoever owns the edge (HTTP shell, trigger delivery, script host)
 * carries it out.
 */
import * as v from 'valibot';

export const FAULT_TARGETS = ['google', 'webex', 'service', 'trigger', 'script'] as const;
export type FaultTarget = (typeof FAULT_TARGETS)[number];

export const FAULT_KINDS = [
  'status',
  'cut',
  'lostReply',
  'delay',
  'truncate',
  'empty',
  'drop',
  'duplicate',
  'late',
  'kill',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

const regex = v.pipe(
  v.string(),
  v.check((text) => {
    try {
      return new RegExp(text) instanceof RegExp;
    } catch {
      return false;
    }
  }, 'not a regular expression'),
);

/** The body of `POST /faults`. */
export const FaultRequest = v.strictObject({
  on: v.picklist(FAULT_TARGETS),
  match: v.optional(
    v.strictObject({
      method: v.optional(v.string()),
      path: v.optional(regex),
      account: v.optional(v.string()),
    }),
    {},
  ),
  kind: v.picklist(FAULT_KINDS),
  status: v.optional(v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(599)), 503),
  reason: v.optional(v.string()),
  headers: v.optional(v.record(v.string(), v.string()), {}),
  body: v.optional(v.unknown()),
  ms: v.optional(v.pipe(v.number(), v.minValue(0)), 1000),
  process: v.optional(v.picklist(['service', 'script']), 'service'),
  when: v.optional(v.picklist(['before', 'after']), 'before'),
  skip: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 0),
  times: v.optional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))), 1),
});
export type FaultRequest = v.InferOutput<typeof FaultRequest>;

export interface Fault extends FaultRequest {
  readonly id: string;
  /** How many calls matched so far, skipped ones included. */
  matches: number;
  /** How many calls it met. */
  hits: number;
}

export interface FaultSubject {
  readonly on: FaultTarget;
  readonly method?: string;
  readonly path: string;
  readonly account?: string | null;
}

export class Faults {
  readonly #faults = new Map<string, Fault>();
  #sequence = 0;

  add(request: FaultRequest): string {
    const id = `f${String(++this.#sequence)}`;
    this.#faults.set(id, { ...request, id, matches: 0, hits: 0 });
    return id;
  }

  list(): readonly Fault[] {
    return [...this.#faults.values()];
  }

  /** Removes one fault, or all of them. */
  remove(id?: string): boolean {
    if (id !== undefined) return this.#faults.delete(id);
    this.#faults.clear();
    return true;
  }

  /** The fault that meets this call, if any, and counts it. The first that matches and is not used up wins. */
  meet(subject: FaultSubject): Fault | undefined {
    for (const fault of this.#faults.values()) {
      if (fault.on !== subject.on || (fault.times !== null && fault.hits >= fault.times)) continue;
      if (!matches(fault, subject)) continue;
      fault.matches += 1;
      if (fault.matches <= fault.skip) continue;
      fault.hits += 1;
      return fault;
    }
    return undefined;
  }
}

function matches(fault: Fault, subject: FaultSubject): boolean {
  const { method, path, account } = fault.match;
  if (method !== undefined && method.toUpperCase() !== subject.method?.toUpperCase()) return false;
  if (path !== undefined && !new RegExp(path).test(subject.path)) return false;
  return account === undefined || account === subject.account;
}
