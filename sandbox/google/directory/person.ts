/** An account that is in a directory, and what the directory knows of it beyond its name. */
import type { Account } from '../identity/account.ts';
import type { Json } from './resource.ts';

/** A Workspace account: consumers have no directory. */
export type Person = Account & { readonly domain: string };

export interface Photo {
  /** Base64 with the URL alphabet. */
  readonly photoData: string;
  readonly mimeType: string;
  readonly width: number;
  readonly height: number;
}

/** What administrators wrote about a person. */
export interface Profile {
  /** Fields of the user resource that are kept as they were written. */
  readonly fields: Json;
  readonly aliases: readonly string[];
  readonly archived: boolean;
  /** Virtual instant in ms; null for people who were there before anybody asked. */
  readonly createdAt: number | null;
  /** `id:…`; undefined for the top. */
  readonly orgUnitId?: string;
  readonly photo?: Photo;
  /** Backup codes that are still good. */
  readonly codes?: readonly string[];
}

/** Somebody who was deleted and may be brought back for 20 days. */
export interface DeletedPerson {
  readonly account: Person;
  /** Virtual instant in ms. */
  readonly deletedAt: number;
}

export const NEW_PROFILE: Profile = {
  fields: {},
  aliases: [],
  archived: false,
  createdAt: null,
};

/** The members of a user resource that administrators write and everybody may see. */
export const PUBLIC_FIELDS: readonly string[] =
  'relations addresses organizations phones languages locations websites ims externalIds'.split(' ');

/** The other members that administrators write. */
export const PRIVATE_FIELDS: readonly string[] =
  'gender keywords notes posixAccounts sshPublicKeys recoveryEmail recoveryPhone'.split(' ');

/** Flags that administrators write, with what they say where nobody did. */
export const FLAGS: Readonly<Record<string, boolean>> = {
  changePasswordAtNextLogin: false,
  ipWhitelisted: false,
  includeInGlobalAddressList: true,
};
