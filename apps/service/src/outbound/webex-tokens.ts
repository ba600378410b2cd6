import type { AccountRow } from '../store/accounts.ts';
import { findAccount } from '../store/accounts.ts';
import type { Database } from '../store/database.ts';
import type { Clock, Seal, WebexFailure } from '../sync/ports.ts';
import { TokenError } from './token-endpoint.ts';
import type { Tokens } from './token-endpoint.ts';
import type { WebexOAuth } from './webex-oauth.ts';

/** Why there is no access token. Nothing was sent to Webex's API, so nothing happened there. */
class SignInFailure extends Error implements WebexFailure {
  override readonly name = 'SignInFailure';
  readonly code: 'webex-not-linked' | 'webex-reconnect' | 'webex-token-refused' | 'webex-unreachable';
  readonly outcome = 'refused';
  constructor(code: SignInFailure['code'], options?: ErrorOptions) {
    super(`No Webex access: ${code}`, options);
    this.code = code;
  }
}

/** The access tokens of host accounts, renewed when they must be. */
export interface WebexTokens {
  /**
   * A token that is valid as far as we know. `rejected` is one that Webex has just refused: it is not given again.
   * `known` is the account's row where it has just been read.
   * @throws {SignInFailure}
   */
  accessToken(
    orgId: string,
    accountId: string,
    about?: { readonly rejected?: string; readonly known?: AccountRow | undefined },
  ): Promise<string>;
}

interface WebexTokensOptions {
  readonly database: Database;
  readonly seal: Seal;
  readonly clock: Clock;
  readonly oauth: Pick<WebexOAuth, 'refresh'>;
}

/** Renewed this long before its end, so that it does not run out on the way. */
const AHEAD_MS = 5 * 60_000;

export const ACCESS_KIND = 'account.webex-access-token';
export const REFRESH_KIND = 'account.webex-refresh-token';

/**
 * One refresh per account at a time. Within the process callers share the promise; between processes the row's
 * version decides: who finds it changed takes what the other one stored. Only `invalid_grant`, and only while the
 * row still holds the grant that was refused, ends the link: an outage of Webex's sign-in never does.
 */
export function createWebexTokens(options: WebexTokensOptions): WebexTokens {
  const { database, seal, clock } = options;
  const flights = new Map<string, Promise<string>>();

  const read = async (orgId: string, accountId: string): Promise<LinkedAccount> => {
    const row = await database.inOrg(orgId, (trx) => findAccount(trx, orgId, accountId));
    return linked(row);
  };
  const open = (row: LinkedAccount, kind: typeof ACCESS_KIND | typeof REFRESH_KIND, sealed: string): string =>
    seal.open(sealed, { orgId: row.org_id, row: row.account_id, kind });

  const refresh = async (row: LinkedAccount, rejected: string | undefined): Promise<string> => {
    let tokens: Tokens;
    try {
      tokens = await options.oauth.refresh(open(row, REFRESH_KIND, row.webex_refresh_sealed));
    } catch (error) {
      return refused(row, rejected, error);
    }
    const stored = await storeTokens(options, row, tokens);
    if (stored) return tokens.accessToken;
    const newer = await read(row.org_id, row.account_id);
    return open(newer, ACCESS_KIND, newer.webex_access_sealed);
  };

  const refused = async (
    row: LinkedAccount,
    rejected: string | undefined,
    error: unknown,
  ): Promise<string> => {
    if (error instanceof TokenError && error.code === 'invalid-grant') {
      if (await markDead(options, row)) throw new SignInFailure('webex-reconnect', { cause: error });
      const newer = await read(row.org_id, row.account_id);
      return open(newer, ACCESS_KIND, newer.webex_access_sealed);
    }
    // The old token may still be good for a few minutes: an outage of the sign-in need not be one of the work.
    const token = open(row, ACCESS_KIND, row.webex_access_sealed);
    if (token !== rejected && row.webex_access_expires_at.getTime() > clock.now()) return token;
    const wrongClient = error instanceof TokenError && error.code === 'refused';
    throw new SignInFailure(wrongClient ? 'webex-token-refused' : 'webex-unreachable', { cause: error });
  };

  return {
    async accessToken(orgId, accountId, { rejected, known } = {}) {
      const good = (row: LinkedAccount): string | undefined => {
        if (row.webex_access_expires_at.getTime() - clock.now() <= AHEAD_MS) return undefined;
        const token = open(row, ACCESS_KIND, row.webex_access_sealed);
        return token === rejected ? undefined : token;
      };
      const given = known === undefined ? undefined : good(linked(known));
      if (given !== undefined) return given;
      const row = await read(orgId, accountId);
      const token = good(row);
      if (token !== undefined) return token;
      const key = JSON.stringify([orgId, accountId]);
      const running = flights.get(key);
      if (running) return running;
      const flight = refresh(row, rejected).finally(() => flights.delete(key));
      flights.set(key, flight);
      return flight;
    },
  };
}

