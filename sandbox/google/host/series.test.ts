import { beforeEach, describe, expect, it } from 'vitest';
import type { EventResource } from '../calendar/event-resource-type.ts';
import { pageActor } from './editor.ts';
import { ADA, BEN, CONFERENCE, hostLab, savedEvent, type HostLab } from './test/host-lab.ts';

interface Saved {
  readonly eventId: string;
  readonly event: EventResource;
}

let lab: HostLab;
beforeEach(() => {
  lab = hostLab();
});

/** Tuesdays at ten in Paris, over the change of clocks at the end of March. */
const weekly = (more: Record<string, unknown> = {}): Promise<string> =>
  savedEvent(lab, ADA, { recurrence: ['RRULE:FREQ=WEEKLY;BYDAY=TU'], ...more });

function instances(eventId: string, timeMax = '2026-05-01T00:00:00Z'): readonly EventResource[] {
  return lab.calendar.instances(pageActor(ADA), ADA, eventId, { timeMax }).items;
}
const starts = (eventId: string, timeMax?: string): string[] =>
  instances(eventId, timeMax).map(({ start }) => start?.dateTime ?? start?.date ?? '');
/** Lets the guests' copies arrive. */
async function delivered(): Promise<void> {
  const { clock } = lab.ground;
  clock.set(clock.now() + 60_000);
  clock.runDue();
  while (clock.busy) await Promise.resolve();
}
const held = (id: string): EventResource => lab.calendar.getEvent(pageActor(ADA), ADA, id);

