/** The product as a newcomer meets it, in Chromium: one event's life on the page, and each time Webex is right. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Meeting, StoredEvent } from '@webex-scheduler/testkit';
import {
  Album,
  box,
  connectWebex,
  drag,
  edit,
  field,
  install,
  named,
  openPage,
  panel,
  WAIT,
  openStage,
} from './page-story.ts';

const stage = openStage();

/** What Webex tells of a meeting beyond what other stories look at. */
interface WholeMeeting extends Meeting {
  readonly password: string;
  readonly sipAddress: string;
  readonly phoneAndVideoSystemPassword: string;
  readonly telephony: {
    readonly accessCode: string;
    readonly callInNumbers: readonly { readonly callInNumber: string }[];
  };
}

const SUBJECT = 'Design crit';
const GUEST = 'priya.raman@alderfinch.example';
const OUTSIDER = 'kari.nilsen@halvorsen.example';

const instant = (text: string): string => new Date(text).toISOString();

/** What Webex holds for the story's host, short: each meeting's title, start and guests. */
async function held(host: string): Promise<readonly string[]> {
  const live = await stage.product.control.live(host);
  return live
    .map(({ title, start, invitees }) =>
      [title, instant(start), ...invitees.map(({ email }) => email).sort()].join(' '),
    )
    .sort();
}

async function eventsCalled(host: string, title: string): Promise<readonly StoredEvent[]> {
  const { events } = await stage.product.control.state(host, host);
  return events.filter((event) => event.summary === title && event.status === 'confirmed');
}

/** Where the calendar has the one event of this title, as an instant. */
async function startOf(host: string, title: string): Promise<string> {
  return instant((await eventsCalled(host, title))[0]?.start?.dateTime ?? '1970-01-01');
}

/** The block says what the meeting is, in each of its ways in, and names its event. */
function expectBlock(event: StoredEvent | undefined, meeting: WholeMeeting | undefined): void {
  const data = event?.conferenceData;
  const { meetingNumber, telephony } = meeting ?? {};
  expect(data).toMatchObject({
    conferenceId: meetingNumber,
    conferenceSolution: { name: 'Webex Meeting', key: { type: 'addOn' } },
  });
  expect(data).not.toHaveProperty('notes');
  const ways = (data?.entryPoints ?? []).map(({ entryPointType, uri, passcode, meetingCode }) => ({
    entryPointType,
    uri,
    passcode,
    meetingCode,
  }));
  const phones = (telephony?.callInNumbers ?? []).map(({ callInNumber }) => ({
    entryPointType: 'phone',
    uri: `tel:${callInNumber.replaceAll('-', '')},,${telephony?.accessCode ?? ''}#`,
    passcode: meeting?.phoneAndVideoSystemPassword,
    meetingCode: undefined,
  }));
  expect(phones.length).toBeGreaterThan(0);
  const video = {
    entryPointType: 'video',
    uri: meeting?.webLink,
    passcode: meeting?.password,
    meetingCode: meetingNumber,
  };
  const sip = {
    entryPointType: 'sip',
    uri: `sip:${meeting?.sipAddress ?? ''}`,
    passcode: undefined,
    meetingCode: undefined,
  };
  expect(ways).toHaveLength(phones.length + 2);
  expect(ways).toEqual(expect.arrayContaining([video, sip, ...phones]));
  const { scriptId: _calendars, ...parameters } = data?.parameters?.addOnParameters?.parameters ?? {};
  expect(Object.keys(parameters).sort()).toEqual(['eventId', 'gen', 'ref', 'v']);
  expect(parameters['eventId']).toBe(event?.id);
  expect(Buffer.from(parameters['ref'] ?? '', 'base64url')).toHaveLength(16);
}

/** Saves, and answers Google's question about the invitation. */
async function saveAnd(page: Page, answer: 'Send' | 'Don’t send'): Promise<void> {
  await named(page, 'Save').click();
  await page
    .getByRole('dialog', { name: 'Send Google’s invitation?' })
    .getByRole('button', { name: answer, exact: true })
    .click();
  await page.locator('.grid').waitFor();
}

