/** A small laboratory: clock, store, people and one HTTP server per host, without the rest of local Google. */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CallLog } from '../../control/calls.ts';
import { Clock } from '../../control/clock.ts';
import { Faults, FaultRequest } from '../../control/faults.ts';
import { HostMap, OpenWork } from '../../control/ground.ts';
import type { Ground } from '../../control/ground.ts';
import { ScriptProcesses } from '../../control/processes.ts';
import { Store } from '../../control/store.ts';
import { Switches } from '../../control/switches.ts';
import type { Profile } from '../../control/switches.ts';
import * as v from 'valibot';
import type { ExecuteRequest, ExecutionResult } from '../execution.ts';
import type { CalendarChange, CalendarPort, ScriptIdentity } from '../ports.ts';
import { Scripts } from '../scripts.ts';

const START = Date.parse('2026-03-02T09:00:00Z');
export const ANNA = 'anna@example.test';
export const BEN = 'ben@example.test';
/** Speaks French. */
export const CLAIRE = 'claire@example.test';
export const SERVICE = 'https://addon.scheduler.test';
const AUTH = 'https://www.googleapis.com/auth';

export const SCOPES = [
  `${AUTH}/calendar.events`,
  `${AUTH}/script.external_request`,
  `${AUTH}/script.scriptapp`,
  `${AUTH}/userinfo.email`,
  'openid',
];

class People implements ScriptIdentity {
  readonly grants = new Map<string, readonly string[]>();

  account(email: string) {
    return email.endsWith('@example.test')
      ? { email, name: 'Somebody', language: email === CLAIRE ? 'fr' : 'en', timeZone: 'UTC' }
      : undefined;
  }
  scriptClient(scriptId: string): string {
    return `client-of-${scriptId}`;
  }
  grantedScopes(email: string, clientId: string): readonly string[] {
    return this.grants.get(`${email} ${clientId}`) ?? [];
  }
  authorise(email: string, clientId: string, scopes: readonly string[]): void {
    this.grants.set(`${email} ${clientId}`, scopes);
  }
  accessToken(email: string): string {
    return `token-of-${email}`;
  }
  async idToken(email: string, clientId: string): Promise<string> {
    return `id-token-of-${email}-for-${clientId}`;
  }
  authorizationUrl(): string {
    return 'https://script.google.com/authorize';
  }
}

class CalendarBell implements CalendarPort {
  #listener: (change: CalendarChange) => void = () => undefined;
  readonly hidden = new Set<string>();

  onChange(listener: (change: CalendarChange) => void): () => void {
    this.#listener = listener;
    return () => undefined;
  }
  getCalendar(actor: { readonly email: string }, calendarId: string): unknown {
    if (this.hidden.has(`${actor.email} ${calendarId}`)) throw new Error('Not Found');
    return {};
  }
  ring(calendarId: string, scriptId?: string): void {
    this.#listener({ calendarId, scriptId });
  }
}

interface LabOptions {
  readonly profile?: Profile;
  readonly mode?: 'running' | 'stopped';
  readonly dataDir?: string;
}

export class Lab {
  readonly ground: Ground;
  readonly store: Store;
  readonly people = new People();
  readonly bell = new CalendarBell();
  readonly scripts: Scripts;
  readonly kills: string[] = [];
  readonly #folder = mkdtempSync(join(tmpdir(), 'apps script '));
  readonly #servers: Server[] = [];

  constructor({ profile = 'demo', mode = 'stopped', dataDir }: LabOptions = {}) {
    const { kills } = this;
    this.ground = {
      clock: new Clock(START, mode),
      calls: new CallLog(),
      faults: new Faults(),
      switches: new Switches(profile),
      profile,
      service: {
        pid: null,
        restarts: 0,
        kill: () => kills.push('service'),
        takeDown: () => Promise.resolve(),
        start: () => Promise.resolve(),
      },
      scripts: new ScriptProcesses(),
      open: new OpenWork(),
      hosts: new HostMap(),
      dataDir,
    };
    this.store = Store.open(dataDir);
    this.scripts = new Scripts(this.ground, this.store, { identity: this.people, serviceOrigins: [SERVICE] });
    this.scripts.listenTo(this.bell);
  }

  /** Writes a project of these files and registers it; everybody named has authorised its scopes. */
  project(
    files: Readonly<Record<string, string>>,
    manifest: object = {},
    people: readonly string[] = [ANNA],
  ): string {
    const dir = mkdtempSync(join(this.#folder, 'project '));
    const all = {
      'appsscript.json': JSON.stringify({
        timeZone: 'Europe/Paris',
        runtimeVersion: 'V8',
        oauthScopes: SCOPES,
        ...manifest,
      }),
      ...files,
    };
    for (const [name, text] of Object.entries(all)) {
      mkdirSync(dirname(join(dir, name)), { recursive: true });
      writeFileSync(join(dir, name), text);
    }
    const { scriptId, clientId, scopes } = this.scripts.register({ dir });
    for (const email of people) this.people.authorise(email, clientId, scopes);
    return scriptId;
  }

  run(scriptId: string, name: string, more: Partial<ExecuteRequest> = {}): Promise<ExecutionResult> {
    return this.scripts.execute({ scriptId, as: ANNA, function: name, cause: 'call', ...more });
  }

  /** Runs one function of a one-file project. */
  async once(code: string, manifest: object = {}): Promise<ExecutionResult> {
    return this.run(this.project({ 'code.js': `function main() {\n${code}\n}` }, manifest), 'main');
  }

  fault(request: v.InferInput<typeof FaultRequest>): void {
    this.ground.faults.add(v.parse(FaultRequest, request));
  }

  /** A server for a public origin. */
  async serve(
    origin: string,
    answer: (request: IncomingMessage, response: ServerResponse, body: string) => void,
  ): Promise<void> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => answer(request, response, Buffer.concat(chunks).toString('utf8')));
    });
    this.#servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.ground.hosts.set(origin, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  }

  /** Moves virtual time, instant by instant, waiting for what each one starts. */
  async advance(ms: number): Promise<void> {
    const { clock } = this.ground;
    const until = clock.now() + ms;
    for (let next = clock.next(); next && next.at <= until; next = clock.next()) {
      clock.set(Math.max(next.at, clock.now()));
      clock.runDue();
      await this.quiet();
    }
    clock.set(until);
  }

  /** Resolves when nothing is open: no execution that works, no due entry that runs alone. */
  async quiet(): Promise<void> {
    do await new Promise((resolve) => setImmediate(resolve));
    while (this.ground.open.count > 0);
  }

  /** Back to the start, with the same runtime and the same projects. */
  forget(): void {
    this.ground.clock.clear();
    this.scripts.reset();
    this.ground.faults.remove();
    this.ground.switches.reset();
    this.ground.calls.clear();
    this.bell.hidden.clear();
    this.ground.clock.set(START);
  }

  stop(): void {
    this.scripts.stop();
    this.ground.clock.stop();
    this.store.close();
    for (const server of this.#servers) server.closeAllConnections();
    for (const server of this.#servers) server.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
