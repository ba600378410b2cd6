import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  BEN,
  descriptions,
  HOUR,
  items,
  meetingBody,
  NOW,
  webexOnPort,
  type Answer,
  type Json,
  type WebexOnPort,
} from '../test/webex-on-port.ts';

const FORM = { autoAcceptRequest: true, requireFirstName: true, requireLastName: true, requireEmail: true };
const SOMEONE = { firstName: 'Some', lastName: 'One', email: 'someone@example.com', sendEmail: false };
const NOT_SUPPORTED = 'Registration is not supported for this meeting series.';

let local: WebexOnPort;
let id: string;
beforeAll(async () => {
  local = await webexOnPort();
});
afterEach(() => {
  local.webex.clearMail();
});
afterAll(() => local.close());

const webinar = async (form: Json = {}): Promise<Json> => {
  const made = await local.create({ scheduledType: 'webinar', registration: { ...FORM, ...form } });
  id = made.id;
  return made;
};
const call = (method: string, path: string, body?: unknown, token?: string): Promise<Answer> =>
  local.call(method, `/meetings/${id}/${path}`, body, token === undefined ? {} : { token });
const register = async (overrides: Json = {}): Promise<Json> =>
  (await call('POST', 'registrants', { ...SOMEONE, ...overrides })).json;
const emails = async (query = ''): Promise<unknown[]> =>
  items(await call('GET', `registrants${query}`)).map(({ email }) => email);

describe('a form', () => {
  it('is shown with the meeting and its occurrence, until the meeting has expired', async () => {
    const shown = await webinar({ requireJobTitle: true });
    expect(shown['registration']).toEqual({ ...FORM, requireJobTitle: true });
    expect((await call('GET', 'registration')).json).toEqual(shown['registration']);
    const { json } = await local.call('GET', `/meetings/${id}?current=true`);
    expect(json['registration']).toEqual(shown['registration']);
    const plain = await local.create();
    expect(plain).not.toHaveProperty('registration');
    local.pass(30 * HOUR);
    expect((await local.call('GET', `/meetings/${id}`)).json).not.toHaveProperty('registration');
    local.clock.set(Date.parse(NOW));
  });

  it('is set and taken away later, but not by PATCH', async () => {
    id = (await local.create()).id;
    await local.call('PATCH', `/meetings/${id}`, { registration: FORM, sendEmail: false });
    const none = await call('GET', 'registration');
    expect([none.status, ...descriptions(none)]).toEqual([400, NOT_SUPPORTED]);
    expect((await call('PUT', 'registration', { autoAcceptRequest: false })).json).toEqual({
      ...FORM,
      autoAcceptRequest: false,
    });
    await register();
    expect((await call('DELETE', 'registration')).status).toBe(204);
    expect((await call('DELETE', 'registration')).status).toBe(400);
    await call('PUT', 'registration', {});
    expect(await emails()).toEqual([]);
  });

  it.each([
    ['a series', { recurrence: 'FREQ=DAILY;COUNT=2' }],
    ['a meeting that one may enter before its host', { enabledJoinBeforeHost: true }],
    ['a personal room', { scheduledType: 'personalRoomMeeting' }],
    ['a meeting that does not ask for a name', { registration: { ...FORM, requireFirstName: false } }],
  ])('is refused for %s', async (_name, overrides) => {
    const before = local.webex.meetingsTruth().length;
    const answer = await local.call('POST', '/meetings', meetingBody({ registration: FORM, ...overrides }));
    expect(answer.status).toBe(400);
    expect(local.webex.meetingsTruth()).toHaveLength(before);
  });

  it('has no questions of its own and no rules here: refused by name', async () => {
    const asks = { ...FORM, customizedQuestions: [{ question: 'Why?', type: 'singleLineTextBox' }] };
    const created = await local.call('POST', '/meetings', meetingBody({ registration: asks }));
    id = (await local.create()).id;
    const ruled = await call('PUT', 'registration', { rules: [{ question: 'email', result: 'reject' }] });
    expect([created.json['message'], ruled.json['message']]).toEqual([
      'customized questions of a registration: not built in this local Webex',
      'approval rules of a registration: not built in this local Webex',
    ]);
  });
});

