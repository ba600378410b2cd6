import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { at, expectInStep, story, titles } from './story.ts';

story('Webex grant revoked and re-linked', async ({ control, maya, follow }) => {
  await maya.setUp();
  const event = await maya.schedule({ summary: 'Reconnect me', start: at(4, '14:00'), end: at(4, '15:00') });
  await follow();
  await control.call('POST', '/webex/expire', { what: 'grant', email: maya.email });
  await maya.google.patch(maya.email, event.id, { start: at(5, '10:00'), end: at(5, '11:00') });
  await follow();
  const home = JSON.stringify(await maya.act('openHome'));
  expect(home).toContain('Webex has signed you out');
  const url = /"(https?:[^"]*\/link[^"]*)"/.exec(home)?.[1] ?? '';
  await maya.link(url);
  await control.advance('PT2H');
  await expectInStep(maya, await maya.event(event.id));
  expect(await titles(control, maya.email)).toHaveLength(1);
});

story('uninstalled, reinstalled', async ({ control, maya, follow }) => {
  await maya.setUp();
  const event = await maya.schedule({ summary: 'Back again', start: at(4, '14:00'), end: at(4, '15:00') });
  await follow();
  await maya.act('uninstall');
  await maya.google.patch(maya.email, event.id, { start: at(5, '10:00'), end: at(5, '11:00') });
  await control.advance('PT3H');
  expect(await titles(control, maya.email), 'silence never cancels').toHaveLength(1);
  await maya.act('install');
  await maya.act('openHome');
  await control.advance('PT2H');
  await expectInStep(maya, await maya.event(event.id));
});

story('organisation off, suspended, on again', async ({ control, product, maya, follow }) => {
  await maya.setUp();
  const event = await maya.schedule({ summary: 'Policy', start: at(4, '14:00'), end: at(4, '15:00') });
  await follow();
  const organisation = async (mode: 'on' | 'off' | 'suspended'): Promise<void> => {
    const { id_token: token } = await control.call<{ id_token: string }>('POST', '/google/tokens', {
      kind: 'id',
      email: maya.email,
      audience: product.ready.addon.clientId,
    });
    const response = await fetch(`${product.ready.service}/admin/v1/organisations/alderfinch-example`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ mode }),
    });
    expect(response.status).toBe(200);
  };
  await organisation('off');
  const { draft } = await maya.newEvent({ summary: 'Too late', start: at(4, '16:00'), end: at(4, '17:00') });
  expect((await maya.chooseWebex(draft)).error).toBeDefined();
  await maya.google.patch(maya.email, event.id, { start: at(5, '10:00'), end: at(5, '11:00') });
  await follow();
  await expectInStep(maya, await maya.event(event.id));

  await organisation('suspended');
  const { seq } = (await control.calls()).at(-1) ?? { seq: 0 };
  await maya.google.patch(maya.email, event.id, { start: at(6, '10:00'), end: at(6, '11:00') });
  await control.advance('PT3H');
  expect(
    (await control.calls('webex', seq)).filter((call) => call.by === 'service'),
    'no call at all',
  ).toEqual([]);

  await organisation('on');
  await control.advance('PT2H');
  await expectInStep(maya, await maya.event(event.id));
  expect(await titles(control, maya.email)).toHaveLength(1);
});

story('retention passes', async ({ control, product, maya, follow }) => {
  await maya.setUp();
  await maya.schedule({ summary: 'Soon forgotten', start: at(1, '14:00'), end: at(1, '15:00') });
  await follow();
  const { id_token: token } = await control.call<{ id_token: string }>('POST', '/google/tokens', {
    kind: 'id',
    email: maya.email,
    audience: product.ready.addon.clientId,
  });
  const links = async (): Promise<number> => {
    const response = await fetch(`${product.ready.service}/me/v1/export`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(response.status).toBe(200);
    return ((await response.json()) as { links: unknown[] }).links.length;
  };
  expect(await links()).toBe(1);
  await control.advance('P25D');
  expect(await links()).toBe(1);
  await control.advance('P10D');
  const fresh = await control.call<{ id_token: string }>('POST', '/google/tokens', {
    kind: 'id',
    email: maya.email,
    audience: product.ready.addon.clientId,
  });
  const response = await fetch(`${product.ready.service}/me/v1/export`, {
    headers: { authorization: `Bearer ${fresh.id_token}` },
  });
  expect(((await response.json()) as { links: unknown[] }).links, 'what we hold is gone').toEqual([]);
});

story("yesterday's backup of the service put back", async ({ control, product, maya, follow }) => {
  await maya.setUp();
  const old = await maya.schedule({
    summary: 'Before the backup',
    start: at(4, '14:00'),
    end: at(4, '15:00'),
  });
  await follow();
  const service = join(product.ready.data, 'service');
  const backup = `${service}-backup`;
  await control.service('stop');
  await cp(service, backup, { recursive: true });
  await control.service('start');
  await control.advance('PT20H');
  const fresh = await maya.schedule({
    summary: 'After the backup',
    start: at(5, '14:00'),
    end: at(5, '15:00'),
  });
  await maya.google.patch(maya.email, old.id, { start: at(6, '10:00'), end: at(6, '11:00') });
  await follow();
  const ids = [
    await expectInStep(maya, await maya.event(old.id)),
    await expectInStep(maya, await maya.event(fresh.id)),
  ];
  await control.service('stop');
  await rm(service, { recursive: true });
  await cp(backup, service, { recursive: true });
  await rm(backup, { recursive: true });
  await control.service('start');
  await control.advance('PT3H');
  expect([
    await expectInStep(maya, await maya.event(old.id)),
    await expectInStep(maya, await maya.event(fresh.id)),
  ]).toEqual(ids);
  expect(await titles(control, maya.email)).toHaveLength(2);
});

story(
  'our patch refused',
  async ({ control, maya, follow }) => {
    await maya.setUp();
    const original = await maya.schedule({
      summary: 'Copied by hand',
      start: at(4, '14:00'),
      end: at(4, '15:00'),
    });
    await follow();
    const copy = await maya.act<{ eventId: string }>('duplicate', {
      eventId: original.id,
      start: at(6, '14:00').dateTime,
    });
    await follow();
    await control.advance('PT2H');
    const { seq } = (await control.calls()).at(-1) ?? { seq: 0 };
    const opened = await maya.act<{ draft: string; card: unknown }>('openEvent', {
      calendarId: maya.email,
      eventId: copy.eventId,
    });
    expect(JSON.stringify(opened.card)).toContain('This event needs you');
    await control.advance('PT2H');
    const patches = (await control.calls('google', seq)).filter(
      (call) => call.by === 'addon' && call.method === 'PATCH',
    );
    expect(patches.length, 'a refused patch is not retried by the minute').toBeLessThanOrEqual(1);
    await expectInStep(maya, await maya.event(original.id));
  },
  { conferenceWrite: 'nobody' },
);
