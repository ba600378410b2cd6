/** Programs that nobody here wrote, with the vendor's hosts written into them, work against local Google as they come. */
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADA, startForeignLab, type ForeignLab } from './test/foreign-lab.ts';

const CALENDAR = 'https://www.googleapis.com/auth/calendar';
const GMAIL = 'https://www.googleapis.com/auth/gmail.readonly';

let lab: ForeignLab;
beforeAll(async () => {
  lab = await startForeignLab();
});
afterAll(() => lab.close());

// Each starts a process, on machines that may be busy.
describe('a program with its hosts written into it', { timeout: 30_000 }, () => {
  it('is node-google-calendar: a service account on a calendar that was shared with it', async () => {
    const key = await lab.identity.addServiceAccount();
    const ada = { email: ADA, scopes: 'all', via: 'page' } as const;
    const { id } = lab.calendar.insertCalendar(ada, { summary: 'Shared' });
    lab.calendar.insertAcl(ada, id, { role: 'writer', scope: { type: 'user', value: key.client_email } });
    const found = await lab.run('with-node-google-calendar.ts', key.client_email, key.private_key, id);
    expect(found).toEqual({ changed: 'Changed', deleted: 204, listed: ['Changed'], busy: 1 });
    const kept = lab.calendar.listEvents(ada, id, { showDeleted: true }).items;
    expect(kept.map(({ summary, status }) => [summary, status])).toEqual([
      ['Changed', 'confirmed'],
      ['Gone', 'cancelled'],
    ]);
    expect(kept[0]?.creator?.email).toBe(key.client_email);
  });

  it("is Google's own client with a key file, in the name of a person of the domain", async () => {
    const key = await lab.identity.addServiceAccount({ domain: 'example.org', scopes: [CALENDAR, GMAIL] });
    const found = await lab.run('with-official-clients.ts', await lab.keyFile(key), ADA);
    expect(found).toEqual({ calendar: ADA, mailbox: ADA, signedFor: key.client_email });
  });

  it('reaches nothing that is not mapped', async () => {
    const { hostname, port } = new URL(lab.proxy.url);
    const refused = (path: string): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const call = request({ hostname, port, method: 'CONNECT', path });
        call.on('connect', (answer, socket) => {
          socket.destroy();
          resolve(answer.statusCode);
        });
        call.on('error', reject).end();
      });
    expect(await refused('example.org:443')).toBe(502);
    expect(await refused('127.0.0.1:443')).toBe(502);
    expect(await refused('www.googleapis.com:443')).toBe(200);
    expect((await fetch(lab.proxy.url)).status).toBe(502);
  });
});
