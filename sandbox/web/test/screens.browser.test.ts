/**
 * Screens and dialogs that need no add-on service: no axe violation in both themes and both languages, and each is
 * reached and left by keyboard. (The rest passes by in `scenarios/accessibility.browser.ts`.)
 */
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../main.ts';
import { openPage, startBrowser, startPlatforms } from './open-page.ts';

const MAYA = 'maya.lindqvist@alderfinch.example';

let browser: Browser;
let sandbox: Sandbox;
beforeAll(async () => {
  [browser, sandbox] = await Promise.all([startBrowser(), startPlatforms()]);
});
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
});
afterAll(async () => {
  await browser.close();
  await sandbox.stop();
});

/**
 * What axe finds on the screen as it stands, in light and (only contrast can differ) in dark.
 * @param part - of a dialog: itself, since the page behind it has been looked at
 */
async function look(page: Page, name: string, part = 'body'): Promise<readonly string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const axe = new AxeBuilder({ page }).setLegacyMode(true).include(part);
    const asked = colorScheme === 'light' ? axe : axe.withRules(['color-contrast', 'link-in-text-block']);
    const { violations } = await asked.analyze();
    found.push(
      ...violations.map(({ id, nodes }) => `${name}, ${colorScheme}: ${id} ${nodes[0]?.html ?? ''}`),
    );
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  return found;
}

/** Presses Tab until the element that `selector` names has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let turn = 0; turn < 60; turn += 1) {
    if (await page.locator(`${selector}:focus`).count()) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never comes to ${selector}`);
}

const press = async (page: Page, ...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key);
};

describe.each(['en-GB', 'fr-FR'])('in %s', (locale) => {
  test('a series is made, its rule mended, and its dialog answered by keyboard', async () => {
    const { page, complaints } = await openPage(browser, sandbox.info.web, { locale });
    await tabTo(page, '.create');
    await press(page, 'Enter');
    await page.locator('.editor-title:focus').waitFor();
    await page.keyboard.type('Rounds');
    await tabTo(page, '.repeat select');
    await press(page, 'End', 'Tab');
    await page.locator('.repeat input:focus').waitFor();
    await press(page, 'Control+a');
    await page.keyboard.type('sometimes');
    await press(page, 'Control+s');
    await page.locator('.repeat input[aria-invalid="true"]:focus').waitFor();
    const found = [...(await look(page, 'a rule that is none', '.editor'))];
    await press(page, 'Control+a');
    await page.keyboard.type('FREQ=DAILY;COUNT=9');
    await press(page, 'Control+s');
    await page.locator('.grid').waitFor();
    await page
      .getByRole('button', { name: /^Rounds,/ })
      .first()
      .click();
    await page.locator('.peek-main').press('Enter');
    await page.locator('.editor-title:focus').waitFor();
    await page.keyboard.type(' 2');
    await press(page, 'Control+s');
    await page.locator('.scope-choices button:focus').waitFor();
    found.push(...(await look(page, 'Edit recurring event', '.dialog')));
    await press(page, 'Escape');
    await page.locator('.editor-title:focus').waitFor();
    await press(page, 'Control+s');
    await page.locator('.scope-choices button:focus').waitFor();
    await press(page, 'Tab', 'Tab', 'Enter');
    await page.locator('.grid').waitFor();
    await page.locator('.switcher button').last().click();
    await page
      .getByRole('button', { name: /^Rounds 2,/ })
      .nth(8)
      .waitFor();
    found.push(...(await look(page, 'month', '.place-calendar > main')));
    expect(found).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test('calendars and settings', async () => {
    const { page, complaints } = await openPage(browser, sandbox.info.web, { locale });
    await tabTo(page, '.calendars-head button');
    await press(page, 'Enter');
    await page.locator('.dialog input[type="text"]:focus').waitFor();
    await page.locator('.swatches input').nth(23).waitFor();
    await press(page, 'Enter');
    await page.locator('.dialog .field-error').waitFor();
    const found = [...(await look(page, 'a calendar without a name', '.dialog'))];
    await page.keyboard.type(`Projects ${locale}`);
    await press(page, 'Tab', 'ArrowDown', 'ArrowDown', 'Enter');
    const row = page.locator('.calendars li').filter({ hasText: `Projects ${locale}` });
    await row.locator('button').press('Enter');
    await page.locator('.dialog .is-first').waitFor();
    found.push(...(await look(page, 'a calendar', '.dialog')));
    await page.locator('.dialog .is-first').press('Enter');
    await row.waitFor({ state: 'detached' });
    await expect.poll(() => page.locator(':focus').count()).toBe(1);
    await page.locator('.settings-button').press('Enter');
    await page.locator('.settings-hidden').waitFor();
    found.push(...(await look(page, 'settings', '.dialog')));
    await page.locator('.settings-hidden button').first().press('Enter');
    await row.waitFor();
    await press(page, 'Escape');
    await page.locator('.settings-button:focus').waitFor();
    expect(found).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test('mail: the list by arrows, the message, and a panel that says what it cannot do', async () => {
    const { page, complaints } = await openPage(browser, sandbox.info.web, { locale });
    await fetch(`${sandbox.info.web}/host/act`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: MAYA, act: 'install' }),
    });
    await page.locator('.place[href="/mail"]').press('Enter');
    await page.locator('.mail-nothing').waitFor();
    const found = [...(await look(page, 'mail, nothing open'))];
    await tabTo(page, '.mail-row');
    await press(page, 'ArrowDown', 'Enter');
    await page.locator('.mail-text').nth(2).waitFor();
    await page.getByText(/no card for messages|pas encore de fiche/).waitFor();
    await page.locator('.mail-row.is-unread').waitFor({ state: 'detached' });
    found.push(...(await look(page, 'a message')));
    for (const width of [800, 400]) {
      await page.setViewportSize({ width, height: 800 });
      found.push(...(await look(page, `a message at ${String(width)} px`)));
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide, 'nothing stands outside').toBeLessThanOrEqual(width);
    }
    await page.locator('.mail-open .only-narrow').press('Enter');
    await page.locator('.mail-row').waitFor();
    await expect.poll(() => page.locator(':focus').count()).toBe(1);
    expect(found).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
