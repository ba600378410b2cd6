/**
 * `npm run contracts`: one working day of the product against the local platforms, recorded at their edge, then held
 * against this project's own schemas and Webex's published OpenAPI (`WEBEX_OPENAPI=FILE`, or the copy beside the checkout). Also that local Webex's
 * coverage table names exactly the operations of that file.
 */
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startProduct } from '@webex-scheduler/testkit';
import { recordedDay } from '../scenarios/contract/recorded-day.ts';
import { holdAgainstOwn } from '../scenarios/contract/own-contract.ts';
import { holdAgainstWebex, type RecordedExchange } from '../scenarios/contract/webex-contract.ts';
import { DEFECTS } from '../scenarios/contract/webex-overlay.ts';
import { COVERAGE } from '../sandbox/webex/coverage.ts';

const ROOT = resolve(import.meta.dirname, '..');
const file =
  process.env['WEBEX_OPENAPI'] ?? join(ROOT, '..', 'shared', 'contracts', 'webex', 'webex-meeting.json');

async function record(): Promise<readonly RecordedExchange[]> {
  const folder = await mkdtemp(join(tmpdir(), 'exchanges-'));
  const product = await startProduct({ record: folder });
  try {
    await recordedDay(product);
  } finally {
    await product.stop();
  }
  const lines = readFileSync(join(folder, 'webex.jsonl'), 'utf8').trimEnd().split('\n');
  await rm(folder, { recursive: true, force: true });
  return lines.map((line) => JSON.parse(line) as RecordedExchange);
}

/** Operations that only one of the two names: the published file, or local Webex's coverage table. */
function unlike(): readonly string[] {
  const { paths } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
  const named = (method: string, path: string): string =>
    `${method.toUpperCase()} ${path.replaceAll(/\{\w+\}/g, '{}')}`;
  const published = new Set(
    Object.entries(paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => named(method, path)),
    ),
  );
  const covered = new Set(COVERAGE.map(({ method, path }) => named(method, path)));
  return [
    ...[...published].filter((operation) => !covered.has(operation)),
    ...[...covered].filter((operation) => !published.has(operation)),
  ];
}

if (existsSync(file)) {
  const strangers = unlike();
  for (const operation of strangers) process.stdout.write(`not in both: ${operation}\n`);
  process.stdout.write(
    `webex: ${COVERAGE.length} operations in the coverage table, ${strangers.length} not in both\n`,
  );
  const recorded = await record();
  const own = holdAgainstOwn(recorded);
  for (const violation of own.violations) process.stdout.write(`${violation}\n`);
  process.stdout.write(
    `webex, own schemas: ${own.exchanges} exchanges (${own.undescribed} of pages), ${own.violations.length} violations\n`,
  );
  const { exchanges, undescribed, violations } = await holdAgainstWebex(file, recorded);
  for (const violation of violations) process.stdout.write(`${violation}\n`);
  process.stdout.write(`${DEFECTS.length} known defects of the published file were mended on a copy.\n`);
  process.stdout.write(
    `webex: ${exchanges} exchanges (${undescribed} not described by the file), ${violations.length} violations\n`,
  );
  const wrong = violations.length + own.violations.length + strangers.length;
  process.exitCode = wrong === 0 && exchanges > undescribed ? 0 : 1;
} else {
  process.stderr.write(
    "Webex's published OpenAPI file was not found. Name it: WEBEX_OPENAPI=FILE npm run contracts\n",
  );
  process.exitCode = 2;
}
