import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BEN, DAY, HOUR, items, timesAt, webexOnPort, type WebexOnPort } from '../test/webex-on-port.ts';

let local: WebexOnPort;
beforeEach(async () => {
  local = await webexOnPort();
});
afterEach(() => local.close());

async function titles(query: string, token?: string): Promise<unknown[]> {
  const answer = await local.call(
    'GET',
    `/meetings?${query}`,
    undefined,
    token === undefined ? {} : { token },
  );
  expect(answer.status, answer.text).toBe(200);
  return items(answer).map((item) => item['title']);
}

const WIDE = 'from=2026-03-01T00:00:00Z&to=2026-12-31T00:00:00Z';

describe('windows', () => {
  it('shows a week from now by default: a tag search without a window misses what is later', async () => {
    await local.create({ title: 'Soon', integrationTags: ['t'] });
    await local.create({ title: 'Late', integrationTags: ['t'], ...timesAt('2026-03-20T10:00:00') });
    expect(await titles('')).toEqual(['Soon']);
    expect(await titles('integrationTag=t')).toEqual(['Soon']);
    expect(await titles(`integrationTag=t&${WIDE}`)).toEqual(['Soon', 'Late']);
  });

  it('puts the other side a week away where one is named', async () => {
    await local.create({ title: 'A', ...timesAt('2026-03-10T10:00:00') });
    await local.create({ title: 'B', ...timesAt('2026-03-18T10:00:00') });
    expect(await titles('from=2026-03-09T00:00:00Z')).toEqual(['A']);
    expect(await titles('to=2026-03-20T00:00:00Z')).toEqual(['B']);
    expect(await titles('from=2026-03-18T09:30:00Z&to=2026-03-18T09:31:00Z')).toEqual(['B']);
    expect(await titles('from=2026-03-18T10:00:00Z')).toEqual([]);
  });

  it('looks back for instances', async () => {
    const { id } = await local.create();
    local.pass(26 * HOUR);
    local.webex.setMeetingState(id, 'inProgress');
    local.pass(HOUR);
    local.webex.setMeetingState(id, 'ended');
    local.pass(DAY);
    expect(await titles('meetingType=meeting')).toEqual(['Review']);
    expect(await titles('')).toEqual([]);
  });
});

describe('filters', () => {
  it('matches a tag exactly, and takes a misspelt parameter for none', async () => {
    await local.create({ title: 'Mine', integrationTags: ['t1', 't2'] });
    await local.create({ title: 'Other' });
    expect(await titles('integrationTag=t2')).toEqual(['Mine']);
    expect(await titles('integrationTag=t')).toEqual([]);
    expect((await titles('integrationTags=t2')).sort()).toEqual(['Mine', 'Other']);
  });

  it('finds a tag late where the index is late, and at once by id', async () => {
    local.ground.switches.set({ 'webex.tagIndex': 'late' });
    const { id } = await local.create({ integrationTags: ['t'] });
    expect(await titles('integrationTag=t')).toEqual([]);
    expect((await local.call('GET', `/meetings/${id}`)).status).toBe(200);
    local.pass(local.ground.switches.number('webex.tagIndexMs') - 1);
    expect(await titles('integrationTag=t')).toEqual([]);
    local.pass(1);
    expect(await titles('integrationTag=t')).toEqual(['Review']);
  });

  it('finds by number and by either link, without window; both at once exclude each other', async () => {
    const late = await local.create({ ...timesAt('2026-06-20T10:00:00') });
    const occurrence = (await local.call('GET', `/meetings/${late.id}?current=true`)).json;
    expect(await titles(`meetingNumber=${String(late['meetingNumber'])}`)).toHaveLength(1);
    for (const link of [late['webLink'], occurrence['webLink']]) {
      expect(await titles(`webLink=${encodeURIComponent(String(link))}`)).toHaveLength(1);
    }
    expect((await local.call('GET', '/meetings?meetingNumber=1&webLink=x')).status).toBe(400);
  });

  it('also shows meetings where one is only a guest', async () => {
    await local.create({ invitees: [{ email: BEN.toUpperCase() }] });
    await local.create({ title: 'Private' });
    const answer = await local.call('GET', '/meetings', undefined, { token: local.tokenFor(BEN) });
    expect(items(answer).map((item) => [item['title'], item['hostEmail']])).toEqual([
      ['Review', 'anna@example.com'],
    ]);
    expect(items(answer)[0]).not.toHaveProperty('hostKey');
  });

  it('lists occurrences and instances of a series without a type, by state and site', async () => {
    const { id } = await local.create();
    local.webex.setMeetingState(id, 'inProgress');
    const answer = await local.call('GET', `/meetings?meetingSeriesId=${id}`);
    expect(items(answer).map((item) => item['meetingType'])).toEqual(['meeting', 'scheduledMeeting']);
    expect(await titles('state=inProgress')).toEqual(['Review']);
    expect(await titles('state=active')).toEqual([]);
    expect(await titles('siteUrl=example.webex.com')).toEqual(['Review']);
    expect(await titles('siteUrl=other.webex.com')).toEqual([]);
    expect(await titles('scheduledType=webinar')).toEqual([]);
  });

  it.each([
    'meetingType=series',
    'max=0',
    'max=101',
    'max=null',
    'from=x',
    'from=2026-03-05T00:00:00Z&to=2026-03-04T00:00:00Z',
  ])('refuses %s', async (query) => {
    expect((await local.call('GET', `/meetings?${query}`)).status).toBe(400);
  });
});

describe('pages', () => {
  it('are ten long by default and linked by next, first in the header and absolute', async () => {
    for (let index = 0; index < 23; index += 1) await local.create({ title: `M${index}` });
    const seen: unknown[] = [];
    let url: string | undefined = '/meetings';
    while (url !== undefined) {
      const answer = await local.call('GET', url);
      seen.push(items(answer).length);
      const link = answer.headers.get('link');
      const next = link === null ? undefined : /^<([^>]+)>; rel="next"/.exec(link)?.[1];
      expect(next === undefined || next.startsWith(`${local.origin}/v1/meetings?`)).toBe(true);
      url = next?.slice(`${local.origin}/v1`.length);
    }
    expect(seen).toEqual([10, 10, 3]);
    expect(items(await local.call('GET', '/meetings?max=100'))).toHaveLength(23);
  });
});
