import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { timesAt, webexOnPort, type WebexOnPort } from '../test/webex-on-port.ts';

let local: WebexOnPort;
beforeEach(async () => {
  local = await webexOnPort();
});
afterEach(() => local.close());

async function open(webLink: unknown, language = 'en'): Promise<{ status: number; page: string }> {
  const { pathname, search } = new URL(String(webLink));
  const response = await fetch(local.origin + pathname + search, {
    headers: { 'accept-language': language, accept: 'text/html' },
  });
  return { status: response.status, page: await response.text() };
}

describe('a join link', () => {
  it('opens a page with title, time, host and number, and no password', async () => {
    const meeting = await local.create({ title: 'Plan <2026>' });
    const { status, page } = await open(meeting['webLink']);
    expect(status).toBe(200);
    expect(page).toContain('Plan &lt;2026&gt;');
    expect(page).toContain('Anna Bell');
    expect(page).toContain('Tuesday, March 3, 2026');
    expect(page).toContain(String(meeting['meetingNumber']));
    expect(page).not.toContain(String(meeting['password']));
  });

  it('is the same for the link of the occurrence', async () => {
    const { id } = await local.create();
    const { json } = await local.call('GET', `/meetings/${id}?current=true`);
    expect((await open(json['webLink'])).status).toBe(200);
  });

  it('is dead, and says so, once the meeting is deleted or never was', async () => {
    const meeting = await local.create();
    await local.call('DELETE', `/meetings/${meeting.id}?sendEmail=false`);
    const { status, page } = await open(meeting['webLink'], 'fr-FR');
    expect(status).toBe(404);
    expect(page).toContain('Cette réunion n’existe plus');
    expect((await open('https://example.webex.com/example/j.php?MTID=m0')).status).toBe(404);
  });

  it('is dead after a move that changed it', async () => {
    local.ground.switches.set({ 'webex.webLinkAfterTimeChange': 'new' });
    const before = await local.create();
    const { json } = await local.call('PATCH', `/meetings/${before.id}`, timesAt('2026-03-04T10:00:00'));
    expect((await open(before['webLink'])).status).toBe(404);
    expect((await open(json['webLink'])).status).toBe(200);
  });
});
