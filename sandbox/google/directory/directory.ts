/**
 * Local Directory: people of a domain, as an administrator or a colleague may see them.
 * https://developers.google.com/admin-sdk/directory/v1/guides/manage-users
 */
import { createHash } from 'node:crypto';
import type { Ground } from '../../control/ground.ts';
import type { Store, Table } from '../../control/store.ts';
import { ApiError, insufficient, invalid } from '../api-error.ts';
import type { Account } from '../identity/account.ts';
import { customerOf } from './customer.ts';

export interface DirectoryIdentity {
  account(email: string): Account | undefined;
  accounts(): readonly Account[];
  resolve(token: string): { readonly email: string; readonly scopes: ReadonlySet<string> } | undefined;
}

/** A custom schema of a domain. */
export interface Schema {
  readonly schemaName: string;
  readonly displayName?: string;
  readonly fields: readonly {
    readonly fieldName: string;
    readonly fieldType: string;
    readonly multiValued?: boolean;
    readonly readAccessType: 'ALL_DOMAIN_USERS' | 'ADMINS_AND_SELF';
  }[];
}
/** Schema → field → value. */
type CustomValues = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
type Json = Record<string, unknown>;

export interface Reader {
  readonly email: string;
  readonly scopes: ReadonlySet<string>;
}

/** How much of people somebody asks for. */
export interface View {
  readonly viewType: string;
  readonly projection: string;
  readonly customFieldMask: readonly string[];
}

const AUTH = 'https://www.googleapis.com/auth/admin.directory.';
const forbidden = (): ApiError =>
  new ApiError(403, 'forbidden', 'Not Authorized to access this resource/api');

export class Directory {
  readonly identity: DirectoryIdentity;
  readonly #ground: Ground;
  readonly #schemas: Table<Schema>;
  readonly #values: Table<CustomValues>;

  constructor(ground: Ground, store: Store, identity: DirectoryIdentity) {
    ground.switches.declare({
      // Whether a person sees his own ADMINS_AND_SELF fields with viewType=domain_public is written nowhere.
      name: 'google.directoryShowsSelf',
      values: [false, true],
      demo: false,
      harsh: false,
      unsettled: true,
    });
    this.identity = identity;
    this.#ground = ground;
    this.#schemas = store.table('directory.schemas');
    this.#values = store.table('directory.values');
  }

  /** Makes a custom schema for a domain, or replaces the one of that name. */
  putSchema(domain: string, schema: Schema): void {
    this.#schemas.put(`${domain} ${schema.schemaName}`, schema);
  }

  /** What the custom fields of a person say. */
  setValues(email: string, values: CustomValues): void {
    this.#values.put(email.toLowerCase(), values);
  }

  schemas(reader: Reader): readonly Schema[] {
    this.#requireScope(reader, 'userschema');
    const { domain, role } = this.#self(reader);
    if (role !== 'admin') throw forbidden();
    return this.#schemasOf(domain);
  }

  /** @throws {ApiError} 403 without the right, or for somebody without a directory; 404 */
  user(reader: Reader, userKey: string, view: View): Json {
    const self = this.#allowed(reader, view);
    const found = this.identity
      .accounts()
      .find(({ email, sub }) => email === userKey.toLowerCase() || sub === userKey);
    if (found?.domain !== self.domain) throw new ApiError(404, 'notFound', 'Resource Not Found: userKey');
    return this.#shown(found, self, view);
  }

  /** By address. @throws {ApiError} */
  users(reader: Reader, view: View, query: string | undefined): Json[] {
    const self = this.#allowed(reader, view);
    return this.identity
      .accounts()
      .filter((account) => account.domain === self.domain && matches(account, query))
      .sort((a, b) => a.email.localeCompare(b.email))
      .map((account) => this.#shown(account, self, view));
  }

  reset(): void {
    for (const table of [this.#schemas, this.#values]) for (const key of [...table.keys()]) table.delete(key);
  }

  #self({ email }: Reader): Account & { readonly domain: string } {
    const account = this.identity.account(email);
    // A consumer account has no directory.
    if (!account || account.domain === null) throw forbidden();
    return { ...account, domain: account.domain };
  }

  #allowed(reader: Reader, view: View): Account & { readonly domain: string } {
    this.#requireScope(reader, 'user');
    const self = this.#self(reader);
    if (!['admin_view', 'domain_public'].includes(view.viewType)) throw invalid('Invalid Input: viewType');
    if (view.viewType === 'admin_view' && self.role !== 'admin') throw forbidden();
    if (view.projection === 'custom' && view.customFieldMask.length === 0)
      throw invalid('Invalid Input: custom_field_mask');
    return self;
  }

  #requireScope({ scopes }: Reader, name: string): void {
    if (![`${AUTH}${name}`, `${AUTH}${name}.readonly`].some((scope) => scopes.has(scope)))
      throw insufficient();
  }

