/**
 * `npm start`: two processes, the sandbox (local Google, local Webex, the page) and the add-on service, started in
 * that order, because the service is told its outside world by its environment.
 *
 * - standard output carries the ready line (`--json`) or a few lines for people; everything else goes to stderr;
 * - a service that dies is started again at once, same port and data; if the sandbox dies everything stops, exit 1;
 * - SIGTERM and Ctrl-C stop everything, exit 0.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DataInUse, lockData } from './data-lock.ts';
import type { FromSandbox, SandboxInfo, ToSandbox } from './messages.ts';
import { readOptions, USAGE, UsageError, type StartOptions } from './options.ts';
import { choosePorts, PortInUse, type Ports } from './ports.ts';
import { ServiceProcess } from './service-process.ts';

const ROOT = resolve(import.meta.dirname, '..');
const SANDBOX = join(ROOT, 'sandbox/process.ts');
const SERVICE = join(ROOT, 'apps/service/src/main.ts');
const STOP_MS = 1500;

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function keptPorts(file: string): Partial<Ports> {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Ports>) : {};
}

class Launcher {
  readonly #options: StartOptions;
  readonly #data: string;
  #release: () => void = () => undefined;
  #sandbox: ChildProcess | undefined;
  #service: ServiceProcess | undefined;
  #stopping = false;

  constructor(options: StartOptions) {
    this.#options = options;
    this.#data = resolve(options.data);
  }

  async start(): Promise<void> {
    this.#release = await lockData(this.#data);
    const portFile = join(this.#data, 'ports.json');
    const ports = await choosePorts(this.#options.port, keptPorts(portFile));
    writeFileSync(portFile, `${JSON.stringify(ports)}\n`);
    const begun = performance.now();
    if (!this.#options.json) say('Starting local Google, local Webex and the page.');
    const info = await this.#startSandbox(ports);
    if (this.#options.only === 'sandbox') {
      this.#announce(info, null, performance.now() - begun);
      return;
    }
    if (!this.#options.json)
      say(
        `Starting the add-on service. Its database is embedded: fine for trying out, not safe against a power cut.`,
      );
    const serviceUrl = `http://127.0.0.1:${ports.service}`;
    this.#service = new ServiceProcess(
      { entry: SERVICE, url: serviceUrl, dataDir: join(this.#data, 'service'), environment: info.service },
      () => {
        this.#tellSandbox();
      },
    );
    await this.#service.start();
    this.#announce(info, serviceUrl, performance.now() - begun);
  }

  async stop(code: number): Promise<never> {
    if (this.#stopping) process.exit(code);
    this.#stopping = true;
    const sandbox = this.#sandbox;
    const gone =
      sandbox?.exitCode === null ? new Promise((done) => sandbox.once('exit', done)) : Promise.resolve();
    sandbox?.kill('SIGTERM');
    const late = setTimeout(() => sandbox?.kill('SIGKILL'), STOP_MS);
    await Promise.all([this.#service?.stop(), gone]);
    clearTimeout(late);
    this.#release();
    process.exit(code);
  }

  #startSandbox(ports: Ports): Promise<SandboxInfo> {
    const { seed, clock, clockMode, profile, control, record, only } = this.#options;
    mkdirSync(this.#data, { recursive: true });
    const sandbox = fork(SANDBOX, [], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    this.#sandbox = sandbox;
    sandbox.send({
      type: 'start',
      withService: only !== 'sandbox',
      options: { ports, data: this.#data, seed, clock, clockMode, profile, control, record },
    });
    return new Promise((done, failed) => {
      sandbox.on('message', (message: FromSandbox) => {
        if (message.type === 'ready') done(message.info);
        else if (message.type === 'failed') failed(new Error(message.message));
        else void this.#obey(message);
      });
      sandbox.once('exit', () => {
        failed(new Error('The local platforms stopped.'));
        if (this.#stopping) return;
        say('The local platforms stopped; everything else stops with them.');
        void this.stop(1);
      });
    });
  }

  async #obey(message: Extract<FromSandbox, { type: 'service' | 'environment' }>): Promise<void> {
    try {
      if (message.type === 'environment') await this.#service?.restartWith(message.service);
      else if (message.do === 'hold') this.#service?.hold();
      else if (message.do === 'stop') await this.#service?.stop();
      else if (message.do === 'wipe') await this.#service?.wipe();
      else await this.#service?.start();
    } catch (error) {
      say(String(error));
    }
    this.#tellSandbox();
  }

  #tellSandbox(): void {
    const service = this.#service;
    if (!service || !this.#sandbox?.connected) return;
    const { pid, restarts, healthy } = service;
    this.#sandbox.send({ type: 'service', pid, restarts, healthy } satisfies ToSandbox);
  }

  #announce(info: SandboxInfo, service: string | null, ms: number): void {
    const { json, profile } = this.#options;
    if (json) {
      const { service: _environment, ...outside } = info;
      const line = {
        ready: true,
        v: 1,
        web: outside.web,
        google: outside.google,
        webex: outside.webex,
        service,
        admin: service === null ? null : `${service}/admin/`,
        control: outside.control,
        clock: outside.clock,
        profile,
        data: this.#data,
        processes: { sandbox: this.#sandbox?.pid, service: this.#service?.pid ?? null },
        addon: outside.addon,
        accounts: outside.accounts,
      };
      process.stdout.write(`${JSON.stringify(line)}\n`);
      return;
    }
    process.stdout.write(
      `\n  Calendar and Webex, on your machine: ${info.web}\n` +
        (service === null ? '' : `  The administrator's page:            ${service}/admin/\n`) +
        (info.control === null ? '' : `  Control (clock, faults):             ${info.control}\n`) +
        `\n  Ready in ${(ms / 1000).toFixed(1)} s. Data: ${this.#data}. Ctrl-C stops everything.\n\n`,
    );
  }
}

async function main(): Promise<void> {
  let launcher: Launcher | undefined;
  try {
    launcher = new Launcher(readOptions(process.argv.slice(2), process.stdout.isTTY));
    const stop = (): void => void launcher?.stop(0);
    process.on('SIGTERM', stop).on('SIGINT', stop);
    await launcher.start();
  } catch (error) {
    if (error instanceof UsageError) {
      say(`${error.message}\n${USAGE}`);
      process.exit(2);
    }
    say(error instanceof Error ? error.message : String(error));
    if (!(error instanceof DataInUse || error instanceof PortInUse) && error instanceof Error && error.stack)
      say(error.stack);
    if (launcher) await launcher.stop(1);
    process.exit(1);
  }
}

await main();
