import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seriesOnPort } from '../test/series-on-port.ts';
import { BEN, descriptions, items, webexOnPort, type Json, type WebexOnPort } from '../test/webex-on-port.ts';

let local: WebexOnPort;
let meetingId: string;
beforeEach(async () => {
  local = await webexOnPort();
  meetingId = (await local.create()).id;
});
afterEach(() => local.close());

const add = (email: string, more: Json = {}): ReturnType<WebexOnPort['call']> =>
  local.call('POST', '/meetingInvitees', { meetingId, email, sendEmail: false, ...more });
const addresses = (): string[] => local.webex.meetingsTruth()[0]!.invitees.map(({ email }) => email);

describe('guests, one by one', () => {
  it('have an id made of the meeting and ten digits, and the address as name where none is given', async () => {
    const answer = await add(BEN);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/json;charset=UTF-8');
    expect(answer.json['id']).toMatch(new RegExp(`^${meetingId}_\\d{10}$`));
    expect(answer.json).toMatchObject({
      email: BEN,
      displayName: BEN,
      coHost: false,
      meetingId,
      panelist: false,
    });
    expect((await local.call('GET', `/meetingInvitees/${String(answer.json['id'])}`)).json).toEqual(
      answer.json,
    );
  });

  it('are listed by address, in pages', async () => {
    for (const email of ['c@x.org', 'A@x.org', 'b@x.org']) await add(email);
    const first = await local.call('GET', `/meetingInvitees?meetingId=${meetingId}&max=2`);
    expect(items(first).map((guest) => guest['email'])).toEqual(['A@x.org', 'b@x.org']);
    const next = /<([^>]+)>; rel="next"/
      .exec(first.headers.get('link') ?? '')?.[1]
      ?.slice(`${local.origin}/v1`.length);
    expect(items(await local.call('GET', next!)).map((guest) => guest['email'])).toEqual(['c@x.org']);
  });

  it('can be invited once, whatever the case of the address', async () => {
    await add(BEN);
    const answer = await add(BEN.toUpperCase());
    expect([answer.status, answer.json['message'], ...descriptions(answer)]).toEqual([
      409,
      'User is already a meeting invitee.',
      'User is already a meeting invitee.',
    ]);
    expect(addresses()).toEqual([BEN]);
  });

  it('can be changed and removed', async () => {
    const id = String((await add(BEN)).json['id']);
    await add('c@x.org');
    const put = await local.call('PUT', `/meetingInvitees/${id}`, {
      email: BEN,
      coHost: true,
      displayName: 'Ben',
      sendEmail: false,
    });
    expect(put.json).toMatchObject({ id, coHost: true, displayName: 'Ben' });
    expect((await local.call('PUT', `/meetingInvitees/${id}`, { coHost: true })).status).toBe(400);
    expect((await local.call('PUT', `/meetingInvitees/${id}`, { email: 'C@x.org' })).status).toBe(409);
    const gone = await local.call('DELETE', `/meetingInvitees/${id}?sendEmail=false`);
    expect([gone.status, gone.text]).toEqual([204, '']);
    expect((await local.call('DELETE', `/meetingInvitees/${id}?sendEmail=false`)).status).toBe(404);
    expect(addresses()).toEqual(['c@x.org']);
  });

  it("are the host's to change only, and gone with the meeting", async () => {
    const id = String((await add(BEN)).json['id']);
    const token = local.tokenFor(BEN);
    expect(
      (await local.call('GET', `/meetingInvitees?meetingId=${meetingId}`, undefined, { token })).status,
    ).toBe(200);
    expect((await local.call('DELETE', `/meetingInvitees/${id}`, undefined, { token })).status).toBe(403);
    await local.call('DELETE', `/meetings/${meetingId}?sendEmail=false`);
    expect((await local.call('GET', `/meetingInvitees?meetingId=${meetingId}`)).status).toBe(404);
    expect((await add('c@x.org')).status).toBe(404);
  });

  it('are not written for an instance, and never listed without a meeting', async () => {
    local.webex.setMeetingState(meetingId, 'inProgress');
    const running = await local.call('GET', '/meetings?meetingType=meeting&from=2026-03-01T00:00:00Z');
    const instanceId = String(items(running)[0]?.['id']);
    expect((await local.call('GET', `/meetingInvitees?meetingId=${instanceId}`)).status).toBe(200);
    const body = { meetingId: instanceId, email: 'c@x.org', sendEmail: false };
    expect((await local.call('POST', '/meetingInvitees', body)).status).toBe(400);
    expect((await local.call('GET', '/meetingInvitees')).status).toBe(400);
  });
});

