/** What local Apps Script needs from the rest of local Google, as small as it can be. */

export interface ScriptAccount {
  readonly email: string;
  readonly name: string;
  readonly language: string;
  readonly timeZone: string;
  /** Null for a consumer account: its daily limits are lower. */
  readonly domain?: string | null;
}

/** Who people are and what they have granted to a script's OAuth client. */
export interface ScriptIdentity {
  account(email: string): ScriptAccount | undefined;
  /** The OAuth client of a script project, made on first use; the same script id always gets the same client id. */
  scriptClient(scriptId: string): string;
  /** What `email` has granted to this client; empty where nothing was authorised. */
  grantedScopes(email: string, clientId: string): readonly string[];
  /** An access token with exactly these scopes. */
  accessToken(email: string, clientId: string, scopes: readonly string[]): string;
  /** An OpenID Connect ID token for this client as audience. */
  idToken(email: string, clientId: string, scopes: readonly string[]): Promise<string>;
  /** `email` allows the client exactly these scopes. */
  authorise(email: string, clientId: string, scopes: readonly string[]): void;
  /** The page where `email` authorises the project. */
  authorizationUrl(email: string, clientId: string, scopes: readonly string[]): string;
}

/** A change in one calendar, as its triggers hear of it: which calendar, never which event. */
export interface CalendarChange {
  readonly calendarId: string;
  /** The Apps Script project that made the change, where one did: lets a script's own writes be told apart. */
  readonly scriptId?: string | undefined;
}

/** Local Calendar, as far as triggers need it. */
export interface CalendarPort {
  onChange(listener: (change: CalendarChange) => void): () => void;
  /** Answers the calendar, or throws where the person may not see it. */
  getCalendar(
    actor: { readonly email: string; readonly scopes: 'all'; readonly via: 'page' },
    calendarId: string,
  ): unknown;
}
