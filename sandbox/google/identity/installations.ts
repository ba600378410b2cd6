/**
 * Which add-on is installed for whom, and what each person lets it do.
 *
 * A person installs for himself, or an administrator for everybody in his domain (people who come later too).
 * Each permission of the manifest can be left out on installing and withdrawn later; a new run of the script has
 * what is granted then, and nothing that was withdrawn.
 */
import type { Ground } from '../../control/ground.ts';
import type { Store, Table } from '../../control/store.ts';
import type { Account } from './account.ts';
import type { Identity } from './identity.ts';
import { InstallationError } from './installation-error.ts';
import {
  CONSENT_WORDS,
  consentLanguage,
  permissionOf,
  type ConsentLanguage,
  type Permission,
} from './permissions.ts';

export interface ConferenceSolution {
  readonly id: string;
  readonly name: string;
  readonly logoUrl: string;
  readonly onCreateFunction: string;
}

/** The part of a manifest that concerns installing. */
export interface InstallableManifest {
  readonly oauthScopes?: readonly string[] | undefined;
  readonly addOns?:
    | {
        readonly common?: { readonly name: string } | undefined;
        readonly calendar?:
          | {
              readonly conferenceSolution?:
                | readonly {
                    readonly id: string | number;
                    readonly name: string;
                    readonly logoUrl: string;
                    readonly onCreateFunction: string;
                  }[]
                | undefined;
            }
          | undefined;
      }
    | undefined;
}

/** Where manifests come from: the script platform. */
export interface ManifestSource {
  manifest(scriptId: string): InstallableManifest | undefined;
}

export interface ConsentSheet {
  readonly scriptId: string;
  readonly language: ConsentLanguage;
  readonly app: string;
  readonly title: string;
  readonly hint: string;
  readonly labels: { readonly allow: string; readonly cancel: string; readonly everybody: string };
  readonly permissions: readonly Permission[];
}

export interface InstallationChange {
  readonly email: string;
  readonly scriptId: string;
}

export type InstallationListener = (change: InstallationChange) => void;

interface Installation {
  readonly scriptId: string;
  /** Whose it is: an address, or a domain. */
  readonly subject: string;
  readonly at: string;
}

export class Installations {
  readonly #ground: Ground;
  readonly #store: Store;
  readonly #identity: Identity;
  readonly #manifests: ManifestSource;
  readonly #people: Table<Installation>;
  readonly #domains: Table<Installation>;
  readonly #installed = new Set<InstallationListener>();
  readonly #uninstalled = new Set<InstallationListener>();
  readonly #granted = new Set<InstallationListener>();

