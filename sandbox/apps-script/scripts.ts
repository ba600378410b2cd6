/**
 * Local Apps Script: projects, their executions, what they keep, and their triggers.
 *
 * An execution is a fresh context in a worker of the process that has the project's time zone; its services are
 * answered here, one host call at a time. Scripts share nothing but their stores.
 */
import type { Ground } from '../control/ground.ts';
import type { Store, Table } from '../control/store.ts';
import { DailyQuota } from './daily-quota.ts';
import type { ExecuteRequest, ExecutionRecord, ExecutionResult } from './execution.ts';
import { killed } from './execution.ts';
import { ExecutionLog } from './execution-log.ts';
import { ExecutionRun } from './execution-run.ts';
import { HostCalls } from './host-calls.ts';
import type { CalendarPort, ScriptIdentity } from './ports.ts';
import { ProjectError, readProject } from './project.ts';
import type { Manifest, Project } from './project.ts';
import { runtimeBundle } from './runtime-bundle.ts';
import type { Outcome, Spec } from './runtime/wire.ts';
import { ZoneRuntime } from './runtime/zone-runtime.ts';
import { SCRIPT_SWITCHES } from './script-switches.ts';
import { CacheStores } from './services/cache.ts';
import { scriptServices } from './services/script-services.ts';
import { PropertyStores } from './services/properties.ts';
import { scopesOf } from './services/scopes.ts';
import { StateTokens } from './state-tokens.ts';
import { Triggers } from './triggers.ts';
import type { TriggerRow } from './triggers.ts';

export const ADD_ON_LIMIT_MS = 30_000;
const SCRIPT_LIMIT_MS = 360_000;
const SIMULTANEOUS = 30;
const TRIGGER_TIME = 'triggers';
const MINUTE_MS = 60_000;

interface ScriptsDeps {
  readonly identity: ScriptIdentity;
  /** Public https origins of the add-on's own service. */
  readonly serviceOrigins: readonly string[];
}

interface Solution {
  readonly id: string;
  readonly name: string;
  readonly logoUrl: string;
  readonly onCreateFunction: string;
}

/** What control shows of a person's scripts. */
interface ScriptState {
  readonly triggers: readonly {
    email: string;
    scriptId: string;
    function: string;
    kind: string;
    calendarId?: string;
    id: string;
  }[];
  readonly properties: readonly { scriptId: string; name: string; bytes: number }[];
}

export class Scripts {
  readonly #ground: Ground;
  readonly #deps: ScriptsDeps;
  readonly #projects: Table<Project>;
  readonly #owners: Table<string>;
  readonly #properties: PropertyStores;
  readonly #cache: CacheStores;
  readonly #quota: DailyQuota;
  readonly stateTokens: StateTokens;
  readonly #triggers: Triggers;
  readonly #calls: HostCalls;
  readonly #runtimes = new Map<string, ZoneRuntime>();
  readonly #running = new Map<number, ExecutionRun>();
  readonly #store: Store;
  readonly #log: ExecutionLog;
  #sequence = 0;
  #stopped = false;

