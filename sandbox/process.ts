/**
 * The sandbox as the launcher's child: takes its options over the channel between the two, says when it is ready,
 * passes on what the launcher says of the service, and ends with its parent.
 */
import { startSandbox, type Sandbox, type SandboxOptions } from './main.ts';
import type { ServiceState, ServiceWish } from './control/service-handle.ts';

type FromLauncher =
  | { readonly type: 'start'; readonly options: SandboxOptions; readonly withService: boolean }
  | ({ readonly type: 'service' } & ServiceState);

const toService: Pick<SandboxOptions, 'askService' | 'changeServiceEnvironment'> = {
  askService: (wish: ServiceWish) => {
    tell({ type: 'service', do: wish });
  },
  changeServiceEnvironment: (service) => {
    tell({ type: 'environment', service });
  },
};

let sandbox: Sandbox | undefined;

function tell(message: unknown): void {
  if (process.connected) process.send?.(message);
}

async function start(options: SandboxOptions, withService: boolean): Promise<void> {
  try {
    sandbox = await startSandbox({
      ...options,
      ...(withService ? toService : {}),
      log: (line) => process.stderr.write(`${line}\n`),
    });
    tell({ type: 'ready', info: sandbox.info });
  } catch (error) {
    tell({
      type: 'failed',
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
    process.exitCode = 1;
    process.disconnect();
  }
}

async function stop(): Promise<void> {
  await sandbox?.stop();
  process.exit(0);
}

process.on('message', (message: FromLauncher) => {
  if (message.type === 'start') void start(message.options, message.withService);
  else sandbox?.serviceState(message);
});
process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => undefined); // the launcher hears Ctrl-C too, and stops us in order
process.on('disconnect', () => void stop());
