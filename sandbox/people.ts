/**
 * Who lives in the local world, on both sides at once: a Google account and (perhaps) a Webex user, the OAuth
 * clients of the product, and what the ready line says of them.
 */
import type { Ground, HostMap } from './control/ground.ts';
import type { AccountRequest, ReadyAccount } from './control/control-deps.ts';
import { CLOCK_PATH } from './control/service-clock.ts';
import type { Calendar } from './google/calendar/calendar.ts';
import type { Directory } from './google/directory/directory.ts';
import type { Gmail } from './google/gmail/gmail.ts';
import type { Account } from './google/identity/account.ts';
import type { Identity } from './google/identity/identity.ts';
import type { Installations } from './google/identity/installations.ts';
import type { Organisations } from './organisations.ts';
import { DEMO_ACCOUNTS, DEMO_DOMAIN, DEMO_SITE, seedCalendars, seedDirectory, seedMail } from './seed.ts';
import type { Webex } from './webex/webex.ts';

export type PortName = 'web' | 'google' | 'webex' | 'control' | 'clock' | 'service';
export type Origins = Readonly<Record<PortName, string>>;

export const ADDON_ORIGIN = 'https://addon.scheduler.test';

const GOOGLE_HOSTS = [
  'https://www.googleapis.com',
  'https://oauth2.googleapis.com',
  'https://accounts.google.com',
  'https://openidconnect.googleapis.com',
  'https://calendar.google.com',
  'https://script.google.com',
  'https://admin.googleapis.com',
  'https://gmail.googleapis.com',
  'https://calendar-json.googleapis.com',
  'https://content.googleapis.com',
];
const CALENDAR_SCOPE = 'https://www.googleapis.com/auth/calendar';
const GMAIL_SCOPE = 'https://www.googleapis.com/auth/gmail.modify';
const WEBEX_SCOPES = [
  'meeting:schedules_read',
  'meeting:schedules_write',
  'meeting:preferences_read',
  'spark:people_read',
];
const OUTSIDE = {
  clientId: '100000000001-outside.apps.googleusercontent.com',
  clientSecret: 'outside-local-secret',
};
const PAGE = { clientId: '100000000002-page.apps.googleusercontent.com', clientSecret: 'page-local-secret' };
const SERVICE = {
  clientId: '100000000003-service.apps.googleusercontent.com',
  clientSecret: 'service-local-secret',
};
const WEBEX_SERVICE = {
  clientId: 'C0000000000000000000000000000000000000000000000000000000000000001',
  clientSecret: 'webex-local-secret',
};

/** Lets scripts and the page find the vendors' hosts, and the add-on service, on loopback. */
export function mapHosts(hosts: HostMap, origins: Origins): void {
  for (const host of GOOGLE_HOSTS) hosts.set(host, origins.google);
  hosts.set('https://webexapis.com', origins.webex);
  hosts.set('https://*.webex.com', origins.webex);
  hosts.set(ADDON_ORIGIN, origins.service);
  // Google rewrites the http links of cards to https; locally nobody serves that.
  hosts.set(origins.service.replace('http:', 'https:'), origins.service);
}

export interface PeopleDeps {
  readonly ground: Ground;
  readonly identity: Identity;
  readonly installations: Installations;
  readonly calendar: Calendar;
  readonly gmail: Gmail;
  readonly directory: Directory;
  readonly webex: Webex;
  readonly organisations: Organisations;
  readonly origins: Origins;
  readonly scriptId: string;
}

export class People {
  readonly outsideClientId = OUTSIDE.clientId;
  readonly #deps: PeopleDeps;

  constructor(deps: PeopleDeps) {
    this.#deps = deps;
  }

  /** The clients that the product and its testers use, the same ids and secrets on every start. */
  registerClients(): void {
    const { identity, webex, origins } = this.#deps;
    identity.addClient({ kind: 'outside', name: 'Outside client', ...OUTSIDE });
    identity.addClient({ kind: 'page', name: 'Google Calendar', ...PAGE });
    identity.addClient({
      kind: 'service',
      name: 'Webex scheduler',
      redirectUris: [`${origins.service}/link/google/callback`],
      ...SERVICE,
    });
    webex.addClient({
      name: 'Webex scheduler',
      caller: 'service',
      redirectUris: [`${origins.service}/link/webex/callback`],
      ...WEBEX_SERVICE,
    });
  }

  async seed(): Promise<void> {
    const { ground, calendar, gmail, directory, organisations } = this.#deps;
    organisations.add(DEMO_DOMAIN, [DEMO_ACCOUNTS[0].email]);
    for (const { role, ...person } of DEMO_ACCOUNTS)
      this.#make({ ...person, webex: { licence: 'host' } }, role);
    seedCalendars(calendar, ground.clock.now());
    seedDirectory(directory);
    await seedMail(gmail);
  }

