import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ANNA, BEN, meetingBody, webexOnPort, type WebexOnPort } from '../test/webex-on-port.ts';

let local: WebexOnPort;
beforeEach(async () => {
  local = await webexOnPort();
});
afterEach(() => local.close());

/** The six places where Webex mails unless it is told not to, each done with what is passed. */
const PLACES: readonly (readonly [
  place: string,
  kinds: readonly string[],
  act: (silent: boolean) => Promise<number>,
])[] = [
  [
    'POST /meetings',
    ['meetingScheduled', 'invitation'],
    async (silent) => {
      const { sendEmail: _default, ...body } = meetingBody({ invitees: [{ email: BEN }] });
      return (await local.call('POST', '/meetings', silent ? { ...body, sendEmail: false } : body)).status;
    },
  ],
  [
    'PATCH /meetings',
    ['meetingUpdated', 'invitationUpdated'],
    async (silent) =>
      (await local.call('PATCH', `/meetings/${await made()}`, { title: 'x', ...said(silent) })).status,
  ],
  [
    'DELETE /meetings',
    ['meetingCancelled', 'invitationCancelled'],
    async (silent) => (await local.call('DELETE', `/meetings/${await made()}${asked(silent)}`)).status,
  ],
  [
    'POST /meetingInvitees',
    ['invitation'],
    async (silent) => {
      const meetingId = (await local.create()).id;
      return (await local.call('POST', '/meetingInvitees', { meetingId, email: BEN, ...said(silent) }))
        .status;
    },
  ],
  [
    'POST /meetingInvitees/bulkInsert',
    ['invitation'],
    async (silent) => {
      const meetingId = (await local.create()).id;
      const items = [{ email: BEN, ...said(silent) }];
      return (await local.call('POST', '/meetingInvitees/bulkInsert', { meetingId, items })).status;
    },
  ],
  [
    'PUT /meetingInvitees',
    ['invitationUpdated'],
    async (silent) =>
      (await local.call('PUT', `/meetingInvitees/${await guest()}`, { email: BEN, ...said(silent) })).status,
  ],
  [
    'DELETE /meetingInvitees',
    ['invitationCancelled'],
    async (silent) =>
      (await local.call('DELETE', `/meetingInvitees/${await guest()}${asked(silent)}`)).status,
  ],
];

const said = (silent: boolean): object => (silent ? { sendEmail: false } : {});
const asked = (silent: boolean): string => (silent ? '?sendEmail=false' : '');

async function made(): Promise<string> {
  return (await local.create({ invitees: [{ email: BEN }] })).id;
}

async function guest(): Promise<string> {
  const meetingId = (await local.create()).id;
  const answer = await local.call('POST', '/meetingInvitees', { meetingId, email: BEN, sendEmail: false });
  return String(answer.json['id']);
}

describe('mails by Webex', () => {
  it.each(PLACES)(
    'go out at %s when sendEmail is left out, and do not when it is false',
    async (_place, kinds, act) => {
      expect(await act(true)).toBeLessThan(300);
      expect(local.webex.mail()).toEqual([]);
      expect(await act(false)).toBeLessThan(300);
      expect(local.webex.mail().map(({ kind }) => kind)).toEqual(kinds);
      expect(local.webex.mail().at(-1)).toMatchObject({
        from: 'webex',
        to: BEN,
        at: '2026-03-02T08:00:00.000Z',
      });
      expect(local.webex.mail().at(-1)!.subject).toMatch(/: (Review|x)$/);
    },
  );

  it('go to the host too when a meeting changes', async () => {
    await local.call('PATCH', `/meetings/${await made()}`, { title: 'x' });
    expect(local.webex.mail().map(({ to }) => to)).toEqual([ANNA, BEN]);
  });

  it('are not sent by a refused call', async () => {
    await local.call('PATCH', `/meetings/${await made()}`, { start: 'x', end: 'y' });
    await local.call('POST', '/meetings', { title: 'no times' });
    expect(local.webex.mail()).toEqual([]);
  });

  it('are counted anew after clearing', async () => {
    await local.call('DELETE', `/meetings/${await made()}`);
    local.webex.clearMail();
    expect(local.webex.mail()).toEqual([]);
  });
});