type LinkedAccount = AccountRow & {
  readonly webex_access_sealed: string;
  readonly webex_refresh_sealed: string;
  readonly webex_access_expires_at: Date;
};

function linked(row: AccountRow | undefined): LinkedAccount {
  if (row?.webex_state === 'reconnect') throw new SignInFailure('webex-reconnect');
  if (!row?.webex_access_sealed || !row.webex_refresh_sealed || !row.webex_access_expires_at) {
    throw new SignInFailure('webex-not-linked');
  }
  return row as LinkedAccount;
}

/** What is stored of a grant; the new refresh token, or the old one where Webex leaves it in force. */
export function tokenColumns(
  { seal, clock }: Pick<WebexTokensOptions, 'seal' | 'clock'>,
  at: { readonly orgId: string; readonly accountId: string },
  tokens: Tokens,
) {
  const context = (kind: string) => ({ orgId: at.orgId, row: at.accountId, kind });
  const after = (seconds: number) => new Date(clock.now() + seconds * 1000);
  return {
    webex_access_sealed: seal.seal(tokens.accessToken, context(ACCESS_KIND)),
    webex_access_expires_at: after(tokens.expiresInS),
    ...(tokens.refreshToken === undefined
      ? {}
      : { webex_refresh_sealed: seal.seal(tokens.refreshToken, context(REFRESH_KIND)) }),
    ...(tokens.refreshExpiresInS === undefined
      ? {}
      : { webex_refresh_expires_at: after(tokens.refreshExpiresInS) }),
  };
}

async function storeTokens(
  options: WebexTokensOptions,
  row: LinkedAccount,
  tokens: Tokens,
): Promise<boolean> {
  const at = { orgId: row.org_id, accountId: row.account_id };
  const result = await options.database.inOrg(row.org_id, (trx) =>
    trx
      .updateTable('app.account')
      .set({ ...tokenColumns(options, at, tokens), webex_token_version: row.webex_token_version + 1 })
      .where('org_id', '=', row.org_id)
      .where('account_id', '=', row.account_id)
      .where('webex_token_version', '=', row.webex_token_version)
      .executeTakeFirst(),
  );
  return result.numUpdatedRows === 1n;
}

/** Ends the link; false if somebody stored another grant meanwhile. The dead tokens are not kept. */
async function markDead({ database, clock }: WebexTokensOptions, row: LinkedAccount): Promise<boolean> {
  const result = await database.inOrg(row.org_id, (trx) =>
    trx
      .updateTable('app.account')
      .set({
        webex_state: 'reconnect',
        webex_since: new Date(clock.now()),
        webex_access_sealed: null,
        webex_access_expires_at: null,
        webex_refresh_sealed: null,
        webex_refresh_expires_at: null,
        webex_token_version: row.webex_token_version + 1,
      })
      .where('org_id', '=', row.org_id)
      .where('account_id', '=', row.account_id)
      .where('webex_token_version', '=', row.webex_token_version)
      .executeTakeFirst(),
  );
  return result.numUpdatedRows === 1n;
}
