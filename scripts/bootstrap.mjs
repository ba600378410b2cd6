/**
 * What `npm start`, `npm test` and the other commands run first: install what is missing, get onto the project's
 * own Node, build what is stale, run. Built-ins only, and it parses on Node 18, for it is all a fresh clone has.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  closeSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MODULES = join(ROOT, 'node_modules');
const STAMP = join(MODULES, '.installed-from');
const BUILD_STAMP = join(ROOT, '.cache', 'built-from');
const LOCK = join(ROOT, '.install.lock');
const NEEDED = [24, 12];
const PROGRAMS = {
  start: ['launcher/main.ts'],
  test: ['scripts/test.ts'],
  'test:core': ['node_modules/vitest/vitest.mjs', 'run', '--project', 'core'],
  build: ['scripts/build.ts'],
  scenarios: ['scripts/scenarios.ts'],
  crash: ['scripts/crash.ts'],
  mutants: ['scripts/mutants.ts'],
  recurrence: ['scripts/recurrence.ts'],
  contracts: ['scripts/contracts.ts'],
  bench: ['bench/main.ts'],
  'apps-script': ['sandbox/apps-script/cli.ts'],
};
/** What the build reads: a change in one of these makes it stale. */
const BUILD_INPUTS = [
  'apps/addon',
  'packages/contracts',
  'packages/locales',
  'sandbox/web',
  'sandbox/apps-script',
  'scripts/build',
  'scripts/build.ts',
  'package-lock.json',
];
const BUILD_IGNORES = new Set(['node_modules', 'dist', '.tsbuild', 'generated', 'test']);

const say = (line) => process.stderr.write(`${line}\n`);

function die(...lines) {
  for (const line of lines) say(line);
  process.exit(1);
}

function wantedStamp() {
  const lock = readFileSync(join(ROOT, 'package-lock.json'));
  return createHash('sha256').update(lock).update(process.platform).update(process.arch).digest('hex');
}

function read(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

/** PATH without any node_modules, or npm would run on the very Node it is about to delete; no npm settings of the caller. */
function cleanEnvironment() {
  const env = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (
      /^(NODE_ENV|NODE_OPTIONS|INIT_CWD)$|^npm_(lifecycle|package)_|^npm_config_(json|loglevel|omit|workspace|workspaces|global|silent|production)$/i.test(
        name,
      )
    )
      continue;
    env[name] = value;
  }
  const key = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  env[key] = (env[key] ?? '')
    .split(delimiter)
    .filter((part) => !part.includes('node_modules'))
    .join(delimiter);
  try {
    const cache = process.env['npm_config_cache'] ?? join(homedir(), '.npm');
    mkdirSync(cache, { recursive: true });
    accessSync(cache, constants.W_OK);
  } catch {
    env['npm_config_cache'] = join(ROOT, '.data', 'npm-cache');
  }
  return env;
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function alive(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return process.platform !== 'linux';
  }
}

async function withLock(work) {
  for (let told = false; ;) {
    try {
      const file = openSync(LOCK, 'wx');
      writeSync(file, String(process.pid));
      closeSync(file);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const owner = Number(read(LOCK));
      if (owner === process.pid || (owner > 0 && !alive(owner))) rmSync(LOCK, { force: true });
      else if (!told) say('Another command is installing here; waiting for it.');
      told = true;
      await pause(500);
    }
  }
  const release = () => rmSync(LOCK, { force: true });
  process.once('exit', release);
  try {
    await work();
  } finally {
    process.removeListener('exit', release);
    release();
  }
}

function run(command, args, env) {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(command, args, {
      cwd: ROOT,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    const begun = Date.now();
    const progress = setInterval(
      () => say(`  installing … ${Math.round((Date.now() - begun) / 1000)} s`),
      process.stderr.isTTY ? 1000 : 10_000,
    );
    const stop = () => {
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), 1500).unref();
    };
    const onSignal = () => {
      stop();
      child.once('exit', () => process.exit(130));
    };
    process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
    child.on('error', (error) => resolve({ code: 1, output: error.message }));
    child.on('exit', (code) => {
      clearInterval(progress);
      process.removeListener('SIGINT', onSignal);
      process.removeListener('SIGTERM', onSignal);
      resolve({ code: code ?? 1, output });
    });
  });
}

