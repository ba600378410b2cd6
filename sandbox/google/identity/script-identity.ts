/** Identity as local Apps Script asks for it: a person, the client of one project, and what the one granted the other. */
import type { Account } from './account.ts';
import type { Identity } from './identity.ts';

export class ScriptIdentity {
  readonly #identity: Identity;

  constructor(identity: Identity) {
    this.#identity = identity;
  }

  account(email: string): Account | undefined {
    return this.#identity.account(email);
  }

  /** The client id of a project, made when first asked for. */
  scriptClient(scriptId: string): string {
    return this.#identity.scriptClient(scriptId).clientId;
  }

  grantedScopes(email: string, clientId: string): readonly string[] {
    return [...this.#identity.grantedScopes(email, clientId)];
  }

  /** The person allows the project exactly these scopes, as the `apps-script` command does in his name. */
  authorise(email: string, clientId: string, scopes: readonly string[]): void {
    this.#identity.setGrant(email, clientId, scopes);
  }

  /** A token with exactly these scopes; several runs within the hour share one. */
  accessToken(email: string, clientId: string, scopes: readonly string[]): string {
    return this.#identity.sharedToken({ email, clientId, scopes: [...scopes].sort() }).token;
  }

  /** @throws {Error} for a person nobody knows; the caller has asked for the account before. */
  async idToken(email: string, clientId: string, scopes: readonly string[]): Promise<string> {
    const token = await this.#identity.idToken({ email, audience: clientId, scopes });
    if (token === undefined) throw new Error('an ID token for an account that does not exist');
    return token;
  }

  /** The page where a person authorises a project. */
  authorizationUrl(_email: string, clientId: string, scopes: readonly string[]): string {
    const { scriptId = '' } = this.#identity.client(clientId) ?? {};
    const query = new URLSearchParams({ scriptId, scope: scopes.join(' ') });
    return `https://script.google.com/macros/d/${scriptId}/authorize?${query.toString()}`;
  }
}
