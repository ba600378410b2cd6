/** The colours that calendars and events may have (`colors.get`), background first. Recorded, as every client shows them. */
type Pair = readonly [background: string, foreground: string];

/** By id, from 1. */
export const CALENDAR_COLORS: readonly Pair[] = [
  '#ac725e',
  '#d06b64',
  '#f83a22',
  '#fa573c',
  '#ff7537',
  '#ffad46',
  '#42d692',
  '#16a765',
  '#7bd148',
  '#b3dc6c',
  '#fbe983',
  '#fad165',
  '#92e1c0',
  '#9fe1e7',
  '#9fc6e7',
  '#4986e7',
  '#9a9cff',
  '#b99aff',
  '#c2c2c2',
  '#cabdbf',
  '#cca6ac',
  '#f691b2',
  '#cd74e6',
  '#a47ae2',
].map((background) => [background, '#1d1d1d']);

const EVENT_COLORS: readonly Pair[] = [
  '#a4bdfc',
  '#7ae7bf',
  '#dbadff',
  '#ff887c',
  '#fbd75b',
  '#ffb878',
  '#46d6db',
  '#e1e1e1',
  '#5484ed',
  '#51b749',
  '#dc2127',
].map((background) => [background, '#1d1d1d']);

/** The `colors` resource. */
export function colorsResource(): Record<string, unknown> {
  const byId = (pairs: readonly Pair[]): Record<string, unknown> =>
    Object.fromEntries(
      pairs.map(([background, foreground], at) => [String(at + 1), { background, foreground }]),
    );
  return {
    kind: 'calendar#colors',
    updated: '2012-02-14T00:00:00.000Z',
    calendar: byId(CALENDAR_COLORS),
    event: byId(EVENT_COLORS),
  };
}

/** The calendar colour nearest to a background that a client chose by its RGB value. */
export function nearestColorId(background: string): string {
  const wanted = channels(background);
  const distance = ([candidate]: Pair): number =>
    channels(candidate).reduce((sum, value, at) => sum + (value - (wanted[at] ?? 0)) ** 2, 0);
  const best = CALENDAR_COLORS.reduce(
    (nearest, pair, at) => (distance(pair) < distance(CALENDAR_COLORS[nearest] ?? pair) ? at : nearest),
    0,
  );
  return String(best + 1);
}

function channels(color: string): readonly number[] {
  return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
}
