/** Runs a script project for the `apps-script` command, on the platform that is up. */
import { existsSync } from 'node:fs';
import * as v from 'valibot';
import type { ExecutionResult } from './apps-script/execution.ts';
import { ADD_ON_LIMIT_MS, type Scripts } from './apps-script/scripts.ts';
import { ControlError } from './control/control-error.ts';
import { read } from './control/request-body.ts';
import type { Host } from './google/host/host.ts';
import type { Identity } from './google/identity/identity.ts';

const Command = v.strictObject({
  dir: v.string(),
  as: v.pipe(v.string(), v.toLowerCase()),
  call: v.optional(v.string()),
  open: v.optional(v.string()),
  host: v.optional(v.picklist(['calendar', 'gmail']), 'calendar'),
  event: v.optional(v.unknown()),
});

export interface CommandDeps {
  readonly identity: Identity;
  readonly scripts: Scripts;
  readonly host: Host;
}

/** What the command prints. */
export type CommandAnswer = Pick<ExecutionResult, 'result' | 'logs' | 'error' | 'durationMs'> & {
  readonly scriptId: string;
};

/** @throws {ControlError} for a body that names no function or context, an unknown account, a folder that is none */
export async function runCommand(
  { identity, scripts, host }: CommandDeps,
  body: unknown,
): Promise<CommandAnswer> {
  const command = read(Command, body);
  if (!existsSync(command.dir))
    throw new ControlError(400, 'no-such-folder', `There is no folder ${command.dir}.`);
  if (!identity.account(command.as))
    throw new ControlError(404, 'unknown-account', `There is no account ${command.as}.`);
  const { scriptId, clientId, scopes } = scripts.register({ dir: command.dir });
  scripts.own(scriptId, command.as);
  identity.setGrant(command.as, clientId, scopes);
  if (command.call !== undefined) {
    const args = command.event === undefined ? [] : [command.event];
    const { result, logs, error, durationMs } = await scripts.execute({
      scriptId,
      as: command.as,
      function: command.call,
      args,
      cause: 'call',
    });
    return { result, logs, error, durationMs, scriptId };
  }
  if (command.open === undefined)
    throw new ControlError(400, 'bad-body', 'Name a function (call) or a context (open).');
  const opening = host.opening({
    email: command.as,
    scriptId,
    context: command.open,
    host: command.host,
    overlay: command.event,
  });
  const execution = await scripts.execute({
    scriptId,
    as: command.as,
    function: opening.function,
    args: [opening.event],
    cause: 'open',
    limitMs: ADD_ON_LIMIT_MS,
  });
  const refused = host.refusedResult(opening, execution);
  const error =
    refused === undefined
      ? execution.error
      : { name: 'Exception', message: refused, stack: `Exception: ${refused}` };
  return {
    result: execution.result,
    logs: execution.logs,
    error,
    durationMs: execution.durationMs,
    scriptId,
  };
}
