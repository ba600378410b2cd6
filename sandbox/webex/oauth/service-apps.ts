/**
 * Service Apps: an organisation's administrator lets an app act for its hosts. No person stands behind its tokens, so
 * each call names the host (`hostEmail`).
 */
import { clusterId } from '../identifiers.ts';
import type { Users } from '../users/users.ts';
import { malformed, notFound } from '../webex-error.ts';
import type { WebexTables } from '../webex-tables.ts';
import type { Grants } from './grants.ts';
import type { TokenReply } from './oauth-records.ts';

/** An app as one organisation has authorised it. */
export interface ServiceApp {
  readonly applicationId: string;
  readonly clientId: string;
  readonly orgId: string;
  readonly scopes: readonly string[];
  /** The address of its machine account. */
  readonly machine: string;
}

export class ServiceApps {
  readonly #tables: WebexTables;
  readonly #grants: Grants;
  readonly #users: Users;

  constructor(tables: WebexTables, grants: Grants, users: Users) {
    this.#tables = tables;
    this.#grants = grants;
    this.#users = users;
  }

  /** An app that the organisation `orgId` has authorised with these scopes. */
  add(
    orgId: string,
    scopes: readonly string[],
    name: string,
  ): ServiceApp & { readonly clientSecret: string } {
    const { clientId, clientSecret } = this.#grants.addClient({ redirectUris: [], name });
    const machine = `${clientId.slice(1, 17)}@serviceapp.invalid`;
    this.#users.put(machine, {
      displayName: name,
      licence: 'none',
      sites: [],
      orgId,
      admin: true,
      machine: true,
    });
    const applicationId = clusterId('APPLICATION', clientId);
    const app: ServiceApp = { applicationId, clientId, orgId, scopes, machine };
    this.#tables.serviceApps.put(applicationId, app);
    return { ...app, clientSecret };
  }

  /** Tokens for the machine account. @param expiresInS - null = the access token never expires by time */
  tokens({ machine, scopes, clientId }: ServiceApp, expiresInS?: number | null): TokenReply {
    return this.#grants.issue(machine, scopes, { clientId, expiresInS });
  }

  /** @param targetOrgId - raw, or as public ids encode it. @throws {WebexError} 400, 404 */
  exchange(
    applicationId: string,
    sent: { readonly clientId: string; readonly clientSecret: string; readonly targetOrgId: string },
  ): TokenReply {
    const app = this.#tables.serviceApps.get(applicationId);
    if (app?.clientId !== sent.clientId) throw notFound();
    if (this.#grants.client(app.clientId)?.clientSecret !== sent.clientSecret)
      throw malformed("'clientSecret' is invalid");
    if (rawId(sent.targetOrgId) !== app.orgId) throw notFound();
    return this.tokens(app);
  }
}

function rawId(id: string): string {
  return Buffer.from(id, 'base64').toString().split('/ORGANIZATION/')[1] ?? id;
}
