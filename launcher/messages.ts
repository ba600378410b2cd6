/**
 * What launcher and sandbox process say to each other over the channel between parent and child.
 * The sandbox has its own copy of these shapes in `sandbox/process.ts`: the two sides share no code on purpose,
 * as they would not if the outside world were another program.
 */

/** Sandbox → launcher. */
export type FromSandbox =
  | { readonly type: 'ready'; readonly info: SandboxInfo }
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'service'; readonly do: 'hold' | 'stop' | 'start' | 'wipe' }
  /** The service's environment has changed (a new organisation): restart it with this one. */
  | { readonly type: 'environment'; readonly service: Readonly<Record<string, string>> };

/** Launcher → sandbox. */
export type ToSandbox = {
  readonly type: 'service';
  readonly pid: number | null;
  readonly restarts: number;
  readonly healthy: boolean;
};

export interface SandboxInfo {
  readonly web: string;
  readonly google: string;
  readonly webex: string;
  readonly control: string | null;
  readonly clock: string;
  readonly addon: unknown;
  readonly accounts: unknown;
  /** What the service needs in its environment to live in this outside world. */
  readonly service: Readonly<Record<string, string>>;
}
