/** The platform's side of one time zone's process: starts it, hands executions over, kills them, starts it again. */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Project } from '../project.ts';
import type { RuntimeBundle } from '../runtime-bundle.ts';
import type { FromChild, Outcome, Spec, ToChild } from './wire.ts';
import type { Severity } from '../execution.ts';

/** What an execution needs while it runs. */
interface Handler {
  /** Answers a host call with a reply (JSON), or never, where the execution was killed meanwhile. */
  readonly call: (method: string, args: string) => Promise<string | undefined>;
  readonly log: (severity: Severity, message: string) => void;
  readonly done: (outcome: Outcome) => void;
  /** The worker or the process ended without an outcome. */
  readonly lost: (why: string) => void;
}

export class ZoneRuntime {
  readonly #timeZone: string;
  readonly #bundle: RuntimeBundle;
  readonly #handlers = new Map<number, Handler>();
  readonly #loaded = new Set<string>();
  /** Resolves once the first workers are up. */
  readonly ready: Promise<void>;
  #isReady: () => void = () => undefined;
  #child: ChildProcess | undefined;
  #stopped = false;

  constructor(timeZone: string, bundle: RuntimeBundle) {
    this.#timeZone = timeZone;
    this.#bundle = bundle;
    this.ready = new Promise((resolve) => (this.#isReady = resolve));
    this.#start();
  }

  run(id: number, project: Project, spec: Spec, handler: Handler): void {
    this.#handlers.set(id, handler);
    if (!this.#child) this.#start();
    if (!this.#loaded.has(project.hash)) {
      this.#loaded.add(project.hash);
      this.#send({ t: 'load', hash: project.hash, files: project.files });
    }
    this.#send({ t: 'run', id, hash: project.hash, spec });
  }

  /** Ends an execution at once: no `catch`, no `finally`. */
  kill(id: number): void {
    if (this.#handlers.delete(id)) this.#send({ t: 'kill', id });
  }

  /** An execution waits for what only time brings (a lock, a sleep), or goes on: others may have its place meanwhile. */
  rest(id: number, resting: boolean): void {
    if (this.#handlers.has(id)) this.#send({ t: 'rest', id, resting });
  }

  stop(): void {
    this.#stopped = true;
    this.#isReady();
    this.#handlers.clear();
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }

  #start(): void {
    const child = fork(fileURLToPath(new URL('./child.ts', import.meta.url)), [], {
      // Nothing of this process's environment: a script must not depend on the machine it runs on.
      env: { TZ: this.#timeZone },
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#child = child;
    this.#loaded.clear();
    child.on('message', (message) => {
      this.#hear(message as FromChild);
    });
    child.on('exit', () => {
      if (this.#stopped || this.#child !== child) return;
      this.#child = undefined;
      const lost = [...this.#handlers.values()];
      this.#handlers.clear();
      for (const handler of lost) handler.lost('the script runtime ended');
    });
    this.#send({ t: 'start', ...this.#bundle });
  }

  #hear(message: FromChild): void {
    if (message.t === 'ready') this.#isReady();
    if (message.t === 'ready') return;
    const handler = this.#handlers.get(message.id);
    if (!handler) return;
    switch (message.t) {
      case 'call':
        void this.#answer(message.id, handler.call(message.method, message.args));
        break;
      case 'log':
        handler.log(message.severity, message.message);
        break;
      case 'done':
        this.#handlers.delete(message.id);
        handler.done(JSON.parse(message.outcome) as Outcome);
        break;
      case 'lost':
        this.#handlers.delete(message.id);
        handler.lost(message.why);
        break;
    }
  }

  async #answer(id: number, reply: Promise<string | undefined>): Promise<void> {
    const text = await reply;
    if (text !== undefined && this.#handlers.has(id)) this.#send({ t: 'reply', id, reply: text });
  }

  #send(message: ToChild): void {
    if (this.#child?.connected) this.#child.send(message);
  }
}
