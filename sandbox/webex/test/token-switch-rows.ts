/** What each value of each switch about tokens and limits means to a client; `webex-switches.test.ts` holds it complete. */
import type { SwitchRow } from './switch-row.ts';
import { ALL_SCOPES, ANNA, DAY, meetingBody, type Json, type WebexOnPort } from './webex-on-port.ts';

interface TokenAnswer {
  readonly status: number;
  readonly json: Json;
}

/** An integration that Anna has allowed. `first` is its first answer to a refresh. */
async function integration(local: WebexOnPort): Promise<{
  readonly first: Json;
  readonly refresh: (token: unknown) => Promise<TokenAnswer>;
  readonly works: (token: unknown) => Promise<number>;
}> {
  const { clientId, clientSecret } = local.webex.addClient({ redirectUris: [] });
  const refresh = async (token: unknown): Promise<TokenAnswer> => {
    const body = new URLSearchParams({
      grant_type: 'refresh_token',
      client_id: clientId,
      client_secret: clientSecret,
      refresh_token: String(token),
    });
    const response = await fetch(`${local.origin}/v1/access_token`, { method: 'POST', body });
    return { status: response.status, json: (await response.json()) as Json };
  };
  const works = async (token: unknown): Promise<number> =>
    (await local.call('GET', '/people/me', undefined, { token: String(token) })).status;
  const { refresh_token } = local.webex.issueTokens(ANNA, ALL_SCOPES, { clientId });
  return { first: (await refresh(refresh_token)).json, refresh, works };
}

/** A refresh after a day: is it the same token, how long is it good for, does the one before still refresh? */
async function secondRefresh(local: WebexOnPort): Promise<unknown> {
  const { first, refresh } = await integration(local);
  local.pass(DAY);
  const { json } = await refresh(first['refresh_token']);
  const token = json['refresh_token'] === first['refresh_token'] ? 'same' : 'new';
  return [token, json['refresh_token_expires_in'], (await refresh(first['refresh_token'])).status];
}

/** How long an access token says it is good for, and what it is good for just before and then. */
const accessToken =
  (seconds: number): SwitchRow[2] =>
  async (local) => {
    const { first, works } = await integration(local);
    local.pass(seconds * 1000 - 1);
    const before = await works(first['access_token']);
    local.pass(1);
    return [first['expires_in'], before, await works(first['access_token'])];
  };

/** The same of a refresh token, whose clock a refresh does not start again. */
const refreshToken =
  (seconds: number): SwitchRow[2] =>
  async (local) => {
    local.ground.switches.set({ 'webex.refresh': 'sameTokenRunsOn' });
    const { first, refresh } = await integration(local);
    local.pass(seconds * 1000 - 1);
    const before = (await refresh(first['refresh_token'])).status;
    local.pass(1);
    return [first['refresh_token_expires_in'], before, (await refresh(first['refresh_token'])).status];
  };

/** What a Service App is told that names no host: when it makes a meeting, and when it lists some. */
async function withoutHost(local: WebexOnPort): Promise<unknown> {
  const scopes = ['meeting:admin_schedule_read', 'meeting:admin_schedule_write', ...ALL_SCOPES];
  const token = local.webex.addServiceApp(ANNA, { scopes }).tokens.access_token;
  const made = await local.call('POST', '/meetings', meetingBody(), { token });
  return [made.status, (await local.call('GET', '/meetings', undefined, { token })).status];
}

/** The next call is answered with this status, without headers of its own. */
function plant(local: WebexOnPort, status: number): void {
  local.ground.faults.add({
    ...{ on: 'webex', match: {}, kind: 'status', status, headers: {} },
    ...{ ms: 0, process: 'service', when: 'before', skip: 0, times: 1 },
  });
}

/** In what form two planted refusals and one of Webex's own say that it is too much. */
async function refusals(local: WebexOnPort): Promise<unknown> {
  const forms: unknown[] = [];
  local.ground.switches.set({ 'webex.createsPerDay': 1 });
  await local.create();
  for (const status of [429, 423, undefined]) {
    if (status !== undefined) plant(local, status);
    const answer = await local.call('POST', '/meetings', meetingBody());
    const form = answer.text.startsWith('<html>') ? 'html' : typeof answer.json['message'];
    forms.push(answer.status, answer.headers.get('content-type'), form);
  }
  return forms;
}
const HTML = ['text/html', 'html'];
const JSON_FORM = ['application/json;charset=UTF-8', 'string'];

async function retryAfter(local: WebexOnPort): Promise<unknown> {
  const waits: unknown[] = [];
  for (const status of [429, 423, 503]) {
    plant(local, status);
    waits.push((await local.call('GET', '/meetings')).headers.get('retry-after'));
  }
  return waits;
}

/** The answers to three calls at once, then to one after `ms`. */
const threeCalls =
  (ms: number, call: (local: WebexOnPort) => Promise<{ readonly status: number }>): SwitchRow[2] =>
  async (local) => {
    const answers: number[] = [];
    for (let n = 0; n < 3; n += 1) answers.push((await call(local)).status);
    local.pass(ms);
    return [...answers, (await call(local)).status];
  };
const creations = threeCalls(DAY, (local) => local.call('POST', '/meetings', meetingBody(NEXT_WEEK)));
const reads = threeCalls(60_000, (local) => local.call('GET', '/people/me'));
const NEXT_WEEK = { start: '2026-03-10T10:00:00', end: '2026-03-10T11:00:00' };

export const TOKEN_ROWS: readonly SwitchRow[] = [
  ['webex.refresh', 'sameTokenRestarted', secondRefresh, ['same', 7_776_000, 200]],
  ['webex.refresh', 'sameTokenRunsOn', secondRefresh, ['same', 7_776_000 - 86_400, 200]],
  ['webex.refresh', 'newToken', secondRefresh, ['new', 7_776_000, 400]],
  ['webex.accessTokenS', 60, accessToken(60), [60, 200, 401]],
  ['webex.accessTokenS', 43_200, accessToken(43_200), [43_200, 200, 401]],
  ['webex.refreshTokenS', 120, refreshToken(120), [120, 200, 400]],
  ['webex.refreshTokenS', 5_184_000, refreshToken(5_184_000), [5_184_000, 200, 400]],
  ['webex.serviceAppWithoutHost', 403, withoutHost, [403, 403]],
  ['webex.serviceAppWithoutHost', 404, withoutHost, [404, 404]],
  ['webex.throttleBody', 'html', refusals, [429, ...HTML, 423, ...HTML, 429, ...HTML]],
  ['webex.throttleBody', 'json', refusals, [429, ...JSON_FORM, 423, ...JSON_FORM, 429, ...JSON_FORM]],
  ['webex.retryAfterS', 7, retryAfter, ['7', '7', null]],
  ['webex.retryAfterS', 3600, retryAfter, ['3600', '3600', null]],
  ['webex.createsPerDay', 1, creations, [200, 429, 429, 200]],
  ['webex.createsPerDay', 2, creations, [200, 200, 429, 200]],
  ['webex.requestsPerMinute', 0, reads, [200, 200, 200, 200]],
  ['webex.requestsPerMinute', 2, reads, [200, 200, 429, 200]],
];
