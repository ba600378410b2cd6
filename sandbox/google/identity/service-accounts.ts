/**
 * Service accounts: programs that sign for themselves. Their private keys are handed out once and not kept.
 *
 * @see https://developers.google.com/identity/protocols/oauth2/service-account
 */
import { randomBytes, randomInt } from 'node:crypto';
import { exportJWK, exportPKCS8, generateKeyPair, type JWK } from 'jose';
import type { Store, Table } from '../../control/store.ts';

const DOMAIN = '.iam.gserviceaccount.com';
const ENDPOINT = 'https://oauth2.googleapis.com/token';

/** What an administrator lets a service account do in the name of everybody in a domain. */
export interface Delegation {
  readonly domain: string;
  readonly scopes: readonly string[];
}

export interface ServiceAccount {
  readonly email: string;
  /** Digits; also the client id that a delegation names. */
  readonly clientId: string;
  readonly keyId: string;
  readonly publicJwk: JWK;
  readonly delegation?: Delegation;
}

/** The file that Google's console hands out, which clients read. */
export interface ServiceAccountKey {
  readonly type: 'service_account';
  readonly project_id: string;
  readonly private_key_id: string;
  readonly private_key: string;
  readonly client_email: string;
  readonly client_id: string;
  readonly auth_uri: string;
  readonly token_uri: string;
  readonly auth_provider_x509_cert_url: string;
  readonly client_x509_cert_url: string;
  readonly universe_domain: 'googleapis.com';
}

export function isServiceAccount(email: string): boolean {
  return email.endsWith(DOMAIN);
}

export class ServiceAccounts {
  readonly #rows: Table<ServiceAccount>;

  constructor(store: Store) {
    this.#rows = store.table('identity.serviceAccounts');
  }

  get(email: string): ServiceAccount | undefined {
    return this.#rows.get(email.toLowerCase());
  }

  /** Makes an account and its only key. @param tokenUri - where the key's owner shall ask for tokens */
  async make(delegation?: Delegation, tokenUri = ENDPOINT): Promise<ServiceAccountKey> {
    const project = `local-project-${String(randomInt(1e5, 1e6))}`;
    const email = `robot-${randomBytes(4).toString('hex')}@${project}${DOMAIN}`;
    const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
    const keyId = randomBytes(20).toString('hex');
    const clientId = `1${Array.from({ length: 20 }, () => randomInt(10)).join('')}`;
    this.#rows.put(email, {
      email,
      clientId,
      keyId,
      publicJwk: await exportJWK(publicKey),
      ...(delegation === undefined ? {} : { delegation }),
    });
    return {
      type: 'service_account',
      project_id: project,
      private_key_id: keyId,
      private_key: await exportPKCS8(privateKey),
      client_email: email,
      client_id: clientId,
      auth_uri: 'https://accounts.google.com/o/oauth2/auth',
      token_uri: tokenUri,
      auth_provider_x509_cert_url: 'https://www.googleapis.com/oauth2/v1/certs',
      client_x509_cert_url: `https://www.googleapis.com/robot/v1/metadata/x509/${encodeURIComponent(email)}`,
      universe_domain: 'googleapis.com',
    };
  }

  clear(): void {
    for (const key of [...this.#rows.keys()]) this.#rows.delete(key);
  }
}
