/**
 * The service's configuration: the only file that reads environment variables. `.env.example` lists them all.
 * Base URLs of Google and Webex are configuration, so that the same service talks to the real platforms and to
 * the local ones.
 */
import * as v from 'valibot';

export interface Organisation {
  readonly id: string;
  /** Google Workspace domains (`hd` of the ID token). */
  readonly domains: readonly string[];
  /** Verified addresses of the people who administer it here. */
  readonly admins: readonly string[];
  readonly retentionDays: number;
}

export interface Config {
  /** Where the server listens. */
  readonly host: string;
  readonly port: number;
  /** What a browser opens, without a trailing slash; redirect URIs and links on cards use it. */
  readonly publicUrl: string;
  /** Database, keys and log live here. */
  readonly dataDir: string;
  /** PostgreSQL; undefined = PGlite in `dataDir`. */
  readonly databaseUrl: string | undefined;
  /** A local platform's clock; undefined = the system's clock. */
  readonly clockUrl: string | undefined;
  /** The key file to read (its form: `seal/key-file.ts`); undefined = one in `dataDir`, made on the first start. */
  readonly keyFile: string | undefined;
  readonly organisations: readonly Organisation[];
  readonly allowPersonalAccounts: boolean;
  readonly google: {
    readonly issuers: readonly string[];
    readonly authorizeUrl: string;
    readonly tokenUrl: string;
    readonly jwksUrl: string;
    /** The service's own OAuth client, for the browser's sign-in. */
    readonly clientId: string;
    readonly clientSecret: string;
    /** Client ids whose ID tokens the add-on API accepts: those of the add-on's Cloud project. */
    readonly addonClientIds: readonly string[];
  };
  readonly webex: {
    /** Ends in `/v1`. */
    readonly apiUrl: string;
    readonly authorizeUrl: string;
    readonly tokenUrl: string;
    readonly clientId: string;
    readonly clientSecret: string;
  };
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug';
  /** True where the public URL is https: cookies are `Secure` with the `__Host-` prefix. */
  readonly secureCookies: boolean;
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'config-invalid';
}

const text = v.pipe(v.string(), v.trim(), v.minLength(1));
const url = v.pipe(
  text,
  v.url(),
  v.transform((value) => value.replace(/\/$/, '')),
);
const list = v.pipe(
  v.string(),
  v.transform((value) =>
    value
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== ''),
  ),
);
const Organisations = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    try {
      return JSON.parse(dataset.value) as unknown;
    } catch {
      addIssue({ message: 'is not JSON' });
      return NEVER;
    }
  }),
  v.array(
    v.strictObject({
      id: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/)),
      domains: v.array(v.pipe(text, v.toLowerCase())),
      admins: v.array(v.pipe(text, v.toLowerCase())),
      retentionDays: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3650)), 30),
    }),
  ),
);

const Environment = v.object({
  HOST: v.optional(text, '127.0.0.1'),
  PORT: v.optional(v.pipe(v.string(), v.regex(/^\d{1,5}$/), v.transform(Number)), '8080'),
  PUBLIC_URL: url,
  DATA_DIR: v.optional(text, '.data/service'),
  DATABASE_URL: v.optional(text),
  CLOCK_URL: v.optional(url),
  KEY_FILE: v.optional(text),
  ORGANISATIONS: v.optional(Organisations, '[]'),
  ALLOW_PERSONAL_ACCOUNTS: v.optional(v.picklist(['true', 'false']), 'false'),
  GOOGLE_AUTHORIZE_URL: v.optional(url, 'https://accounts.google.com/o/oauth2/v2/auth'),
  GOOGLE_TOKEN_URL: v.optional(url, 'https://oauth2.googleapis.com/token'),
  GOOGLE_JWKS_URL: v.optional(url, 'https://www.googleapis.com/oauth2/v3/certs'),
  GOOGLE_CLIENT_ID: text,
  GOOGLE_CLIENT_SECRET: text,
  ADDON_CLIENT_IDS: v.pipe(list, v.minLength(1)),
  WEBEX_API_URL: v.optional(url, 'https://webexapis.com/v1'),
  WEBEX_AUTHORIZE_URL: v.optional(url, 'https://webexapis.com/v1/authorize'),
  WEBEX_TOKEN_URL: v.optional(url, 'https://webexapis.com/v1/access_token'),
  WEBEX_CLIENT_ID: text,
  WEBEX_CLIENT_SECRET: text,
  LOG_LEVEL: v.optional(v.picklist(['fatal', 'error', 'warn', 'info', 'debug']), 'info'),
});

/** Google's own names for itself in ID tokens: https://developers.google.com/identity/openid-connect/openid-connect */
const GOOGLE_ISSUERS = ['https://accounts.google.com', 'accounts.google.com'];

/**
 * Reads and checks the environment.
 * @throws {ConfigError} naming each variable that is missing or wrong; never its value.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const read = v.safeParse(Environment, env);
  if (!read.success) {
    const wrong = read.issues.map(
      (issue) => `${v.getDotPath(issue) ?? '?'}: ${issue.message.replace(/ but received .*/, '')}`,
    );
    throw new ConfigError(`The configuration is not complete. ${wrong.join('; ')}. See .env.example.`);
  }
  const e = read.output;
  if (e.CLOCK_URL !== undefined && !isLoopback(e.CLOCK_URL)) {
    throw new ConfigError('CLOCK_URL may only name this machine: time is not taken from elsewhere.');
  }
  return {
    host: e.HOST,
    port: e.PORT,
    publicUrl: e.PUBLIC_URL,
    dataDir: e.DATA_DIR,
    databaseUrl: e.DATABASE_URL,
    clockUrl: e.CLOCK_URL,
    keyFile: e.KEY_FILE,
    organisations: e.ORGANISATIONS,
    allowPersonalAccounts: e.ALLOW_PERSONAL_ACCOUNTS === 'true',
    google: {
      issuers: GOOGLE_ISSUERS,
      authorizeUrl: e.GOOGLE_AUTHORIZE_URL,
      tokenUrl: e.GOOGLE_TOKEN_URL,
      jwksUrl: e.GOOGLE_JWKS_URL,
      clientId: e.GOOGLE_CLIENT_ID,
      clientSecret: e.GOOGLE_CLIENT_SECRET,
      addonClientIds: e.ADDON_CLIENT_IDS,
    },
    webex: {
      apiUrl: e.WEBEX_API_URL,
      authorizeUrl: e.WEBEX_AUTHORIZE_URL,
      tokenUrl: e.WEBEX_TOKEN_URL,
      clientId: e.WEBEX_CLIENT_ID,
      clientSecret: e.WEBEX_CLIENT_SECRET,
    },
    logLevel: e.LOG_LEVEL,
    secureCookies: e.PUBLIC_URL.startsWith('https:'),
  };
}

function isLoopback(address: string): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(address).hostname);
}
