import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  ADA,
  BEN,
  CALLBACK,
  CHLOE,
  EMAIL,
  EVENTS,
  SCRIPT,
  SETTINGS,
  startIdentity,
  type IdentityLab,
} from './test/identity-lab.ts';
import { answerOf, OAuthVisitor, ticketIn } from './test/oauth-visitor.ts';

let lab: IdentityLab;
let browser: OAuthVisitor;

beforeEach(async () => {
  lab = await startIdentity();
  browser = new OAuthVisitor(lab);
});
afterEach(() => lab.close());

describe('the authorize endpoint', () => {
  it('redirects nowhere unless client and redirect URI belong together', async () => {
    const at = async (change: Record<string, string>): Promise<[number, string]> => {
      const query = new URLSearchParams({
        client_id: lab.client.clientId,
        redirect_uri: CALLBACK,
        response_type: 'code',
        scope: 'openid',
        ...change,
      });
      const response = await fetch(`${lab.url}/o/oauth2/v2/auth?${query.toString()}`, { redirect: 'manual' });
      return [response.status, /Error \d+: (\w+)/.exec(await response.text())?.[1] ?? ''];
    };
    expect(await at({ client_id: 'nobody' })).toEqual([401, 'invalid_client']);
    expect(await at({ redirect_uri: `${CALLBACK}/` })).toEqual([400, 'redirect_uri_mismatch']);
    expect(await at({ redirect_uri: 'https://evil.example/callback' })).toEqual([
      400,
      'redirect_uri_mismatch',
    ]);
    expect(await at({ response_type: 'token' })).toEqual([400, 'unsupported_response_type']);
    expect(await at({ scope: 'openid https://www.googleapis.com/auth/nonsense' })).toEqual([
      400,
      'invalid_scope',
    ]);
    expect(await at({ scope: '' })).toEqual([400, 'invalid_request']);
  });

  it('sends a refusal to the client, with its state', async () => {
    lab.identity.setConsent(BEN, { allow: false });
    const answer = answerOf(await browser.visit({ scope: 'openid', login_hint: BEN, state: 's' }));
    expect(Object.fromEntries(answer)).toEqual({
      state: 's',
      iss: 'https://accounts.google.com',
      error: 'access_denied',
    });
  });

  it('refuses somebody who is suspended, whatever he allowed before', async () => {
    lab.identity.setConsent(BEN, { allow: true });
    const signIn = async (): Promise<URLSearchParams> =>
      answerOf(await browser.visit({ scope: 'openid', login_hint: BEN }));
    expect((await signIn()).get('code')).not.toBeNull();
    const account = lab.identity.account(BEN);
    if (!account) throw new Error('Ben has no account.');
    lab.identity.putAccount({ ...account, suspended: true });
    expect((await signIn()).get('error')).toBe('access_denied');
    expect((await signIn()).get('code')).toBeNull();
  });

  it('answers prompt=none without a page', async () => {
    expect(
      answerOf(await browser.visit({ scope: 'openid', login_hint: BEN, prompt: 'none' })).get('error'),
    ).toBe('interaction_required');
    expect(answerOf(await browser.visit({ scope: 'openid', prompt: 'none' })).get('error')).toBe(
      'interaction_required',
    );
  });

  it('grants what was ticked, and nothing the person left out', async () => {
    const { ticket, text } = await browser.page({ scope: [EMAIL, EVENTS, SETTINGS], login_hint: ADA });
    expect(text).toContain('Example &#60;app&#62; asks to use your account');
    const response = await browser.decide({ ticket, decision: 'allow', scope: EVENTS });
    const code = answerOf(response).get('code') ?? '';
    const { tokens } = await browser.client.getToken(code);
    expect(tokens.scope?.split(' ').sort()).toEqual([EVENTS, EMAIL, 'openid'].sort());
    expect(lab.identity.grantedScopes(ADA, lab.client.clientId).has(SETTINGS)).toBe(false);
  });

  it('takes a decision once, and only from a page it showed', async () => {
    const { ticket } = await browser.page({ scope: EMAIL, login_hint: ADA });
    expect((await browser.decide({ ticket: 'guessed', decision: 'allow' })).status).toBe(400);
    expect(lab.identity.grantedScopes(ADA, lab.client.clientId).size).toBe(0);
    answerOf(await browser.decide({ ticket, decision: 'allow' }));
    expect((await browser.decide({ ticket, decision: 'allow' })).status).toBe(400);
  });

  it('proposes the account of a hint, but lets the person take another', async () => {
    const { ticket } = await browser.page({ scope: EMAIL, login_hint: ADA });
    const chooser = await browser.decide({ ticket, decision: 'other' });
    const consent = await browser.decide({ ticket: ticketIn(await chooser.text()), account: CHLOE });
    const answer = answerOf(
      await browser.decide({ ticket: ticketIn(await consent.text()), decision: 'allow' }),
    );
    const { tokens } = await browser.client.getToken(answer.get('code') ?? '');
    expect(lab.identity.resolve(tokens.access_token ?? '')?.email).toBe(CHLOE);
    expect(answer.get('hd')).toBeNull();
  });

  it('cannot be given an account that the chooser did not lead to', async () => {
    const { ticket } = await browser.page({ scope: EMAIL, login_hint: ADA });
    expect((await browser.decide({ ticket, account: BEN })).status).toBe(400);
  });

  it('does not ask again for what is granted, and asks for more', async () => {
    await browser.client.getToken(await browser.codeFor(ADA));
    lab.identity.setConsent(ADA, undefined);
    expect((await browser.visit({ scope: [EMAIL, EVENTS], login_hint: ADA })).status).toBe(302);
    expect((await browser.visit({ scope: [EMAIL, EVENTS, SETTINGS], login_hint: ADA })).status).toBe(200);
    expect((await browser.visit({ scope: [EMAIL, EVENTS], login_hint: ADA, prompt: 'consent' })).status).toBe(
      200,
    );
  });

  it('adds earlier grants to the token on include_granted_scopes only', async () => {
    await browser.client.getToken(await browser.codeFor(ADA));
    const alone = await browser.client.getToken(await browser.codeFor(ADA, { scope: SETTINGS }));
    expect(alone.tokens.scope).toBe(SETTINGS);
    const both = await browser.client.getToken(
      await browser.codeFor(ADA, { scope: SETTINGS, include_granted_scopes: true }),
    );
    expect(both.tokens.scope?.split(' ')).toEqual(expect.arrayContaining([SETTINGS, EVENTS]));
  });

  it('ends a script’s own authorisation on a page of Google’s, with what was granted before kept', async () => {
    lab.installations.install(ADA, SCRIPT, [EVENTS]);
    const { clientId } = lab.identity.scriptClient(SCRIPT);
    const query = new URLSearchParams({
      client_id: clientId,
      response_type: 'code',
      scope: SETTINGS,
      login_hint: ADA,
    });
    const shown = await fetch(`${lab.url}/o/oauth2/v2/auth?${query.toString()}`);
    const response = await browser.decide({
      ticket: ticketIn(await shown.text()),
      decision: 'allow',
      scope: SETTINGS,
    });
    expect(response.headers.get('location')).toMatch(/^\/oauthcallback\?/);
    expect(await (await fetch(`${lab.url}${response.headers.get('location') ?? ''}`)).text()).toContain(
      'Allowed',
    );
    expect([...lab.installations.grantedScopes(ADA, SCRIPT)]).toEqual([EVENTS, SETTINGS]);
  });

  it('speaks French, escapes names, and cannot be framed', async () => {
    const response = await browser.visit(
      { scope: EVENTS, login_hint: ADA },
      { 'accept-language': 'fr-FR,fr;q=0.9' },
    );
    const text = await response.text();
    expect(text).toContain('<html lang="fr">');
    expect(text).toContain('Autoriser');
    expect(text).not.toContain('<app>');
    const policy = response.headers.get('content-security-policy');
    expect(policy).toContain("frame-ancestors 'none'");
    const style = /<style>([^]*)<\/style>/.exec(text)?.[1] ?? '';
    expect(policy).toContain(`'sha256-${createHash('sha256').update(style).digest('base64')}'`);
  });
});
