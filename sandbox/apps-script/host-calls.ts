/** The crossing between scripts and the platform: finds the service, checks scopes, carries out faults on `script`. */
import type { Fault } from '../control/faults.ts';
import type { Ground } from '../control/ground.ts';
import type { ExecutionRun } from './execution-run.ts';
import type { ClockReading, Reply } from './runtime/wire.ts';
import { ADVANCED_OPERATIONS } from './services/advanced-rest.ts';
import { BUILT_IN } from './services/built-in.ts';
import { SERVER_ERROR, ServiceException } from './services/host-call.ts';
import type { Services } from './services/host-call.ts';
import { checkScopes } from './services/scopes.ts';

const KILLED = 'The execution was killed.';

export class HostCalls {
  readonly #ground: Ground;
  readonly #services: Services;

  constructor(ground: Ground, services: Services) {
    this.#ground = ground;
    this.#services = {
      ...services,
      'Utilities.sleep': async (caller, [ms]) => {
        await caller.wait(ground.clock.sleep(ms as number, 'Utilities.sleep'));
      },
    };
  }

  clock(): ClockReading {
    const { clock } = this.#ground;
    return { now: clock.now(), running: clock.mode === 'running' };
  }

  /** Answers a host call as JSON; undefined where the execution ended meanwhile and nobody listens any more. */
  async answer(run: ExecutionRun, method: string, argsText: string): Promise<string | undefined> {
    if (run.hasEnded()) return undefined;
    const args = JSON.parse(argsText) as unknown[];
    const reply = await this.#reply(run, method, args);
    return run.hasEnded() ? undefined : JSON.stringify(reply);
  }

  async #reply(run: ExecutionRun, method: string, args: readonly unknown[]): Promise<Reply> {
    try {
      const builtIn = BUILT_IN[method];
      const value = builtIn ? await builtIn(run, args, method) : await this.#call(run, method, args);
      return { clock: this.clock(), value: value ?? null };
    } catch (error) {
      if (!(error instanceof ServiceException)) {
        // Our own mistake, or a platform that broke: Google says no more than this either.
        return { clock: this.clock(), error: { name: 'Exception', message: SERVER_ERROR } };
      }
      const { name, message, details } = error;
      return { clock: this.clock(), error: { name, message, ...(details === undefined ? {} : { details }) } };
    }
  }

  async #call(run: ExecutionRun, method: string, args: readonly unknown[]): Promise<unknown> {
    run.hostCalls.push(method);
    const service = this.#services[method] ?? this.#services[`${method.split('.', 1)[0] ?? ''}.*`];
    if (!service) throw new ServiceException(`${method} is not built in this local Apps Script.`);
    const fault = this.#ground.faults.meet({ on: 'script', path: method, account: run.email });
    if (fault) await this.#before(run, method, fault);
    if (run.hasEnded()) return null;
    checkScopes(run, method);
    const value = await service(run, args, method);
    return fault ? this.#after(run, method, fault, value) : value;
  }

  async #before(run: ExecutionRun, method: string, fault: Fault): Promise<void> {
    if (fault.kind === 'delay') await run.wait(this.#ground.clock.sleep(fault.ms, `delay at ${method}`));
    if (fault.kind === 'kill' && fault.when === 'before') this.#kill(run, fault);
    if (fault.kind === 'status' || fault.kind === 'cut') throw failure(method, fault);
  }

  #after(run: ExecutionRun, method: string, fault: Fault, value: unknown): unknown {
    if (fault.kind === 'kill' && fault.when === 'after') this.#kill(run, fault);
    if (fault.kind === 'lostReply') throw failure(method, fault);
    return fault.kind === 'empty' ? null : value;
  }

  #kill(run: ExecutionRun, fault: Fault): void {
    if (fault.process === 'script') run.abort(KILLED);
    else this.#ground.service.kill();
  }
}

/** A planted failure, as the service itself would throw it. */
function failure(method: string, fault: Fault): ServiceException {
  const message = fault.reason ?? SERVER_ERROR;
  if (!ADVANCED_OPERATIONS.has(method) || fault.kind !== 'status') return new ServiceException(message);
  const api = method
    .replace(/^AdminDirectory\./, 'directory.')
    .replace(/(^|\.)[A-Z]/g, (start) => start.toLowerCase());
  return new ServiceException(`API call to ${api} failed with error: ${message}`, {
    name: 'GoogleJsonResponseException',
    details: {
      code: fault.status,
      message,
      errors: [{ domain: 'global', reason: fault.reason ?? 'backendError', message }],
    },
  });
}
