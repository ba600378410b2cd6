/** The two forms of userinfo: OpenID Connect's, and Google's older one. */
import type { Account } from './account.ts';
import { EMAIL, PROFILE } from './scopes.ts';

export type UserInfo = Readonly<Record<string, string | boolean>>;

/** `/v1/userinfo` and `/oauth2/v3/userinfo`, as far as the scopes allow. */
export function openIdUserInfo(account: Account, scopes: ReadonlySet<string>): UserInfo {
  return {
    sub: account.sub,
    ...(scopes.has(PROFILE) ? names(account) : {}),
    ...(scopes.has(EMAIL) ? { email: account.email, email_verified: true } : {}),
    ...domainOf(account),
  };
}

/** `/oauth2/v2/userinfo` (and v1). */
export function googleUserInfo(account: Account, scopes: ReadonlySet<string>): UserInfo {
  return {
    id: account.sub,
    ...(scopes.has(EMAIL) ? { email: account.email, verified_email: true } : {}),
    ...(scopes.has(PROFILE) ? names(account) : {}),
    ...domainOf(account),
  };
}

function names(account: Account): UserInfo {
  return {
    name: account.name,
    given_name: account.givenName,
    ...(account.familyName === '' ? {} : { family_name: account.familyName }),
    picture: `https://lh3.googleusercontent.com/a/${account.sub}=s96-c`,
    locale: account.language,
  };
}

function domainOf(account: Account): UserInfo {
  return account.domain === null ? {} : { hd: account.domain };
}