describe('this and following', () => {
  it('ends the old series the day before, and goes on with an _R series whose instances keep the base’s ids', async () => {
    const id = await weekly();
    const before = held(id);
    const { eventId, event } = await lab.act<Saved>(ADA, 'split', {
      eventId: id,
      originalStart: '2026-03-31T10:00:00+02:00',
      changes: { summary: 'Later half' },
    });
    expect(eventId).toBe(`${id}_R20260331T080000`);
    expect(event).toMatchObject({
      summary: 'Later half',
      iCalUID: `${id}_R20260331T080000@google.com`,
      created: before.created,
      recurrence: ['RRULE:FREQ=WEEKLY;BYDAY=TU'],
      start: { dateTime: '2026-03-31T10:00:00+02:00', timeZone: 'Europe/Paris' },
      end: { dateTime: '2026-03-31T10:45:00+02:00' },
    });
    expect(held(id).recurrence).toEqual(['RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20260330T215959Z']);
    expect(starts(id)).toHaveLength(4);
    const [first] = instances(eventId);
    expect(first).toMatchObject({ id: `${id}_20260331T080000Z`, recurringEventId: eventId });
    expect(held(first?.id ?? '')).toMatchObject({ summary: 'Later half', recurringEventId: eventId });
  });

  it('is asked for by an instance too, and splits what was split before', async () => {
    const id = await weekly();
    const split = async (eventId: string, day: string): Promise<string> =>
      (
        await lab.act<Saved>(ADA, 'split', {
          eventId,
          originalStart: `${day}T10:00:00+02:00`,
          changes: {},
        })
      ).eventId;
    await split(`${id}_20260331T080000Z`, '2026-03-31');
    expect(await split(`${id}_20260414T080000Z`, '2026-04-14')).toBe(`${id}_R20260414T080000`);
    expect(held(`${id}_R20260331T080000`).recurrence).toEqual([
      'RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20260413T215959Z',
    ]);
    expect(starts(`${id}_R20260414T080000`)).toHaveLength(3);
  });

  it('keeps conference, guests and their answers; the guests hear of both halves', async () => {
    const id = await weekly({ attendees: [{ email: BEN, responseStatus: 'accepted' }] });
    lab.calendar.patchEvent(
      pageActor(ADA),
      ADA,
      id,
      { conferenceData: CONFERENCE },
      { conferenceDataVersion: 1 },
    );
    const { event } = await lab.act<Saved>(ADA, 'split', {
      eventId: id,
      originalStart: '2026-03-17T10:00:00+01:00',
      changes: {},
    });
    expect(event.conferenceData).toEqual(held(id).conferenceData);
    expect(event.attendees).toEqual(held(id).attendees);
    await delivered();
    const ids = lab.events(BEN).map((each) => each.id);
    expect(ids).toEqual([id, `${id}_R20260317T090000`]);
  });

  it('shares out a count, and dates that were added or left out', async () => {
    const id = await weekly({
      recurrence: [
        'RRULE:FREQ=WEEKLY;COUNT=6',
        'EXDATE;TZID=Europe/Paris:20260310T100000,20260331T100000',
        'RDATE:20260401T080000Z',
      ],
    });
    const { eventId } = await lab.act<Saved>(ADA, 'split', {
      eventId: id,
      originalStart: '2026-03-24T10:00:00+01:00',
      changes: {},
    });
    expect(held(id).recurrence).toEqual([
      'RRULE:FREQ=WEEKLY;COUNT=3',
      'EXDATE;TZID=Europe/Paris:20260310T100000',
    ]);
    expect(held(eventId).recurrence).toEqual([
      'RRULE:FREQ=WEEKLY;COUNT=3',
      'EXDATE;TZID=Europe/Paris:20260331T100000',
      'RDATE:20260401T080000Z',
    ]);
    expect(starts(eventId).map((start) => start.slice(5, 10))).toEqual(['03-24', '04-01', '04-07']);
  });

  it('takes along what was changed or deleted of the later half, where its place is still there', async () => {
    const id = await weekly();
    const actor = pageActor(ADA);
    lab.calendar.patchEvent(actor, ADA, `${id}_20260407T080000Z`, { summary: 'Special' });
    lab.calendar.deleteEvent(actor, ADA, `${id}_20260414T080000Z`);
    const { eventId } = await lab.act<Saved>(ADA, 'split', {
      eventId: id,
      originalStart: '2026-03-31T10:00:00+02:00',
      changes: { location: 'Attic' },
    });
    expect(held(`${id}_20260407T080000Z`)).toMatchObject({ summary: 'Special', recurringEventId: eventId });
    expect(starts(eventId).map((start) => start.slice(5, 10))).toEqual(['03-31', '04-07', '04-21', '04-28']);
    const again = await lab.act<Saved>(ADA, 'split', {
      eventId,
      originalStart: '2026-04-07T10:00:00+02:00',
      changes: {
        start: { dateTime: '2026-04-07T12:00:00+02:00', timeZone: 'Europe/Paris' },
        end: { dateTime: '2026-04-07T12:45:00+02:00', timeZone: 'Europe/Paris' },
      },
    });
    expect(held(`${id}_20260407T080000Z`).status).toBe('cancelled');
    expect(starts(again.eventId).map((start) => start.slice(5, 13))).toEqual([
      '04-07T12',
      '04-14T12',
      '04-21T12',
      '04-28T12',
    ]);
  });

  it('takes a changed instance along in the guests’ calendars too, and changes it there once', async () => {
    const id = await weekly({ attendees: [{ email: BEN }] });
    lab.calendar.patchEvent(pageActor(ADA), ADA, `${id}_20260407T080000Z`, { summary: 'Special' });
    await delivered();
    const { eventId } = await lab.act<Saved>(ADA, 'split', {
      eventId: id,
      originalStart: '2026-03-31T10:00:00+02:00',
      changes: {},
    });
    await delivered();
    const copies = lab.events(BEN).map(({ id: copy, recurringEventId }) => [copy, recurringEventId]);
    expect(copies).toEqual([
      [id, undefined],
      [`${id}_20260407T080000Z`, eventId],
      [eventId, undefined],
    ]);
    const listed = lab.calendar.listEvents(pageActor(BEN), BEN, {
      singleEvents: true,
      timeMax: '2026-04-15T00:00:00Z',
    });
    expect(listed.items.filter(({ summary }) => summary === 'Special')).toHaveLength(1);
    expect(listed.items).toHaveLength(7);
  });

  it('without changes to go on with, the series just ends; from its first occurrence it is gone', async () => {
    const id = await weekly();
    await lab.act(ADA, 'split', {
      eventId: id,
      originalStart: '2026-03-10T10:00:00+01:00',
      changes: null,
    });
    expect(starts(id)).toHaveLength(1);
    expect(lab.events(ADA)).toHaveLength(1);
    await lab.act(ADA, 'split', { eventId: id, originalStart: '2026-03-03T10:00:00+01:00', changes: null });
    expect(held(id).status).toBe('cancelled');
  });

  it('taken back and done again at the same place finds its id again', async () => {
    const id = await weekly();
    const split = (summary: string): Promise<Saved> =>
      lab.act<Saved>(ADA, 'split', {
        eventId: id,
        originalStart: '2026-03-10T10:00:00+01:00',
        changes: { summary },
      });
    const { eventId } = await split('One');
    lab.calendar.deleteEvent(pageActor(ADA), ADA, eventId);
    await lab.act(ADA, 'saveSeries', {
      eventId: id,
      changes: { recurrence: ['RRULE:FREQ=WEEKLY;BYDAY=TU'] },
    });
    expect((await split('Two')).event).toMatchObject({ id: eventId, status: 'confirmed', summary: 'Two' });
  });

  it('whole days are cut by the day', async () => {
    const id = await savedEvent(lab, ADA, {
      start: { date: '2026-03-03' },
      end: { date: '2026-03-05' },
      recurrence: ['RRULE:FREQ=WEEKLY'],
    });
    const { eventId, event } = await lab.act<Saved>(ADA, 'split', {
      eventId: id,
      originalStart: '2026-03-17',
      changes: {},
    });
    expect(eventId).toBe(`${id}_R20260317`);
    expect(event).toMatchObject({ start: { date: '2026-03-17' }, end: { date: '2026-03-19' } });
    expect(held(id).recurrence).toEqual(['RRULE:FREQ=WEEKLY;UNTIL=20260316']);
  });

  it('is the organiser’s to ask for', async () => {
    const id = await weekly({ attendees: [{ email: BEN }] });
    await delivered();
    const originalStart = '2026-03-10T10:00:00+01:00';
    await expect(lab.act(BEN, 'split', { eventId: id, originalStart, changes: {} })).rejects.toMatchObject({
      status: 403,
      code: 'forbidden-for-non-organizer',
    });
    expect(lab.events(BEN)).toHaveLength(1);
  });

  it('refuses what is no series, and a start that the rule does not make', async () => {
    const single = await savedEvent(lab, ADA);
    const start = '2026-03-04T10:00:00+01:00';
    await expect(
      lab.act(ADA, 'split', { eventId: single, originalStart: start, changes: {} }),
    ).rejects.toMatchObject({ status: 400, code: 'not-recurring' });
    const series = await weekly();
    await expect(
      lab.act(ADA, 'split', { eventId: series, originalStart: start, changes: {} }),
    ).rejects.toMatchObject({ status: 404, code: 'unknown-occurrence' });
  });
});

