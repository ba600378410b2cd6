/**
 * Every screen and dialog has no axe violation, in both themes and both languages; and a person without a mouse does
 * the whole job. One person's way through the product passes each screen once, per language. Only contrast can
 * differ between the themes, so the other theme is asked that alone.
 */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import {
  Album,
  box,
  connectWebex,
  field,
  install,
  named,
  openPage,
  panel,
  WAIT,
  openStage,
  WORDS,
  type OpenedPage,
  type PageLanguage,
} from './page-story.ts';

const stage = openStage();

const SAID = {
  en: {
    create: 'Create',
    title: 'Title',
    save: 'Save',
    discard: 'Discard',
    owner: 'Change owner',
    guests: 'Guests',
    conferencing: 'Add conferencing',
    kept: 'Kept when you save',
    end: 'End',
    stay: 'Keep editing',
    cancel: 'Cancel',
    edit: 'Edit',
    meetings: 'Webex meetings',
    permissions: 'Permissions',
    offline: 'You are offline',
    inStep: 'In step with the calendar',
    send: 'Send',
    remove: 'Remove Webex',
    subject: 'Press review',
  },
  fr: {
    create: 'Créer',
    title: 'Titre',
    save: 'Enregistrer',
    discard: 'Abandonner',
    owner: 'Changer d’organisateur',
    guests: 'Invités',
    conferencing: 'Ajouter une visioconférence',
    kept: 'Gardée à l’enregistrement',
    end: 'Fin',
    stay: 'Continuer',
    cancel: 'Annuler',
    edit: 'Modifier',
    meetings: 'Réunions Webex',
    permissions: 'Autorisations',
    offline: 'Vous êtes hors ligne',
    inStep: 'À jour avec l’agenda',
    send: 'Envoyer',
    remove: 'Retirer Webex',
    subject: 'Revue',
  },
} as const;

/** Without "legacy" each look opens a second tab to finish in, for the frames of other origins; there are none here. */
const axe = (page: Page): AxeBuilder => new AxeBuilder({ page }).setLegacyMode(true);

/** Looks at screens with axe and keeps what it finds, so that one run tells of every screen. */
class Inspector {
  readonly violations: string[] = [];
  readonly seen: string[] = [];

  async look(page: Page, name: string): Promise<void> {
    this.seen.push(name);
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    this.#note(`${name}, light`, await axe(page).analyze());
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    const contrast = await axe(page).withRules(['color-contrast', 'link-in-text-block']).analyze();
    this.#note(`${name}, dark`, contrast);
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  }

  #note(where: string, { violations }: Awaited<ReturnType<AxeBuilder['analyze']>>): void {
    this.violations.push(
      ...violations.map(({ id, nodes }) => `${where}: ${id} ${nodes.map((node) => node.html).join(' ')}`),
    );
  }
}

type Visit = (inspector: Inspector, opened: OpenedPage, language: PageLanguage) => Promise<void>;

const installing: Visit = async (inspector, opened, language) => {
  const { page } = opened;
  await inspector.look(page, 'calendar, not installed');
  await named(page, WORDS[language].install).click();
  await page.getByRole('dialog').waitFor();
  await inspector.look(page, 'consent sheet');
  await page.keyboard.press('Escape');
  await install(page, language);
  await inspector.look(page, 'sign-in card');
  await connectWebex(opened, language, (popup, name) => inspector.look(popup, name));
  await inspector.look(page, 'home card');
};

