/** What the sandbox records with `--record DIR`: one file of JSON lines per platform. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Platform = 'google' | 'webex';
export const PLATFORMS: readonly Platform[] = ['google', 'webex'];

export interface RecordedExchange {
  /** `out` is what a platform sends by itself: push messages, webhooks. */
  readonly direction: 'in' | 'out';
  /** Who asks: the page, the add-on, the service, or somebody outside. */
  readonly by: string | null;
  readonly method: string;
  readonly url: string;
  readonly requestType: string | null;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: unknown;
  /** Null where a fault kept the request from the platform: there is only the request's half. */
  readonly status: number | null;
  readonly responseType: string | null;
  readonly responseBody: string | null;
  readonly fault: string | null;
}

/** @returns the exchanges of a recording, in the order they ended */
export function recordedIn(folder: string, platform: Platform): readonly RecordedExchange[] {
  const file = join(folder, `${platform}.jsonl`);
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as RecordedExchange);
}
