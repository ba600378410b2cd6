import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSeal } from '../seal/seal.ts';
import type { AccountRow } from '../store/accounts.ts';
import { ensureAccount } from '../store/accounts.ts';
import { backends } from '../../test/test-databases.ts';
import type { Database } from '../store/database.ts';
import { ensureOrganisation } from '../store/organisations.ts';
import { TokenError } from './token-endpoint.ts';
import type { Tokens } from './token-endpoint.ts';
import { createWebexTokens, tokenColumns } from './webex-tokens.ts';
import type { WebexTokens } from './webex-tokens.ts';

const ORG = 'alder';
const ACCOUNT = 'account-1';
const DAY = 86_400_000;
const START = Date.parse('2026-11-24T10:00:00Z');
const ring = (id: string) => ({ current: id, keys: { [id]: randomBytes(32) } });
const seal = createSeal({ seal: ring('s1'), hash: ring('h1') });

let database: Database;
let now: number;
let calls: string[];
let answer: (refreshToken: string) => Promise<Tokens>;
const clock = { now: () => now };
/** Two processes on one database share nothing but it. */
let one: WebexTokens;
let two: WebexTokens;

beforeAll(async () => {
  database = await backends({})[0]!.open();
  await ensureOrganisation(database, ORG, 30, START);
});
afterAll(() => database.close());

beforeEach(async () => {
  now = START;
  calls = [];
  answer = async () => grant(String(calls.length + 1));
  const oauth = { refresh: (token: string) => (calls.push(token), answer(token)) };
  one = createWebexTokens({ database, seal, clock, oauth });
  two = createWebexTokens({ database, seal, clock, oauth });
  await database.inOrg(ORG, async (trx) => {
    await trx.deleteFrom('app.account').execute();
    await ensureAccount(trx, {
      orgId: ORG,
      accountId: ACCOUNT,
      sub: '1',
      addressSealed: 'x',
      addressHash: 'y',
      now,
    });
  });
  await store(grant('1'), 'ok');
});

function grant(n: string): Tokens {
  return {
    accessToken: `access-${n}`,
    expiresInS: 14 * 86_400,
    refreshToken: `refresh-${n}`,
    refreshExpiresInS: 90 * 86_400,
    idToken: undefined,
  };
}
async function store(tokens: Tokens, state: AccountRow['webex_state']): Promise<void> {
  const columns = tokenColumns({ seal, clock }, { orgId: ORG, accountId: ACCOUNT }, tokens);
  await database.inOrg(ORG, (trx) =>
    trx
      .updateTable('app.account')
      .set((eb) => ({
        ...columns,
        webex_state: state,
        webex_token_version: eb('webex_token_version', '+', 1),
      }))
      .execute(),
  );
}
async function row(): Promise<AccountRow> {
  return database.inOrg(ORG, (trx) => trx.selectFrom('app.account').selectAll().executeTakeFirstOrThrow());
}
const token = (rejected?: string) =>
  one.accessToken(ORG, ACCOUNT, rejected === undefined ? {} : { rejected });
const failed = (error: TokenError) => async (): Promise<Tokens> => Promise.reject(error);

describe('access tokens', () => {
  it('are given while they are good, without a call', async () => {
    expect(await token()).toBe('access-1');
    expect(calls).toEqual([]);
  });

  it('are renewed before their end; 50 at once make one call', async () => {
    now += 14 * DAY - 60_000;
    const got = await Promise.all(Array.from({ length: 50 }, () => token()));
    expect(new Set(got)).toEqual(new Set(['access-2']));
    expect(calls).toEqual(['refresh-1']);
    expect(await token()).toBe('access-2');
    expect((await row()).webex_state).toBe('ok');
  });

  it('are renewed once Webex has refused them, and the refused one is not given again', async () => {
    expect(await token('access-1')).toBe('access-2');
    expect(await token('access-1')).toBe('access-2');
    expect(calls).toEqual(['refresh-1']);
  });

  it('keep the old refresh token where none is given', async () => {
    answer = async () => ({ ...grant('2'), refreshToken: undefined });
    await token('access-1');
    now += 14 * DAY;
    await token();
    expect(calls).toEqual(['refresh-1', 'refresh-1']);
  });
});

describe('two processes', () => {
  it('that refresh at once end with one stored grant, and both can work', async () => {
    now += 14 * DAY;
    const got = await Promise.all([one.accessToken(ORG, ACCOUNT), two.accessToken(ORG, ACCOUNT)]);
    const stored = await token();
    expect(got).toContain(stored);
    expect((await row()).webex_state).toBe('ok');
  });

  it('the loser of a rotation takes what the winner stored, and the link lives', async () => {
    now += 14 * DAY;
    answer = async () => {
      // While this one is on its way, the other process has rotated the token.
      await store(grant('winner'), 'ok');
      throw new TokenError('invalid-grant', 400);
    };
    expect(await token()).toBe('access-winner');
    expect((await row()).webex_state).toBe('ok');
  });

  it('a person who connects anew while a refresh fails is not disconnected', async () => {
    answer = async () => {
      await store(grant('fresh'), 'ok');
      return grant('late');
    };
    expect(await token('access-1')).toBe('access-fresh');
  });
});

describe('the end of a link', () => {
  it('comes with invalid_grant alone, and leaves no token behind', async () => {
    answer = failed(new TokenError('invalid-grant', 400));
    await expect(token('access-1')).rejects.toMatchObject({ code: 'webex-reconnect', outcome: 'refused' });
    expect(await row()).toMatchObject({
      webex_state: 'reconnect',
      webex_access_sealed: null,
      webex_refresh_sealed: null,
      webex_since: new Date(START),
    });
    await expect(token()).rejects.toMatchObject({ code: 'webex-reconnect' });
    expect(calls).toHaveLength(1);
  });

  it.each([
    ['an outage', new TokenError('unavailable', 503), 'webex-unreachable'],
    ['no answer', new TokenError('unavailable', 0), 'webex-unreachable'],
    ['our own wrong secret', new TokenError('refused', 401), 'webex-token-refused'],
  ])('does not come with %s', async (_, error, code) => {
    answer = failed(error);
    await expect(token('access-1')).rejects.toMatchObject({ code, outcome: 'refused' });
    expect(await row()).toMatchObject({ webex_state: 'ok' });
    expect((await row()).webex_refresh_sealed).not.toBeNull();
  });

  it('an outage of the sign-in is not one of the work while the token lasts', async () => {
    now += 14 * DAY - 60_000;
    answer = failed(new TokenError('unavailable', 503));
    expect(await token()).toBe('access-1');
  });

  it('an account that was never connected says so', async () => {
    await expect(one.accessToken(ORG, 'nobody')).rejects.toMatchObject({ code: 'webex-not-linked' });
  });
});
