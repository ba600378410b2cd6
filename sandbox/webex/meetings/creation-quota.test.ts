import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Store } from '../../control/store.ts';
import { BEN, DAY, HOUR, meetingBody, webexOnPort, type WebexOnPort } from '../test/webex-on-port.ts';
import { webexTables } from '../webex-tables.ts';
import { CreationQuota } from './creation-quota.ts';

let local: WebexOnPort;
beforeEach(async () => {
  local = await webexOnPort();
});
afterEach(() => local.close());

describe('a hundred meetings in 24 hours', () => {
  it('counts attempts that fail, each person alone, and says in Retry-After when it is over', async () => {
    for (let index = 0; index < 60; index += 1) await local.call('POST', '/meetings', { title: 'no times' });
    local.pass(HOUR);
    for (let index = 0; index < 40; index += 1) await local.create();
    const refused = await local.call('POST', '/meetings', meetingBody());
    expect(refused.status).toBe(429);
    expect(refused.headers.get('content-type')).toBe('text/html');
    expect(refused.text).toMatch(/^<html>/);
    expect(refused.headers.get('retry-after')).toBe(String((DAY - HOUR) / 1000));
    expect(
      (await local.call('POST', '/meetings', meetingBody(), { token: local.tokenFor(BEN) })).status,
    ).toBe(200);
    expect((await local.call('GET', '/meetings')).status).toBe(200);
    local.pass(DAY - HOUR);
    await local.create();
  });

  it('answers in JSON where the switch says so', async () => {
    local.ground.switches.set({ 'webex.createsPerDay': 1, 'webex.throttleBody': 'json' });
    await local.create();
    const refused = await local.call('POST', '/meetings', meetingBody());
    expect([refused.status, typeof refused.json['message']]).toEqual([429, 'string']);
  });

  it('limits calls per minute too, where the switch says so', async () => {
    local.ground.switches.set({ 'webex.requestsPerMinute': 3 });
    for (let index = 0; index < 3; index += 1)
      expect((await local.call('GET', '/people/me')).status).toBe(200);
    const refused = await local.call('GET', '/people/me');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60']);
    local.pass(60_000);
    expect((await local.call('GET', '/people/me')).status).toBe(200);
  });

  it('is 800 for one host and 3000 in all, for an administrator’s client', () => {
    const { clock, switches } = local.ground;
    const quota = new CreationQuota(webexTables(Store.open()), clock, switches);
    const spend = (host: string, times: number): void => {
      for (let index = 0; index < times; index += 1) quota.onBehalf('app', host);
    };
    spend('a@example.com', 800);
    expect(() => {
      spend('A@example.com', 1);
    }).toThrow(/rate limited/);
    for (const host of ['b', 'c']) spend(`${host}@example.com`, 800);
    spend('d@example.com', 600);
    expect(() => {
      spend('e@example.com', 1);
    }).toThrow(/rate limited/);
    quota.own('a@example.com');
    local.pass(DAY);
    spend('e@example.com', 1);
  });
});
