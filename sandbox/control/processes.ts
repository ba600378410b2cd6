/** What the sandbox may do to the service's process: a fault `kill`, `POST /service`. The launcher owns the process. */
export interface ServiceProcess {
  /** Its pid while it runs. */
  readonly pid: number | null;
  readonly restarts: number;
  /** SIGKILL at once, before this returns. The launcher starts it again by itself. */
  kill(): void;
  /** SIGKILL (`kill`) or SIGTERM (`stop`), and it stays down until `start`. */
  takeDown(how: 'kill' | 'stop'): Promise<void>;
  /** Starts it again; resolves when its `/healthz` answers 200. */
  start(): Promise<void>;
}

/** What a fault `kill` with `process: "script"` may do to executions. Apps Script says who they are. */
export class ScriptProcesses {
  #kill: (account: string | null) => void = () => undefined;

  /** @param kill - ends what runs for an account, or everything where a call names none */
  use(kill: (account: string | null) => void): void {
    this.#kill = kill;
  }

  /** Ends them at once, before this returns. */
  kill(account: string | null): void {
    this.#kill(account);
  }
}
