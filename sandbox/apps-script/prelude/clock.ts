/**
 * `Date` on virtual time. Between two host calls time passes as on the machine, or not at all where the platform's
 * clock stands still; each answer of the platform sets it anew.
 */
import type { ClockReading } from './host.ts';

const RealDate = Date;
const realNow = RealDate.now.bind(RealDate);

let reading: ClockReading = { now: 0, running: false };
let since = 0;

export function readClock(next: ClockReading): void {
  reading = next;
  since = realNow();
}

export function now(): number {
  return reading.running ? reading.now + (realNow() - since) : reading.now;
}

/** Replaces the context's `Date`. `instanceof`, the prototype and everything else stay V8's own. */
export function virtualDate(): DateConstructor {
  function VirtualDate(this: unknown, ...args: unknown[]): unknown {
    const constructed: unknown = new.target;
    if (constructed === undefined) return new RealDate(now()).toString();
    return Reflect.construct(RealDate, args.length === 0 ? [now()] : args, new.target) as Date;
  }
  Object.defineProperties(VirtualDate, {
    name: { value: 'Date' },
    length: { value: 7 },
    prototype: { value: RealDate.prototype, writable: false },
    now: { value: now, writable: true, configurable: true },
    parse: { value: RealDate.parse, writable: true, configurable: true },
    UTC: { value: RealDate.UTC, writable: true, configurable: true },
  });
  Object.defineProperty(RealDate.prototype, 'constructor', {
    value: VirtualDate,
    writable: true,
    configurable: true,
  });
  return VirtualDate as unknown as DateConstructor;
}