describe('registering', () => {
  it('is refused for a plain meeting, in the words that a client’s suite waits for', async () => {
    id = (await local.create()).id;
    const answer = await call('POST', 'registrants', SOMEONE);
    expect([answer.status, ...descriptions(answer)]).toEqual([400, NOT_SUPPORTED]);
  });

  it('is found, listed and taken away again', async () => {
    await webinar();
    const made = await register({ zipCode: 75001 });
    expect(made).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
      status: 'approved',
      firstName: 'Some',
      lastName: 'One',
      email: SOMEONE.email,
      zipCode: 75001,
      registrationTime: NOW,
    });
    const path = `registrants/${String(made['id'])}`;
    expect((await call('GET', path)).json).toEqual(made);
    expect(items(await call('GET', 'registrants'))).toEqual([made]);
    expect((await call('GET', path)).headers.get('content-type')).toBe('application/json');
    expect((await call('DELETE', path)).status).toBe(204);
    expect((await call('GET', path)).status).toBe(404);
    expect(await emails()).toEqual([]);
  });

  it('asks for what the form asks for, once per address, as long as there is room', async () => {
    await webinar({ requireCompanyName: true, maxRegisterNum: 2 });
    const answer = await call('POST', 'registrants', SOMEONE);
    expect([answer.status, ...descriptions(answer)]).toEqual([400, "'companyName' cannot be empty"]);
    const works = { ...SOMEONE, companyName: 'Acme' };
    await register(works);
    expect((await call('POST', 'registrants', { ...works, email: 'SOMEONE@example.com' })).status).toBe(409);
    const two = ['b', 'c'].map((name) => ({ ...works, email: `${name}@example.com` }));
    expect((await call('POST', 'registrants/bulkInsert', { items: two })).status).toBe(400);
    expect(await emails()).toEqual([SOMEONE.email]);
    expect((await call('POST', 'registrants/bulkInsert', { items: two.slice(1) })).status).toBe(200);
    expect(await emails()).toEqual([SOMEONE.email, 'c@example.com']);
  });

  it('is told by mail unless the caller says no', async () => {
    await webinar({ autoAcceptRequest: false });
    const first = await register({ sendEmail: true });
    const second = await register({ email: 'b@example.com' });
    expect([first['status'], second['status']]).toEqual(['pending', 'pending']);
    const both = { registrants: [{ id: first['id'] }, { id: second['id'] }] };
    expect((await call('POST', 'registrants/approve', { ...both, sendEmail: false })).status).toBe(204);
    await call('POST', 'registrants/reject', { registrants: [{ id: second['id'] }] });
    await call('POST', 'registrants/cancel', { registrants: [{ id: first['id'] }] });
    expect(local.webex.mail().map(({ kind, to }) => [kind, to])).toEqual([
      ['registrationPending', SOMEONE.email],
      ['registrationRejected', 'b@example.com'],
      ['registrationCancelled', SOMEONE.email],
    ]);
    expect(items(await call('GET', 'registrants'))).toMatchObject([
      { email: 'b@example.com', status: 'rejected' },
    ]);
  });

  it('is decided for all that are named or for none', async () => {
    await webinar();
    const { id: registrant } = await register();
    const wrong = { registrants: [{ id: registrant }, { id: 'x' }] };
    for (const act of ['reject', 'cancel', 'bulkDelete'])
      expect((await call('POST', `registrants/${act}`, wrong)).status, act).toBe(404);
    expect(items(await call('GET', 'registrants'))).toMatchObject([{ status: 'approved' }]);
    await call('POST', 'registrants/bulkDelete', { registrants: [{ id: registrant }] });
    expect(await emails()).toEqual([]);
  });
});

describe('a list of registrants', () => {
  it('is filtered by address and time, and comes in pages', async () => {
    await webinar();
    await register({ email: 'a@example.com', lastName: 'Zed' });
    local.pass(HOUR);
    await register({ email: 'b@example.com' });
    expect(await emails('?email=B@example.com')).toEqual(['b@example.com']);
    expect(await emails('?registrationTimeFrom=2026-03-02T09:00:00Z')).toEqual(['b@example.com']);
    expect(await emails('?registrationTimeTo=2026-03-02T09:00:00Z')).toEqual(['a@example.com']);
    const first = await call('GET', 'registrants?max=1');
    expect([items(first).length, first.headers.get('link')]).toEqual([
      1,
      expect.stringContaining('offset=1'),
    ]);
    const ask = { emails: ['a@example.com', 'b@example.com', 'x@example.com'] };
    const queried = async (order: Json): Promise<unknown[]> =>
      items(await call('POST', 'registrants/query', { ...ask, ...order })).map(({ email }) => email);
    expect(await queried({ orderBy: 'lastName' })).toEqual(['b@example.com', 'a@example.com']);
    expect(await queried({ orderType: 'DESC' })).toEqual(['b@example.com', 'a@example.com']);
    expect(await queried({ status: 'pending' })).toEqual([]);
    local.clock.set(Date.parse(NOW));
  });

  it('is for the host, not for guests and strangers', async () => {
    const made = await local.create({
      scheduledType: 'webinar',
      registration: FORM,
      invitees: [{ email: BEN }],
    });
    id = made.id;
    const ben = local.tokenFor(BEN);
    expect((await call('GET', 'registration', undefined, ben)).status).toBe(200);
    expect((await call('POST', 'registrants', SOMEONE, ben)).status).toBe(200);
    expect((await call('GET', 'registrants', undefined, ben)).status).toBe(403);
    local.webex.addUser({ email: 'stranger@other.example' });
    const stranger = local.tokenFor('stranger@other.example');
    expect((await call('GET', 'registration', undefined, stranger)).status).toBe(404);
  });
});
