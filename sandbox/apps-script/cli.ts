/**
 * `npm run --silent apps-script -- …`: runs any Apps Script project from a folder, on a running platform or on one
 * of its own that lives for this call. One JSON object on stdout; exit 0 returned, 1 threw, 2 bad usage.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import type { LogLine, ScriptFailure } from './execution.ts';

interface Options {
  readonly project: string;
  readonly as: string;
  readonly call?: string;
  readonly open?: string;
  readonly host: 'calendar' | 'gmail';
  readonly event?: string;
  readonly platform?: string;
}

/** What the page's server is asked. */
interface CommandRequest {
  readonly dir: string;
  readonly as: string;
  readonly call?: string;
  readonly open?: string;
  readonly host: 'calendar' | 'gmail';
  readonly event?: unknown;
}

/** What is printed. */
interface CommandResult {
  readonly result: unknown;
  readonly logs: readonly LogLine[];
  readonly error: ScriptFailure | null;
  readonly durationMs: number;
  readonly scriptId: string | null;
}

/** What comes later is refused by name: that is no mistake of the caller's. */
const NOT_BUILT = 501;

class Usage extends Error {
  override readonly name = 'UsageError';
}

function options(argv: readonly string[]): Options {
  const command = new Command('apps-script')
    .description('Runs an Apps Script project on the local platform.')
    .requiredOption('--project <dir>', 'folder with appsscript.json')
    .requiredOption('--as <email>', 'the account that runs it; it has authorised the scopes of the manifest')
    .addOption(new Option('--call <function>', 'function to call').conflicts('open'))
    .option('--open <context>', 'home, event:CALENDAR/EVENT, create:CALENDAR/EVENT, message:ID, compose')
    .addOption(
      new Option('--host <host>', 'which host opens it').choices(['calendar', 'gmail']).default('calendar'),
    )
    .option('--event <file>', 'JSON: the only argument of the function, or laid over the event of the host')
    .option('--platform <url>', 'the page of a running platform; without it one is started for this call')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => process.stderr.write(text),
      writeErr: (text) => process.stderr.write(text),
    });
  const parsed = command.parse(argv, { from: 'user' }).opts<Options>();
  if (parsed.call === undefined && parsed.open === undefined)
    throw new Usage('either --call or --open must be given');
  return parsed;
}

function requestOf({ project, as, call, open, host, event }: Options): CommandRequest {
  return {
    dir: resolve(project),
    as,
    host,
    ...(call === undefined ? {} : { call }),
    ...(open === undefined ? {} : { open }),
    ...(event === undefined ? {} : { event: readEvent(event) }),
  };
}

function readEvent(path: string): unknown {
  try {
    return JSON.parse(readFileSync(resolve(path), 'utf8')) as unknown;
  } catch (error) {
    throw new Usage(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function ask(platform: string, request: CommandRequest): Promise<CommandResult> {
  const answer = await fetch(new URL('/host/apps-script', platform), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  }).catch((error: unknown) => {
    throw new Usage(`${platform} does not answer: ${error instanceof Error ? error.message : String(error)}`);
  });
  const json = (await answer.json().catch(() => ({}))) as CommandResult & {
    error?: { message?: string } | null;
  };
  if (answer.ok) return json;
  const message = json.error?.message ?? `${platform} answered ${answer.status}`;
  if (answer.status === NOT_BUILT) return failed('NotBuilt', message);
  throw new Usage(message);
}

/** A platform of this call's own: nothing is kept, and the person exists. */
async function alone(request: CommandRequest): Promise<CommandResult> {
  const names = ['web', 'google', 'webex', 'control', 'clock', 'service'] as const;
  const ports = await freePorts(names.length);
  // Read only now: with a platform named, the command has no need of one.
  const { startSandbox } = await import('../main.ts');
  const sandbox = await startSandbox({
    ports: Object.fromEntries(names.map((name, index) => [name, ports[index]])) as Record<
      (typeof names)[number],
      number
    >,
    seed: 'demo',
    profile: 'demo',
    control: true,
    log: (line) => process.stderr.write(`${line}\n`),
  });
  try {
    const accounts = sandbox.info.accounts as readonly { readonly email: string }[];
    if (!accounts.some(({ email }) => email === request.as))
      await addAccount(sandbox.info.control, request.as);
    return await ask(sandbox.info.web, request);
  } finally {
    await sandbox.stop();
  }
}

async function addAccount(control: string | null, email: string): Promise<void> {
  const body = { email, name: email.split('@')[0] ?? email, language: 'en', timeZone: 'UTC', webex: null };
  const answer = await fetch(`${control ?? ''}/accounts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Usage(`the account ${email} could not be made`);
}

/** All claimed before any is given back, so that they differ. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
}

function print(result: CommandResult): void {
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

function printUsage(message: string): void {
  process.stderr.write(`apps-script: ${message}\n`);
  print(failed('UsageError', message));
}

function failed(name: string, message: string): CommandResult {
  return {
    result: null,
    logs: [],
    error: { name, message, stack: `${name}: ${message}` },
    durationMs: 0,
    scriptId: null,
  };
}

/** @returns the exit code */
async function main(argv: readonly string[]): Promise<number> {
  try {
    const given = options(argv);
    const request = requestOf(given);
    const result = given.platform === undefined ? await alone(request) : await ask(given.platform, request);
    print(result);
    return result.error ? 1 : 0;
  } catch (error) {
    if (error instanceof CommanderError && error.code === 'commander.helpDisplayed') return 0;
    if (!(error instanceof CommanderError) && !(error instanceof Usage)) throw error;
    printUsage(error.message);
    return 2;
  }
}

process.exitCode = await main(process.argv.slice(2));
