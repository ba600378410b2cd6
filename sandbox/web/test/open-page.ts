/** For the page's browser tests: the local platforms in this process, and a Chromium that looks at the page. */
import { existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { startSandbox, type Sandbox } from '../../main.ts';
import { buildPage } from '../build.ts';
import { PAGE_FOLDER } from '../server.ts';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
];
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** @throws {Error} with the line to run, where there is no Chromium: browser tests never pass by skipping. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = PLACES.find((place) => existsSync(place));
  if (executablePath === undefined) throw new Error('Browser tests need Chromium: apt-get install chromium');
  return chromium.launch({ executablePath, args: FLAGS });
}

/** A Tuesday morning: the clock stands, so that the page looks the same at each run. */
export const CLOCK = '2026-06-09T08:24:00.000Z';

/** The demo's platforms without the add-on service. */
export async function startPlatforms(): Promise<Sandbox> {
  if (!existsSync(PAGE_FOLDER)) await buildPage();
  const [web = 0, google = 0, webex = 0, control = 0, clock = 0, service = 0] = await freePorts(6);
  return startSandbox({
    ports: { web, google, webex, control, clock, service },
    seed: 'demo',
    clock: CLOCK,
    clockMode: 'stopped',
    profile: 'demo',
    control: false,
  });
}

/** The page in a fresh browser profile; whatever it complains about, or fetches elsewhere, is collected. */
export async function openPage(
  browser: Browser,
  web: string,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    ...options,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (new URL(request.url()).hostname !== '127.0.0.1') complaints.push(`asked ${request.url()}`);
  });
  await page.goto(web);
  await page.locator('[data-key]').first().waitFor();
  return { page, complaints };
}

async function freePorts(count: number): Promise<readonly number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
