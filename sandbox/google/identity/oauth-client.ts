/** OAuth clients of local Google: who may ask for a person's consent, and where the answer may go. */
import { createHash, randomBytes, randomInt } from 'node:crypto';

/** `page`: the local page. `script`: an Apps Script project. `service`: the add-on service. `outside`: anybody else. */
export type ClientKind = 'page' | 'script' | 'service' | 'outside';

/** Where a script project's own authorisation ends: a page of Google's, since no program waits for the code. */
export const SCRIPT_CALLBACK = 'https://script.google.com/oauthcallback';

export interface OAuthClient {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly kind: ClientKind;
  /** What the consent page calls it. */
  readonly name: string;
  readonly redirectUris: readonly string[];
  readonly scriptId?: string;
}

export interface NewClient {
  readonly kind: ClientKind;
  readonly name?: string;
  readonly redirectUris?: readonly string[];
  readonly scriptId?: string;
  /** Both given where somebody configured them beforehand (the service keeps its client through a reset). */
  readonly clientId?: string;
  readonly clientSecret?: string;
}

/** Makes a client; a script's client id follows from its script id, so that a built bundle keeps its audience. */
export function toClient(from: NewClient): OAuthClient {
  const hash = from.scriptId === undefined ? randomBytes(16).toString('hex') : hashOf(from.scriptId);
  const project = from.scriptId === undefined ? String(randomInt(1e11, 1e12 - 1)) : projectOf(from.scriptId);
  return {
    clientId: from.clientId ?? `${project}-${hash}.apps.googleusercontent.com`,
    clientSecret: from.clientSecret ?? `GOCSPX-${randomBytes(21).toString('base64url')}`,
    kind: from.kind,
    name: from.name ?? from.kind,
    redirectUris: from.redirectUris ?? (from.kind === 'script' ? [SCRIPT_CALLBACK] : []),
    ...(from.scriptId === undefined ? {} : { scriptId: from.scriptId }),
  };
}

function hashOf(scriptId: string): string {
  return createHash('sha256').update(`client:${scriptId}`).digest('hex').slice(0, 32);
}

function projectOf(scriptId: string): string {
  const digest = createHash('sha256').update(`project:${scriptId}`).digest('hex').slice(0, 12);
  return `1${(BigInt(`0x${digest}`) % 10n ** 11n).toString().padStart(11, '0')}`;
}