describe('guests in bulk', () => {
  const bulk = (emails: readonly string[]): ReturnType<WebexOnPort['call']> =>
    local.call('POST', '/meetingInvitees/bulkInsert', {
      meetingId,
      items: emails.map((email) => ({ email, sendEmail: false })),
    });

  it('are added together', async () => {
    const answer = await bulk(['b@x.org', 'a@x.org']);
    expect(items(answer)).toHaveLength(2);
    expect(addresses()).toEqual(['a@x.org', 'b@x.org']);
  });

  it.each([
    ['someLanded', ['a@x.org', 'b@x.org']],
    ['none', ['b@x.org']],
  ] as const)('answer 409 without errors if one is there already; %s', async (value, left) => {
    local.ground.switches.set({ 'webex.bulkInsert409': value });
    await add('b@x.org');
    const answer = await bulk(['a@x.org', 'b@x.org']);
    expect([answer.status, answer.json['message']]).toEqual([
      409,
      'Some users in the list have been invited.',
    ]);
    expect(answer.json).not.toHaveProperty('errors');
    expect(addresses()).toEqual(left);
  });

  it.each([
    ['none', []],
    ['101', Array.from({ length: 101 }, (_, n) => `g${n}@x.org`)],
    ['one twice', ['a@x.org', 'A@x.org']],
  ])('refuse %s', async (_name, emails) => {
    expect((await bulk(emails)).status).toBe(400);
    expect(addresses()).toEqual([]);
  });
});

describe('guests of one occurrence', () => {
  it("are the series' until they are written, and then its own", async () => {
    const series = await seriesOnPort(local, { invitees: [{ email: 'a@x.org' }] });
    const id = series.occurrence('2026-03-10');
    const emails = async (of: string): Promise<unknown[]> =>
      items(await local.call('GET', `/meetingInvitees?meetingId=${of}`)).map(({ email }) => email);
    const [inherited] = items(await local.call('GET', `/meetingInvitees?meetingId=${id}`));
    expect(inherited?.['id']).toMatch(new RegExp(`^${id}_\\d{10}$`));
    expect(inherited?.['meetingId']).toBe(id);
    const add = (meetingId: string, email: string): ReturnType<WebexOnPort['call']> =>
      local.call('POST', '/meetingInvitees', { meetingId, email, sendEmail: false });
    expect((await add(id, 'only@x.org')).status).toBe(200);
    await add(series.id, 'late@x.org');
    expect(await emails(series.id)).toEqual(['a@x.org', 'late@x.org']);
    expect(await emails(id)).toEqual(['a@x.org', 'only@x.org']);
    expect(await emails(series.occurrence('2026-03-17'))).toEqual(['a@x.org', 'late@x.org']);
    const [first] = items(await local.call('GET', `/meetingInvitees?meetingId=${id}`));
    const removed = await local.call('DELETE', `/meetingInvitees/${String(first?.['id'])}?sendEmail=false`);
    expect(removed.status).toBe(204);
    expect(await emails(id)).toEqual(['only@x.org']);
    expect((await add(`${series.id}_20260311T090000Z`, 'x@x.org')).status).toBe(404);
    await series.move(series.id, '2026-03-03T12:00:00', '2026-03-03T13:00:00');
    expect(await emails(`${series.id}_20260310T110000Z`)).toEqual(['a@x.org', 'late@x.org']);
  });

  it('see the meeting in their lists', async () => {
    const series = await seriesOnPort(local);
    const meetingId = series.occurrence('2026-03-03');
    await local.call('POST', '/meetingInvitees', { meetingId, email: BEN, sendEmail: false });
    const answer = await local.call('GET', '/meetings', undefined, { token: local.tokenFor(BEN) });
    expect(items(answer).map(({ id }) => id)).toContain(series.id);
  });
});
