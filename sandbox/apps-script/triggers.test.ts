import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ANNA, BEN, Lab } from './test/lab.ts';

const CODE = `
function installCalendar(id) {
  var trigger = ScriptApp.newTrigger('onChange').forUserCalendar(id).onEventUpdated().create();
  return [trigger.getUniqueId(), trigger.getHandlerFunction(), String(trigger.getEventType()), String(trigger.getTriggerSource()), trigger.getTriggerSourceId()];
}
function installHourly() { return ScriptApp.newTrigger('onHour').timeBased().everyHours(1).create().getUniqueId(); }
function onChange(e) { if (e.authMode !== ScriptApp.AuthMode.FULL) throw new Error('mode'); note('change', e); }
function onHour(e) { note('hour', e); }
function note(name, e) {
  var p = PropertiesService.getUserProperties();
  p.setProperty('log', (p.getProperty('log') || '') + name + ' ');
  console.log(JSON.stringify(e));
}
function log() { return (PropertiesService.getUserProperties().getProperty('log') || '').trim(); }
function list() { return ScriptApp.getProjectTriggers().map(function (t) { return t.getHandlerFunction(); }); }
function remove() { ScriptApp.getProjectTriggers().forEach(function (t) { ScriptApp.deleteTrigger(t); }); }
function token() { return ScriptApp.getIdentityToken(); }
function onToken() { note(ScriptApp.getIdentityToken() === null ? 'null' : 'given', {}); }
function installToken(id) { ScriptApp.newTrigger('onToken').forUserCalendar(id).onEventUpdated().create(); }
function quarter() { ScriptApp.newTrigger('onHour').timeBased().everyMinutes(15).create(); }
function slow() { Utilities.sleep(60000); note('slow', {}); }
function installSlow(id) { ScriptApp.newTrigger('slow').forUserCalendar(id).onEventUpdated().create(); }
`;
const HOUR = 3_600_000;

let world: Lab;
let scriptId: string;
beforeAll(() => {
  world = new Lab();
  scriptId = world.project({ 'code.js': CODE }, {}, [ANNA, BEN]);
});
afterEach(() => {
  world.forget();
});
afterAll(() => {
  world.stop();
});

async function call(name: string, ...args: unknown[]): Promise<unknown> {
  const { result, error } = await world.run(scriptId, name, { args });
  return error ? error.message : result;
}

