import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalGoogle } from './test/local-google.ts';
import { ANNA, BEN, SCRIPT, SOLUTION, startLocalGoogle } from './test/local-google.ts';
import { rejection } from './test/rejection.ts';

let google: LocalGoogle;

beforeEach(async () => {
  google = await startLocalGoogle();
});
afterEach(() => google.close());

const meeting = { start: { dateTime: '2026-03-03T10:00:00Z' }, end: { dateTime: '2026-03-03T11:00:00Z' } };
const room = {
  conferenceSolution: { key: { type: 'addOn' }, name: 'Whatever', iconUri: 'https://elsewhere.example/icon' },
  conferenceId: '123',
  notes: 'Bring a pen',
  entryPoints: [
    {
      entryPointType: 'video',
      uri: 'https://rooms.example/j/123',
      label: 'mine',
      meetingCode: '123',
      passcode: 'pw',
    },
    { entryPointType: 'phone', uri: 'tel:+49-30-1234,,99#', regionCode: 'DE' },
    { entryPointType: 'more', uri: 'https://rooms.example/more', label: 'dropped' },
  ],
  parameters: { addOnParameters: { parameters: { ref: 'r1', scriptId: 'forged' } } },
};

/** An event on which the page put a room, which is what most of these tests start from. */
function dressed(id: string): void {
  const page = google.page(ANNA);
  google.calendar.insertEvent(
    page,
    'primary',
    { ...meeting, id, conferenceData: room },
    { conferenceDataVersion: 1 },
  );
}

const patch = (
  client: ReturnType<LocalGoogle['client']>,
  eventId: string,
  conferenceData: unknown,
  conferenceDataVersion = 1,
) =>
  client.events.patch({
    calendarId: 'primary',
    eventId,
    conferenceDataVersion,
    requestBody: { conferenceData: conferenceData as never },
  });

const asScript = { kind: 'script', scriptId: SCRIPT } as const;

