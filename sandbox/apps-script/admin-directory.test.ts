import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANNA, BEN, Whole } from './test/whole.ts';

const DORA = 'dora@sample.test';
const TEAM = 'team@sample.test';

let whole: Whole;

beforeAll(async () => {
  whole = await Whole.start();
  const { identity } = whole.platforms;
  const anna = identity.account(ANNA);
  if (anna) identity.putAccount({ ...anna, role: 'admin' });
});
afterAll(() => whole.stop());

async function call(name: string, event: object = {}, as = ANNA): Promise<unknown> {
  const { result, error } = await whole.run('staff', { as, call: name, event });
  return error ?? result;
}

describe('AdminDirectory', () => {
  it('makes a person, in a unit, with an alias and a calendar', async () => {
    const event = {
      email: DORA,
      givenName: 'Dora',
      familyName: 'Lee',
      unit: 'office',
      alias: 'd@sample.test',
    };
    expect(await call('hire', event)).toEqual(['Dora Lee', '/office']);
    const { identity, calendar } = whole.platforms;
    expect(identity.account(DORA)?.name).toBe('Dora Lee');
    expect(calendar.state(DORA)).toEqual([]);
    expect(await call('everybody')).toEqual([ANNA, BEN, DORA]);
    expect(await call('units')).toEqual(['/office/east', 'east', 2]);
  });

  it('keeps groups and rooms', async () => {
    const event = { email: TEAM, members: [BEN, 'stranger@else.test'] };
    expect(await call('team', event)).toEqual([[BEN, 'stranger@else.test'], true, null, '1']);
    expect(await call('rooms')).toEqual(['HQ-1-Aula (10)']);
  });

  it('takes a person’s calendar along when he goes, and gives it back', async () => {
    const { identity } = whole.platforms;
    const { clientId } = identity.addClient({ kind: 'outside', name: 'Planner' });
    const scopes = ['https://www.googleapis.com/auth/calendar'];
    const { token } = identity.issueAccessToken({ email: DORA, clientId, scopes });
    const asAnna = identity.issueAccessToken({ email: ANNA, clientId, scopes }).token;
    const status = async (bearer: string): Promise<number> => {
      const headers = { authorization: `Bearer ${bearer}` };
      return (await whole.google.inject({ url: `/calendar/v3/calendars/${DORA}/events`, headers }))
        .statusCode;
    };
    const share = await whole.google.inject({
      method: 'POST',
      url: '/calendar/v3/calendars/primary/acl',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      payload: { role: 'reader', scope: { type: 'user', value: ANNA } },
    });
    expect([share.statusCode, await status(asAnna), await status(token)]).toEqual([200, 200, 200]);
    const id = identity.account(DORA)?.sub;
    expect(await call('letGo', { email: DORA })).toBe(true);
    expect([await status(asAnna), await status(token)]).toEqual([404, 401]);
    expect(await call('takeBack', { id })).toBeNull();
    expect([await status(asAnna), await status(token)]).toEqual([200, 401]);
  });

  it('says why not, as Apps Script does', async () => {
    expect(await call('failing', { email: 'stranger@else.test', group: TEAM })).toEqual([
      'API call to directory.members.insert failed with error: Member already exists.',
      'API call to directory.groups.get failed with error: Resource Not Found: groupKey',
      'API call to directory.roles.list failed with error: Request had insufficient authentication scopes.',
      'NotificationsCollection.list is not built in this local Apps Script.',
      'Invalid number of arguments provided. Expected 2-4 only',
    ]);
    expect(await call('rooms', {}, BEN)).toMatchObject({
      name: 'GoogleJsonResponseException',
      details: { code: 403, errors: [{ reason: 'forbidden' }] },
    });
  });
});
