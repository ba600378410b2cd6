/** What each value of each switch about scripts and triggers means: one row a value, and no value without a row. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SwitchValue } from '../control/switches.ts';
import { unshown } from '../control/test/unshown.ts';
import { SCRIPT_SWITCHES } from './script-switches.ts';
import { ANNA, CLAIRE, Lab } from './test/lab.ts';

const CODE = `
function install() { ScriptApp.newTrigger('onChange').forUserCalendar('${ANNA}').onEventUpdated().create(); }
function installSlow() { ScriptApp.newTrigger('onSlow').forUserCalendar('${ANNA}').onEventUpdated().create(); }
function onChange() { note(ScriptApp.getIdentityToken() === null ? 'null' : 'given'); }
function onSlow() { Utilities.sleep(60000); note('slow'); }
// Firings may run beside each other: each notes under a name of its own.
function note(word) { PropertiesService.getUserProperties().setProperty(Utilities.getUuid(), word); }
function log() {
  var noted = PropertiesService.getUserProperties().getProperties();
  return Object.keys(noted).map(function (name) { return noted[name]; }).join(' ');
}
function longAddress() {
  var address = 'https://x.test/'.padEnd(1301, 'x');
  try { ConferenceDataService.newConferenceError().setAuthenticationUrl(address); return 'taken'; } catch (e) { return 'refused'; }
}
function tooLarge() {
  try { PropertiesService.getUserProperties().setProperty('k', 'x'.repeat(9217)); } catch (e) { return e.message; }
}
`;
const MINUTE_MS = 60_000;

let lab: Lab;
let scriptId: string;
beforeAll(() => {
  lab = new Lab();
  scriptId = lab.project({ 'code.js': CODE }, {}, [ANNA, CLAIRE]);
});
afterEach(() => lab.forget());
afterAll(() => lab.stop());

async function call(name: string, as = ANNA): Promise<unknown> {
  return (await lab.run(scriptId, name, { as })).result;
}

/** What the trigger has noted `ms` after so many changes at once. */
async function heard(rings: number, ms: number, by?: string): Promise<unknown> {
  await call('install');
  for (let n = 0; n < rings; n += 1) lab.bell.ring(ANNA, by);
  await lab.advance(ms);
  return call('log');
}

/** What a trigger has noted that needs a minute, after so many changes. */
async function slow(rings: number): Promise<unknown> {
  await call('installSlow');
  for (let n = 0; n < rings; n += 1) {
    lab.bell.ring(ANNA);
    await lab.advance(3 * MINUTE_MS);
  }
  return call('log');
}

async function afterUninstalling(): Promise<unknown> {
  await call('onChange');
  lab.scripts.uninstalled(ANNA, scriptId);
  return call('log');
}

type Row = readonly [name: string, value: SwitchValue, seen: () => Promise<unknown>, means: string];
const ROWS: readonly Row[] = [
  ['google.triggerDelay', 300, () => heard(1, 300), 'given'],
  ['google.triggerDelay', 45_000, () => heard(1, 44_000), ''],
  ['google.triggerDuplicates', true, () => heard(1, MINUTE_MS), 'given given'],
  ['google.triggerDuplicates', false, () => heard(1, MINUTE_MS), 'given'],
  ['google.triggerCoalesce', true, () => heard(3, MINUTE_MS), 'given'],
  ['google.triggerCoalesce', false, () => heard(3, MINUTE_MS), 'given given given'],
  ['google.selfWritesFire', true, () => heard(1, MINUTE_MS, scriptId), 'given'],
  ['google.selfWritesFire', false, () => heard(1, MINUTE_MS, scriptId), ''],
  ['google.triggerRuntimeS', 360, () => slow(1), 'slow'],
  ['google.triggerRuntimeS', 30, () => slow(1), ''],
  ['google.triggerMinutesPerDay', 1, () => slow(3), 'slow'],
  ['google.triggerMinutesPerDay', 2, () => slow(3), 'slow slow'],
  ['google.idTokenInTriggers', 'given', () => heard(1, MINUTE_MS), 'given'],
  ['google.idTokenInTriggers', 'null', () => heard(1, MINUTE_MS), 'null'],
  ['google.localisedErrors', true, () => call('tooLarge', CLAIRE), 'Argument trop grand : value'],
  ['google.localisedErrors', false, () => call('tooLarge', CLAIRE), 'Argument too large: value'],
  ['google.authenticationUrlMax', 1300, () => call('longAddress'), 'refused'],
  ['google.authenticationUrlMax', 1800, () => call('longAddress'), 'taken'],
  ['google.uninstallClearsProperties', true, afterUninstalling, ''],
  ['google.uninstallClearsProperties', false, afterUninstalling, 'given'],
];

describe('switches of Apps Script', () => {
  it.each(ROWS)('%s %s', async (name, value, seen, means) => {
    lab.ground.switches.set({ [name]: value });
    expect(await seen()).toBe(means);
  });

  it('all have a row here, and each of their values', () => {
    expect(unshown(SCRIPT_SWITCHES, ROWS)).toEqual([]);
  });
});
