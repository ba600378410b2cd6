import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../main.ts';
import { openPage, startBrowser, startPlatforms } from './open-page.ts';

interface Event {
  readonly id: string;
  readonly summary?: string;
  readonly start: { readonly dateTime?: string };
  readonly end: { readonly dateTime?: string };
  readonly attendees?: readonly { readonly email: string }[];
}

let browser: Browser;
let sandbox: Sandbox;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
});
beforeEach(async () => {
  sandbox = await startPlatforms();
});
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  await sandbox.stop();
});

/** What local Google's REST says, asked as the first account. */
async function heldEvents(summary: string): Promise<readonly Event[]> {
  const session = (await (await fetch(`${sandbox.info.web}/host/session`)).json()) as {
    accounts: { token: string }[];
  };
  const headers = { authorization: `Bearer ${session.accounts[0]?.token ?? ''}` };
  const response = await fetch(`${sandbox.info.google}/calendar/v3/calendars/primary/events`, { headers });
  return ((await response.json()) as { items: Event[] }).items.filter((event) => event.summary === summary);
}

async function mailCount(): Promise<number> {
  const mail = (await (await fetch(`${sandbox.info.web}/host/mail`)).json()) as { items: unknown[] };
  return mail.items.length;
}

const box = (page: Page, title: string) => page.getByRole('button', { name: new RegExp(`^${title},`) });
const label = (page: Page, name: string) => page.getByLabel(name, { exact: true });

async function edit(page: Page, title: string): Promise<void> {
  await box(page, title).click();
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await label(page, 'Title').waitFor();
}