test('a newcomer installs, links, adds Webex, and whatever happens to the event happens to the meeting', async () => {
  const { control, ready } = stage.product;
  const host = ready.accounts[0]?.email ?? '';
  const opened = await openPage(stage);
  const { page, complaints } = opened;
  const album = new Album();
  const look = (name: string): Promise<void> => album.take(page, name);
  await album.keepIfFailed(page, async () => {
    await install(page);
    await look('installed');
    await connectWebex(opened, 'en', (popup, name) => album.take(popup, name));
    await look('connected');

    await named(page, 'Create').click();
    await field(page, 'Title').fill(SUBJECT);
    await field(page, 'Date').fill('2026-06-10');
    await field(page, 'Start').fill('09:00');
    await field(page, 'End').fill('10:00');
    await field(page, 'Add conferencing').selectOption({ label: 'Webex Meeting' });
    await page.getByText('Kept when you save').waitFor();
    await field(page, 'Guests').fill(GUEST);
    await page.keyboard.press('Enter');
    await look('editor');
    await saveAnd(page, 'Send');
    await expect.poll(() => held(host), WAIT).toEqual([`${SUBJECT} 2026-06-10T07:00:00.000Z ${GUEST}`]);
    const [made] = (await control.live(host)) as readonly WholeMeeting[];
    const [event] = await eventsCalled(host, SUBJECT);
    expectBlock(event, made);
    expect((await control.mail({ from: 'google' })).map((mail) => mail.to)).toEqual([GUEST]);
    await panel(page).getByText('In step with the calendar').waitFor();
    await look('saved');

    await drag(page, box(page, SUBJECT), 3);
    await expect.poll(() => startOf(host, SUBJECT), WAIT).toBe('2026-06-11T07:00:00.000Z');
    const at = await startOf(host, SUBJECT);
    await expect.poll(() => held(host), WAIT).toEqual([`${SUBJECT} ${at} ${GUEST}`]);
    await page.getByText('Webex updated').waitFor();
    await look('dragged');

    await edit(page, SUBJECT);
    await field(page, 'Title').fill('Critique');
    await saveAnd(page, 'Don’t send');
    await expect.poll(() => held(host), WAIT).toEqual([`Critique ${at} ${GUEST}`]);
    await look('renamed');

    await edit(page, 'Critique');
    await field(page, 'Guests').fill(OUTSIDER);
    await page.keyboard.press('Enter');
    await saveAnd(page, 'Send');
    const kept = `Critique ${at} ${OUTSIDER} ${GUEST}`;
    await expect.poll(() => held(host), WAIT).toEqual([kept]);
    expect((await control.live(host)).map(({ id }) => id)).toEqual([made?.id]);
    await look('guests');

    await edit(page, 'Critique');
    await named(page, 'Duplicate').click();
    await field(page, 'Date').fill('2026-06-12');
    await saveAnd(page, 'Don’t send');
    const copied = `Critique ${at.replace('-11T', '-12T')} ${OUTSIDER} ${GUEST}`;
    await expect.poll(() => held(host), WAIT).toEqual([kept, copied]);
    await expect
      .poll(async () => {
        const links = (await eventsCalled(host, 'Critique')).map((each) => each.conferenceData?.conferenceId);
        return links.sort();
      }, WAIT)
      .toEqual((await control.live(host)).map(({ meetingNumber }) => meetingNumber).sort());
    const copy = (await control.live(host)).find(({ id }) => id !== made?.id) as WholeMeeting | undefined;
    for (const [own, day] of [
      [made, '2026-06-11'],
      [copy, '2026-06-12'],
    ] as const) {
      const events = await eventsCalled(host, 'Critique');
      expectBlock(
        events.find((each) => each.start?.dateTime?.startsWith(day)),
        own,
      );
    }
    await look('duplicated');

    const friday = box(page, 'Critique, Friday 12 June');
    await friday.click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await expect.poll(async () => (await eventsCalled(host, 'Critique')).length, WAIT).toBe(1);
    await look('deleted');
    await named(page, 'Undo').click();
    await friday.waitFor();
    await control.advance('PT5M');
    expect(await held(host), 'undone within the grace: nothing has happened').toEqual([kept, copied]);

    await friday.click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await expect.poll(async () => (await eventsCalled(host, 'Critique')).length, WAIT).toBe(1);
    await control.settle();
    expect(await held(host), 'the grace is two minutes').toEqual([kept, copied]);
    await control.advance('PT5M');
    await expect.poll(() => held(host), WAIT).toEqual([kept]);
    await look('deleted-for-good');
    expect(await control.mail({ from: 'webex' })).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

test('the page speaks HTTP only: while no trigger is delivered, a drag changes nothing at Webex', async () => {
  const { control } = stage.product;
  const priya = stage.product.person(1);
  await priya.setUp();
  await priya.schedule({
    summary: 'Own talk',
    start: { dateTime: '2026-06-09T17:00:00+01:00', timeZone: 'Europe/London' },
    end: { dateTime: '2026-06-09T18:00:00+01:00', timeZone: 'Europe/London' },
  });
  await control.settle();
  const before = await held(priya.email);
  expect(before).toEqual(['Own talk 2026-06-09T16:00:00.000Z']);
  await control.fault({ on: 'trigger', kind: 'drop', times: null });
  const { page } = await openPage(stage, { account: 1 });
  const seq = (await control.calls()).at(-1)?.seq ?? 0;
  await drag(page, box(page, 'Own talk'), 2);
  await expect.poll(() => startOf(priya.email, 'Own talk'), WAIT).toMatch(/^2026-06-10T/);
  await control.settle();
  const calls = await control.calls(undefined, seq);
  expect(await held(priya.email)).toEqual(before);
  expect(calls.filter(({ path }) => path === '/addon/v1/changes')).toEqual([]);
  expect(calls.filter(({ by, method }) => by === 'page' && method === 'PATCH')).toHaveLength(1);

  await control.clearFaults();
  await control.advance('PT2H');
  expect(await held(priya.email), 'the hourly check hears of it').toEqual([
    `Own talk ${await startOf(priya.email, 'Own talk')}`,
  ]);
});

const CATALOGUE = resolve(import.meta.dirname, '../packages/locales/locales');

/** Everything of the English catalogue that a French reader must never see: whole messages, and runs of words. */
function englishWords(): { readonly whole: ReadonlySet<string>; readonly runs: readonly string[] } {
  const read = (language: string): Record<string, string> =>
    JSON.parse(readFileSync(resolve(CATALOGUE, `${language}.json`), 'utf8')) as Record<string, string>;
  const french = Object.values(read('fr')).join('\n');
  const english = Object.values(read('en')).filter((message) => !french.includes(message));
  const runs = english
    .flatMap((message) => message.split(/\{[a-z]\w*, plural, |[{}#]/))
    .map((run) => run.trim())
    .filter((run) => /\p{L}{2,} \p{L}+/u.test(run) && !french.includes(run));
  return { whole: new Set(english), runs };
}

test('a French reader finds no English of the catalogue in any card', async () => {
  const { control } = stage.product;
  const opened = await openPage(stage, { account: 2, language: 'fr' });
  const { page, complaints } = opened;
  const { whole, runs } = englishWords();
  expect(runs.length).toBeGreaterThan(100);
  const seen: string[] = [];
  const read = async (name: string, waitFor: string): Promise<void> => {
    await panel(page).getByText(waitFor).first().waitFor();
    const text = await panel(page).innerText();
    const found = [
      ...text.split('\n').filter((line) => whole.has(line.trim())),
      ...runs.filter((run) => text.includes(run)),
    ];
    expect(found, `${name}: ${text}`).toEqual([]);
    seen.push(name);
  };
  const album = new Album();
  await album.keepIfFailed(page, async () => {
    await install(page, 'fr');
    await read('sign-in', 'Seulement vos réunions');
    await connectWebex(opened, 'fr');
    await read('empty home', 'Aucune réunion Webex à venir');

    await page.getByRole('button', { name: /^Board preparation,/ }).click();
    await read('no meeting', 'Pas encore de réunion Webex');
    await panel(page).getByRole('button', { name: 'Ajouter Webex' }).click();
    await page.getByText('Gardée à l’enregistrement').waitFor();
    await read('draft', 'Prête, pas encore enregistrée');
    await named(page, 'Enregistrer').click();
    await page.locator('.grid').waitFor();
    await read('in step', 'À jour avec l’agenda');
    await panel(page).getByRole('button', { name: 'Retirer Webex' }).click();
    await read('remove?', 'Retirer Webex de l’événement');
    await panel(page).getByRole('button', { name: 'Retirer Webex' }).click();
    await read('removed', 'Webex retiré');
    await panel(page).getByRole('button', { name: 'Annuler' }).click();
    await read('undone', 'À jour avec l’agenda');
    await page.getByRole('button', { name: /^Design review,/ }).click();
    await read('guest’s event', 'Consultation seule');
    await panel(page).getByRole('button', { name: 'Retour à l’accueil' }).click();
    await read('home', 'Bonjour');

    await page.getByRole('link', { name: 'Réunions Webex' }).click();
    const row = page.getByRole('row').filter({ hasText: 'Own talk' });
    await row.getByText('À jour', { exact: true }).waitFor();
  });
  expect(seen).toHaveLength(10);
  expect(await control.live(stage.product.person(2).email)).toHaveLength(1);
  expect(complaints).toEqual([]);
});
