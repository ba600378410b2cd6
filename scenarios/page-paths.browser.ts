/** Paths on the page beside the main one: everybody's install, a sign-in in between, less permission, a new owner. */
import { expect, test } from 'vitest';
import {
  Album,
  box,
  drag,
  edit,
  field,
  followLinkPages,
  install,
  named,
  openPage,
  panel,
  WAIT,
  openStage,
} from './page-story.ts';

const stage = openStage();

test('the conferencing menu asks for the sign-in that is missing, and takes up the choice afterwards', async () => {
  const { control } = stage.product;
  const host = stage.product.person(1).email;
  const { page, context } = await openPage(stage, { account: 1 });
  await new Album().keepIfFailed(page, async () => {
    await install(page);
    await named(page, 'Create').click();
    await field(page, 'Title').fill('Signed in between');
    await field(page, 'Add conferencing').selectOption({ label: 'Webex Meeting' });
    await page.getByText('asks you to sign in first').waitFor();
    expect(await control.live(host)).toEqual([]);
    const [popup] = await Promise.all([context.waitForEvent('page'), named(page, 'Sign in').click()]);
    await followLinkPages(popup);
    await page.getByText('Kept when you save').waitFor();
    expect(await field(page, 'Title').inputValue()).toBe('Signed in between');
    await named(page, 'Save').click();
    await expect
      .poll(async () => (await control.live(host)).map(({ title }) => title), WAIT)
      .toEqual(['Signed in between']);
  });
});

test('what a card put on a draft is gone with the draft, and can be added again', async () => {
  const { control } = stage.product;
  const host = stage.product.person(1).email;
  const { page } = await openPage(stage, { account: 1 });
  const before = (await control.live(host)).length;
  const menu = field(page, 'Add conferencing');
  await new Album().keepIfFailed(page, async () => {
    await box(page, 'Board preparation').click();
    await panel(page).getByRole('button', { name: 'Add Webex' }).click();
    await page.getByText('Kept when you save').waitFor();
    await named(page, 'Discard').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
    await page.locator('.grid').waitFor();
    await edit(page, 'Board preparation');
    await expect.poll(() => menu.inputValue(), WAIT).toBe('');

    await menu.selectOption({ label: 'Webex Meeting' });
    await page.getByText('Kept when you save').waitFor();
    await page.getByRole('link', { name: 'Webex meetings' }).click();
    await page.getByRole('link', { name: 'Calendar' }).click();
    await edit(page, 'Board preparation');
    await expect.poll(() => menu.inputValue(), WAIT).toBe('');
    await expect.poll(() => menu.isEnabled(), WAIT).toBe(true);

    await menu.selectOption({ label: 'Webex Meeting' });
    await page.getByText('Kept when you save').waitFor();
    await named(page, 'Save').click();
    await panel(page).getByText('In step with the calendar').waitFor();
  });
  await control.advance('P2D');
  expect(await control.live(host), 'one meeting, whatever was tried before').toHaveLength(before + 1);
});

test('an administrator installs for everybody; a permission taken back says what no longer works', async () => {
  const { page } = await openPage(stage, { account: 0 });
  await new Album().keepIfFailed(page, async () => {
    await named(page, 'Install').click();
    const sheet = page.getByRole('dialog');
    await sheet.getByLabel('For everybody').check();
    await sheet.getByRole('button', { name: 'Allow' }).click();
    await panel(page).getByRole('button', { name: 'Connect Webex' }).waitFor();
    const { page: colleague } = await openPage(stage, { account: 2, language: 'fr' });
    await panel(colleague).getByRole('button', { name: 'Connecter Webex' }).waitFor();

    await named(page, 'Permissions').click();
    await sheet.getByRole('checkbox', { name: /connect to an external service/i }).uncheck();
    await sheet.getByRole('button', { name: 'Allow' }).click();
    await panel(page).getByText('Cannot reach Webex').waitFor();
  });
});

test('a drag holds while others change the calendar, and asks nothing where nobody moved the event', async () => {
  const { control } = stage.product;
  const maya = stage.product.person(0);
  const planning = async () => {
    const { events } = await control.state(maya.email, maya.email);
    return events.find((event) => event.summary === 'Quarterly planning');
  };
  const { page } = await openPage(stage, { account: 0 });
  await new Album().keepIfFailed(page, async () => {
    const before = await planning();
    const id = before?.id ?? '';
    await page.route(
      (url) => url.pathname.endsWith(`/events/${id}`),
      async (route) => {
        await maya.google.patch(maya.email, id, { description: 'Bring the figures' });
        await route.continue();
      },
      { times: 1 },
    );
    await drag(page, box(page, 'Quarterly planning'), 4, async () => {
      const { items } = await maya.google.call<{ items: readonly { id: string }[] }>(
        'GET',
        '/calendar/v3/users/me/calendarList',
      );
      const reloaded = items.map((calendar) =>
        page.waitForResponse((response) =>
          response.url().includes(`/calendars/${encodeURIComponent(calendar.id)}/events?`),
        ),
      );
      await maya.google.insert(maya.email, {
        summary: 'Just now',
        start: { dateTime: '2026-06-08T15:00:00Z' },
        end: { dateTime: '2026-06-08T16:00:00Z' },
      });
      for (const response of await Promise.all(reloaded)) await response.finished();
      await page.evaluate(
        () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
      );
    });
    await expect
      .poll(async () => (await planning())?.start?.dateTime, WAIT)
      .toBe('2026-06-12T10:30:00+02:00');
    expect((await planning())?.description).toBe('Bring the figures');
    await box(page, 'Just now').waitFor();
    expect(await page.getByText('Someone changed this event').count()).toBe(0);
  });
});

test('an event gets a new owner on the page', async () => {
  const { control } = stage.product;
  const [maya, priya] = [stage.product.person(0).email, stage.product.person(1).email];
  const { page } = await openPage(stage, { account: 0 });
  await new Album().keepIfFailed(page, async () => {
    await edit(page, 'Hiring sync');
    await named(page, 'Change owner').click();
    const dialog = page.getByRole('dialog', { name: 'Change owner' });
    await dialog.getByLabel('New owner').selectOption({ label: 'Priya Raman' });
    await dialog.getByRole('button', { name: 'Hand over' }).click();
    await page.getByText('The event has a new owner').waitFor();
  });
  const { events } = await control.state(priya, priya);
  const [moved] = events.filter((event) => event.summary === 'Hiring sync' && event.status === 'confirmed');
  expect(moved?.organizer).toMatchObject({ email: priya, self: true });
  expect(moved?.organizer?.email).not.toBe(maya);
});
