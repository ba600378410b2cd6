/**
 * The world around the service's edge, in one process: a real HTTP server that plays Google's and Webex's sign-in,
 * a real database, a browser with a cookie jar. The loop behind the edge only notes what it was asked.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { pino } from 'pino';
import { readConfig } from '../src/config.ts';
import type { Config } from '../src/config.ts';
import type { ServerOptions } from '../src/inbound/build-server.ts';
import { buildServer } from '../src/inbound/build-server.ts';
import { createOutbound } from '../src/outbound/outbound.ts';
import type { Outbound } from '../src/outbound/outbound.ts';
import { createSeal } from '../src/seal/seal.ts';
import type { ServiceSeal } from '../src/seal/seal.ts';
import type { Database } from '../src/store/database.ts';
import { backends } from './test-databases.ts';
import type { Sync } from '../src/sync/sync.ts';
import type { Reporter } from '../src/sync/world.ts';

export const NOW = Date.parse('2026-11-24T10:00:00Z');
const ADDON = 'addon-client.apps.googleusercontent.com';
const SERVICE = 'service-client.apps.googleusercontent.com';
export const PUBLIC = 'http://127.0.0.1:8080';

export interface GooglePerson {
  readonly sub: string;
  readonly email: string;
  readonly hd?: string;
}
export const MAYA: GooglePerson = { sub: '1001', email: 'maya@alderfinch.example', hd: 'alderfinch.example' };
export const NOAH: GooglePerson = { sub: '1002', email: 'noah@alderfinch.example', hd: 'alderfinch.example' };

type Key = Awaited<ReturnType<typeof generateKeyPair>>;

/** What the vendors' side answers next; tests change it. */
export interface Vendors {
  /** Who signs in at Google next. */
  google: GooglePerson;
  /** Whose Webex account says yes next. */
  webexEmails: string[];
  webexPersonId: string;
  siteUrls: string[];
  sites: { siteUrl: string; default?: boolean }[];
  /** Answers of Webex's token endpoint, one after the other; then the usual one. */
  tokenAnswers: { status: number; body: unknown }[];
  tokenCalls: URLSearchParams[];
  /** Answers of Webex's people endpoint that differ from the usual one. */
  meStatus: number;
}

export interface EdgeWorld {
  readonly vendors: Vendors;
  readonly config: Config;
  readonly clock: { at: number; now(): number };
  readonly database: Database;
  readonly seal: ServiceSeal;
  readonly outbound: Outbound;
  readonly server: FastifyInstance;
  /** Another server on the same world, built a little differently. */
  serverWith(change: Partial<ServerOptions>): Promise<FastifyInstance>;
  readonly logs: string[];
  /** What reached the loop. */
  readonly asked: { what: string; reporter?: Reporter; body: unknown }[];
  readonly keys: { readonly current: Key; readonly unknown: Key };
  idToken(claims?: Record<string, unknown>, header?: Record<string, unknown>, key?: Key): Promise<string>;
  close(): Promise<void>;
}

