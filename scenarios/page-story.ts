/** What stories told in Chromium share: a page in a fresh browser profile, and what people do on it by name. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Locator,
  type Page,
} from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { findChromium, startProduct, type Product } from '@webex-scheduler/testkit';
import { beginRecording, type Recording } from './contract/recording.ts';

/** Words on the page and in the add-on's cards, in the language that the person reads. */
export const WORDS = {
  en: {
    install: 'Install',
    allow: 'Allow',
    connect: 'Connect Webex',
    continue: 'Continue to Webex',
    these: 'Connect these two',
    connected: 'Connected',
    hello: 'Hello',
  },
  fr: {
    install: 'Installer',
    allow: 'Autoriser',
    connect: 'Connecter Webex',
    continue: 'Continuer vers Webex',
    these: 'Relier ces comptes',
    connected: 'C’est connecté',
    hello: 'Bonjour',
  },
} as const;

export type PageLanguage = keyof typeof WORDS;
const LOCALES = { en: 'en-GB', fr: 'fr-FR' } as const;
const PATIENCE_MS = 15_000;

/** @throws {Error} with the line that installs Chromium where there is none */
function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
  });
}

export interface OpenedPage {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the browser's console complained about, and requests that left this machine. */
  readonly complaints: readonly string[];
}

/** Chromium and the product, for the stories of one file. */
export interface Stage {
  readonly browser: Browser;
  readonly product: Product;
}

/** Both are there before a file's first story and gone after its last; each story leaves no page and no fault behind. */
export function openStage(): Stage {
  let open: (Stage & { readonly recording: Recording }) | undefined;
  const opened = (): Stage => {
    if (!open) throw new Error('the stage is open within stories only');
    return open;
  };
  beforeAll(async () => {
    const browser = await startBrowser();
    const recording = await beginRecording();
    const product = await startProduct({
      record: recording.folder,
      profile: 'demo',
      clockMode: 'running',
      clock: '2026-06-09T08:24:00.000Z',
    });
    open = { browser, product, recording };
  });
  afterEach(async () => {
    const { browser, product } = opened();
    await product.control.clearFaults();
    await Promise.all(browser.contexts().map((context) => context.close()));
  });
  afterAll(async () => {
    if (!open) return;
    await open.browser.close();
    await open.product.stop();
    expect(await open.recording.end()).toEqual([]);
  });
  return {
    get browser() {
      return opened().browser;
    },
    get product() {
      return opened().product;
    },
  };
}

/** How long Webex and the page may take to follow. */
export const WAIT = { timeout: 15_000, interval: 100 };

/** Opens the page as the account with this place in the list, in a profile that nobody has used. */
export async function openPage(
  { browser, product }: Stage,
  options: BrowserContextOptions & { readonly language?: PageLanguage; readonly account?: number } = {},
): Promise<OpenedPage> {
  const { language = 'en', account = 0, ...more } = options;
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: LOCALES[language],
    reducedMotion: 'reduce',
    ...more,
  });
  context.setDefaultTimeout(PATIENCE_MS);
  await context.addInitScript((index) => {
    if (document.location.pathname !== '/' || sessionStorage.getItem('page.account') !== null) return;
    sessionStorage.setItem('page.account', String(index));
  }, account);
  const complaints: string[] = [];
  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  context.on('weberror', (error) => complaints.push(error.error().message));
  context.on('request', (request) => {
    if (new URL(request.url()).hostname !== '127.0.0.1') complaints.push(`asked ${request.url()}`);
  });
  const page = await context.newPage();
  await page.goto(product.ready.web);
  await page.locator('[data-key]').first().waitFor();
  return { context, page, complaints };
}

/** Pictures of each step, in memory; written down only when the story fails. */
export class Album {
  readonly #pictures: { readonly name: string; readonly picture: Buffer }[] = [];

  async take(page: Page, name: string): Promise<void> {
    this.#pictures.push({ name, picture: await page.screenshot() });
  }

  /** Runs the story; after a failure the error says where its pictures are. */
  async keepIfFailed(page: Page, story: () => Promise<void>): Promise<void> {
    try {
      await story();
    } catch (error) {
      await this.take(page, 'failure').catch(() => undefined);
      const paths = this.#pictures.map(({ name }, index) =>
        join(tmpdir(), `page-${String(process.pid)}-${String(index)}-${name}.png`),
      );
      await Promise.all(paths.map((path, index) => writeFile(path, this.#pictures[index]?.picture ?? '')));
      throw new Error(`The story failed; its pictures: ${paths.join(', ')}`, { cause: error });
    }
  }
}

export const named = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });
export const field = (page: Page, name: string): Locator => page.getByLabel(name, { exact: true });
export const panel = (page: Page): Locator => page.getByRole('region', { name: 'Webex', exact: true });
/** The box of an event in the grid: its name begins with its title. */
export const box = (page: Page, title: string): Locator =>
  page.getByRole('button', { name: new RegExp(`^${title},`) });

/** Install, and Allow everything that the consent sheet lists. */
export async function install(page: Page, language: PageLanguage = 'en'): Promise<void> {
  const words = WORDS[language];
  await named(page, words.install).click();
  await page.getByRole('dialog').getByRole('button', { name: words.allow }).click();
  await panel(page).getByRole('button', { name: words.connect }).waitFor();
}

/**
 * Connects Webex as a newcomer does: each page on the way, in the window that the card opens.
 * @param look - called on each page before its button is pressed
 */
export async function connectWebex(
  { context, page }: OpenedPage,
  language: PageLanguage = 'en',
  look: (popup: Page, name: string) => Promise<void> = async () => undefined,
): Promise<void> {
  const words = WORDS[language];
  const [popup] = await Promise.all([
    context.waitForEvent('page'),
    panel(page).getByRole('button', { name: words.connect }).click(),
  ]);
  await followLinkPages(popup, language, look);
  await panel(page).getByText(words.hello).waitFor();
}

/** From Google's consent page to "Connected", then the window is closed. */
export async function followLinkPages(
  popup: Page,
  language: PageLanguage = 'en',
  look: (popup: Page, name: string) => Promise<void> = async () => undefined,
): Promise<void> {
  const words = WORDS[language];
  const press = async (name: string, where: string): Promise<void> => {
    await named(popup, name).waitFor();
    await look(popup, where);
    await named(popup, name).click();
  };
  await press(words.allow, 'google-consent');
  await press(words.continue, 'link');
  await press(words.allow, 'webex-consent');
  await press(words.these, 'link-confirm');
  await popup.getByRole('heading', { name: words.connected }).waitFor();
  await look(popup, 'link-done');
  await popup.close();
}

/**
 * Drags an event to another weekday (0 = Monday) at the same time.
 * @param meanwhile - what happens before the hand lets go
 */
export async function drag(
  page: Page,
  event: Locator,
  day: number,
  meanwhile: () => Promise<void> = async () => undefined,
): Promise<void> {
  const from = await event.boundingBox();
  const lane = await page.locator('.day-lane').nth(day).boundingBox();
  if (!from || !lane) throw new Error('the event is not drawn');
  await page.mouse.move(from.x + 20, from.y + 6);
  await page.mouse.down();
  await page.mouse.move(lane.x + 40, from.y + 6, { steps: 8 });
  await meanwhile();
  await page.mouse.up();
}

/** Opens the editor of an event. */
export async function edit(page: Page, title: string): Promise<void> {
  await box(page, title).click();
  await named(page, 'Edit').click();
  await field(page, 'Title').waitFor();
}