  /** Makes an account as control asks; says whether its domain is a new organisation of the service. */
  add(request: AccountRequest): { account: ReadyAccount; newOrganisation: boolean } {
    const account = this.#make(request, undefined);
    const newOrganisation =
      account.domain !== null &&
      request.unmapped !== true &&
      this.#deps.organisations.add(account.domain, []);
    return { account: this.#ready(account), newOrganisation };
  }

  readyAccounts(): readonly ReadyAccount[] {
    return this.#deps.identity.accounts().map((account) => this.#ready(account));
  }

  addon(): {
    scriptId: string;
    clientId: string;
    solutions: readonly { id: string; name: string }[];
    serviceOrigin: string;
  } {
    const { identity, installations, scriptId } = this.#deps;
    return {
      scriptId,
      clientId: identity.scriptClient(scriptId).clientId,
      solutions: installations.solutions(scriptId).map(({ id, name }) => ({ id, name })),
      serviceOrigin: ADDON_ORIGIN,
    };
  }

  /** A token of the page's own client for this person. */
  pageToken(email: string): string {
    return this.#deps.identity.issueAccessToken({
      email,
      clientId: PAGE.clientId,
      scopes: [CALENDAR_SCOPE, GMAIL_SCOPE],
      expiresInS: null,
    }).token;
  }

  installed(email: string): boolean {
    return this.#deps.installations.isInstalled(email, this.#deps.scriptId);
  }

  linked(email: string): boolean {
    return this.#deps.webex.hasGrant(email, WEBEX_SERVICE.clientId);
  }

  grantedScopes(email: string): readonly string[] {
    const { identity, scriptId } = this.#deps;
    return [...identity.grantedScopes(email, identity.scriptClient(scriptId).clientId)];
  }

  get scriptId(): string {
    return this.#deps.scriptId;
  }

  get origins(): Origins {
    return this.#deps.origins;
  }

  /** What the add-on service needs in its environment to live in this world. */
  serviceEnvironment(): Record<string, string> {
    const { origins, organisations, ground } = this.#deps;
    return {
      HOST: '127.0.0.1',
      PORT: new URL(origins.service).port,
      PUBLIC_URL: origins.service,
      DATA_DIR: ground.dataDir === undefined ? '.data/service' : `${ground.dataDir}/service`,
      CLOCK_URL: `${origins.clock}${CLOCK_PATH}`,
      ORGANISATIONS: JSON.stringify(organisations.list()),
      GOOGLE_AUTHORIZE_URL: `${origins.google}/o/oauth2/v2/auth`,
      GOOGLE_TOKEN_URL: `${origins.google}/token`,
      GOOGLE_JWKS_URL: `${origins.google}/oauth2/v3/certs`,
      GOOGLE_CLIENT_ID: SERVICE.clientId,
      GOOGLE_CLIENT_SECRET: SERVICE.clientSecret,
      ADDON_CLIENT_IDS: this.addon().clientId,
      WEBEX_API_URL: `${origins.webex}/v1`,
      WEBEX_AUTHORIZE_URL: `${origins.webex}/v1/authorize`,
      WEBEX_TOKEN_URL: `${origins.webex}/v1/access_token`,
      WEBEX_CLIENT_ID: WEBEX_SERVICE.clientId,
      WEBEX_CLIENT_SECRET: WEBEX_SERVICE.clientSecret,
    };
  }

  #make(request: AccountRequest, role: Account['role'] | undefined): Account {
    const { identity, calendar, webex } = this.#deps;
    const { email, name, language, timeZone, domain } = request;
    const account = identity.addAccount({
      email,
      name,
      language,
      timeZone,
      ...(domain === undefined ? {} : { domain }),
      ...(role === undefined ? {} : { role }),
    });
    calendar.provision(account.email);
    if (request.webex) {
      webex.addUser({
        email: account.email,
        displayName: name,
        licence: request.webex.licence,
        timezone: timeZone,
        ...(account.domain === DEMO_DOMAIN ? { sites: [{ siteUrl: DEMO_SITE, default: true }] } : {}),
      });
    }
    return account;
  }

  #ready(account: Account): ReadyAccount {
    const { identity, webex, installations, scriptId } = this.#deps;
    const { email, name, sub, language, timeZone, role } = account;
    const scopes = [...new Set([...installations.manifestScopes(scriptId), CALENDAR_SCOPE])];
    identity.setGrant(email, OUTSIDE.clientId, [
      ...identity.grantedScopes(email, OUTSIDE.clientId),
      ...scopes,
    ]);
    return {
      email,
      name,
      sub,
      language,
      timeZone,
      role,
      installed: this.installed(email),
      linked: this.linked(email),
      googleToken: identity.issueAccessToken({ email, clientId: OUTSIDE.clientId, scopes, expiresInS: null })
        .token,
      webexToken: webex.user(email)
        ? webex.issueTokens(email, WEBEX_SCOPES, { expiresInS: null }).access_token
        : null,
    };
  }
}
