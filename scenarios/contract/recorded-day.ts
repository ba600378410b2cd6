/** A working day that makes every kind of call the product makes to both platforms, and then what other clients may call. */
import type { Product } from '@webex-scheduler/testkit';
import { exerciseGoogle } from './google-exercise.ts';
import { exerciseWebex } from './webex-exercise.ts';

/** Wall times after the start of the stories, Tuesday 9 June 2026. */
function at(days: number, time: string): { dateTime: string; timeZone: string } {
  return {
    dateTime: `2026-06-${String(9 + days).padStart(2, '0')}T${time}:00+02:00`,
    timeZone: 'Europe/Stockholm',
  };
}

export async function recordedDay(product: Product): Promise<void> {
  const { control } = product;
  const maya = product.person(0);
  await maya.setUp();
  const event = await maya.schedule({ summary: 'Contract day', start: at(3, '10:00'), end: at(3, '11:00') });
  await control.advance('PT15M');
  await maya.google.patch(maya.email, event.id, {
    start: at(4, '10:00'),
    end: at(4, '11:30'),
    summary: 'Contract day, moved',
  });
  await maya.google.patch(maya.email, event.id, {
    attendees: [{ email: 'kari.nilsen@halvorsen.example' }, { email: 'ola.berg@halvorsen.example' }],
  });
  await control.advance('PT15M');
  await maya.google.patch(maya.email, event.id, { attendees: [{ email: 'ola.berg@halvorsen.example' }] });
  await control.advance('PT1H');
  // A reply lost on creation: what was made is looked up by its tag.
  const { draft } = await maya.newEvent({
    summary: 'Lost reply',
    start: at(5, '10:00'),
    end: at(5, '11:00'),
  });
  await control.fault({
    on: 'webex',
    match: { method: 'POST', path: '^/v1/meetings$' },
    kind: 'lostReply',
    times: 1,
  });
  await maya.chooseWebex(draft);
  await control.advance('PT2H');
  await maya.google.remove(maya.email, event.id);
  await control.advance('PT2H');
  await exerciseWebex(product);
  await exerciseGoogle(product);
}
