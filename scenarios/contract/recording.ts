/**
 * A recording of everything a product's platforms exchange, held against the contracts at its end.
 *
 * What is counted: every request that reached a platform and every message it sent. Where a fault met a request, what
 * the platform answered before the fault spoiled it is held as any answer is; where the fault kept the request from
 * it, the request alone is held.
 */
import { appendFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PLATFORMS, recordedIn, type Platform, type RecordedExchange } from './exchange.ts';
import { holdAgainstOwn, type ContractReport } from './own-contract.ts';

export interface Recording {
  /** For `startProduct({ record })`; a product that is started again goes on in it. */
  readonly folder: string;
  /** Call it once the product is down: prints both platforms' counts. @returns every violation */
  end(to?: NodeJS.WritableStream): Promise<readonly string[]>;
}

export async function beginRecording(): Promise<Recording> {
  const folder = await mkdtemp(join(tmpdir(), 'exchanges-'));
  return {
    folder,
    end: async (to = process.stdout) => {
      const violations = PLATFORMS.flatMap((platform) => {
        const report = hold(platform, recordedIn(folder, platform));
        to.write(`${said(platform, report)}\n`);
        return report.violations.map((violation) => `${platform}: ${violation}`);
      });
      await rm(folder, { recursive: true, force: true });
      return violations;
    },
  };
}

/** Holds exchanges against the project's own contract, and counts them for who sums up several runs. */
export function hold(platform: Platform, exchanges: readonly RecordedExchange[]): ContractReport {
  const report = holdAgainstOwn(platform, exchanges);
  const tally = process.env['EXCHANGES_TALLY'];
  if (tally !== undefined)
    appendFileSync(
      tally,
      `${JSON.stringify({ platform, exchanges: report.exchanges, violations: report.violations.length })}\n`,
    );
  return report;
}

export function said(platform: Platform, { exchanges, pages, halves, violations }: ContractReport): string {
  const aside = [pages > 0 ? `${pages} of pages` : '', halves > 0 ? `${halves} kept from their reply` : ''];
  const among = aside.filter((part) => part !== '').join(', ');
  return `${platform}: ${exchanges} exchanges, ${violations.length} violations${among === '' ? '' : ` (${among})`}`;
}