  constructor(ground: Ground, store: Store, identity: Identity, manifests: ManifestSource) {
    this.#ground = ground;
    this.#store = store;
    this.#identity = identity;
    this.#manifests = manifests;
    this.#people = store.table('installations.people');
    this.#domains = store.table('installations.domains');
    identity.onGrantChanged(({ email, client }) => {
      if (client.scriptId !== undefined) tell(this.#granted, { email, scriptId: client.scriptId });
    });
  }

  /** Told after an add-on was installed for a person (for each person of a domain). */
  onInstalled(listener: InstallationListener): void {
    this.#installed.add(listener);
  }

  /** Told after it was removed: its triggers stop. */
  onUninstalled(listener: InstallationListener): void {
    this.#uninstalled.add(listener);
  }

  /** Told after a person's permissions of an add-on changed, also when Google or the person revoked them all. */
  onGrantChanged(listener: InstallationListener): void {
    this.#granted.add(listener);
  }

  isInstalled(email: string, scriptId: string): boolean {
    const account = this.#identity.account(email);
    if (!account) return false;
    return this.#people.has(keyOf(account.email, scriptId)) || this.#forDomain(account, scriptId);
  }

  /** The add-ons this person has, in the order they came. */
  installedFor(email: string): readonly string[] {
    const all = [...this.#people.values(), ...this.#domains.values()].map(
      (installation) => installation.scriptId,
    );
    return [...new Set(all)].filter((scriptId) => this.isInstalled(email, scriptId));
  }

  /**
   * Installs for one person.
   * @param scopes - what he allows; omitted: all that the manifest lists
   * @throws {InstallationError}
   */
  install(email: string, scriptId: string, scopes?: readonly string[]): void {
    const account = this.#person(email);
    const allowed = this.#allowed(scriptId, scopes);
    const { clientId } = this.#client(scriptId);
    this.#store.transaction(() => {
      this.#people.put(keyOf(account.email, scriptId), {
        scriptId,
        subject: account.email,
        at: this.#ground.clock.iso(),
      });
      this.#identity.setGrant(account.email, clientId, allowed);
    });
    tell(this.#installed, { email: account.email, scriptId });
  }

  /**
   * Installs for everybody in the administrator's domain.
   * @throws {InstallationError} `not-administrator` for anybody else.
   */
  installForDomain(email: string, scriptId: string, scopes?: readonly string[]): void {
    const { domain, role } = this.#person(email);
    if (role !== 'admin' || domain === null) {
      throw new InstallationError(
        403,
        'not-administrator',
        'Only an administrator can install an add-on for the domain.',
      );
    }
    const allowed = this.#allowed(scriptId, scopes);
    const { clientId } = this.#client(scriptId);
    this.#store.transaction(() => {
      this.#domains.put(keyOf(domain, scriptId), { scriptId, subject: domain, at: this.#ground.clock.iso() });
      this.#identity.setDomainGrant(domain, clientId, allowed);
    });
    for (const account of this.#members(domain)) tell(this.#installed, { email: account.email, scriptId });
  }

  /**
   * Removes it: a person's own installation, or (by an administrator) the domain's.
   * @throws {InstallationError} `not-installed`; `installed-by-administrator` where the person may not.
   */
  uninstall(email: string, scriptId: string): void {
    const account = this.#person(email);
    if (!this.isInstalled(email, scriptId)) throw notInstalled();
    if (account.domain !== null && this.#forDomain(account, scriptId)) {
      if (account.role !== 'admin') {
        throw new InstallationError(
          403,
          'installed-by-administrator',
          'An administrator installed this add-on; only an administrator can remove it.',
        );
      }
      this.#uninstallDomain(account.domain, scriptId);
    } else {
      this.#uninstallPerson(account.email, scriptId);
    }
  }

  /**
   * Replaces what a person allows an installed add-on.
   * @throws {InstallationError}
   */
  grant(email: string, scriptId: string, scopes: readonly string[]): void {
    const account = this.#person(email);
    if (!this.isInstalled(email, scriptId)) throw notInstalled();
    this.#identity.setGrant(account.email, this.#client(scriptId).clientId, this.#allowed(scriptId, scopes));
  }

  /** What an installed add-on may do for a person now. */
  grantedScopes(email: string, scriptId: string): ReadonlySet<string> {
    return this.isInstalled(email, scriptId)
      ? this.#identity.grantedScopes(email, this.#client(scriptId).clientId)
      : new Set();
  }

  manifestScopes(scriptId: string): readonly string[] {
    return this.#manifests.manifest(scriptId)?.oauthScopes ?? [];
  }

  /** The conferencing solutions a script declares, installed or not. */
  solutions(scriptId: string): readonly ConferenceSolution[] {
    const declared = this.#manifests.manifest(scriptId)?.addOns?.calendar?.conferenceSolution ?? [];
    return declared.map((solution) => ({ ...solution, id: String(solution.id) }));
  }

  /** The solutions of a script that is installed for this person; undefined where it is not. */
  solutionsOf(scriptId: string, email: string): readonly ConferenceSolution[] | undefined {
    return this.isInstalled(email, scriptId) ? this.solutions(scriptId) : undefined;
  }

  /**
   * What is shown before installing: the manifest's permissions in the person's language.
   * @throws {InstallationError} `unknown-script`
   */
  consentSheet(scriptId: string, languageTag: string): ConsentSheet {
    const app = this.#client(scriptId).name;
    const language = consentLanguage(languageTag);
    const { title, hint, allow, cancel, everybody } = CONSENT_WORDS[language];
    return {
      scriptId,
      language,
      app,
      title: title(app),
      hint,
      labels: { allow, cancel, everybody },
      permissions: this.manifestScopes(scriptId).map((scope) => permissionOf(scope, language)),
    };
  }

  reset(): void {
    this.#store.transaction(() => {
      for (const table of [this.#people, this.#domains])
        for (const key of [...table.keys()]) table.delete(key);
    });
  }

  #uninstallPerson(email: string, scriptId: string): void {
    this.#store.transaction(() => {
      this.#people.delete(keyOf(email, scriptId));
      this.#identity.forgetGrant(email, this.#client(scriptId).clientId);
    });
    tell(this.#uninstalled, { email, scriptId });
  }

  #uninstallDomain(domain: string, scriptId: string): void {
    const { clientId } = this.#client(scriptId);
    const members = this.#members(domain);
    this.#store.transaction(() => {
      this.#domains.delete(keyOf(domain, scriptId));
      this.#identity.setDomainGrant(domain, clientId, undefined);
      for (const { email } of members) {
        this.#people.delete(keyOf(email, scriptId));
        this.#identity.forgetGrant(email, clientId);
      }
    });
    for (const { email } of members) tell(this.#uninstalled, { email, scriptId });
  }

  #forDomain(account: Account, scriptId: string): boolean {
    return account.domain !== null && this.#domains.has(keyOf(account.domain, scriptId));
  }

  #members(domain: string): readonly Account[] {
    return this.#identity.accounts().filter((account) => account.domain === domain);
  }

  #person(email: string): Account {
    const account = this.#identity.account(email);
    if (account) return account;
    throw new InstallationError(404, 'unknown-account', 'There is no such account.');
  }

  #client(scriptId: string): ReturnType<Identity['scriptClient']> {
    const manifest = this.#manifests.manifest(scriptId);
    if (!manifest) throw new InstallationError(404, 'unknown-script', 'There is no such script project.');
    return this.#identity.scriptClient(scriptId, manifest.addOns?.common?.name ?? 'Untitled project');
  }

  #allowed(scriptId: string, scopes: readonly string[] | undefined): readonly string[] {
    const declared = this.manifestScopes(scriptId);
    const strange = scopes?.find((scope) => !declared.includes(scope));
    if (strange === undefined) return scopes ?? declared;
    throw new InstallationError(400, 'unknown-scope', `The manifest does not ask for ${strange}.`);
  }
}

function notInstalled(): InstallationError {
  return new InstallationError(409, 'not-installed', 'The add-on is not installed for this account.');
}

function keyOf(subject: string, scriptId: string): string {
  return `${subject}|${scriptId}`;
}

function tell(listeners: ReadonlySet<InstallationListener>, change: InstallationChange): void {
  for (const listener of listeners) listener(change);
}
