/** Sums up what the runs of a command exchanged with the platforms: each appends to the file it finds in `EXCHANGES_TALLY`. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Counted {
  readonly platform: string;
  readonly exchanges: number;
  readonly violations: number;
}

export interface ExchangeTally {
  readonly environment: Readonly<Record<string, string>>;
  /** Per platform, then both together; takes the file away. */
  end(): { readonly lines: readonly string[]; readonly exchanges: number; readonly violations: number };
}

export function beginTally(): ExchangeTally {
  const folder = mkdtempSync(join(tmpdir(), 'tally-'));
  const file = join(folder, 'exchanges.jsonl');
  return {
    environment: { EXCHANGES_TALLY: file },
    end: () => {
      const lines = existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
      const counted = lines.map((line) => JSON.parse(line) as Counted);
      rmSync(folder, { recursive: true, force: true });
      const sum = (of: readonly Counted[]): Omit<Counted, 'platform'> => ({
        exchanges: of.reduce((total, { exchanges }) => total + exchanges, 0),
        violations: of.reduce((total, { violations }) => total + violations, 0),
      });
      const say = (name: string, of: readonly Counted[]): string => {
        const { exchanges, violations } = sum(of);
        return `${name}: ${exchanges} exchanges, ${violations} violations`;
      };
      return {
        lines: [
          ...['google', 'webex'].map((name) =>
            say(
              name,
              counted.filter(({ platform }) => platform === name),
            ),
          ),
          say('both', counted),
        ],
        ...sum(counted),
      };
    },
  };
}
