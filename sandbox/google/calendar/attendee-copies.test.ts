import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalGoogle } from './test/local-google.ts';
import { ANNA, BEN, CHLOE, startLocalGoogle } from './test/local-google.ts';
import { rejection } from './test/rejection.ts';

let google: LocalGoogle;

beforeEach(async () => {
  google = await startLocalGoogle();
});
afterEach(() => google.close());

const EXTERNAL = 'guest@elsewhere.example';
const meeting = {
  id: 'shared1',
  summary: 'Plan',
  start: { dateTime: '2026-03-03T10:00:00Z' },
  end: { dateTime: '2026-03-03T11:00:00Z' },
  attendees: [{ email: BEN }, { email: EXTERNAL }],
};

const eventOf = async (email: string, eventId = 'shared1') =>
  (await google.client(email).events.get({ calendarId: 'primary', eventId })).data;

async function invite(more: object = {}, sendUpdates?: string): Promise<void> {
  const parameters = {
    calendarId: 'primary',
    requestBody: { ...meeting, ...more },
    ...(sendUpdates ? { sendUpdates } : {}),
  };
  await google.client(ANNA).events.insert(parameters);
}

describe('a guest’s copy', () => {
  it('trap 15: a guest’s copy arrives later, with an etag and private properties of its own', async () => {
    await invite({ extendedProperties: { private: { mine: '1' }, shared: { ours: '2' } } });
    expect(
      await rejection(google.client(BEN).events.get({ calendarId: 'primary', eventId: 'shared1' })),
    ).toMatchObject({ code: 404 });
    google.changes.length = 0;
    await google.pass(300);
    const [copy, original] = [await eventOf(BEN), await eventOf(ANNA)];
    expect(copy.etag).not.toBe(original.etag);
    expect(copy).toMatchObject({
      id: 'shared1',
      iCalUID: 'shared1@google.com',
      summary: 'Plan',
      creator: { email: ANNA },
      organizer: { email: ANNA },
      extendedProperties: { shared: { ours: '2' } },
    });
    expect(copy.organizer?.self).toBeUndefined();
    expect(copy.attendees).toEqual([
      { email: BEN, self: true, responseStatus: 'needsAction' },
      { email: EXTERNAL, responseStatus: 'needsAction' },
    ]);
    // The organiser is nobody's guest, so she is not among them (trap 45).
    expect(original.attendees?.map((attendee) => attendee.email)).toEqual([BEN, EXTERNAL]);
    expect(google.changes).toEqual([{ calendarId: BEN, email: BEN, cause: 'propagation' }]);
  });

  it('keeps an answer that crosses a change of the organiser', async () => {
    await invite();
    await google.pass();
    const patch = (email: string, requestBody: object) =>
      google.client(email).events.patch({ calendarId: 'primary', eventId: 'shared1', requestBody });
    await patch(ANNA, { summary: 'Plan B' });
    await google.pass(1);
    await patch(BEN, { attendees: [{ email: BEN, responseStatus: 'accepted' }, { email: EXTERNAL }] });
    await google.pass();
    expect(await eventOf(BEN)).toMatchObject({ summary: 'Plan B' });
    expect((await eventOf(BEN)).attendees?.[0]?.responseStatus).toBe('accepted');
    expect((await eventOf(ANNA)).attendees?.[0]?.responseStatus).toBe('accepted');
  });

  it('follows changes, and goes when the guest is taken off or the event is deleted', async () => {
    await invite();
    await google.pass();
    const anna = google.client(ANNA);
    await anna.events.patch({
      calendarId: 'primary',
      eventId: 'shared1',
      requestBody: { summary: 'Plan B' },
    });
    expect((await eventOf(BEN)).summary).toBe('Plan');
    await google.pass();
    expect((await eventOf(BEN)).summary).toBe('Plan B');
    await anna.events.patch({
      calendarId: 'primary',
      eventId: 'shared1',
      requestBody: { attendees: [{ email: CHLOE }] },
    });
    await google.pass();
    expect((await eventOf(BEN)).status).toBe('cancelled');
    expect((await eventOf(CHLOE)).status).toBe('confirmed');
    await anna.events.delete({ calendarId: 'primary', eventId: 'shared1' });
    await google.pass();
    expect((await eventOf(CHLOE)).status).toBe('cancelled');
  });

  it('is not touched by what the organiser keeps to herself', async () => {
    await invite();
    await google.pass();
    const { etag } = await eventOf(BEN);
    await google
      .client(ANNA)
      .events.patch({ calendarId: 'primary', eventId: 'shared1', requestBody: { colorId: '3' } });
    google.changes.length = 0;
    await google.pass();
    expect((await eventOf(BEN)).etag).toBe(etag);
    expect(google.changes).toEqual([]);
  });

  it('trap 15: a guest’s edits stay local until the organiser writes again; only answers travel up', async () => {
    await invite();
    await google.pass();
    const ben = google.client(BEN);
    const attendees = [{ email: BEN, responseStatus: 'accepted' }, { email: EXTERNAL }];
    await ben.events.patch({
      calendarId: 'primary',
      eventId: 'shared1',
      requestBody: { summary: 'My words', attendees },
    });
    await google.pass();
    const original = await eventOf(ANNA);
    expect(original.summary).toBe('Plan');
    expect(original.attendees?.[0]).toEqual({ email: BEN, responseStatus: 'accepted' });
    expect((await eventOf(BEN)).attendees?.[0]?.responseStatus).toBe('accepted');
  });

  it('trap 46: not only the organiser changes what her sync sees (guestsCanModify)', async () => {
    await invite({ guestsCanModify: true, attendees: [{ email: BEN }, { email: CHLOE }] });
    await google.pass();
    google.changes.length = 0;
    await google
      .client(BEN)
      .events.patch({ calendarId: 'primary', eventId: 'shared1', requestBody: { summary: 'Ben’s' } });
    expect((await eventOf(ANNA)).summary).toBe('Plan');
    await google.pass();
    expect(await eventOf(ANNA)).toMatchObject({ summary: 'Ben’s', organizer: { email: ANNA, self: true } });
    expect((await eventOf(CHLOE)).summary).toBe('Ben’s');
    expect(google.changes.map(({ calendarId, cause }) => `${calendarId} ${cause}`)).toEqual([
      `${BEN} outside`,
      `${ANNA} propagation`,
      `${CHLOE} propagation`,
    ]);
  });

  it('deleted by the guest declines and does not come back (and is no deletion of the event)', async () => {
    await invite();
    await google.pass();
    await google.client(BEN).events.delete({ calendarId: 'primary', eventId: 'shared1' });
    await google.pass();
    expect(await eventOf(ANNA)).toMatchObject({
      status: 'confirmed',
      attendees: [{ email: BEN, responseStatus: 'declined' }, {}],
    });
    await google
      .client(ANNA)
      .events.patch({ calendarId: 'primary', eventId: 'shared1', requestBody: { summary: 'Plan B' } });
    await google.pass();
    expect((await eventOf(BEN)).status).toBe('cancelled');
  });

  it('comes back with an event that is restored, and is a row of its own for a guest invited again', async () => {
    await invite();
    await google.pass();
    await google.client(ANNA).events.delete({ calendarId: 'primary', eventId: 'shared1' });
    await google.pass();
    expect((await eventOf(BEN)).status).toBe('cancelled');
    google.calendar.restoreEvent(google.page(ANNA), 'primary', 'shared1');
    await google.pass();
    expect((await eventOf(BEN)).status).toBe('confirmed');
  });

  it('trap 49: a PUT on a guest’s copy without the shared properties is refused', async () => {
    await invite({ extendedProperties: { shared: { ours: '2' } } });
    await google.pass();
    const call = google.client(BEN).events.update({
      calendarId: 'primary',
      eventId: 'shared1',
      requestBody: { start: meeting.start, end: meeting.end },
    });
    expect(await rejection(call)).toEqual({
      code: 403,
      reason: 'forbiddenForNonOrganizer',
      message: 'Shared properties can only be changed by the organizer of the event.',
    });
  });

  it('trap 45: an invitee may have no copy, and an organiser is no attendee unless invited', async () => {
    google.switches.set({ 'google.inviteeCopies': 'onAnswer' });
    await invite();
    await google.pass();
    expect(google.calendar.state(BEN)).toEqual([]);
    const emails = (await eventOf(ANNA)).attendees?.map(({ email, organizer }) => [email, organizer]);
    expect(emails).toEqual([
      [BEN, undefined],
      [EXTERNAL, undefined],
    ]);
    await google.client(ANNA).events.patch({
      calendarId: 'primary',
      eventId: 'shared1',
      requestBody: { attendees: [{ email: ANNA }] },
    });
    expect((await eventOf(ANNA)).attendees).toEqual([
      { email: ANNA, organizer: true, self: true, responseStatus: 'needsAction' },
    ]);
  });
});