describe('conference data', () => {
  it('trap 8: without conferenceDataVersion, conference data is neither stored nor wiped', async () => {
    const client = google.client(ANNA);
    const requestBody = { ...meeting, id: 'version0', conferenceData: room };
    const { data } = await client.events.insert({ calendarId: 'primary', requestBody });
    expect(data.conferenceData).toBeUndefined();
    dressed('aaaaa');
    const kept = await patch(client, 'aaaaa', null, 0);
    expect(kept.data.conferenceData?.conferenceId).toBe('123');
    const put = await client.events.update({
      calendarId: 'primary',
      eventId: 'aaaaa',
      requestBody: { ...meeting, summary: 'x' },
    });
    expect(put.data.conferenceData?.conferenceId).toBe('123');
  });

  it('trap 36: not every client may write addOn data: 400, but an unchanged echo passes', async () => {
    dressed('aaaaa');
    const client = google.client(ANNA);
    const { data: before } = await client.events.get({ calendarId: 'primary', eventId: 'aaaaa' });
    const echo = await patch(client, 'aaaaa', before.conferenceData);
    expect(echo.data.etag).toBe(before.etag);
    const insert = client.events.insert({
      calendarId: 'primary',
      conferenceDataVersion: 1,
      requestBody: { ...meeting, conferenceData: room },
    });
    for (const call of [insert, patch(client, 'aaaaa', { ...before.conferenceData, conferenceId: '124' })]) {
      expect(await rejection(call)).toEqual({
        code: 400,
        reason: 'invalid',
        message: 'Invalid conference data.',
      });
    }
    const { data: after } = await client.events.get({ calendarId: 'primary', eventId: 'aaaaa' });
    expect(after).toEqual(before);
  });

  it('trap 36: without key.type it is dropped without a word', async () => {
    const { conferenceSolution: _none, ...rest } = room;
    dressed('aaaaa');
    const { data, status } = await patch(google.client(ANNA), 'aaaaa', { ...rest, conferenceId: 'other' });
    expect(status).toBe(200);
    expect(data.conferenceData?.conferenceId).toBe('123');
  });

  it('is cleared by null, whoever’s it is', async () => {
    dressed('aaaaa');
    const { data } = await patch(google.client(ANNA), 'aaaaa', null);
    expect(data.conferenceData).toBeUndefined();
  });

  it('from the add-on’s own script gets name and icon of the manifest, derived labels, the script’s id first (trap 12)', async () => {
    const script = google.client(ANNA, asScript);
    await script.events.insert({ calendarId: 'primary', requestBody: { ...meeting, id: 'aaaaa' } });
    const { data } = await patch(script, 'aaaaa', room);
    expect(data.conferenceData).toEqual({
      entryPoints: [
        {
          entryPointType: 'video',
          uri: 'https://rooms.example/j/123',
          label: 'rooms.example/j/123',
          meetingCode: '123',
          passcode: 'pw',
        },
        { entryPointType: 'phone', uri: 'tel:+49-30-1234,,99#', label: '+49-30-1234', regionCode: 'DE' },
        {
          entryPointType: 'more',
          uri: 'https://www.google.com/url?q=https%3A%2F%2Frooms.example%2Fmore&sa=D&source=calendar',
        },
      ],
      conferenceSolution: { key: { type: 'addOn' }, name: SOLUTION.name, iconUri: SOLUTION.logoUrl },
      conferenceId: '123',
      notes: 'Bring a pen',
      parameters: { addOnParameters: { parameters: { scriptId: SCRIPT, ref: 'r1' } } },
    });
    expect(Object.keys(data.conferenceData?.parameters?.addOnParameters?.parameters ?? {})[0]).toBe(
      'scriptId',
    );
    const again = await patch(script, 'aaaaa', room);
    expect(again.data.etag).toBe(data.etag);
    // What Calendar itself put there counts as the same, too: the script's raw block changes nothing.
    const byPage = { ...meeting, id: 'bbbbb', conferenceData: data.conferenceData };
    const made = google.calendar.insertEvent(google.page(ANNA), 'primary', byPage, {
      conferenceDataVersion: 1,
    });
    expect((await patch(script, 'bbbbb', room)).data.etag).toBe(made.etag);
    await patch(script, 'aaaaa', { ...room, notes: 'Bring two' });
    expect(google.changes.at(-1)).toEqual({
      calendarId: ANNA,
      email: ANNA,
      cause: 'script',
      scriptId: SCRIPT,
    });
  });

  it.each([
    ['nobody', asScript, false],
    ['ownScript', { kind: 'script', scriptId: 'somebody-elses' } as const, false],
    ['ownScript', {}, false],
    ['anyClient', {}, true],
  ])('may be written under google.conferenceWrite=%s by %j: %s', async (value, token, allowed) => {
    google.switches.set({ 'google.conferenceWrite': value });
    const client = google.client(ANNA, token);
    await client.events.insert({ calendarId: 'primary', requestBody: { ...meeting, id: 'aaaaa' } });
    const call = patch(client, 'aaaaa', room);
    if (allowed) expect((await call).data.conferenceData?.conferenceId).toBe('123');
    else expect(await rejection(call)).toMatchObject({ code: 400, message: 'Invalid conference data.' });
  });

  it('can be made by request for Meet only, and then has a link of Google’s own', async () => {
    const client = google.client(ANNA);
    await client.events.insert({ calendarId: 'primary', requestBody: { ...meeting, id: 'aaaaa' } });
    const createRequest = { requestId: 'q1', conferenceSolutionKey: { type: 'hangoutsMeet' } };
    const { data } = await patch(client, 'aaaaa', { createRequest });
    expect(data.hangoutLink).toMatch(/^https:\/\/meet\.google\.com\/[a-z]{3}-[a-z]{4}-[a-z]{3}$/);
    expect(data.conferenceData?.createRequest?.status).toEqual({ statusCode: 'success' });
    const other = patch(client, 'aaaaa', {
      createRequest: { requestId: 'q2', conferenceSolutionKey: { type: 'addOn' } },
    });
    expect(await rejection(other)).toMatchObject({ code: 400, message: 'Invalid conference type value.' });
    const cleared = await patch(client, 'aaaaa', null);
    expect(cleared.data.hangoutLink).toBeUndefined();
  });

  it('reaches guests with every parameter, and a guest who may modify can take it off the original', async () => {
    const page = google.page(ANNA);
    const body = {
      ...meeting,
      id: 'aaaaa',
      conferenceData: room,
      attendees: [{ email: BEN }],
      guestsCanModify: true,
    };
    google.calendar.insertEvent(page, 'primary', body, { conferenceDataVersion: 1 });
    await google.pass();
    const ben = google.client(BEN);
    const { data: copy } = await ben.events.get({ calendarId: 'primary', eventId: 'aaaaa' });
    expect(copy.conferenceData?.parameters?.addOnParameters?.parameters).toEqual({
      ref: 'r1',
      scriptId: 'forged',
    });
    await patch(ben, 'aaaaa', null);
    await google.pass();
    const { data: original } = await google
      .client(ANNA)
      .events.get({ calendarId: 'primary', eventId: 'aaaaa' });
    expect(original.conferenceData).toBeUndefined();
  });
});
