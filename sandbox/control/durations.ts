/** ISO 8601 durations of control's clock. */
import { Temporal } from 'temporal-polyfill';
import { ControlError } from './control-error.ts';

/**
 * @param text - e.g. `PT1H`, `P2D`, `PT40M`
 * @param from - where it starts (ms), for days, months and years have no fixed length
 * @returns milliseconds
 * @throws {ControlError} 400 for anything else, and for a duration that goes back
 */
export function durationMs(text: string, from: number): number {
  try {
    const start = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO('UTC');
    const ms = start.add(Temporal.Duration.from(text)).epochMilliseconds - from;
    if (ms >= 0) return ms;
  } catch {
    // Answered below, with the same words as a duration that goes back.
  }
  throw new ControlError(400, 'bad-duration', `"${text}" is not a duration such as PT1H or P2D.`);
}

/** @throws {ControlError} 400 for anything but an instant */
export function instantMs(text: string): number {
  const at = Date.parse(text);
  if (Number.isNaN(at))
    throw new ControlError(400, 'bad-instant', `"${text}" is not an instant such as 2026-06-09T08:00:00Z.`);
  return at;
}