describe('all events', () => {
  it('moves the series, keeps its id, and drops changed instances that have no place any more', async () => {
    const id = await weekly();
    lab.calendar.patchEvent(pageActor(ADA), ADA, `${id}_20260310T090000Z`, { summary: 'Special' });
    await lab.act(ADA, 'saveSeries', { eventId: `${id}_20260317T090000Z`, changes: { location: 'Attic' } });
    expect(held(`${id}_20260310T090000Z`)).toMatchObject({ summary: 'Special', status: 'confirmed' });
    const { eventId, exceptions } = await lab.act<Saved & { exceptions: number }>(ADA, 'saveSeries', {
      eventId: `${id}_20260317T090000Z`,
      changes: {
        start: { dateTime: '2026-03-17T11:00:00+01:00', timeZone: 'Europe/Paris' },
        end: { dateTime: '2026-03-17T11:45:00+01:00', timeZone: 'Europe/Paris' },
      },
    });
    expect(exceptions).toBe(1);
    expect(eventId).toBe(id);
    expect(starts(id, '2026-03-18T00:00:00Z').map((start) => start.slice(5, 13))).toEqual([
      '03-03T11',
      '03-10T11',
      '03-17T11',
    ]);
    expect(held(`${id}_20260310T090000Z`).status).toBe('cancelled');
  });

  it('goes to another day with its rule, by the wall over a change of clocks', async () => {
    const id = await weekly();
    const to = async (eventId: string, day: string): Promise<readonly string[] | undefined> => {
      const time = (hour: string): unknown => ({
        dateTime: `${day}T${hour}:00:00`,
        timeZone: 'Europe/Paris',
      });
      await lab.act(ADA, 'saveSeries', { eventId, changes: { start: time('10'), end: time('11') } });
      return held(id).recurrence;
    };
    expect(await to(`${id}_20260414T080000Z`, '2026-04-16')).toEqual(['RRULE:FREQ=WEEKLY;BYDAY=TH']);
    expect(starts(id, '2026-03-20T00:00:00Z')).toEqual([
      '2026-03-05T10:00:00+01:00',
      '2026-03-12T10:00:00+01:00',
      '2026-03-19T10:00:00+01:00',
    ]);
  });

  it('writes the conference that waits in the editor of an instance to the series', async () => {
    await lab.act(ADA, 'install');
    lab.answers.set('onCreate', { kind: 'conferenceData', result: CONFERENCE });
    const id = await weekly();
    const { draft } = await lab.act<{ draft: string }>(ADA, 'openEvent', {
      eventId: `${id}_20260317T090000Z`,
    });
    await lab.act(ADA, 'chooseConference', { draft, solutionId: 'room' });
    await lab.act(ADA, 'saveSeries', { eventId: id, draft });
    expect(instances(id).every((each) => each.conferenceData !== undefined)).toBe(true);
    await lab.act(ADA, 'save', { draft });
    expect(lab.events(ADA)).toHaveLength(1);
  });
});
