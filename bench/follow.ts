/**
 * How long until Webex has what a person did on the page? From letting go of a dragged event in Chromium to the
 * moment the meeting has its new time: the page's write, Google's trigger, the script, the service, Webex.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { chromium, type Page } from 'playwright-core';
import { findChromium, startProduct, type Person, type Product } from '@webex-scheduler/testkit';
import { atMost, percentile, type Question } from './figure.ts';

const AIM_MS = 2000;
const DRAGS = 24;
const TITLE = 'Follow me';
const POLL_MS = 10;
const PATIENCE_MS = 60_000;
/** Columns of the week, Monday = 0, which the event goes round: all in the future of the stories' Tuesday. */
const LANES = [3, 4, 2];

export const follow: Question = {
  figures: ['follow-p50', 'follow-p95'],
  measure: async (say) => {
    const product = await startProduct({ profile: 'demo', clockMode: 'running' });
    const browser = await chromium.launch({
      executablePath: findChromium(),
      args: ['--no-sandbox', '--disable-gpu'],
    });
    try {
      const maya = product.person(0);
      await maya.setUp();
      await scheduled(product, maya);
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
      const page = await context.newPage();
      await page.goto(product.ready.web);
      const taken: number[] = [];
      while (taken.length < DRAGS) {
        taken.push(await drag(product, page, LANES[taken.length % LANES.length] ?? 2));
        if (taken.length % 6 === 0) say(`follow: ${taken.length} of ${DRAGS} drags`);
      }
      return {
        'follow-p50': atMost(percentile(taken, 0.5), 'ms', AIM_MS),
        'follow-p95': atMost(percentile(taken, 0.95), 'ms', AIM_MS),
      };
    } finally {
      await browser.close();
      await product.stop();
    }
  },
};

async function scheduled({ control }: Product, maya: Person): Promise<void> {
  const { now } = await control.now();
  const day = new Date(Date.parse(now) + 86_400_000).toISOString().slice(0, 10);
  const at = (time: string) => ({ dateTime: `${day}T${time}:00+02:00`, timeZone: 'Europe/Stockholm' });
  await maya.schedule({ summary: TITLE, start: at('12:00'), end: at('13:00') });
  await control.settle();
}

/** Drags the event to another day; resolves with the time (ms) from letting go until Webex has it. */
async function drag({ control }: Product, page: Page, lane: number): Promise<number> {
  const before = await startAtWebex(control);
  const box = page.getByRole('button', { name: new RegExp(`^${TITLE},`) });
  await box.waitFor();
  const from = await box.boundingBox();
  const column = await page.locator('.day-lane').nth(lane).boundingBox();
  if (!from || !column) throw new Error('the event is not drawn');
  await page.mouse.move(from.x + 20, from.y + 8);
  await page.mouse.down();
  await page.mouse.move(column.x + 20, from.y + 8, { steps: 8 });
  const begun = performance.now();
  await page.mouse.up();
  while ((await startAtWebex(control)) === before) {
    if (performance.now() - begun > PATIENCE_MS) throw new Error('Webex did not follow within a minute');
    await wait(POLL_MS);
  }
  const taken = performance.now() - begun;
  await control.settle();
  return taken;
}

async function startAtWebex(control: Product['control']): Promise<string> {
  const [meeting] = (await control.live()).filter(({ title }) => title === TITLE);
  if (!meeting) throw new Error('the meeting is gone');
  return meeting.start;
}
