/** The built-in mail services' side of the platform: their scopes and daily limits, over local Gmail's REST. */
import { randomBytes } from 'node:crypto';
import type { Ground } from '../../control/ground.ts';
import { writeMail } from '../../google/gmail/mime.ts';
import type { Draft } from '../../google/gmail/mime.ts';
import { LIMITS } from '../daily-quota.ts';
import type { DailyQuota } from '../daily-quota.ts';
import type { ScriptIdentity } from '../ports.ts';
import { googleRest } from './google-rest.ts';
import { SERVER_ERROR, ServiceException } from './host-call.ts';
import type { Caller, Services } from './host-call.ts';
import type { HttpAnswer } from './http.ts';
import { checkScopes, GMAIL } from './scopes.ts';
import { accessTokenOf } from './script-tokens.ts';

/** https://developers.google.com/apps-script/guides/services/quotas */
const RECIPIENTS_PER_MESSAGE = 50;
const MAX_BODY = { consumer: 200 * 1024, workspace: 400 * 1024 };
const MAX_FILES = 25 * 1024 * 1024;
const QUOTA = 'email';

interface MailAppDeps {
  readonly ground: Ground;
  readonly identity: ScriptIdentity;
  readonly quota: DailyQuota;
}

type Mail = Omit<Draft, 'from'> & {
  readonly from?: string;
  readonly name?: string;
  readonly noReply?: boolean;
};

interface Wanted {
  readonly http: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | readonly string[]>>;
  readonly body?: object;
  readonly mail?: Mail;
  readonly threadId?: string;
  readonly messageToken?: string;
}

export function mailServices(deps: MailAppDeps): Services {
  return {
    'GmailApp.*': (caller, [wanted], method) => answer(deps, caller, wanted as Wanted, method),
    'MailApp.*': (caller, [wanted], method) => {
      checkScopes(caller, method, GMAIL.send);
      if (method === 'MailApp.getRemainingDailyQuota')
        return Math.max(LIMITS.email[kindOf(caller)] - deps.quota.used(QUOTA, caller.email), 0);
      return request(deps, caller, wanted as Wanted, GMAIL.all.slice(0, 1));
    },
  };
}

function answer(deps: MailAppDeps, caller: Caller, wanted: Wanted, method: string): Promise<unknown> {
  const { http, path } = wanted;
  const open = http === 'GET' && /^\/(messages|threads)\//.test(path);
  const allowed = open ? GMAIL.open : http === 'POST' && path === '/drafts' ? GMAIL.draft : GMAIL.all;
  // The reference names only the right to the whole box; the add-on's narrower ones do as well.
  if (!allowed.some((scope) => caller.scopes.has(scope))) checkScopes(caller, method, GMAIL.all);
  const [whole = ''] = GMAIL.all;
  // Without the right to the whole box, Gmail itself decides what of the one open message may be read.
  return request(deps, caller, wanted, caller.scopes.has(whole) ? [whole] : undefined);
}

async function request(
  deps: MailAppDeps,
  caller: Caller,
  { http, path, query, body, mail, threadId, messageToken }: Wanted,
  scopes: readonly string[] | undefined,
): Promise<unknown> {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {}))
    for (const one of [value].flat()) search.append(name, String(one));
  const sends = path.endsWith('/send');
  const message = mail && {
    raw: await written(deps, caller, mail, sends),
    ...(threadId === undefined ? {} : { threadId }),
  };
  const reply = await googleRest(deps, {
    http,
    url: `https://gmail.googleapis.com/gmail/v1/users/me${path}?${search.toString()}`,
    token: scopes
      ? deps.identity.accessToken(caller.email, caller.clientId, scopes)
      : accessTokenOf(deps.identity, caller),
    headers: messageToken === undefined ? {} : { 'x-goog-gmail-access-token': messageToken },
    body: message === undefined ? body : sends ? message : { message },
  });
  return read(reply);
}

async function written(deps: MailAppDeps, caller: Caller, mail: Mail, sends: boolean): Promise<string> {
  const { from, name, noReply, ...rest } = mail;
  const [, domain = ''] = caller.email.split('@');
  if (from !== undefined && from.toLowerCase() !== caller.email)
    throw new ServiceException(`Invalid argument: ${from}`);
  checkSize(mail, MAX_BODY[kindOf(caller)]);
  if (sends) count(deps, caller, mail);
  const address = noReply === true ? `noreply@${domain}` : caller.email;
  const shown = name ?? (noReply === true ? '' : deps.identity.account(caller.email)?.name) ?? '';
  const sender = shown === '' ? address : `"${shown.replaceAll('"', '')}" <${address}>`;
  const id = `<CA${randomBytes(24).toString('base64url')}@mail.gmail.com>`;
  const raw = await writeMail({ ...rest, from: sender }, deps.ground.clock.now(), id);
  return raw.toString('base64url');
}

const kindOf = ({ consumer }: Caller): 'consumer' | 'workspace' => (consumer ? 'consumer' : 'workspace');

function checkSize({ text = '', html = '', files = [] }: Mail, most: number): void {
  if (Buffer.byteLength(text) > most || Buffer.byteLength(html) > most)
    throw new ServiceException('Limit Exceeded: Email Body Size.');
  const size = files.reduce((sum, { data }) => sum + Buffer.byteLength(data, 'base64'), 0);
  if (size > MAX_FILES) throw new ServiceException('Limit Exceeded: Email Total Attachments Size.');
}

function count({ quota }: MailAppDeps, caller: Caller, { to = '', cc = '', bcc = '' }: Mail): void {
  const recipients = [to, cc, bcc].join(',').match(/[^\s<>,"]+@[^\s<>,"]+/g)?.length ?? 0;
  if (recipients > RECIPIENTS_PER_MESSAGE)
    throw new ServiceException('Limit Exceeded: Email Recipients Per Message.');
  if (quota.used(QUOTA, caller.email) + recipients > LIMITS.email[kindOf(caller)])
    throw new ServiceException('Service invoked too many times for one day: email.');
  quota.add(QUOTA, caller.email, recipients);
}

function read({ status, body }: HttpAnswer): unknown {
  const text = body.toString('utf8');
  if (status >= 200 && status < 300) return text === '' ? null : (JSON.parse(text) as unknown);
  if (status === 404) return null;
  if (status >= 500 && status !== 501) throw new ServiceException(SERVER_ERROR);
  const { error } = JSON.parse(text) as { error?: { message?: string } };
  throw new ServiceException(error?.message ?? SERVER_ERROR);
}
