/** `passport-cisco-spark` on `passport-oauth2`: published sign-in code that nobody here wrote, with PKCE and state. */
import { createRequire } from 'node:module';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ANNA, webexOnPort, type WebexOnPort } from '../test/webex-on-port.ts';

interface Request {
  readonly query: Readonly<Record<string, string>>;
  readonly session: object;
}

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly reply: Readonly<Record<string, unknown>>;
}

type Done = (error: unknown, user: Tokens) => void;
type Verify = (access: string, refresh: string, reply: Tokens['reply'], profile: unknown, done: Done) => void;

/** What passport mounts on a strategy before it asks it. */
interface Mounted {
  authenticate(request: Request, options: object): void;
  redirect?: (location: string) => void;
  success?: (user: Tokens) => void;
  fail?: (why: unknown, status?: number) => void;
  error?: (error: unknown) => void;
}

const require = createRequire(import.meta.url);
const { Strategy } = require('passport-cisco-spark') as {
  readonly Strategy: new (options: object, verify: Verify) => Mounted;
};

const REDIRECT = 'http://127.0.0.1:1/back';
const SCOPE = ['meeting:schedules_read', 'spark:people_read'];
const PLAIN: Verify = (accessToken, refreshToken, reply, _profile, done) => {
  done(null, { accessToken, refreshToken, reply });
};

let local: WebexOnPort;
let registered: { readonly clientId: string; readonly clientSecret: string };
beforeAll(async () => {
  local = await webexOnPort();
  registered = local.webex.addClient({ redirectUris: [REDIRECT] });
});
afterEach(() => {
  local.webex.setConsent(ANNA, true);
});
afterAll(() => local.close());

/** Mounts the strategy as passport does. */
function ask(request: Request, overrides: object = {}): Promise<{ location: string } | { tokens: Tokens }> {
  const options = {
    clientID: registered.clientId,
    clientSecret: registered.clientSecret,
    callbackURL: REDIRECT,
    authorizationURL: `${local.origin}/v1/authorize?login_hint=${ANNA}`,
    tokenURL: `${local.origin}/v1/access_token`,
    scope: SCOPE,
    pkce: true,
    state: true,
    // Its address of `people/me` is fixed.
    skipUserProfile: true,
    ...overrides,
  };
  return new Promise((resolve, reject) => {
    const strategy = new Strategy(options, PLAIN);
    strategy.redirect = (location) => {
      resolve({ location });
    };
    strategy.success = (tokens) => {
      resolve({ tokens });
    };
    strategy.error = reject;
    strategy.fail = (why, status) => {
      reject(new Error(`refused ${String(status)}`, { cause: why }));
    };
    strategy.authenticate(request, {});
  });
}

/** A browser's way: to the page, which answers at once, and back. */
async function comeBack(session: object): Promise<Request> {
  const asked = await ask({ query: {}, session });
  const page = await fetch('location' in asked ? asked.location : '', { redirect: 'manual' });
  const back = new URL(page.headers.get('location') ?? '');
  expect(`${back.origin}${back.pathname}`).toBe(REDIRECT);
  return { query: Object.fromEntries(back.searchParams), session };
}

describe('a sign-in by passport', () => {
  it('ends with tokens that open what was asked for, and nothing else', async () => {
    local.webex.setConsent(ANNA, true);
    const answer = await ask(await comeBack({}));
    const { accessToken, refreshToken, reply } = 'tokens' in answer ? answer.tokens : ({} as Tokens);
    expect(reply).toMatchObject({ token_type: 'Bearer', expires_in: 1_209_600 });
    expect(refreshToken).toMatch(/^\w{64}_\w{4}_/);
    const status = async (method: string, path: string): Promise<number> =>
      (await local.call(method, path, undefined, { token: accessToken })).status;
    expect(await status('GET', '/people/me')).toBe(200);
    expect(await status('GET', '/meetings')).toBe(200);
    expect(await status('DELETE', `/meetings/${'0'.repeat(32)}`)).toBe(403);
  });

  it('fails where the verifier, the code or the secret is another one', async () => {
    const session = {};
    const back = await comeBack(session);
    await expect(ask(back, { clientSecret: 'wrong' })).rejects.toThrow();
    const again = await comeBack(session);
    await ask(again);
    const used = { ...(await comeBack(session)).query, code: again.query['code'] ?? '' };
    await expect(ask({ query: used, session })).rejects.toMatchObject({ code: 'invalid_grant' });
    const other = await comeBack({});
    const mixed = await comeBack(session);
    const query = { ...mixed.query, code: other.query['code'] ?? '' };
    await expect(ask({ query, session })).rejects.toMatchObject({ code: 'invalid_grant' });
  });

  it('is told when the person declines, with its state', async () => {
    local.webex.setConsent(ANNA, false);
    const back = await comeBack({});
    expect(back.query).toMatchObject({ error: 'access_denied', state: expect.any(String) as unknown });
    await expect(ask(back)).rejects.toThrow();
  });
});
