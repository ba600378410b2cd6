import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalGoogle } from './test/local-google.ts';
import { ANNA, BEN, CHLOE, startLocalGoogle } from './test/local-google.ts';

let google: LocalGoogle;

beforeEach(async () => {
  google = await startLocalGoogle();
});
afterEach(() => google.close());

const AT = { calendarId: 'primary', eventId: 'aaaaa' };

async function invite(more: object = {}, emails = [BEN]): Promise<void> {
  const requestBody = {
    id: 'aaaaa',
    start: { dateTime: '2026-03-03T09:00:00Z' },
    end: { dateTime: '2026-03-03T10:00:00Z' },
    attendees: emails.map((email) => ({ email })),
    ...more,
  };
  await google.client(ANNA).events.insert({ calendarId: 'primary', requestBody });
  await google.pass();
}

const guests = async (of: string) =>
  (await google.client(of).events.get(AT)).data.attendees?.map((attendee) => attendee.email);

async function bensGuests(...emails: readonly string[]): Promise<void> {
  const attendees = emails.map((email) => ({ email }));
  await google.client(BEN).events.patch({ ...AT, requestBody: { attendees } });
  await google.pass();
}

describe('a guest who invites others', () => {
  it('adds them for everybody', async () => {
    await invite();
    await bensGuests(BEN, CHLOE);
    expect(await guests(ANNA)).toEqual([BEN, CHLOE]);
    expect(await guests(CHLOE)).toEqual([BEN, CHLOE]);
  });

  it('cannot take others away', async () => {
    await invite({}, [BEN, CHLOE]);
    await bensGuests(BEN);
    expect(await guests(ANNA)).toEqual([BEN, CHLOE]);
  });

  it('keeps them to his own copy where guests may not invite', async () => {
    await invite({ guestsCanInviteOthers: false });
    await bensGuests(BEN, CHLOE);
    expect(await guests(ANNA)).toEqual([BEN]);
    const { data } = await google.client(CHLOE).events.list({ calendarId: 'primary' });
    expect(data.items).toEqual([]);
  });

  it('changes everything for everybody where guests may modify (trap 46)', async () => {
    await invite({ guestsCanModify: true }, [BEN, CHLOE]);
    await google.client(BEN).events.patch({ ...AT, requestBody: { summary: 'Ours now' } });
    await google.pass();
    await google.pass();
    for (const person of [ANNA, CHLOE])
      expect((await google.client(person).events.get(AT)).data.summary).toBe('Ours now');
    expect((await google.client(ANNA).events.get(AT)).data.organizer?.email).toBe(ANNA);
  });
});

describe('guests who may not see each other', () => {
  it('see only themselves, and answer all the same', async () => {
    await invite({ guestsCanSeeOtherGuests: false }, [BEN, CHLOE]);
    expect(await guests(BEN)).toEqual([BEN]);
    expect(await guests(ANNA)).toEqual([BEN, CHLOE]);
    const requestBody = { attendees: [{ email: BEN, responseStatus: 'declined' }] };
    await google.client(BEN).events.patch({ ...AT, requestBody });
    await google.pass();
    expect((await google.client(ANNA).events.get(AT)).data.attendees).toEqual([
      { email: BEN, responseStatus: 'declined' },
      { email: CHLOE, responseStatus: 'needsAction' },
    ]);
  });
});

describe('a body that leaves guests out (attendeesOmitted)', () => {
  it('changes the answers it names and nobody else', async () => {
    await invite({}, [BEN, CHLOE]);
    const ben = google.client(BEN);
    const { data: capped } = await ben.events.get({ ...AT, maxAttendees: 1 });
    expect(capped.attendeesOmitted).toBe(true);
    expect(capped.attendees?.map((attendee) => attendee.email)).toEqual([BEN]);
    await ben.events.patch({
      ...AT,
      requestBody: { attendeesOmitted: true, attendees: [{ email: BEN, responseStatus: 'accepted' }] },
    });
    await google.pass();
    expect(await guests(BEN)).toEqual([BEN, CHLOE]);
    expect((await google.client(ANNA).events.get(AT)).data.attendees?.[0]?.responseStatus).toBe('accepted');
  });
});
