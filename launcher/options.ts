/** What `npm start -- …` takes. */
import { parseArgs } from 'node:util';

export interface StartOptions {
  readonly port: number;
  readonly data: string;
  readonly json: boolean;
  readonly seed: 'demo' | 'empty';
  readonly clock: string | undefined;
  readonly clockMode: 'running' | 'stopped' | undefined;
  readonly profile: 'demo' | 'harsh';
  readonly control: boolean;
  readonly record: string | undefined;
  /** `sandbox`: the local platforms alone, for somebody else's add-on or client. */
  readonly only: 'sandbox' | undefined;
}

export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly code = 'usage';
}

export const USAGE = `npm start -- [--port N|0] [--data DIR] [--json] [--seed demo|empty] [--clock ISO]
             [--clock-mode running|stopped] [--profile demo|harsh] [--control] [--record DIR] [--only sandbox]`;

const PAGE_PORT = 4173;

/**
 * @param args - the words after the command
 * @param terminal - whether a person looks at standard output; control is on for them
 * @throws {UsageError} with one sentence, for a word that is not understood
 */
export function readOptions(args: readonly string[], terminal: boolean): StartOptions {
  const values = parse(args);
  const json = values.json ?? false;
  return {
    port: port(values.port),
    data: values.data ?? '.data',
    json,
    seed: choice('--seed', values.seed, ['demo', 'empty']) ?? 'demo',
    clock: instant(values.clock),
    clockMode: choice('--clock-mode', values['clock-mode'], ['running', 'stopped']),
    profile: choice('--profile', values.profile, ['demo', 'harsh']) ?? 'demo',
    control: values.control ?? (terminal && !json),
    record: values.record,
    only: choice('--only', values.only, ['sandbox']),
  };
}

function parse(args: readonly string[]): {
  port?: string;
  data?: string;
  json?: boolean;
  seed?: string;
  clock?: string;
  'clock-mode'?: string;
  profile?: string;
  control?: boolean;
  record?: string;
  only?: string;
} {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: false,
      options: {
        port: { type: 'string' },
        data: { type: 'string' },
        json: { type: 'boolean' },
        seed: { type: 'string' },
        clock: { type: 'string' },
        'clock-mode': { type: 'string' },
        profile: { type: 'string' },
        control: { type: 'boolean' },
        record: { type: 'string' },
        only: { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error));
  }
}

function port(value: string | undefined): number {
  if (value === undefined) return PAGE_PORT;
  const number = Number(value);
  if (/^\d+$/.test(value) && number <= 65_535) return number;
  throw new UsageError(`--port takes a number from 0 to 65535, not "${value}".`);
}

function choice<T extends string>(
  option: string,
  value: string | undefined,
  allowed: readonly T[],
): T | undefined {
  if (value === undefined) return undefined;
  const found = allowed.find((item) => item === value);
  if (found !== undefined) return found;
  throw new UsageError(`${option} takes ${allowed.join(' or ')}, not "${value}".`);
}

function instant(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const at = Date.parse(value);
  if (Number.isNaN(at))
    throw new UsageError(`--clock takes an instant such as 2026-06-09T08:00:00Z, not "${value}".`);
  return new Date(at).toISOString();
}
