/** Series drawn from the grammar that Google accepts, in zones with and without changes of offset. */
import fc from 'fast-check';

export interface DrawnSeries {
  readonly zone: string;
  /** Wall time `YYYY-MM-DDTHH:MM:00`, or a date for whole days. */
  readonly from: string;
  /** The rule without its end. */
  readonly rule: string;
  readonly end:
    | { readonly kind: 'endless' }
    | { readonly kind: 'count'; readonly count: number }
    | { readonly kind: 'until'; readonly days: number; readonly seconds: number };
  /** Which occurrences (by position) are excepted, and how many days later others are added. */
  readonly removed: readonly number[];
  readonly added: readonly number[];
}

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Beirut',
  'Pacific/Auckland',
  'Asia/Kolkata',
  'America/Phoenix',
];
const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

const some = <T>(values: readonly T[], most = 3): fc.Arbitrary<readonly T[]> =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: most });
const list = (name: string, values: fc.Arbitrary<readonly (string | number)[]>): fc.Arbitrary<string> =>
  values.map((items) => `${name}=${items.join(',')}`);
const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, at) => from + at).filter((value) => value !== 0);

const days = list('BYDAY', some(DAYS, 4));
const ordinalDays = list(
  'BYDAY',
  some(
    [1, 2, 3, 4, -1, -2].flatMap((at) => DAYS.map((day) => `${String(at)}${day}`)),
    2,
  ),
);
const monthDays = list('BYMONTHDAY', some([...range(1, 31), -1, -2, -3]));
const months = list('BYMONTH', some(range(1, 12)));
const positions = list('BYSETPOS', some([1, 2, -1], 2));

const joined = (...parts: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(...parts).map((texts) => texts.filter((text) => text !== '').join(';'));
const none = fc.constant('');

const LIMITS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  DAILY: fc.oneof(none, days, monthDays, months, joined(months, days), joined(months, monthDays)),
  WEEKLY: fc.oneof(none, days, days, joined(months, days), joined(days, positions)),
  MONTHLY: fc.oneof(
    none,
    monthDays,
    days,
    ordinalDays,
    joined(monthDays, days),
    joined(days, positions),
    joined(months, ordinalDays),
    joined(monthDays, positions),
  ),
  YEARLY: fc.oneof(
    none,
    months,
    monthDays,
    joined(months, monthDays),
    joined(months, ordinalDays),
    joined(months, days),
    joined(months, days, positions),
    list('BYYEARDAY', some([...range(1, 366), -1, -100])),
    joined(list('BYYEARDAY', some(range(1, 366))), list('BYDAY', some(DAYS, 5))),
    joined(list('BYWEEKNO', some([1, 5, 20, 52, 53, -1])), days),
  ),
};

const rule = fc
  .record({
    frequency: fc.constantFrom('DAILY', 'WEEKLY', 'WEEKLY', 'MONTHLY', 'MONTHLY', 'YEARLY'),
    interval: fc.constantFrom(1, 1, 1, 2, 3, 4),
    weekStart: fc.constantFrom('', '', 'WKST=SU', 'WKST=MO', 'WKST=WE'),
  })
  .chain(({ frequency, interval, weekStart }) =>
    (LIMITS[frequency] ?? none).map((limits) =>
      [`FREQ=${frequency}`, interval === 1 ? '' : `INTERVAL=${String(interval)}`, weekStart, limits]
        .filter((part) => part !== '')
        .join(';'),
    ),
  );

const pad = (value: number): string => String(value).padStart(2, '0');

/** One series. */
export const drawnSeries: fc.Arbitrary<DrawnSeries> = fc.record({
  zone: fc.constantFrom(...ZONES),
  rule,
  from: fc
    .record({
      year: fc.integer({ min: 2024, max: 2028 }),
      month: fc.integer({ min: 1, max: 12 }),
      day: fc.integer({ min: 1, max: 28 }),
      time: fc.constantFrom('', '00:00', '02:00', '02:30', '09:00', '15:45', '23:30'),
    })
    .map(({ year, month, day, time }) => {
      const date = `${String(year)}-${pad(month)}-${pad(day)}`;
      return time === '' ? date : `${date}T${time}:00`;
    }),
  end: fc.oneof(
    fc.constant({ kind: 'endless' as const }),
    fc.integer({ min: 1, max: 40 }).map((count) => ({ kind: 'count' as const, count })),
    fc.record({
      kind: fc.constant('until' as const),
      days: fc.integer({ min: 0, max: 800 }),
      seconds: fc.constantFrom(-1, 0, 0, 1, 3600),
    }),
  ),
  removed: fc.oneof(fc.constant([]), fc.uniqueArray(fc.integer({ min: 0, max: 12 }), { maxLength: 3 })),
  added: fc.oneof(fc.constant([]), fc.uniqueArray(fc.integer({ min: 1, max: 90 }), { maxLength: 2 })),
});