  #schemasOf(domain: string): readonly Schema[] {
    return [...this.#schemas.entries()]
      .filter(([key]) => key.startsWith(`${domain} `))
      .map(([, schema]) => schema);
  }

  #shown(account: Account, reader: Account & { readonly domain: string }, view: View): Json {
    const admin = view.viewType === 'admin_view';
    const custom = view.projection === 'basic' ? {} : this.#custom(account, reader, admin, view);
    const base = {
      kind: 'admin#directory#user',
      id: account.sub,
      etag: etagOf(account.email),
      primaryEmail: account.email,
      name: { givenName: account.givenName, familyName: account.familyName, fullName: account.name },
    };
    const tail = Object.keys(custom).length === 0 ? {} : { customSchemas: custom };
    const emails = [{ address: account.email, primary: true }];
    if (!admin) return { ...base, emails, ...tail };
    return {
      ...base,
      isAdmin: account.role === 'admin',
      isDelegatedAdmin: false,
      lastLoginTime: new Date(this.#ground.clock.now()).toISOString(),
      creationTime: '2020-01-01T00:00:00.000Z',
      agreedToTerms: true,
      suspended: false,
      archived: false,
      changePasswordAtNextLogin: false,
      ipWhitelisted: false,
      emails,
      languages: [{ languageCode: account.language, preference: 'preferred' }],
      customerId: customerOf(reader.domain),
      orgUnitPath: '/',
      isMailboxSetup: true,
      isEnrolledIn2Sv: false,
      isEnforcedIn2Sv: false,
      includeInGlobalAddressList: true,
      ...tail,
    };
  }

  #custom(account: Account, reader: Account & { readonly domain: string }, admin: boolean, view: View): Json {
    const values = this.#values.get(account.email) ?? {};
    const self = account.email === reader.email && this.#ground.switches.is('google.directoryShowsSelf');
    const shown = this.#schemasOf(reader.domain)
      .filter(({ schemaName }) => view.projection === 'full' || view.customFieldMask.includes(schemaName))
      .map(({ schemaName, fields }) => {
        const visible = fields.filter(
          ({ readAccessType }) => admin || self || readAccessType === 'ALL_DOMAIN_USERS',
        );
        const given = visible
          .filter(({ fieldName }) => values[schemaName]?.[fieldName] !== undefined)
          .map(({ fieldName }) => [fieldName, values[schemaName]?.[fieldName]]);
        return [schemaName, Object.fromEntries(given) as Json] as const;
      })
      .filter(([, fields]) => Object.keys(fields).length > 0);
    return Object.fromEntries(shown);
  }
}

function etagOf(email: string): string {
  const hash = (salt: string): string => createHash('sha256').update(`${salt}${email}`).digest('base64url');
  return `"${hash('a')}/${hash('b').slice(0, 27)}"`;
}

/** `email:ann*`, `givenName:Ann`, or a word that any of the three begins with. */
function matches({ email, givenName, familyName }: Account, query: string | undefined): boolean {
  if (query === undefined || query === '') return true;
  return query.split(/\s+/).every((term) => {
    const [, field, value = ''] = /^(?:(email|givenName|familyName|name)[:=])?'?([^']*)'?$/.exec(term) ?? [];
    const fields = { email: [email], givenName: [givenName], familyName: [familyName] };
    const searched =
      field === undefined || field === 'name'
        ? [...fields.givenName, ...fields.familyName, ...(field === undefined ? fields.email : [])]
        : fields[field as 'email'];
    const wanted = value.replace(/\*$/, '').toLowerCase();
    return searched.some((text) => text.toLowerCase().startsWith(wanted));
  });
}