describe('a calendar trigger', () => {
  it('trap 2: a trigger is told the calendar, and neither event nor change', async () => {
    const [id, ...rest] = (await call('installCalendar', ANNA)) as string[];
    expect(rest).toEqual(['onChange', 'ON_EVENT_UPDATED', 'CALENDAR', ANNA]);
    world.bell.ring(BEN);
    world.bell.ring(ANNA);
    await world.advance(1_000);
    expect(await call('log')).toBe('change');
    const [run] = world.scripts.executions().filter(({ cause }) => cause === 'trigger');
    expect(JSON.parse(run?.logs[0]?.message ?? '')).toEqual({
      authMode: 'FULL',
      calendarId: ANNA,
      triggerUid: id,
    });
  });

  it('comes late, doubled and coalesced where the profile is harsh', async () => {
    world.ground.switches.set({
      'google.triggerDelay': 45_000,
      'google.triggerDuplicates': true,
      'google.triggerCoalesce': true,
    });
    await call('installCalendar', ANNA);
    for (let burst = 0; burst < 5; burst += 1) world.bell.ring(ANNA);
    await world.advance(44_000);
    expect(await call('log')).toBe('');
    await world.advance(5_000);
    expect(await call('log')).toBe('change change');
  });

  it('can be told not to fire for the script’s own writes', async () => {
    await call('installCalendar', ANNA);
    world.ground.switches.set({ 'google.selfWritesFire': false });
    world.bell.ring(ANNA, scriptId);
    await world.advance(1_000);
    expect(await call('log')).toBe('');
    world.bell.ring(ANNA);
    await world.advance(1_000);
    expect(await call('log')).toBe('change');
  });

  it.each([
    ['drop', 0],
    ['duplicate', 2],
  ] as const)('meets the fault %s', async (kind, times) => {
    await call('installCalendar', ANNA);
    world.fault({ on: 'trigger', match: { path: 'onChange' }, kind });
    world.bell.ring(ANNA);
    await world.advance(1_000);
    expect(world.scripts.executions().filter(({ cause }) => cause === 'trigger')).toHaveLength(times);
  });

  it.each(['before', 'after'] as const)('can kill the service %s a firing', async (when) => {
    world.kills.length = 0;
    await call('installCalendar', ANNA);
    world.fault({ on: 'trigger', kind: 'kill', when });
    world.bell.ring(ANNA);
    await world.advance(1_000);
    expect(await call('log')).toBe('change');
    expect(world.kills).toEqual(['service']);
  });

  it('meets the fault late', async () => {
    await call('installCalendar', ANNA);
    world.fault({ on: 'trigger', kind: 'late', ms: 60_000 });
    world.bell.ring(ANNA);
    await world.advance(30_000);
    expect(await call('log')).toBe('');
    await world.advance(60_000);
    expect(await call('log')).toBe('change');
  });

  it('is silent without authorisation, without sight of the calendar, and after its deletion (trap 35)', async () => {
    await call('installCalendar', 'shared@group.example.test');
    world.bell.hidden.add(`${ANNA} shared@group.example.test`);
    world.bell.ring('shared@group.example.test');
    await world.advance(1_000);
    expect(await call('log')).toBe('');
    world.bell.hidden.clear();
    const client = world.scripts.clientId(scriptId);
    const granted = world.people.grantedScopes(ANNA, client);
    world.people.authorise(ANNA, client, []);
    world.bell.ring('shared@group.example.test');
    await world.advance(1_000);
    world.people.authorise(ANNA, client, granted);
    expect(await call('log')).toBe('');
    world.bell.ring('shared@group.example.test');
    expect(await call('remove')).toBeNull();
    await world.advance(1_000);
    expect(await call('log')).toBe('');
    expect(world.ground.clock.pending()).toEqual([]);
  });

  it('refuses a calendar one cannot see, and the twenty-first', async () => {
    world.bell.hidden.add(`${ANNA} ${BEN}`);
    expect(await call('installCalendar', BEN)).toContain('was not found');
    for (let count = 0; count < 20; count += 1) await call('installCalendar', ANNA);
    expect(await call('installCalendar', ANNA)).toContain('too many triggers');
    expect(world.scripts.state(ANNA).triggers).toHaveLength(20);
  });

  it('has an ID token or none, as the switch says', async () => {
    await call('installToken', ANNA);
    expect(await call('token')).toBe(`id-token-of-${ANNA}-for-client-of-${scriptId}`);
    world.bell.ring(ANNA);
    await world.advance(1_000);
    world.ground.switches.set({ 'google.idTokenInTriggers': 'null' });
    world.bell.ring(ANNA);
    await world.advance(1_000);
    expect(await call('log')).toBe('given null');
    expect(await call('token')).not.toBeNull();
  });

  it('stops when the day’s trigger time is used up, and goes on the next day', async () => {
    world.ground.switches.set({ 'google.triggerMinutesPerDay': 2 });
    await call('installSlow', ANNA);
    for (let firing = 0; firing < 4; firing += 1) {
      world.bell.ring(ANNA);
      await world.advance(120_000);
    }
    expect(await call('log')).toBe('slow slow');
    expect(world.scripts.executions().at(-2)?.error?.message).toBe(
      'Service using too much computer time for one day',
    );
    await world.advance(24 * HOUR);
    world.bell.ring(ANNA);
    await world.advance(120_000);
    expect(await call('log')).toBe('slow slow slow');
  });
});

describe('a clock trigger', () => {
  it('runs hourly at its own minute', async () => {
    await call('installHourly');
    await world.advance(5 * HOUR);
    const runs = world.scripts.executions().filter(({ function: name }) => name === 'onHour');
    expect(runs).toHaveLength(5);
    const minutes = new Set(runs.map(({ at }) => at.slice(14, 16)));
    expect(minutes.size).toBe(1);
    const event = JSON.parse(runs[0]?.logs[0]?.message ?? '') as Record<string, unknown>;
    expect(event).toMatchObject({
      authMode: 'FULL',
      timezone: 'UTC',
      year: 2026,
      month: 3,
      'day-of-month': 2,
      'day-of-week': 1,
    });
  });

  it('runs at most hourly in an add-on', async () => {
    const addOn = world.project(
      { 'code.js': CODE },
      { addOns: { common: { name: 'x', logoUrl: 'https://lh3.googleusercontent.com/x' } } },
    );
    expect((await world.run(addOn, 'quarter')).error?.message).toContain('at most once an hour');
    expect((await world.run(addOn, 'list')).result).toEqual([]);
  });

  it('is lost where Google loses it', async () => {
    await call('installHourly');
    await call('installCalendar', ANNA);
    world.scripts.lose('trigger', ANNA, 'onHour');
    expect(await call('list')).toEqual(['onChange']);
    await world.advance(2 * HOUR);
    expect(await call('log')).toBe('');
  });
});

describe('across a restart', () => {
  it('what waited is delivered, and a clock trigger goes on', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'scripts data '));
    const before = new Lab({ dataDir });
    const project = before.project({ 'code.js': CODE });
    await before.run(project, 'installCalendar', { args: [ANNA] });
    await before.run(project, 'installHourly');
    before.bell.ring(ANNA);
    before.stop();
    const after = new Lab({ dataDir });
    after.people.authorise(ANNA, after.scripts.clientId(project), after.scripts.scopes(project));
    await after.advance(2 * HOUR);
    expect((await after.run(project, 'log')).result).toBe('change hour hour');
    after.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }, 30_000);
});
