/** Each import rule is shown to bite: a small tree with one planted violation per rule. */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..', '..');
const run = promisify(execFile);

/** Rule → the file that breaks it, and its source. Targets are plain modules that exist in the same tree. */
const VIOLATIONS: Readonly<Record<string, readonly [file: string, source: string]>> = {
  'pure-packages': ['packages/core/src/a.ts', `export { target } from '../../webex/src/target.ts';`],
  'core-without-platform': ['packages/core/src/b.ts', `export { readFileSync } from 'node:fs';`],
  'addon-types-only': [
    'apps/addon/src/a.ts',
    `export { target } from '../../../packages/contracts/src/target.ts';`,
  ],
  'addon-imports': ['apps/addon/src/b.ts', `export { target } from '../../service/src/target.ts';`],
  'addon-platform-door': ['apps/addon/src/sync/a.ts', `export { target } from '../platform/target.ts';`],
  'service-imports': ['apps/service/src/a.ts', `export { target } from '../../addon/src/target.ts';`],
  'service-flow': ['apps/service/src/sync/a.ts', `export { target } from '../inbound/target.ts';`],
  'store-is-a-leaf': ['apps/service/src/store/a.ts', `export { target } from '../sync/target.ts';`],
  'sandbox-independent': [
    'sandbox/google/a.ts',
    `export { target } from '../../packages/core/src/target.ts';`,
  ],
  'web-speaks-http': ['sandbox/web/src/a.ts', `export { target } from '../../google/target.ts';`],
  'scenarios-outside': ['scenarios/a.ts', `export { target } from '../apps/service/src/target.ts';`],
  'no-test-in-production': ['packages/core/src/c.ts', `export { target } from './target.test.ts';`],
  'no-circular': [
    'packages/core/src/d.ts',
    `import { e } from './e.ts';\nexport const d = (): unknown => e;`,
  ],
};
const TARGETS = [
  'packages/webex/src/target.ts',
  'packages/contracts/src/target.ts',
  'packages/core/src/target.ts',
  'packages/core/src/target.test.ts',
  'apps/service/src/target.ts',
  'apps/service/src/inbound/target.ts',
  'apps/service/src/sync/target.ts',
  'apps/addon/src/target.ts',
  'apps/addon/src/platform/target.ts',
  'sandbox/google/target.ts',
];

let tree: string;
let found: Map<string, string[]>;

beforeAll(async () => {
  tree = await mkdtemp(join(tmpdir(), 'import-rules-'));
  const write = async (file: string, source: string): Promise<void> => {
    await mkdir(dirname(join(tree, file)), { recursive: true });
    await writeFile(join(tree, file), `${source}\n`);
  };
  for (const file of TARGETS) await write(file, 'export const target = 1;');
  for (const [file, source] of Object.values(VIOLATIONS)) await write(file, source);
  await write('packages/core/src/e.ts', `import { d } from './d.ts';\nexport const e = (): unknown => d;`);
  for (const file of ['.dependency-cruiser.mjs', 'tsconfig.base.json'])
    await cp(join(ROOT, file), join(tree, file));
  await write('package.json', '{ "type": "module" }');
  await symlink(join(ROOT, 'node_modules'), join(tree, 'node_modules'));
  const program = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const output = await run(
    process.execPath,
    [program, '--output-type', 'json', 'packages', 'apps', 'sandbox', 'scenarios'],
    { cwd: tree, maxBuffer: 1e8 },
  ).catch((error: unknown) => error as { stdout: string });
  const { summary } = JSON.parse(output.stdout) as {
    summary: { violations: { from: string; rule: { name: string } }[] };
  };
  found = new Map();
  for (const { from, rule } of summary.violations)
    found.set(rule.name, [...(found.get(rule.name) ?? []), from]);
}, 60_000);

afterAll(async () => {
  await rm(tree, { recursive: true, force: true });
});

test.each(Object.entries(VIOLATIONS))('the rule %s refuses a planted violation', (rule, [file]) => {
  expect(found.get(rule)).toContain(file);
});

test('every rule of the configuration has a planted violation', async () => {
  const { default: config } = (await import(join(ROOT, '.dependency-cruiser.mjs'))) as {
    default: { forbidden: { name: string }[] };
  };
  expect(config.forbidden.map((rule) => rule.name).sort()).toEqual(Object.keys(VIOLATIONS).sort());
});
