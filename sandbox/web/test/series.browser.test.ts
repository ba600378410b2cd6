/** Events that repeat, on the page: chosen, changed in part or as a whole, deleted and brought back. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sandbox } from '../../main.ts';
import { openPage, startBrowser, startPlatforms } from './open-page.ts';

interface Event {
  readonly id: string;
  readonly status: string;
  readonly summary?: string;
  readonly recurrence?: readonly string[];
  readonly recurringEventId?: string;
  readonly start: { readonly dateTime?: string };
}

let browser: Browser;
let sandbox: Sandbox;
let page: Page;
let complaints: string[];
beforeAll(async () => {
  [browser, sandbox] = await Promise.all([startBrowser(), startPlatforms()]);
  ({ page, complaints } = await openPage(browser, sandbox.info.web));
});
afterAll(async () => {
  await browser.close();
  await sandbox.stop();
});

/** Series and changed instances as local Google's REST lists them. */
async function held(title: string): Promise<readonly Event[]> {
  const session = (await (await fetch(`${sandbox.info.web}/host/session`)).json()) as {
    accounts: { token: string }[];
  };
  const url = new URL('/calendar/v3/calendars/primary/events', sandbox.info.google);
  const headers = { authorization: `Bearer ${session.accounts[0]?.token ?? ''}` };
  const { items } = (await (await fetch(url, { headers })).json()) as { items: Event[] };
  return items.filter(({ summary, status }) => status !== 'cancelled' && summary?.startsWith(title));
}
const rules = async (title: string): Promise<unknown> => (await held(title)).map((each) => each.recurrence);

const box = (title: string) => page.getByRole('button', { name: new RegExp(`^${title},`) });
const label = (name: string) => page.getByLabel(name, { exact: true });
const button = (name: string) => page.getByRole('button', { name, exact: true });
const choose = async (scope: string): Promise<void> => {
  await page
    .getByRole('dialog', { name: 'Edit recurring event' })
    .getByRole('button', { name: scope, exact: true })
    .click();
};

async function create(title: string, repeat: string, start: string): Promise<void> {
  await button('Create').click();
  await label('Title').fill(title);
  await label('Start').fill(start);
  await label('Repeat').selectOption(repeat);
}

test('a rule of one’s own is checked before anything is saved; the choices are written as Google’s page does', async () => {
  await create('Ritual', 'Custom rule', '16:00');
  expect(await label('Repeat').locator('option').allTextContents()).toEqual([
    'Does not repeat',
    'Daily',
    'Weekly',
    'Monthly',
    'Yearly',
    'Every weekday',
    'Custom rule',
  ]);
  await label('Rule').fill('every other week');
  await button('Save').click();
  await page.getByText('Enter a rule that takes place').waitFor();
  expect(await held('Ritual')).toEqual([]);
  await label('Repeat').selectOption('Every weekday');
  await button('Save').click();
  await expect.poll(() => box('Ritual').count()).toBe(4);
  expect(await rules('Ritual')).toEqual([['RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR']]);
  await box('Ritual').nth(1).click();
  await button('Edit').click();
  await expect.poll(() => label('Repeat').locator('option:checked').textContent()).toBe('Every weekday');
  await button('Discard').click();
});

test('a dragged instance asks how much is meant: this one, the following ones, or all; each can be taken back', async () => {
  await create('Weekly', 'Weekly', '18:00');
  await button('Save').click();
  await box('Weekly').waitFor();
  const start = async (): Promise<string | undefined> => (await held('Weekly'))[0]?.start.dateTime;
  expect(await start()).toBe('2026-06-09T18:00:00+02:00');
  await page.locator('.grid').focus();
  const moveDown = async (): Promise<void> => {
    await box('Weekly').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Move to…' }).click();
    for (const key of ['ArrowRight', 'Enter']) await page.keyboard.press(key);
  };
  await moveDown();
  await page.getByRole('dialog', { name: 'Edit recurring event' }).waitFor();
  await page.keyboard.press('Escape');
  expect(await held('Weekly')).toHaveLength(1);
  await moveDown();
  await choose('All events');
  await expect.poll(() => rules('Weekly')).toEqual([['RRULE:FREQ=WEEKLY;BYDAY=WE']]);
  expect(await start()).toBe('2026-06-10T18:00:00+02:00');
  await button('Undo').click();
  await expect.poll(() => rules('Weekly')).toEqual([['RRULE:FREQ=WEEKLY;BYDAY=TU']]);

  await button('Forward').click();
  await box('Weekly').waitFor();
  await moveDown();
  await choose('This and following events');
  await expect
    .poll(() => rules('Weekly'))
    .toEqual([['RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20260615T215959Z'], ['RRULE:FREQ=WEEKLY;BYDAY=WE']]);
  await button('Undo').click();
  await expect.poll(() => rules('Weekly')).toEqual([['RRULE:FREQ=WEEKLY;BYDAY=TU']]);
  await moveDown();
  await choose('This event');
  await expect.poll(async () => (await held('Weekly')).length).toBe(2);
  expect((await held('Weekly'))[1]?.start.dateTime).toBe('2026-06-17T18:00:00+02:00');
});

test('one instance, what follows or all is deleted; a title is changed from one instance on', async () => {
  await create('Series', 'Daily', '20:00');
  await button('Save').click();
  await expect.poll(() => box('Series').count()).toBeGreaterThan(3);
  await box('Series').nth(1).click();
  await button('Edit').click();
  await label('Title').fill('Series, renamed');
  await button('Save').click();
  await choose('This and following events');
  await expect.poll(() => box('Series, renamed').count()).toBeGreaterThan(1);
  const [first, second] = await held('Series');
  expect(second?.id).toMatch(new RegExp(`^${first?.id ?? ''}_R\\d{8}T\\d{6}$`));

  await box('Series, renamed').first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await choose('This event');
  await button('Undo').click();
  await box('Series, renamed').first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await choose('All events');
  await expect.poll(() => box('Series, renamed').count()).toBe(0);
  await button('Undo').click();
  await expect.poll(() => box('Series, renamed').count()).toBeGreaterThan(1);
  expect(complaints).toEqual([]);
});
