/** CalendarApp on the whole of local Calendar. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANNA, BEN, Whole } from './test/whole.ts';

let whole: Whole;
beforeAll(async () => {
  whole = await Whole.start();
});
afterAll(async () => {
  await whole.stop();
});

async function call(name: string, event?: unknown, as = ANNA): Promise<unknown> {
  const { result, error } = await whole.run('planner', {
    call: name,
    as,
    ...(event === undefined ? {} : { event }),
  });
  if (error) throw new Error(`${error.name}: ${error.message}\n${error.stack}`);
  return result;
}

describe('CalendarApp', () => {
  it('makes calendars, changes how they look, and deletes them', async () => {
    expect(await call('calendars')).toEqual({
      seen: [true, 'All of them', 'Europe/London', '#123456', true, false, false],
      owned: expect.arrayContaining(['Meeting rooms']) as unknown,
      events: 1,
      gone: null,
      default: [true, true],
    });
  });

  it('takes guests as a text with commas or as a list', async () => {
    expect(await call('guests')).toEqual([2, 2]);
  });

  it('shows a whole series as free', async () => {
    expect(await call('fair')).toEqual(['OPAQUE', 'TRANSPARENT']);
  });

  it('makes series of every kind of rule, and changes them whole', async () => {
    expect(await call('series')).toEqual({
      birthdays: ['2026-04-03 00:00', '2027-04-03 00:00', '2028-04-03 00:00'],
      before: ['2026-04-06 18:00', '2026-04-20 18:00', '2026-04-27 18:00', '2026-05-04 18:00'].map((day) =>
        // Paris is two hours ahead of UTC by then; the script named the offset of winter.
        day.replace('18:00', '19:00'),
      ),
      after: ['2026-04-06 19:00', '2026-04-20 19:00'],
      again: ['Course (short)', true, expect.arrayContaining([BEN]) as unknown],
      description: 'cake',
      first: true,
    });
  });

  it('answers for a guest, and invites by mail only where asked', async () => {
    const id = await call('invite');
    expect(whole.platforms.calendar.mails()).toMatchObject([{ to: BEN, kind: 'invitation' }]);
    await whole.advance(60_000);
    expect(await call('answer', { id }, BEN)).toBe('MAYBE');
  });

  it('sets whatever an event has', async () => {
    const id = await call('invite');
    expect(await call('details', { id })).toEqual({
      allDay: [true, '2026-04-30T22:00:00.000Z', '2026-05-02T22:00:00.000Z', '2026-04-30T22:00:00.000Z'],
      timed: [false, '2026-05-01T08:00:00.000Z'],
      seen: ['TRANSPARENT', 'PRIVATE', 'Here', ['a'], null, 0],
      reminders: [[30], [], []],
      type: true,
    });
  });

  it('refuses what Google refuses', async () => {
    const messages = (await call('wrong')) as string[];
    expect(messages.slice(0, 6)).toEqual([
      'Event start date must be before event end date.',
      "The parameters (String,String,String) don't match the method signature for CalendarApp.Calendar.createEvent.",
      'Invalid argument: color',
      'Invalid argument: minutesBefore',
      'This is not an all-day event.',
      'Invalid email: nobody',
    ]);
    expect(messages.slice(6)).toEqual([
      'CalendarApp.createEventFromDescription is not built in this local Apps Script.',
      'Invalid argument: color',
    ]);
  });
});