export async function createEdgeWorld(env: Record<string, string> = {}): Promise<EdgeWorld> {
  const keys = {
    current: await generateKeyPair('RS256', { extractable: true }),
    unknown: await generateKeyPair('RS256'),
  };
  const vendors: Vendors = {
    google: MAYA,
    webexEmails: [MAYA.email],
    webexPersonId: 'person-1',
    siteUrls: ['alder.webex.com'],
    sites: [{ siteUrl: 'alder.webex.com', default: true }],
    tokenAnswers: [],
    tokenCalls: [],
    meStatus: 200,
  };
  const clock = { at: NOW, now: () => clock.at };
  const grants = new Map<string, { person: GooglePerson; nonce: string }>();
  const http = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${String((http.address() as AddressInfo).port)}`;

  const idToken: EdgeWorld['idToken'] = async (claims = {}, header = {}, key = keys.current) => {
    const s = Math.floor(clock.at / 1000);
    const { sub, email, hd } = MAYA;
    const all = {
      iss: 'https://accounts.google.com',
      aud: ADDON,
      azp: ADDON,
      iat: s,
      exp: s + 3600,
      sub,
      email,
      email_verified: true,
      hd,
      ...claims,
    };
    const payload = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
    return new SignJWT(payload)
      .setProtectedHeader({ alg: 'RS256', kid: 'current', typ: 'JWT', ...header })
      .sign(key.privateKey);
  };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', origin);
    const body = new URLSearchParams(await textOf(request));
    const send = (status: number, value: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    };
    if (url.pathname === '/certs') {
      send(200, {
        keys: [{ ...(await exportJWK(keys.current.publicKey)), kid: 'current', alg: 'RS256', use: 'sig' }],
      });
      return;
    }
    if (url.pathname === '/google/auth') {
      const code = randomBytes(8).toString('hex');
      grants.set(code, { person: vendors.google, nonce: url.searchParams.get('nonce') ?? '' });
      back(response, url, code);
      return;
    }
    if (url.pathname === '/google/token') {
      const grant = grants.get(body.get('code') ?? '');
      grants.delete(body.get('code') ?? '');
      if (!grant) {
        send(400, { error: 'invalid_grant' });
        return;
      }
      const token = await idToken({ ...grant.person, hd: grant.person.hd, aud: SERVICE, nonce: grant.nonce });
      send(200, {
        access_token: 'ya29.google',
        token_type: 'Bearer',
        expires_in: 3599,
        id_token: token,
      });
      return;
    }
    if (url.pathname === '/webex/authorize') {
      back(response, url, randomBytes(8).toString('hex'));
      return;
    }
    if (url.pathname === '/webex/access_token') {
      vendors.tokenCalls.push(body);
      const answer = vendors.tokenAnswers.shift() ?? { status: 200, body: usualTokens() };
      send(answer.status, answer.body);
      return;
    }
    if (url.pathname === '/webex/v1/people/me') {
      send(vendors.meStatus, {
        id: vendors.webexPersonId,
        emails: vendors.webexEmails,
        siteUrls: vendors.siteUrls,
      });
      return;
    }
    if (url.pathname === '/webex/v1/meetingPreferences/sites') {
      send(200, { sites: vendors.sites });
      return;
    }
    send(404, { message: 'The requested resource could not be found.' });
  }

  const config = readConfig({
    PUBLIC_URL: PUBLIC,
    ORGANISATIONS: JSON.stringify([
      { id: 'alder', domains: ['alderfinch.example'], admins: [MAYA.email] },
      { id: 'birch', domains: ['birch.example'], admins: ['root@birch.example'] },
    ]),
    GOOGLE_AUTHORIZE_URL: `${origin}/google/auth`,
    GOOGLE_TOKEN_URL: `${origin}/google/token`,
    GOOGLE_JWKS_URL: `${origin}/certs`,
    GOOGLE_CLIENT_ID: SERVICE,
    GOOGLE_CLIENT_SECRET: 'google-secret',
    ADDON_CLIENT_IDS: ADDON,
    WEBEX_API_URL: `${origin}/webex/v1`,
    WEBEX_AUTHORIZE_URL: `${origin}/webex/authorize`,
    WEBEX_TOKEN_URL: `${origin}/webex/access_token`,
    WEBEX_CLIENT_ID: 'webex-client',
    WEBEX_CLIENT_SECRET: 'webex-secret',
    ...env,
  });
  const database = await backends({})[0]!.open();
  const ring = (id: string) => ({ current: id, keys: { [id]: randomBytes(32) } });
  const seal = createSeal({ seal: ring('s1'), hash: ring('h1') });
  const outbound = createOutbound({ config, clock, database, seal });
  const logs: string[] = [];
  const asked: EdgeWorld['asked'] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void logs.push(line) });
  const options: ServerOptions = { config, clock, database, seal, outbound, log, sync: notingSync(asked) };
  const server = await buildServer(options);
  return {
    vendors,
    config,
    clock,
    database,
    seal,
    outbound,
    server,
    serverWith: (change) => buildServer({ ...options, ...change }),
    logs,
    asked,
    keys,
    idToken,
    close: async () => {
      await server.close();
      await database.close();
      await closed(http);
    },
  };
}

let issued = 0;

/** A fresh pair, as Webex gives it. */
function usualTokens(): Record<string, unknown> {
  issued += 1;
  return {
    access_token: `webex-access-${String(issued)}`,
    expires_in: 1_209_600,
    token_type: 'Bearer',
    refresh_token: `webex-refresh-${String(issued)}`,
    refresh_token_expires_in: 7_776_000,
  };
}

function notingSync(asked: EdgeWorld['asked']): Omit<Sync, 'runDue'> {
  const health = {
    organisation: 'on',
    webex: 'none',
    linkUrl: '',
    privacyUrl: '',
    links: 0,
    inStep: 0,
    confirm: [],
  } as const;
  const want = { events: [], full: [], list: [], follow: [] };
  const note = (what: string, reporter: Reporter, body: unknown): void =>
    void asked.push({ what, reporter, body });
  return {
    report: async (reporter, body) => (
      note('report', reporter, body),
      { checkpoint: 'c1', outcomes: [], want, health }
    ),
    conference: async (reporter, body) => (
      note('conference', reporter, body),
      { error: { type: 'TEMPORARY', code: 'x' }, health }
    ),
    check: async (reporter, body) => (note('check', reporter, body), { want, health, cards: [] }),
    card: async (reporter, body) => (note('card', reporter, body), { health }),
    disconnect: async (orgId, accountId, meetings) => {
      asked.push({ what: `disconnect:${meetings}`, body: { orgId, accountId } });
      return { cancelled: 0, failed: 0, forgotten: 0 };
    },
  };
}

function back(response: ServerResponse, url: URL, code: string): void {
  const target = new URL(url.searchParams.get('redirect_uri') ?? '');
  target.searchParams.set('state', url.searchParams.get('state') ?? '');
  target.searchParams.set('code', code);
  response.writeHead(302, { location: target.href }).end();
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

async function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
