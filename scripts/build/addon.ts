/** Builds the Apps Script bundle: one plain script whose only globals are the entry points, and its manifest. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'acorn';
import type { Node } from 'acorn';
import { build } from 'esbuild';
import type { BuildOptions } from 'esbuild';

const ADDON = join(import.meta.dirname, '../../apps/addon');
/** Where the local service answers; a deployment gives its own. */
export const LOCAL_ORIGIN = 'https://addon.scheduler.test';
/** What Apps Script does not have, so that a use is a failed build and not a failed card. */
const FORBIDDEN = new Set(
  'fetch URL URLSearchParams FormData Blob TextEncoder TextDecoder atob btoa crypto process window document performance setTimeout setInterval setImmediate queueMicrotask structuredClone Buffer require module exports XMLHttpRequest localStorage globalThis'.split(
    ' ',
  ),
);

export interface AddonBuild {
  readonly code: string;
  readonly manifest: Manifest;
  readonly entryPoints: readonly string[];
  readonly bytes: number;
}

interface Manifest {
  readonly urlFetchWhitelist: readonly string[];
  readonly [field: string]: unknown;
}

/** Bundles the add-on for one service origin and checks what Apps Script would only say at run time. */
export async function bundleAddon(origin: string): Promise<AddonBuild> {
  const options: BuildOptions = {
    bundle: true,
    write: false,
    platform: 'neutral',
    target: 'es2019',
    charset: 'utf8',
    conditions: ['import', 'default'],
    define: { ADDON_ORIGIN: JSON.stringify(origin) },
    legalComments: 'none',
  };
  const module = await build({
    ...options,
    entryPoints: [join(ADDON, 'src/triggers.ts')],
    format: 'esm',
    metafile: true,
    write: false,
  });
  const entryPoints = Object.values(module.metafile.outputs)[0]?.exports ?? [];
  const names = entryPoints.join();
  const script = await build({
    ...options,
    stdin: {
      contents: `import {${names}} from './src/triggers.ts'; __app={${names}}`,
      resolveDir: ADDON,
    },
    format: 'iife',
    minify: true,
    write: false,
  });
  const stubs = entryPoints.map((name) => `function ${name}(e){return __app.${name}(e)}`);
  const code = `var __app;${script.outputFiles[0]?.text ?? ''}${stubs.join('\n')}\n`;
  const manifest = readManifest(origin);
  checkScript(code);
  checkHandlers(code, manifest, entryPoints);
  return { code, manifest, entryPoints, bytes: Buffer.byteLength(code) };
}

/** Writes `Code.js` and `appsscript.json` to `apps/addon/dist` (or elsewhere) and gives the size. */
export async function buildAddon(origin = LOCAL_ORIGIN, folder = join(ADDON, 'dist')): Promise<AddonBuild> {
  const built = await bundleAddon(origin);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'Code.js'), built.code);
  writeFileSync(join(folder, 'appsscript.json'), `${JSON.stringify(built.manifest, null, 2)}\n`);
  return built;
}

/** The manifest as it stands in the tree, with the origin it is built for. */
function readManifest(origin: string): Manifest {
  if (!/^https:\/\/[^/]+$/.test(origin))
    throw new Error(`ADDON_ORIGIN is an https origin without a path: ${origin}`);
  const manifest = JSON.parse(readFileSync(join(ADDON, 'appsscript.json'), 'utf8')) as Manifest;
  return { ...manifest, urlFetchWhitelist: [`${origin}/`] };
}

/** ES2019, no module syntax, and no name that Apps Script does not have. */
function checkScript(code: string): void {
  const program = parse(code, { ecmaVersion: 2019, sourceType: 'script' });
  const used = new Set<string>();
  walk(program, (node, parent, key) => {
    if (node.type !== 'Identifier') return;
    const isName =
      parent !== undefined && ((parent.type === 'MemberExpression' && key === 'property') || key === 'key');
    if (!isName) used.add((node as Node & { name: string }).name);
  });
  const forbidden = [...used].filter((name) => FORBIDDEN.has(name));
  if (forbidden.length > 0)
    throw new Error(`The bundle uses what Apps Script does not have: ${forbidden.join(', ')}`);
}

/** Every function named in the manifest, on a button or for a trigger is an entry point. */
function checkHandlers(code: string, manifest: Manifest, entryPoints: readonly string[]): void {
  const named = new Set<string>();
  collect(manifest, named);
  for (const match of code.matchAll(/["'`](on[A-Z]\w+)["'`]/g)) named.add(match[1] ?? '');
  const missing = [...named].filter((name) => !entryPoints.includes(name));
  if (missing.length > 0) throw new Error(`Named but not an entry point: ${missing.join(', ')}`);
}

function collect(value: unknown, named: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (/^(run|onCreate|createSettingsUrl)Function$/.test(key) && typeof inner === 'string') named.add(inner);
    else collect(inner, named);
  }
}

function walk(
  node: Node,
  see: (node: Node, parent?: Node, key?: string) => void,
  parent?: Node,
  key?: string,
): void {
  see(node, parent, key);
  for (const [name, value] of Object.entries(node)) {
    for (const inner of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (isNode(inner)) walk(inner, see, node, name);
    }
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Partial<Node>).type === 'string';
}

if (import.meta.main) {
  const built = await buildAddon(process.env['ADDON_ORIGIN'] ?? LOCAL_ORIGIN);
  process.stdout.write(
    `add-on: ${(built.bytes / 1000).toFixed(1)} kB, ${built.entryPoints.length} entry points\n`,
  );
}
