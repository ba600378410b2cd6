/**
 * Runs one execution at a time, each in a fresh context that holds nothing but ECMAScript and Apps Script's globals.
 *
 * The services live inside the context (the prelude), because objects of another realm fail `instanceof` there; only
 * strings cross. A host call blocks this thread until the platform has answered: Apps Script has no asynchronous I/O.
 */
import { inspect } from 'node:util';
import vm from 'node:vm';
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import type { ProjectFile } from '../project.ts';
import { awaitReply, expectReply } from './reply-flag.ts';
import type { FromWorker, Spec, ToWorker } from './wire.ts';

interface Data {
  readonly prelude: string;
  readonly replies: MessagePort;
  readonly signal: SharedArrayBuffer;
}

/** What the prelude hands out: the only door between this thread and the context. */
interface Platform {
  run(entry: unknown): void;
  fail(error: unknown): void;
  /** The outcome as JSON; called when no microtask is left. */
  finish(): string;
}
type Install = (
  call: (method: string, args: string) => string,
  log: (severity: string, message: string) => void,
  inspect: (value: unknown) => string,
  spec: string,
  html: string,
) => Platform;

const { prelude, replies, signal } = workerData as Data;
const flag = new Int32Array(signal);
const preludeScript = new vm.Script(prelude, { filename: 'apps-script-prelude.js' });
const loaded = new Map<string, readonly ProjectFile[]>();
const compiled = new Map<string, vm.Script>();
let current: Platform | undefined;

function post(message: FromWorker): void {
  parentPort?.postMessage(message);
}

function call(method: string, args: string): string {
  expectReply(flag);
  post({ t: 'call', method, args });
  awaitReply(flag);
  const received = receiveMessageOnPort(replies) as { message: string } | undefined;
  if (!received) throw new Error('the platform gave no answer');
  return received.message;
}

function log(severity: string, message: string): void {
  post({ t: 'log', severity: severity as 'INFO', message });
}

/** As Apps Script's console shows a value, which is how Node's does: `{ a: [ 1, 2 ] }`, two levels deep. */
function show(value: unknown): string {
  return inspect(value, { customInspect: false, depth: 2 });
}

/** Compiled code is kept per content: the same project runs many times. */
function compile(hash: string, file: ProjectFile): vm.Script {
  if (file.refused !== undefined) throw new SyntaxError(`${file.refused} (${file.name})`);
  const key = `${hash} ${file.name}`;
  let script = compiled.get(key);
  if (!script) compiled.set(key, (script = parse(file)));
  return script;
}

function parse({ name, source }: ProjectFile): vm.Script {
  try {
    return new vm.Script(source, { filename: name });
  } catch (error) {
    // V8 puts the place and the whole line before the error, and a line may be a bundle.
    const [place = name] = error instanceof SyntaxError ? (error.stack ?? '').split('\n') : [];
    if (error instanceof SyntaxError) error.stack = `${String(error)}\n    at ${place}`;
    throw error;
  }
}

function run(hash: string, spec: Spec): void {
  const files = loaded.get(hash) ?? [];
  const html = Object.fromEntries(
    files.filter(({ kind }) => kind === 'html').map(({ name, source }) => [name, source]),
  );
  const context = vm.createContext({}, { codeGeneration: { strings: true, wasm: false } });
  const install = preludeScript.runInContext(context) as Install;
  const platform = install(call, log, show, JSON.stringify(spec), JSON.stringify(html));
  current = platform;
  try {
    for (const file of files)
      if (file.kind === 'script') compile(hash, file).runInContext(context, { displayErrors: false });
    platform.run(entryOf(spec.function, context));
  } catch (error) {
    platform.fail(error);
  }
  // One turn of the event loop later every microtask has run, also those that microtasks made.
  setImmediate(() => {
    const outcome = platform.finish();
    current = undefined;
    post({ t: 'done', outcome });
  });
}

/** Finds a global function by name, declared in whatever way; anything that is no identifier is not found. */
function entryOf(name: string, context: vm.Context): unknown {
  if (!/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name)) return undefined;
  return vm.runInContext(`typeof ${name} === 'function' ? ${name} : undefined`, context);
}

parentPort?.on('message', (message: ToWorker) => {
  if (message.t === 'load') loaded.set(message.hash, message.files);
  else run(message.hash, message.spec);
});
// A promise that nobody caught: Apps Script drops it; here it is at least in the log.
process.on('unhandledRejection', (reason: unknown) => {
  if (current) log('WARNING', `Unhandled promise rejection: ${String(reason)}`);
});
post({ t: 'ready' });
