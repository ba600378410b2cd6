import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalGoogle } from './test/local-google.ts';
import { ANNA, BEN, CHLOE, startLocalGoogle } from './test/local-google.ts';
import { rejection } from './test/rejection.ts';

let google: LocalGoogle;
let team: string;

beforeEach(async () => {
  google = await startLocalGoogle();
  const { data } = await google.client(ANNA).calendars.insert({ requestBody: { summary: 'Team' } });
  team = data.id ?? '';
});
afterEach(() => google.close());

async function insert(more: object = {}): Promise<string> {
  const requestBody = {
    id: 'mover',
    summary: 'Handover',
    start: { dateTime: '2026-03-03T10:00:00Z' },
    end: { dateTime: '2026-03-03T11:00:00Z' },
    ...more,
  };
  const { data } = await google.client(ANNA).events.insert({ calendarId: 'primary', requestBody });
  return data.etag ?? '';
}

const get = async (email: string, calendarId = 'primary') =>
  (await google.client(email).events.get({ calendarId, eventId: 'mover' })).data;
const move = async () =>
  (await google.client(ANNA).events.move({ calendarId: 'primary', eventId: 'mover', destination: team }))
    .data;

describe('a moved event', () => {
  it('trap 44: a moved event lives on; the source keeps a readable cancelled stub that names the new organiser', async () => {
    const etag = await insert();
    const full = await google.client(ANNA).events.list({ calendarId: 'primary' });
    const moved = await move();
    expect(moved).toMatchObject({
      id: 'mover',
      status: 'confirmed',
      organizer: { email: team, displayName: 'Team', self: true },
    });
    const stub = await get(ANNA);
    expect(stub).toMatchObject({
      status: 'cancelled',
      etag,
      summary: 'Handover',
      organizer: { email: team, displayName: 'Team' },
    });
    expect(stub.organizer?.self).toBeUndefined();
    const repeated = await move();
    expect(repeated).toEqual(stub);
    const news = await google
      .client(ANNA)
      .events.list({ calendarId: 'primary', syncToken: full.data.nextSyncToken ?? '' });
    expect(news.data.items).toEqual([{ kind: 'calendar#event', etag, id: 'mover', status: 'cancelled' }]);
    google.switches.set({ 'google.listedStub': 'full' });
    const shown = await google
      .client(ANNA)
      .events.list({ calendarId: 'primary', syncToken: full.data.nextSyncToken ?? '' });
    expect(shown.data.items?.[0]).toMatchObject({ status: 'cancelled', organizer: { email: team } });
  });

  it('may be answered by the stub', async () => {
    google.switches.set({ 'google.moveAnswer': 'sourceStub' });
    await insert();
    expect(await move()).toMatchObject({ status: 'cancelled', organizer: { email: team } });
    expect((await get(ANNA, team)).status).toBe('confirmed');
  });

  it('stays as a guest’s copy where the old calendar is invited, and guests hear of the new organiser', async () => {
    await insert({ attendees: [{ email: ANNA }, { email: BEN }] });
    await google.pass();
    await move();
    await google.pass();
    expect(await get(ANNA)).toMatchObject({ status: 'confirmed', organizer: { email: team } });
    expect((await get(BEN)).organizer).toMatchObject({ email: team });
    await google
      .client(ANNA)
      .events.patch({ calendarId: team, eventId: 'mover', requestBody: { summary: 'New words' } });
    await google.pass();
    expect((await get(ANNA)).summary).toBe('New words');
  });

  it('needs write access to both calendars', async () => {
    await insert();
    const call = google
      .client(ANNA)
      .events.move({ calendarId: 'primary', eventId: 'mover', destination: CHLOE });
    expect(await rejection(call)).toMatchObject({ code: 404 });
  });
});

describe('the page’s change of owner', () => {
  it('gives the event to a person whose calendar the old owner cannot see, and tells him', async () => {
    await insert({ attendees: [{ email: CHLOE }] });
    await google.pass();
    google.changes.length = 0;
    const given = google.calendar.changeOwner(google.page(ANNA), 'primary', 'mover', BEN);
    expect(given).toMatchObject({ organizer: { email: BEN, self: true }, status: 'confirmed' });
    expect(google.changes.map((change) => change.calendarId).sort()).toEqual([ANNA, BEN]);
    expect(google.calendar.mails()).toMatchObject([{ to: BEN, kind: 'ownership' }]);
    expect(await get(ANNA)).toMatchObject({ status: 'cancelled', organizer: { email: BEN } });
    await google.pass();
    expect((await get(CHLOE)).organizer).toMatchObject({ email: BEN });
  });

  it('makes a guest’s copy the original, keeping his private properties', async () => {
    await insert({ attendees: [{ email: BEN }], extendedProperties: { private: { hers: '1' } } });
    await google.pass();
    const requestBody = { extendedProperties: { private: { his: '2' } } };
    await google.client(BEN).events.patch({ calendarId: 'primary', eventId: 'mover', requestBody });
    google.calendar.changeOwner(google.page(ANNA), 'primary', 'mover', BEN);
    expect((await get(BEN)).extendedProperties).toEqual({ private: { his: '2' } });
  });

  it('cannot bring a moved event back from the bin of the old owner', async () => {
    await insert();
    google.calendar.changeOwner(google.page(ANNA), 'primary', 'mover', BEN);
    expect(() => google.calendar.restoreEvent(google.page(ANNA), 'primary', 'mover')).toThrow('Not Found');
  });
});
