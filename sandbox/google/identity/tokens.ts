/** What stands behind the opaque strings that local Google hands out. */
import type { ClientKind } from './oauth-client.ts';

export interface AccessToken {
  readonly token: string;
  readonly email: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** Virtual instant in ms, or null for a token that ends only by `expire`. */
  readonly expiresAt: number | null;
  /** The refresh token it came with or from; revoking one revokes the other. */
  readonly refreshToken?: string;
}

export interface RefreshToken {
  readonly token: string;
  readonly email: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
}

/** An authorisation code, good once and for ten minutes. */
export interface AuthorizationCode {
  readonly code: string;
  readonly email: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly nonce?: string;
  readonly challenge?: { readonly value: string; readonly method: 'S256' | 'plain' };
  /** True where a refresh token goes with the access token. */
  readonly offline: boolean;
  readonly expiresAt: number;
  readonly used: boolean;
}

/** Who speaks, worked out from an access token. */
export interface TokenHolder {
  readonly email: string;
  readonly sub: string;
  readonly clientId: string;
  readonly kind: ClientKind;
  readonly scriptId?: string;
  readonly scopes: ReadonlySet<string>;
  readonly expiresAt: number | null;
}

export const ACCESS_TOKEN_LIFE_S = 3599;
export const CODE_LIFE_MS = 600_000;