describe('mails', () => {
  const mails = () => google.calendar.mails().map(({ to, kind }) => `${to} ${kind}`);

  it('go out only where sendUpdates asks for them, to all or to those without an account', async () => {
    await invite();
    await google.pass();
    expect(mails()).toEqual([]);
    const patch = (summary: string, sendUpdates: string) =>
      google
        .client(ANNA)
        .events.patch({ calendarId: 'primary', eventId: 'shared1', sendUpdates, requestBody: { summary } });
    await patch('A', 'none');
    expect(mails()).toEqual([]);
    await patch('B', 'externalOnly');
    expect(mails()).toEqual([`${EXTERNAL} update`]);
    google.calendar.clearMails();
    await patch('C', 'all');
    expect(mails()).toEqual([`${BEN} update`, `${EXTERNAL} update`]);
    google.calendar.clearMails();
    await patch('C', 'all');
    expect(mails()).toEqual([]);
  });

  it('tell new guests apart from old ones, and those taken off', async () => {
    await invite({}, 'all');
    expect(mails()).toEqual([`${BEN} invitation`, `${EXTERNAL} invitation`]);
    expect(google.calendar.mails({ to: BEN })[0]).toMatchObject({
      from: 'google',
      subject: 'Invitation: Plan',
      eventId: 'shared1',
    });
    google.calendar.clearMails();
    const requestBody = { attendees: [{ email: BEN }, { email: CHLOE }] };
    await google
      .client(ANNA)
      .events.patch({ calendarId: 'primary', eventId: 'shared1', sendUpdates: 'all', requestBody });
    expect(mails()).toEqual([`${EXTERNAL} cancellation`, `${CHLOE} invitation`]);
    google.calendar.clearMails();
    await google
      .client(ANNA)
      .events.delete({ calendarId: 'primary', eventId: 'shared1', sendUpdates: 'all' });
    expect(mails()).toEqual([`${BEN} cancellation`, `${CHLOE} cancellation`]);
  });

  it('tell the organiser of an answer where the guest wants it', async () => {
    await invite();
    await google.pass();
    const attendees = [{ email: BEN, responseStatus: 'declined' }, { email: EXTERNAL }];
    const answer = {
      calendarId: 'primary',
      eventId: 'shared1',
      sendUpdates: 'all',
      requestBody: { attendees },
    };
    await google.client(BEN).events.patch(answer);
    expect(mails()).toEqual([`${ANNA} response`]);
    await google.client(BEN).events.patch(answer);
    expect(mails()).toEqual([`${ANNA} response`]);
  });

  it('obey the older sendNotifications, whose default is no', async () => {
    const token = google.token(ANNA);
    await google.raw('POST', '/calendars/primary/events?sendNotifications=true', token, meeting);
    expect(mails()).toHaveLength(2);
  });
});
