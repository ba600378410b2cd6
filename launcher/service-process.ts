/** The add-on service as a child process: started, watched, started again at once when it dies unasked. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync, readdirSync, readFileSync, rmSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export interface ServiceSettings {
  readonly entry: string;
  readonly url: string;
  readonly dataDir: string;
  readonly environment: Readonly<Record<string, string>>;
}

const LOG = 'service.log';
const LAST_WORDS = 12;
const HEALTH_TRIES = 1200;
const HEALTH_EVERY_MS = 50;
const STOP_MS = 1500;
/** After so many deaths in a row without ever being healthy, it is given up: a fault in the set-up, not an accident. */
const HOPELESS = 5;

export class ServiceProcess {
  readonly #settings: ServiceSettings;
  readonly #changed: () => void;
  readonly #log: WriteStream;
  #environment: Readonly<Record<string, string>>;
  #child: ChildProcess | undefined;
  #held = false;
  #healthy = false;
  #restarts = 0;
  #deaths = 0;

  /** @param changed - called whenever pid, restarts or health change */
  constructor(settings: ServiceSettings, changed: () => void) {
    this.#settings = settings;
    this.#environment = settings.environment;
    this.#changed = changed;
    mkdirSync(settings.dataDir, { recursive: true });
    this.#log = createWriteStream(this.#logFile, { flags: 'a' });
  }

  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  get restarts(): number {
    return this.#restarts;
  }

  get healthy(): boolean {
    return this.#healthy;
  }

  /** Starts it, if it is not running; resolves when `/healthz` answers 200. Rejects when it cannot start. */
  async start(): Promise<void> {
    this.#held = false;
    if (!this.#child) this.#spawn();
    await this.#untilHealthy();
  }

  /** From now on it stays down when it dies. */
  hold(): void {
    this.#held = true;
  }

  /** SIGTERM, then SIGKILL; stays down. */
  async stop(): Promise<void> {
    this.#held = true;
    const child = this.#child;
    if (!child) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    await gone;
    clearTimeout(late);
  }

  /** Stops it, empties its data directory (the log stays) and starts it again. */
  async wipe(): Promise<void> {
    await this.stop();
    for (const name of readdirSync(this.#settings.dataDir)) {
      if (name !== LOG) rmSync(join(this.#settings.dataDir, name), { recursive: true, force: true });
    }
    await this.start();
  }

  /** Starts it anew with another environment. */
  async restartWith(environment: Readonly<Record<string, string>>): Promise<void> {
    this.#environment = environment;
    if (!this.#child) return;
    await this.stop();
    await this.start();
  }

  get #logFile(): string {
    return join(this.#settings.dataDir, LOG);
  }

  #lastWords(): string {
    return readFileSync(this.#logFile, 'utf8').trimEnd().split('\n').slice(-LAST_WORDS).join('\n');
  }

  #spawn(): void {
    const child = spawn(process.execPath, [this.#settings.entry], {
      env: { ...process.env, ...this.#environment },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child = child;
    child.stdout?.pipe(this.#log, { end: false });
    child.stderr?.pipe(this.#log, { end: false });
    child.once('exit', () => {
      this.#child = undefined;
      this.#deaths = this.#healthy ? 0 : this.#deaths + 1;
      this.#healthy = false;
      this.#changed();
      if (this.#held || this.#deaths >= HOPELESS) return;
      this.#restarts += 1;
      this.#spawn();
      this.#untilHealthy().catch(() => undefined);
    });
    this.#changed();
  }

  async #untilHealthy(): Promise<void> {
    for (let tries = 0; tries < HEALTH_TRIES; tries += 1) {
      if (this.#deaths >= HOPELESS) break;
      const ok = await fetch(`${this.#settings.url}/healthz`).then(
        (response) => response.status === 200,
        () => false,
      );
      if (ok && this.#child) {
        this.#deaths = 0;
        if (!this.#healthy) {
          this.#healthy = true;
          this.#changed();
        }
        return;
      }
      await wait(HEALTH_EVERY_MS);
    }
    throw new Error(`The add-on service does not start.\n${this.#lastWords()}\nIts log: ${this.#logFile}`);
  }
}
