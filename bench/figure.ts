/** What a question of the bench is answered with. */

export interface Figure {
  readonly value: number;
  readonly unit: 'ms' | 'calls' | 'bytes' | '1/s';
  /** What the same takes without the product in between, measured in the same run. */
  readonly floor?: number;
  /** `value / floor`; where there is one, the aim is about it. */
  readonly ratio?: number;
  readonly aim?: number;
  readonly met: boolean;
}

export interface Question {
  /** A name for all of them together, where one asks for them together. */
  readonly group?: string;
  /** The figures it answers. */
  readonly figures: readonly string[];
  /** @param say - progress, for people */
  measure(say: (line: string) => void): Promise<Readonly<Record<string, Figure>>>;
}

/** A figure that is told without an aim. */
export function free(value: number, unit: Figure['unit']): Figure {
  return { value: rounded(value), unit, met: true };
}

/** A figure that is to stay at or below `aim`. */
export function atMost(value: number, unit: Figure['unit'], aim: number): Figure {
  return { value: rounded(value), unit, aim, met: value <= aim };
}

/** A figure whose ratio to its floor is to stay at or below `aim`. */
export function againstFloor(value: number, floor: number, aim: number): Figure {
  const ratio = value / floor;
  return {
    value: rounded(value),
    unit: 'ms',
    floor: rounded(floor),
    ratio: Math.round(ratio * 100) / 100,
    aim,
    met: ratio <= aim,
  };
}

/** The smallest value that at least `share` of all values do not exceed (nearest rank: no value is invented). */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const found = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (found === undefined) throw new Error('nothing was measured');
  return found;
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
