import { timingSafeEqual } from 'node:crypto';
import type { Config } from '../config.ts';
import { ServiceError } from '../errors.ts';
import type { GoogleIdentity } from '../outbound/google-identity.ts';
import { ensureAccount, findAccount, findAccountBySub } from '../store/accounts.ts';
import type { AccountRow } from '../store/accounts.ts';
import type { Database, OrgTransaction } from '../store/database.ts';
import { ensureOrganisation } from '../store/organisations.ts';
import type { Clock, Ids, Seal } from '../sync/ports.ts';
import type { Reporter } from '../sync/world.ts';
import { findOrganisation, organisationOf } from './organisation-of.ts';

interface PeopleOptions {
  readonly config: Pick<Config, 'organisations' | 'allowPersonalAccounts'>;
  readonly database: Database;
  readonly seal: Seal;
  readonly clock: Clock;
  readonly ids: Ids;
}

export const ADDRESS_KIND = 'account.address';

/** A person as the store knows them: Google's `sub` is the key, the address may change. */
interface Person {
  readonly orgId: string;
  readonly sub: string;
  readonly email: string;
}

/** Finds the account of whoever Google vouches for; makes it at the first call. */
export class People {
  readonly #options: PeopleOptions;
  readonly #ensured = new Set<string>();

  constructor(options: PeopleOptions) {
    this.#options = options;
  }

  /** @throws {ServiceError} `org-unknown`, `org-personal` */
  async reporter(identity: GoogleIdentity): Promise<Reporter> {
    const orgId = await this.organisation(identity);
    const { sub, email, name, locale } = identity;
    const { accountId } = await this.#options.database.inOrg(orgId, (trx) =>
      this.account(trx, { orgId, sub, email }),
    );
    return { orgId, accountId, sub, email, name, locale };
  }

  /** Which organisation the person belongs to; its row exists afterwards. */
  async organisation(identity: Pick<GoogleIdentity, 'hostedDomain'>): Promise<string> {
    const { id, retentionDays } = organisationOf(this.#options.config, identity);
    if (!this.#ensured.has(id)) {
      await ensureOrganisation(this.#options.database, id, retentionDays, this.#options.clock.now());
      this.#ensured.add(id);
    }
    return id;
  }

  /** The person's account, made or brought up to date inside the given transaction. */
  async account(
    trx: OrgTransaction,
    { orgId, sub, email }: Person,
  ): Promise<{ accountId: string; row: AccountRow }> {
    const { seal, clock, ids } = this.#options;
    const addressHash = seal.keyedHash('address', email);
    const known = await findAccountBySub(trx, orgId, sub);
    if (known?.address_hash === addressHash) return { accountId: known.account_id, row: known };
    const accountId = known?.account_id ?? ids.random();
    const addressSealed = seal.seal(email, { orgId, row: accountId, kind: ADDRESS_KIND });
    if (known) {
      await trx
        .updateTable('app.account')
        .set({ address_sealed: addressSealed, address_hash: addressHash })
        .where('org_id', '=', orgId)
        .where('account_id', '=', accountId)
        .execute();
      return { accountId, row: { ...known, address_sealed: addressSealed, address_hash: addressHash } };
    }
    const row = await ensureAccount(trx, {
      orgId,
      accountId,
      sub,
      addressSealed,
      addressHash,
      now: clock.now(),
    });
    return { accountId: row.account_id, row };
  }

  /** The stored person behind an account id, if there is one. */
  async find(orgId: string, accountId: string): Promise<Reporter | undefined> {
    if (!findOrganisation(this.#options.config, orgId)) return undefined;
    const row = await this.#options.database.inOrg(orgId, (trx) => findAccount(trx, orgId, accountId));
    if (!row) return undefined;
    return { orgId, accountId, sub: row.google_sub, email: this.addressOf(row) };
  }

  addressOf(row: Pick<AccountRow, 'org_id' | 'account_id' | 'address_sealed'>): string {
    return this.#options.seal.open(row.address_sealed, {
      orgId: row.org_id,
      row: row.account_id,
      kind: ADDRESS_KIND,
    });
  }
}

const WEEK_MS = 7 * 24 * 3_600_000;

/**
 * A credential for executions in which Google gives no ID token. It is worked out from the person and the week
 * with a key, so nothing of it is kept; it ends with the account, and after a week without contact with Google's
 * own proof or with it.
 */
export class Credentials {
  readonly #options: Pick<PeopleOptions, 'seal' | 'clock'>;
  readonly #people: Pick<People, 'find'>;

  constructor(options: Pick<PeopleOptions, 'seal' | 'clock'>, people: Pick<People, 'find'>) {
    this.#options = options;
    this.#people = people;
  }

  /** What the add-on may keep for this week and the next. */
  issue(reporter: Pick<Reporter, 'orgId' | 'accountId' | 'sub'>): string {
    return `${reporter.orgId}.${reporter.accountId}.${this.#proof(reporter, this.#week())}`;
  }

  /** @throws {ServiceError} `not-signed-in` */
  async verify(credential: string): Promise<Reporter> {
    const parts = /^([a-z0-9-]{1,40})\.([\w-]{1,64})\.([\w-]{43})$/.exec(credential);
    const [, orgId = '', accountId = '', proof = ''] = parts ?? [];
    const reporter = parts ? await this.#people.find(orgId, accountId) : undefined;
    if (!reporter) throw new ServiceError('not-signed-in');
    const week = this.#week();
    if (![week, week - 1].some((valid) => isSame(this.#proof(reporter, valid), proof))) {
      throw new ServiceError('not-signed-in');
    }
    return reporter;
  }

  #week(): number {
    return Math.floor(this.#options.clock.now() / WEEK_MS);
  }

  #proof({ orgId, accountId, sub }: Pick<Reporter, 'orgId' | 'accountId' | 'sub'>, week: number): string {
    return this.#options.seal.keyedHash('session', JSON.stringify(['addon', orgId, accountId, sub, week]));
  }
}

/** Compares without telling by its duration where the difference is. */
export function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
