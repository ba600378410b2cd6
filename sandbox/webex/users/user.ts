import type { PasswordPolicy } from '../meetings/password-policy.ts';

type Licence = 'host' | 'attendee' | 'none';

export interface UserSite {
  /** A bare host name such as `example.webex.com`. */
  readonly siteUrl: string;
  readonly default: boolean;
}

export interface WebexUser {
  readonly email: string;
  readonly displayName: string;
  readonly licence: Licence;
  readonly sites: readonly UserSite[];
  readonly passwordPolicy: PasswordPolicy;
  /** A raw uuid; the API shows it encoded. */
  readonly orgId: string;
  /** A raw uuid; the API shows it encoded. */
  readonly personId: string;
  readonly timezone: string;
  /** A full administrator of the organisation and its sites: may act on behalf of others with `admin` scopes. */
  readonly admin: boolean;
  /** The account of a Service App: it acts for hosts of its organisation and hosts nothing itself. */
  readonly machine?: boolean;
  readonly created: string;
}

/** What may be named for a user; the rest keeps its value, or takes a sensible one for a new user. */
export interface UserPatch {
  readonly displayName?: string | undefined;
  readonly licence?: Licence | undefined;
  readonly sites?: readonly UserSite[] | undefined;
  readonly passwordPolicy?: PasswordPolicy | undefined;
  readonly orgId?: string | undefined;
  readonly timezone?: string | undefined;
  readonly admin?: boolean | undefined;
  readonly machine?: boolean | undefined;
}
