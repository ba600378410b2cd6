/** Time zones by name, as Java's date classes take them, worked out with Intl. */

type Parts = Readonly<Record<string, string>>;

const UNKNOWN_ZONE = 'GMT';
const known = new Map<string, string>();

/** A zone nobody knows counts as GMT, as in Java. */
export function knownZone(timeZone: string): string {
  let zone = known.get(timeZone);
  if (zone === undefined) known.set(timeZone, (zone = readZone(timeZone)));
  return zone;
}

function readZone(timeZone: string): string {
  const offset = /^(?:GMT|UTC)([+-])(\d{1,2})(?::?(\d\d))?$/.exec(timeZone);
  const zone = offset
    ? `${offset[1] ?? '+'}${(offset[2] ?? '0').padStart(2, '0')}:${offset[3] ?? '00'}`
    : timeZone;
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone });
    return zone;
  } catch {
    return UNKNOWN_ZONE;
  }
}

/** The fields of an instant in a zone, with `timeZoneName` as its offset. */
export function partsOf(date: Date, timeZone: string): Parts {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    weekday: 'long',
    timeZoneName: 'longOffset',
  });
  return Object.fromEntries(format.formatToParts(date).map(({ type, value }) => [type, value]));
}

/** Minutes ahead of UTC. */
export function offsetOf(instant: number, timeZone: string): number {
  const shown = partsOf(new Date(instant), timeZone)['timeZoneName'] ?? 'GMT';
  const [, sign, hours = '0', minutes = '0'] = /^GMT([+-])(\d\d):(\d\d)/.exec(shown) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** The instant at which clocks of a zone show `wall` (as if it were UTC, in ms). In a gap: what the earlier offset makes of it. */
export function instantOf(wall: number, timeZone: string): number {
  const guess = wall - offsetOf(wall, timeZone) * 60_000;
  return wall - offsetOf(guess, timeZone) * 60_000;
}
