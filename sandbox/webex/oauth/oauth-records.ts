import type { Caller } from '../../control/calls.ts';

/** A Webex integration, as registered at the developer portal. */
export interface OAuthClient {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly name: string;
  /** Compared verbatim. */
  readonly redirectUris: readonly string[];
  /** Whose calls the log says these are. */
  readonly caller: Caller;
}

/** How the consent page answers for a person, instead of waiting for a click. */
export interface Consent {
  readonly email: string;
  readonly allow: boolean;
  /** Granted at most; undefined = what was asked for. */
  readonly scopes?: readonly string[];
}

export interface Granted {
  readonly email: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** One consent; everything issued from it dies with it. */
  readonly grant: string;
}

export interface AuthorizationCode extends Granted {
  readonly redirectUri: string;
  readonly challenge?: string;
  readonly expiresAt: number;
}

export interface AccessToken extends Granted {
  /** null = does not expire by time. */
  readonly expiresAt: number | null;
}

export interface RefreshToken extends Granted {
  readonly expiresAt: number;
}

/** What the token endpoint answers. */
export interface TokenReply {
  readonly access_token: string;
  readonly expires_in: number;
  readonly refresh_token: string;
  readonly refresh_token_expires_in: number;
  readonly token_type: 'Bearer';
  readonly scope: string;
}