const editing: Visit = async (inspector, { page, context }, language) => {
  const said = SAID[language];
  await named(page, said.create).click();
  await field(page, said.title).fill(said.subject);
  await field(page, said.conferencing).selectOption({ label: 'Webex Meeting' });
  await page.getByText(said.kept).waitFor();
  await field(page, said.guests).fill('kari');
  await page.keyboard.press('Enter');
  await page.locator('.field-error').waitFor();
  await inspector.look(page, 'editor with an error in a field');
  await field(page, said.guests).fill('kari.nilsen@halvorsen.example');
  await page.keyboard.press('Enter');
  await context.setOffline(true);
  await named(page, said.save).click();
  await page.getByRole('dialog').getByRole('button', { name: said.send, exact: true }).waitFor();
  await inspector.look(page, 'send dialog');
  await page.getByRole('dialog').getByRole('button', { name: said.send, exact: true }).click();
  await page.getByRole('alert').getByText(said.offline).waitFor();
  await inspector.look(page, 'offline in the editor');
  expect(await field(page, said.title).inputValue(), 'what was typed is kept').toBe(said.subject);
  await context.setOffline(false);
  await named(page, said.save).click();
  await page.getByRole('dialog').getByRole('button', { name: said.send, exact: true }).click();
  await panel(page).getByText(said.inStep).waitFor();
  await inspector.look(page, 'saved, in step');
  await panel(page).getByRole('button', { name: said.remove }).click();
  await panel(page)
    .getByRole('button', { name: /^(Keep it|Conserver)$/ })
    .waitFor();
  await inspector.look(page, 'remove card');
  await panel(page)
    .getByRole('button', { name: /^(Keep it|Conserver)$/ })
    .click();
};

const asking: Visit = async (inspector, { page }, language) => {
  const said = SAID[language];
  await box(page, said.subject).click();
  await page.getByRole('dialog').waitFor();
  await inspector.look(page, 'peek');
  await named(page, said.edit).click();
  await field(page, said.title).fill('Revue de presse, plus tard');
  await inspector.look(page, 'editor of a saved event');
  await named(page, said.owner).click();
  await page.getByRole('dialog', { name: said.owner }).waitFor();
  await inspector.look(page, 'owner dialog');
  await page.keyboard.press('Escape');
  await named(page, said.discard).click();
  await page.getByRole('dialog').getByRole('button', { name: said.stay }).waitFor();
  await inspector.look(page, 'discard dialog');
  await page.getByRole('dialog').getByRole('button', { name: said.discard }).click();
  await page.locator('.grid').waitFor();
  await named(page, said.permissions).first().click();
  await page.getByRole('dialog').waitFor();
  await inspector.look(page, 'permissions sheet');
  await page.getByRole('dialog').getByRole('button', { name: said.cancel }).click();
};

const narrowing: Visit = async (inspector, { page }, language) => {
  const said = SAID[language];
  await page.getByRole('link', { name: said.meetings }).click();
  await inspector.look(page, 'meetings');
  await page.getByRole('link', { name: said.subject }).click();
  await page.getByRole('region', { name: said.subject }).waitFor();
  await inspector.look(page, 'a meeting');
  await page.setViewportSize({ width: 800, height: 900 });
  await inspector.look(page, 'meetings at 800 px');
  await page.goto(stage.product.ready.web);
  await page.locator('[data-key]').first().waitFor();
  await inspector.look(page, 'calendar at 800 px');
  await page.getByRole('button', { name: 'Menu' }).click();
  await inspector.look(page, 'menu at 800 px');
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 400, height: 800 });
  await page.locator('.day-list').waitFor();
  await page.locator('.bottom-nav').getByRole('button', { name: 'Webex', exact: true }).click();
  await inspector.look(page, 'panel at 400 px');
  await panel(page)
    .getByRole('button', { name: /^(Close panel|Fermer le panneau)$/ })
    .click();
  await inspector.look(page, 'calendar at 400 px');
  await page.locator('.day-event').filter({ hasText: said.subject }).click();
  await named(page, said.edit).click();
  await field(page, said.title).waitFor();
  await inspector.look(page, 'editor at 400 px');
};

/** The service's own pages, for an administrator who signs in at Google's chooser. */
async function servicePages(inspector: Inspector, page: Page, language: PageLanguage): Promise<void> {
  const { service, admin } = stage.product.ready;
  await page.goto(admin);
  await inspector.look(page, 'google-chooser');
  await page.getByRole('button', { name: /Maya Lindqvist/ }).click();
  const allow = named(page, WORDS[language].allow);
  const heading = page.getByRole('heading', { name: /^Administration$/ });
  await allow.or(heading).first().waitFor();
  if (await allow.isVisible()) await allow.click();
  await heading.waitFor();
  for (const [url, name] of [
    [admin, 'admin'],
    [`${service}/me`, 'me'],
    [`${service}/me/disconnect`, 'me-disconnect'],
    [`${service}/link/done`, 'link-done, opened by itself'],
  ] as const) {
    await page.goto(url);
    await inspector.look(page, name);
  }
}

