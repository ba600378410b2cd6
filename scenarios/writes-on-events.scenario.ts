import { expect } from 'vitest';
import { expectInStep, story } from './story.ts';

story(
  '30, 32, 33: our blocks mail nobody, and guests keep their answers',
  async (world) => {
    const { control, maya, priya, follow, at } = world;
    await maya.setUp();
    const original = await maya.schedule({
      summary: 'Offsite',
      description: 'Bring boots',
      start: at(3, '14:00'),
      end: at(3, '15:00'),
      attendees: [{ email: priya.email }],
      reminders: { useDefault: false, overrides: [{ method: 'popup', minutes: 7 }] },
    });
    const { eventId } = await maya.act<{ eventId: string }>('duplicate', {
      eventId: original.id,
      start: at(6, '14:00').dateTime,
    });
    await control.call('DELETE', '/mail');
    await follow();
    await expectInStep(maya, await maya.event(eventId));
    expect(await control.mail({ from: 'google' }), 'nobody hears of the block of the copy').toEqual([]);

    await follow();
    // She answers on her calendar; where the event is not on it before she answers, from the invitation.
    const { events } = await control.state(priya.email);
    const who = events.some(({ id }) => id === eventId) ? priya : maya;
    await who.google.patch(who.email, eventId, {
      attendees: [{ email: priya.email, responseStatus: 'accepted' }],
    });
    await follow();
    await control.call('DELETE', '/mail');
    // The person tells the guests of the move; the block that we write after it tells them nothing more.
    await control.switches({ 'webex.webLinkAfterTimeChange': 'new' });
    await maya.google.patch(
      maya.email,
      eventId,
      { start: at(7, '10:00'), end: at(7, '11:00') },
      '?sendUpdates=all',
    );
    const { conferenceData: before, ...moved } = await maya.event(eventId);
    await follow();
    await expectInStep(maya, await maya.event(eventId));
    const { conferenceData: after, ...written } = await maya.event(eventId);
    expect(after).not.toEqual(before);
    expect(written).toEqual({ ...moved, etag: written.etag, updated: written.updated });
    expect(written.attendees?.find(({ email }) => email === priya.email)?.responseStatus).toBe('accepted');
    expect(await control.mail({ from: 'google', to: priya.email })).toHaveLength(1);
  },
  { ofCopiedData: true },
);

story(
  '57: Google limits our writes: the block follows by itself, and nobody is asked to do it by hand',
  async ({ control, maya, follow, at }) => {
    await maya.setUp();
    const original = await maya.schedule({ summary: 'Busy', start: at(3, '14:00'), end: at(3, '15:00') });
    await follow();
    for (const [reason, wait] of [
      ['rateLimitExceeded', 'PT1H'],
      ['quotaExceeded', 'PT4H'],
    ] as const) {
      const { id } = await control.fault({
        on: 'google',
        match: { method: 'PATCH', account: maya.email },
        kind: 'status',
        status: 403,
        reason,
        times: null,
      });
      const { eventId } = await maya.act<{ eventId: string }>('duplicate', {
        eventId: original.id,
        start: at(6, '14:00').dateTime,
      });
      await follow();
      const opened = await maya.act('openEvent', { calendarId: maya.email, eventId });
      expect(JSON.stringify(opened), reason).not.toContain('This event needs you');
      expect((await control.faults())[0]?.hits, 'Google did refuse it').toBeGreaterThan(0);
      await control.call('DELETE', `/faults/${id}`);
      await control.advance(wait);
      await expectInStep(maya, await maya.event(eventId));
    }
  },
  { conferenceWrite: 'ownScript', ofCopiedData: true },
);