  constructor(ground: Ground, store: Store, deps: ScriptsDeps) {
    ground.switches.declare(...SCRIPT_SWITCHES);
    this.#ground = ground;
    this.#deps = deps;
    this.#store = store;
    this.#log = new ExecutionLog(ground.clock);
    this.#projects = store.table('scripts.projects');
    this.#owners = store.table('scripts.owners');
    this.#quota = new DailyQuota(store, ground.clock);
    this.#properties = new PropertyStores(store, this.#quota);
    this.#cache = new CacheStores(store, ground.clock);
    this.stateTokens = new StateTokens(store, ground.clock);
    this.#triggers = new Triggers({
      ground,
      store,
      fire: (trigger, event) => this.#fire(trigger, event),
      authorised: ({ email, scriptId }) => this.#scopes(email, scriptId).length > 0,
      timeZone: (scriptId) => this.#projects.get(scriptId)?.manifest.timeZone ?? 'Etc/GMT',
    });
    this.#calls = new HostCalls(
      ground,
      scriptServices({
        ...deps,
        ground,
        quota: this.#quota,
        properties: this.#properties,
        cache: this.#cache,
        triggers: this.#triggers,
        stateTokens: this.stateTokens,
        killScript: ({ id }) => this.#running.get(id)?.abort('The execution was killed.'),
      }),
    );
    ground.scripts?.use((email) => {
      this.#abort(email);
    });
  }

  /** Calendar triggers hear of this calendar's changes from now on; what waited on disk is taken up again. */
  listenTo(calendar: CalendarPort): void {
    this.#triggers.listenTo(calendar);
    this.#triggers.resume();
  }

  /**
   * Makes a project known, or reads it anew. It stays known: its triggers fire without its folder.
   * @throws {ProjectError}
   */
  register(from: { readonly dir: string; readonly scriptId?: string }): {
    scriptId: string;
    clientId: string;
    scopes: readonly string[];
  } {
    const project = readProject(from.dir, from.scriptId);
    if (!isSame(this.#projects.get(project.scriptId), project)) this.#projects.put(project.scriptId, project);
    return {
      scriptId: project.scriptId,
      clientId: this.clientId(project.scriptId),
      scopes: scopesOf(project),
    };
  }

  /** Starts the processes and workers that the known projects will need. */
  async warm(): Promise<void> {
    try {
      for (const project of this.#projects.values()) await this.#runtime(project.manifest.timeZone);
    } catch (error) {
      if (!this.#stopped) throw error;
    }
  }

  /** Who deployed a project: whoever first ran it here. */
  ownerOf(scriptId: string): string | undefined {
    return this.#owners.get(scriptId);
  }

  /** `email` works on this project; the first one who does deploys its web app. */
  own(scriptId: string, email: string): void {
    if (this.#owners.get(scriptId) === undefined) this.#owners.put(scriptId, email);
  }

  projects(): readonly Project[] {
    return [...this.#projects.values()];
  }

  /** @throws {ProjectError} `unknown-script` */
  manifest(scriptId: string): Manifest {
    return this.#project(scriptId).manifest;
  }

  /** What the project asks people to allow. */
  scopes(scriptId: string): readonly string[] {
    return scopesOf(this.#project(scriptId));
  }

  clientId(scriptId: string): string {
    return this.#deps.identity.scriptClient(scriptId);
  }

  /** The conferencing solutions the manifest declares; ids as strings. */
  solutionsOf(scriptId: string): readonly Solution[] {
    const { addOns } = this.#project(scriptId).manifest;
    return (addOns?.calendar?.conferenceSolution ?? []).map(({ id, name, logoUrl, onCreateFunction }) => ({
      id: String(id),
      name,
      logoUrl,
      onCreateFunction,
    }));
  }

  /**
   * Runs one function. Whatever the script does ends in the result; only what the caller got wrong is thrown.
   * @throws {ProjectError} `unknown-script`, `unknown-account`
   */
  async execute(request: ExecuteRequest): Promise<ExecutionResult> {
    const project = this.#project(request.scriptId);
    const account = this.#deps.identity.account(request.as);
    if (!account) throw new ProjectError('unknown-account', `there is no account ${request.as}`);
    // Open from the first moment: nobody may think that all is quiet while a runtime starts.
    const starting = this.#ground.open.begin(`execution ${request.function}`);
    const runtime = await this.#runtime(project.manifest.timeZone).finally(starting);
    const scopes = this.#scopes(request.as, request.scriptId);
    const id = ++this.#sequence;
    const run = new ExecutionRun({
      id,
      ground: this.#ground,
      project,
      request,
      clientId: this.clientId(project.scriptId),
      consumer: account.domain === null,
      scopes: new Set(scopes),
      limitMs: request.limitMs ?? this.#limit(request),
      kill: () => runtime.kill(id),
      rest: (resting) => runtime.rest(id, resting),
    });
    const refusal = this.#refusal(request, scopes.length);
    this.#running.set(id, run);
    if (refusal === undefined) this.#start(runtime, run, this.#spec(project, request, account.language));
    else run.fail(killed(refusal));
    const result = await run.finished;
    this.#running.delete(id);
    this.#log.add(run, request, result);
    return result;
  }

  /** Ends what runs for a person, or for everybody: a fault at the edge of another platform kills it there. */
  #abort(email: string | null): void {
    for (const run of this.#running.values())
      if (email === null || run.email === email) run.abort('The execution was killed.');
  }

  executions(scriptId?: string): readonly ExecutionRecord[] {
    return this.#log.list(scriptId);
  }

  state(email: string): ScriptState {
    const triggers = this.#triggers.ofPerson(email).map(({ id, scriptId, handler, kind, calendarId }) => ({
      id,
      email,
      scriptId,
      function: handler,
      kind,
      ...(calendarId === undefined ? {} : { calendarId }),
    }));
    return { triggers, properties: this.#properties.sizes(email) };
  }

  /** What Google loses by itself. */
  lose(what: 'trigger' | 'property' | 'cache', email: string, name?: string): void {
    if (what === 'trigger') this.#triggers.lose(email, name);
    if (what === 'property') this.#properties.lose(email, name);
    if (what === 'cache') this.#cache.lose(email, name);
  }

  /** The add-on was uninstalled: its triggers end; whether its properties go too is open. */
  uninstalled(email: string, scriptId: string): void {
    this.#triggers.dropAll({ email, scriptId });
    this.#cache.lose(email, undefined, scriptId);
    if (this.#ground.switches.is('google.uninstallClearsProperties'))
      this.#properties.lose(email, undefined, scriptId);
  }

  /** Forgets everything but the projects themselves. */
  reset(): void {
    for (const run of this.#running.values()) run.abort('The execution was cancelled.');
    this.#store.transaction(() => {
      for (const name of ['properties', 'cache', 'triggers', 'firings', 'quota', 'stateTokens']) {
        const table = this.#store.table(`scripts.${name}`);
        for (const key of [...table.keys()]) table.delete(key);
      }
    });
    this.#properties.rebuild();
    this.#cache.rebuild();
    this.#quota.reset();
    this.#triggers.resume();
    this.#log.clear();
  }

  stop(): void {
    this.#stopped = true;
    for (const run of this.#running.values()) run.abort('The execution was cancelled.');
    for (const runtime of this.#runtimes.values()) runtime.stop();
    this.#runtimes.clear();
  }

  #project(scriptId: string): Project {
    const project = this.#projects.get(scriptId);
    if (!project) throw new ProjectError('unknown-script', `no project is known as ${scriptId}`);
    return project;
  }

  /** What is granted of what the manifest asks for. */
  #scopes(email: string, scriptId: string): readonly string[] {
    const wanted = new Set(this.scopes(scriptId));
    const granted = this.#deps.identity.grantedScopes(email, this.clientId(scriptId));
    return granted.filter((scope) => wanted.has(scope));
  }

  #limit({ cause }: ExecuteRequest): number {
    if (cause === 'open') return ADD_ON_LIMIT_MS;
    if (cause === 'trigger') return this.#ground.switches.number('google.triggerRuntimeS') * 1000;
    return SCRIPT_LIMIT_MS;
  }

  #refusal(request: ExecuteRequest, granted: number): string | undefined {
    const mine = [...this.#running.values()].filter(({ email }) => email === request.as).length;
    if (mine >= SIMULTANEOUS)
      return 'There are too many scripts running simultaneously for this Google user account.';
    const asks = this.scopes(request.scriptId).length > 0;
    return asks && granted === 0 ? 'Authorization is required to perform that action.' : undefined;
  }

  async #runtime(timeZone: string): Promise<ZoneRuntime> {
    const bundle = await runtimeBundle();
    // A process started after `stop` would outlive the platform.
    this.#checkRuns();
    let runtime = this.#runtimes.get(timeZone);
    if (!runtime) this.#runtimes.set(timeZone, (runtime = new ZoneRuntime(timeZone, bundle)));
    await runtime.ready;
    this.#checkRuns();
    return runtime;
  }

  #checkRuns(): void {
    if (this.#stopped) throw new ProjectError('stopped', 'local Apps Script is stopped');
  }

  #spec(project: Project, request: ExecuteRequest, language: string): Spec {
    const { enabledAdvancedServices: services = [], libraries = [] } = project.manifest.dependencies ?? {};
    const solutions = this.solutionsOf(project.scriptId).map(
      ({ id, name, logoUrl }) => [id, { name, iconUri: logoUrl }] as const,
    );
    return {
      function: request.function,
      args: request.args ?? [],
      scriptId: project.scriptId,
      clock: this.#calls.clock(),
      timeZone: project.manifest.timeZone,
      locale: language,
      authenticationUrlMax: this.#ground.switches.number('google.authenticationUrlMax'),
      errorLanguage: this.#ground.switches.is('google.localisedErrors') ? language : 'en',
      advanced: Object.fromEntries([
        ...services.map(({ userSymbol, serviceId, version }) => [userSymbol, `${serviceId}:${version}`]),
        // Nobody serves libraries here: each is refused by its name when it is used.
        ...libraries.map(({ userSymbol, libraryId }) => [userSymbol, `library:${libraryId}`]),
      ]) as Record<string, string>,
      solutions: Object.fromEntries(solutions),
      awaitPromise: request.cause === 'call',
    };
  }

  #start(runtime: ZoneRuntime, run: ExecutionRun, spec: Spec): void {
    runtime.run(run.id, run.project, spec, {
      call: (method, args) => this.#calls.answer(run, method, args),
      log: (severity, message) => {
        run.logs.push({ severity, message });
      },
      done: (outcome: Outcome) => run.finish(outcome),
      lost: () => run.fail(killed('The script runtime exited unexpectedly.')),
    });
  }

  async #fire(trigger: TriggerRow, event: Record<string, unknown>): Promise<void> {
    const { email, scriptId, handler } = trigger;
    const budget = this.#ground.switches.number('google.triggerMinutesPerDay') * MINUTE_MS;
    const request: ExecuteRequest = {
      scriptId,
      as: email,
      function: handler,
      args: [event],
      cause: 'trigger',
    };
    if (this.#quota.used(TRIGGER_TIME, email) >= budget) {
      this.#log.addRefused(request, 'Service using too much computer time for one day');
      return;
    }
    try {
      const { durationMs } = await this.execute(request);
      this.#quota.add(TRIGGER_TIME, email, durationMs);
    } catch (error) {
      // The person or the project went away between the change and the firing: then nobody is left to fire for.
      if (!(error instanceof ProjectError)) throw error;
    }
  }
}

function isSame(known: Project | undefined, read: Project): boolean {
  return known?.hash === read.hash && known.dir === read.dir;
}