async function install() {
  const wanted = wantedStamp();
  if (read(STAMP) === wanted) return;
  await withLock(async () => {
    if (read(STAMP) === wanted) return;
    say('Installing what this project needs (about a minute, once).');
    const { code, output } = await run(
      'npm',
      [
        'ci',
        '--loglevel=error',
        '--no-audit',
        '--no-fund',
        '--prefer-offline',
        '--include=dev',
        '--include=optional',
        '--fetch-retries=1',
      ],
      cleanEnvironment(),
    );
    if (code !== 0) {
      const offline = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENOTCACHED|network/i.test(output);
      die(
        ...output.trim().split('\n').slice(-6),
        offline
          ? 'The package registry cannot be reached. Nothing but node_modules was touched.'
          : 'The installation did not finish. Nothing but node_modules was touched.',
        offline
          ? 'Go online (or set the proxy for npm) and run the same command again.'
          : 'Mend what npm says above and run the same command again.',
      );
    }
    writeFileSync(STAMP, wanted);
  });
}

function rightNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  return major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1]);
}

function ownNode() {
  const path = join(MODULES, '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
  if (existsSync(path)) return path;
  return die(
    `This project runs on Node ${NEEDED.join('.')} or newer; this is ${process.versions.node}.`,
    `There is no packaged Node 24 for ${process.platform}-${process.arch}.`,
    'Install Node 24 from nodejs.org, put it first in PATH, and run the same command again.',
  );
}

function hashTree(hash, path) {
  const entry = statSync(path, { throwIfNoEntry: false });
  if (!entry) return;
  if (entry.isFile()) {
    hash.update(`${path}:${entry.size}:${entry.mtimeMs}\n`);
    return;
  }
  for (const name of readdirSync(path).sort())
    if (!BUILD_IGNORES.has(name) && !name.includes('.gen.')) hashTree(hash, join(path, name));
}

function buildStamp() {
  const hash = createHash('sha256');
  for (const input of BUILD_INPUTS) hashTree(hash, join(ROOT, input));
  return hash.digest('hex');
}

/** Runs a program to its end; signals go through, and a vanished npm (its shell dies without telling us) stops it too. */
function foreground(node, args, env) {
  return new Promise((resolve) => {
    const child = spawn(node, args, {
      cwd: process.cwd(),
      env,
      stdio: 'inherit',
      shell: node.endsWith('.cmd'),
    });
    let asked = 0;
    const pass = (signal) => {
      asked += 1;
      child.kill(asked > 1 ? 'SIGKILL' : signal);
    };
    process.on('SIGINT', () => {
      asked += 1;
      if (asked > 1 || !process.stdin.isTTY) child.kill(asked > 1 ? 'SIGKILL' : 'SIGINT');
    });
    process.on('SIGTERM', () => pass('SIGTERM'));
    const parent = process.ppid;
    if (process.env['npm_lifecycle_event']) {
      setInterval(() => process.ppid !== parent && pass('SIGTERM'), 500).unref();
    }
    child.on('exit', (code, signal) => resolve(code ?? (signal ? 1 : 0)));
    child.on('error', () => resolve(1));
  });
}

async function main() {
  const [command = '', ...rest] = process.argv.slice(2);
  const program = PROGRAMS[command];
  if (!program) die(`There is no command "${command}". There are: ${Object.keys(PROGRAMS).join(', ')}.`);
  await install();
  const env = {
    ...process.env,
    PATH: `${join(MODULES, '.bin')}${delimiter}${process.env.PATH ?? ''}`,
    // Node keeps what it compiled: the second start is faster, and so is each restart of the service.
    NODE_COMPILE_CACHE: join(ROOT, '.cache/compiled'),
  };
  if (!rightNode()) {
    process.exit(await foreground(ownNode(), [fileURLToPath(import.meta.url), command, ...rest], env));
  }
  if (command !== 'build' && command !== 'test:core') await build(env);
  process.exit(await foreground(process.execPath, [...at(program), ...rest], env));
}

function at([file, ...args]) {
  return [join(ROOT, file), ...args];
}

async function build(env) {
  const stamp = buildStamp();
  if (read(BUILD_STAMP) === stamp) return;
  say('Building the add-on and the pages.');
  const { code, output } = await run(process.execPath, [join(ROOT, 'scripts/build.ts')], env);
  if (code !== 0) die(output.trim(), 'The build failed; nothing was started.');
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  writeFileSync(BUILD_STAMP, stamp);
}

await main();
