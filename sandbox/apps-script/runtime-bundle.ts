/**
 * The two texts that a script runtime starts from, bundled once per process: the prelude (Apps Script's services as a
 * script sees them), one expression that a context evaluates; and the worker. The worker is handed over as text
 * because a thread that strips types itself takes several times as long to start.
 */
import { fileURLToPath } from 'node:url';
import { build, stop } from 'esbuild';
import type { BuildOptions } from 'esbuild';

export interface RuntimeBundle {
  readonly prelude: string;
  readonly worker: string;
}

let bundled: Promise<RuntimeBundle> | undefined;

/** About 50 ms the first time. */
export function runtimeBundle(): Promise<RuntimeBundle> {
  bundled ??= bundle();
  return bundled;
}

async function bundle(): Promise<RuntimeBundle> {
  const [prelude, worker] = await Promise.all([
    textOf('./prelude/install.ts', { format: 'iife', globalName: '__prelude', platform: 'neutral' }),
    textOf('./runtime/worker.ts', { format: 'cjs', platform: 'node' }),
  ]);
  // Its helper process has done all it is needed for.
  await stop();
  return { prelude: `(function () {\n${prelude}\nreturn __prelude.install;\n})()`, worker };
}

async function textOf(path: string, options: BuildOptions): Promise<string> {
  const built = await build({
    ...options,
    entryPoints: [fileURLToPath(new URL(path, import.meta.url))],
    bundle: true,
    write: false,
    target: 'es2023',
    charset: 'utf8',
    logLevel: 'silent',
  });
  return built.outputFiles[0]?.text ?? '';
}