test.each([
  ['en', 0],
  ['fr', 2],
] as const)(
  'no axe violation on any screen, %s',
  async (language, account) => {
    const inspector = new Inspector();
    const opened = await openPage(stage, { language, account });
    await new Album().keepIfFailed(opened.page, async () => {
      for (const visit of [installing, editing, asking, narrowing]) await visit(inspector, opened, language);
    });
    const { page } = await openPage(stage, { language });
    await servicePages(inspector, page, language);
    expect(inspector.violations).toEqual([]);
    expect(inspector.seen).toHaveLength(32);
  },
  300_000,
);

test('without a mouse: create with Webex, save, move, delete, undo', async () => {
  const { control } = stage.product;
  const priya = stage.product.person(1);
  await priya.setUp();
  const { page } = await openPage(stage, { account: 1 });
  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const tabTo = async (name: string, limit = 60): Promise<void> => {
    for (let turn = 0; turn < limit; turn += 1) {
      await page.keyboard.press('Tab');
      const label = await page.evaluate(() => {
        const focused = document.activeElement;
        const own = focused?.getAttribute('aria-label') ?? '';
        const labels =
          focused instanceof HTMLSelectElement || focused instanceof HTMLInputElement ? focused.labels : null;
        return own || labels?.[0]?.textContent || focused?.textContent || '';
      });
      if (label.trim().startsWith(name)) return;
    }
    throw new Error(`Tab does not reach ${name}`);
  };
  const times = async (): Promise<readonly string[]> =>
    (await control.live(priya.email)).map(({ title, start }) => `${title} ${new Date(start).toISOString()}`);

  await new Album().keepIfFailed(page, async () => {
    await tabTo('Week of');
    await press('Home', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'Enter');
    await expect.poll(() => page.locator(':focus').getAttribute('aria-label'), WAIT).toBe('Title');
    await page.keyboard.type('Typed');
    await tabTo('Add conferencing');
    await press('ArrowDown');
    await page.getByText('Kept when you save').waitFor();
    await press('Control+s');
    await expect.poll(async () => (await times()).length, WAIT).toBe(1);
    await page.locator('.grid').waitFor();
    await expect
      .poll(
        async () => (await control.state(priya.email, priya.email)).events.some((e) => e.summary === 'Typed'),
        WAIT,
      )
      .toBe(true);
    await control.settle();
    const [made] = await times();
    expect(made).toMatch(/^Typed /);

    await expect.poll(() => page.locator(':focus').count(), WAIT).toBe(1);
    await tabTo('Week of');
    for (let turn = 0; turn < 20; turn += 1) {
      await press('n');
      const active = await page.locator('.grid').getAttribute('aria-activedescendant');
      if ((await page.locator(`[id="${active ?? ''}"] .event-title`).textContent()) === 'Typed') break;
    }
    await press('m', 'ArrowDown', 'ArrowDown', 'Enter');
    const later = `Typed ${new Date(Date.parse(made?.slice(6) ?? '') + 30 * 60_000).toISOString()}`;
    await expect.poll(times, WAIT).toEqual([later]);

    await press('Enter');
    await page.getByRole('dialog').waitFor();
    await tabTo('Delete');
    await press('Enter');
    await expect
      .poll(
        async () =>
          (await control.state(priya.email, priya.email)).events.filter(
            (e) => e.summary === 'Typed' && e.status === 'confirmed',
          ).length,
        WAIT,
      )
      .toBe(0);
    await named(page, 'Undo').waitFor();
    await expect.poll(() => page.locator(':focus').count(), WAIT).toBe(1);
    await tabTo('Undo');
    await press('Enter');
    await box(page, 'Typed').waitFor();
    await control.advance('PT5M');
    expect(await times()).toEqual([later]);
  });
});
