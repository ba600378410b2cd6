/** Records exchanges at the platforms' edge (`--record DIR`), so that they can be held against published contracts. */
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

export interface Exchange {
  readonly method: string;
  /** Path and query, as sent. */
  readonly url: string;
  readonly requestType: string | null;
  readonly requestBody: unknown;
  readonly status: number;
  readonly responseType: string | null;
  readonly responseBody: unknown;
}

export class Recorder {
  readonly #folder: string;

  /** @param folder - made if missing; one file of JSON lines per platform */
  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.#folder = folder;
  }

  add(on: 'google' | 'webex', exchange: Exchange): void {
    appendFileSync(join(this.#folder, `${on}.jsonl`), `${JSON.stringify(exchange)}\n`);
  }
}