describe('the page', () => {
  test('installs the add-on with the permissions that are ticked, and uninstalls it', async () => {
    const { page, complaints } = await openPage(browser, sandbox.info.web);
    await page.getByRole('button', { name: 'Install' }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('checkbox', { name: /connect to an external service/i }).uncheck();
    await sheet.getByRole('button', { name: 'Allow' }).click();
    await page.getByRole('button', { name: 'Permissions' }).click();
    await expect
      .poll(() => sheet.getByRole('checkbox', { name: /connect to an external service/i }).isChecked())
      .toBe(false);
    expect(await sheet.getByRole('checkbox', { name: /run as a calendar add-on/i }).isChecked()).toBe(true);
    await sheet.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Uninstall' }).click();
    await page.getByRole('button', { name: 'Install', exact: true }).waitFor();
    expect(complaints).toEqual([]);
  });

  test('a dragged event is moved at Google, and Undo puts it back', async () => {
    const { page } = await openPage(browser, sandbox.info.web);
    const [before] = await heldEvents('Halvorsen Shipping');
    const from = await box(page, 'Halvorsen Shipping').boundingBox();
    const lane = await page.locator('.day-lane').nth(2).boundingBox();
    if (!from || !lane) throw new Error('the event is not drawn');
    await page.mouse.move(from.x + 40, from.y + 8);
    await page.mouse.down();
    await page.mouse.move(lane.x + 60, from.y + 8, { steps: 8 });
    await page.mouse.up();
    await page.getByRole('button', { name: 'Undo' }).waitFor();
    await expect
      .poll(async () => (await heldEvents('Halvorsen Shipping'))[0]?.start.dateTime)
      .toMatch(/^2026-06-10T/);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(async () => (await heldEvents('Halvorsen Shipping'))[0]?.start).toEqual(before?.start);
  });

  test('by keyboard alone an event is moved, and one is created', async () => {
    const { page } = await openPage(browser, sandbox.info.web);
    await page.locator('.grid').focus();
    await page.keyboard.press('n');
    const active = await page.locator('.grid').getAttribute('aria-activedescendant');
    const title = (await page.locator(`[id="${active ?? ''}"] .event-title`).textContent()) ?? '';
    const [before] = await heldEvents(title);
    for (const key of ['m', 'ArrowDown', 'Escape']) await page.keyboard.press(key);
    expect((await heldEvents(title))[0]).toEqual(before);
    for (const key of ['m', 'ArrowDown', 'Shift+ArrowDown', 'Enter']) await page.keyboard.press(key);
    const quarter = 15 * 60_000;
    await expect
      .poll(async () => Date.parse((await heldEvents(title))[0]?.start.dateTime ?? ''))
      .toBe(Date.parse(before?.start.dateTime ?? '') + quarter);
    expect(Date.parse((await heldEvents(title))[0]?.end.dateTime ?? '')).toBe(
      Date.parse(before?.end.dateTime ?? '') + 2 * quarter,
    );
    await page.locator('.grid').focus();
    for (const key of ['Home', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'Enter'])
      await page.keyboard.press(key);
    await expect.poll(() => page.locator(':focus').getAttribute('aria-label')).toBe('Title');
    await page.keyboard.type('Typed');
    await page.keyboard.press('Control+s');
    await expect.poll(async () => (await heldEvents('Typed')).length).toBe(1);
    await expect.poll(() => page.locator(':focus').count()).toBe(1);
  });

  test('Save asks about the invitation only where there are guests, and says what is wrong in a field', async () => {
    const { page } = await openPage(browser, sandbox.info.web);
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    await label(page, 'Title').fill('Alone');
    await label(page, 'Start').fill('10:00');
    await label(page, 'End').fill('09:00');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('End must be after start').waitFor();
    expect(await heldEvents('Alone')).toEqual([]);
    await label(page, 'End').fill('11:00');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect.poll(async () => (await heldEvents('Alone')).length).toBe(1);
    expect(await mailCount()).toBe(0);

    await edit(page, 'Alone');
    await label(page, 'Guests').fill('priya');
    await page.keyboard.press('Enter');
    await page.getByText('Enter a full address').waitFor();
    await label(page, 'Guests').fill('guest@outside.example');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Save' }).click();
    await page
      .getByRole('dialog', { name: 'Send Google’s invitation?' })
      .getByRole('button', { name: 'Send', exact: true })
      .click();
    await expect.poll(mailCount).toBe(1);
    expect((await heldEvents('Alone'))[0]?.attendees?.map((guest) => guest.email)).toContain(
      'guest@outside.example',
    );
  });

  test('an event is duplicated to another date, deleted, and brought back', async () => {
    const { page } = await openPage(browser, sandbox.info.web);
    await edit(page, 'Focus time');
    await page.getByRole('button', { name: 'Duplicate' }).click();
    await label(page, 'Date').fill('2026-06-17');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect
      .poll(async () =>
        (await heldEvents('Focus time')).map((event) => event.start.dateTime?.slice(0, 10)).sort(),
      )
      .toEqual(['2026-06-08', '2026-06-17']);
    await box(page, 'Focus time').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await expect.poll(async () => (await heldEvents('Focus time')).length).toBe(1);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(async () => (await heldEvents('Focus time')).length).toBe(2);
  });

  test('what somebody else changed meanwhile is not overwritten without asking', async () => {
    const { page } = await openPage(browser, sandbox.info.web);
    await edit(page, 'Focus time');
    const [held] = await heldEvents('Focus time');
    const session = (await (await fetch(`${sandbox.info.web}/host/session`)).json()) as {
      accounts: { token: string }[];
    };
    await fetch(`${sandbox.info.google}/calendar/v3/calendars/primary/events/${held?.id ?? ''}`, {
      method: 'PATCH',
      headers: {
        authorization: `Bearer ${session.accounts[0]?.token ?? ''}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ summary: 'Theirs' }),
    });
    await label(page, 'Title').fill('Mine');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Someone changed this event' }).waitFor();
    expect((await heldEvents('Theirs')).length).toBe(1);
    await page.getByRole('button', { name: 'Keep mine' }).click();
    await expect.poll(async () => (await heldEvents('Mine')).length).toBe(1);
  });

  test('who wants to see inside reads the calls, moves the clock and plants a mishap', async () => {
    const { page, complaints } = await openPage(browser, sandbox.info.web);
    await page.getByRole('button', { name: 'Inside' }).click();
    const calls = page.getByRole('table', { name: 'Calls' });
    await calls.getByText('/calendar/v3/users/me/calendarList').first().waitFor();
    await page.getByRole('button', { name: 'An hour later' }).click();
    await page.locator('.clock-chip').getByText('11:24').waitFor();
    await page.getByRole('button', { name: 'Webex is down' }).click();
    await page.getByRole('button', { name: 'Webex is down', pressed: true }).waitFor();
    expect((await fetch(`${sandbox.info.webex}/people/me`)).status).toBe(503);
    await page.getByRole('button', { name: 'Webex is down · 1 call' }).click();
    await page.getByRole('button', { name: 'Webex is down', pressed: false }).waitFor();
    expect((await fetch(`${sandbox.info.webex}/people/me`)).status).toBe(401);
    expect(complaints).toEqual([]);
  });
});
