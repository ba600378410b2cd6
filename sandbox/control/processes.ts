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
