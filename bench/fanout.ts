/**
 * What does one change of a large meeting cost? Fifty guests all have the add-on, so fifty-one triggers fire; only
 * the organiser's copy is reported. The hourly checks of fifty-one people go on meanwhile and are not counted:
 * they come with or without a change.
 */
import { startProduct, type Product } from '@webex-scheduler/testkit';
import { atMost, type Question } from './figure.ts';
import { newcomer } from './people.ts';

const AIM = 1;
const GUESTS = 50;

export const fanout: Question = {
  figures: ['fanout'],
  measure: async (say) => {
    const product = await startProduct({ profile: 'demo' });
    try {
      return { fanout: atMost(await callsForOneChange(product, say), 'calls', AIM) };
    } finally {
      await product.stop();
    }
  },
};

async function callsForOneChange(product: Product, say: (line: string) => void): Promise<number> {
  const { control } = product;
  const maya = product.person(0);
  await maya.setUp();
  const attendees: { email: string }[] = [];
  for (let n = 0; n < GUESTS; n += 1) {
    const guest = await newcomer(product, `guest${n}`, false);
    await guest.install();
    await guest.act('openHome');
    attendees.push({ email: guest.email });
    if ((n + 1) % 10 === 0) say(`fanout: ${n + 1} of ${GUESTS} guests have the add-on`);
  }
  const at = (time: string) => ({ dateTime: `2026-06-12T${time}:00+02:00`, timeZone: 'Europe/Stockholm' });
  const event = await maya.schedule({
    summary: 'All hands',
    start: at('14:00'),
    end: at('15:00'),
    attendees,
  });
  await control.advance('PT15M');
  const last = (await control.calls()).at(-1)?.seq ?? 0;
  const began = (await control.now()).now;
  await maya.google.patch(maya.email, event.id, { start: at('15:00'), end: at('16:00') });
  await control.advance('PT5M');
  const { items } = await control.call<{ items: { at: string; cause: string; as: string }[] }>(
    'GET',
    '/executions',
  );
  const woken = new Set(
    items.filter((run) => run.cause === 'trigger' && run.at >= began).map((run) => run.as),
  );
  if (woken.size <= GUESTS) throw new Error(`only ${woken.size} add-ons were woken: nothing was proven`);
  const moved = await maya.meetingOf(await maya.event(event.id));
  if (Date.parse(moved?.start ?? '') !== Date.parse(at('15:00').dateTime))
    throw new Error('the meeting did not follow: nothing was proven');
  const calls = await control.calls('service', last);
  return calls.filter(({ path }) => path !== '/addon/v1/check').length;
}
