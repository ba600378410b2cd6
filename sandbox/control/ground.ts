/** What every local platform stands on. Made once by the sandbox's main, handed to each platform. */
import type { CallLog } from './calls.ts';
import type { Clock } from './clock.ts';
import type { Faults } from './faults.ts';
import type { ScriptProcesses, ServiceProcess } from './processes.ts';
import type { Recorder } from './recorder.ts';
import type { Profile, Switches } from './switches.ts';

export interface Ground {
  readonly clock: Clock;
  readonly calls: CallLog;
  readonly faults: Faults;
  readonly switches: Switches;
  readonly profile: Profile;
  readonly service: ServiceProcess;
  /** Running executions; absent where no Apps Script runs beside. */
  readonly scripts?: ScriptProcesses;
  /** Work that is open now: requests being answered, executions. `settle` and `advance` wait until it is empty. */
  readonly open: OpenWork;
  /** Public https origin → loopback origin; what script fetches, the page's links and `browser` use. */
  readonly hosts: HostMap;
  /** Takes every exchange, where somebody asked for it. */
  readonly recorder?: Recorder;
  /** The data directory, or undefined when nothing is kept. Each platform has its own folder below it. */
  readonly dataDir: string | undefined;
}

export class OpenWork {
  readonly #names = new Map<number, string>();
  #sequence = 0;

  /** Marks work as open; the returned function closes it (calling it twice is harmless). */
  begin(what: string): () => void {
    const id = ++this.#sequence;
    this.#names.set(id, what);
    return () => this.#names.delete(id);
  }

  /** How much work was ever begun. */
  get begun(): number {
    return this.#sequence;
  }

  get count(): number {
    return this.#names.size;
  }

  list(): readonly string[] {
    return [...this.#names.values()];
  }
}

export class HostMap {
  readonly #origins = new Map<string, string>();

  /** @param publicOrigin - e.g. `https://www.googleapis.com`; `https://*.webex.com` covers each subdomain. */
  set(publicOrigin: string, localOrigin: string): void {
    this.#origins.set(publicOrigin, localOrigin);
  }

  /** The loopback URL for a public one; loopback URLs stay; undefined for a host that does not exist here ("DNS error"). */
  resolve(url: string): string | undefined {
    const parsed = new URL(url);
    const wildcard = `${parsed.protocol}//*.${parsed.host.split('.').slice(1).join('.')}`;
    const local = this.#origins.get(parsed.origin) ?? this.#origins.get(wildcard);
    if (local !== undefined) return `${local}${parsed.pathname}${parsed.search}${parsed.hash}`;
    return parsed.hostname === '127.0.0.1' || parsed.hostname === 'localhost' ? url : undefined;
  }

  entries(): Record<string, string> {
    return Object.fromEntries(this.#origins);
  }
}
