/** Drives the OAuth endpoints as a browser and a program would, the latter with Google's own client. */
import { OAuth2Client } from 'google-auth-library';
import { expect } from 'vitest';
import { CALLBACK, EMAIL, EVENTS, type IdentityLab } from './identity-lab.ts';

export type Options = Parameters<OAuth2Client['generateAuthUrl']>[0];

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export class OAuthVisitor {
  readonly client: OAuth2Client;
  readonly #lab: IdentityLab;

  constructor(lab: IdentityLab) {
    this.#lab = lab;
    this.client = new OAuth2Client({
      clientId: lab.client.clientId,
      clientSecret: lab.client.clientSecret,
      redirectUri: CALLBACK,
      endpoints: {
        oauth2AuthBaseUrl: `${lab.url}/o/oauth2/v2/auth`,
        oauth2TokenUrl: `${lab.url}/token`,
        oauth2RevokeUrl: `${lab.url}/revoke`,
        tokenInfoUrl: `${lab.url}/tokeninfo`,
      },
    });
  }

  /** What the browser is sent to, or the page it is shown. */
  visit(options: Options, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(this.client.generateAuthUrl(options), { redirect: 'manual', headers });
  }

  async codeFor(email: string, options: Options = {}): Promise<string> {
    this.#lab.identity.setConsent(email, { allow: true });
    const wanted = { scope: [EMAIL, EVENTS], login_hint: email, access_type: 'offline', ...options };
    return answerOf(await this.visit(wanted)).get('code') ?? '';
  }

  /** The consent page and the ticket in it. */
  async page(options: Options): Promise<{ text: string; ticket: string }> {
    const response = await this.visit(options);
    expect(response.status).toBe(200);
    const text = await response.text();
    return { text, ticket: ticketIn(text) };
  }

  /** Presses a button of a page. */
  decide(fields: Record<string, string>): Promise<Response> {
    const body = new URLSearchParams(fields);
    return fetch(`${this.#lab.url}/o/oauth2/v2/auth`, { method: 'POST', redirect: 'manual', body });
  }

  async post(
    path: string,
    fields: Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(`${this.#lab.url}${path}`, {
      method: 'POST',
      headers,
      body: new URLSearchParams(fields),
    });
    return { status: response.status, body: await response.json() };
  }

  redeem(code: string, more: Record<string, string> = {}): Promise<Answer> {
    const { clientId, clientSecret } = this.#lab.client;
    const fields = {
      grant_type: 'authorization_code',
      code,
      client_id: clientId,
      client_secret: clientSecret,
      redirect_uri: CALLBACK,
    };
    return this.post('/token', { ...fields, ...more });
  }
}

/** The parameters of a redirect back to the client. */
export function answerOf(response: Response): URLSearchParams {
  expect(response.status).toBe(302);
  const target = new URL(response.headers.get('location') ?? '');
  expect(`${target.origin}${target.pathname}`).toBe(CALLBACK);
  return target.searchParams;
}

export function ticketIn(text: string): string {
  return /name="ticket" value="([^"]+)"/.exec(text)?.[1] ?? '';
}
