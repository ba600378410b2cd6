/** Every operation of Webex that a scheduler may need, asked of local Webex as an outside client would ask. */
import type { Product } from '@webex-scheduler/testkit';

type Json = Readonly<Record<string, unknown>>;
type Ask = (method: string, path: string, body?: unknown, token?: string) => Promise<Json>;

const USER_SCOPES = [
  'meeting:schedules_read',
  'meeting:schedules_write',
  'meeting:preferences_read',
  'meeting:preferences_write',
  'spark:people_read',
];
const APP_SCOPES = [
  'meeting:admin_schedule_read',
  'meeting:admin_schedule_write',
  'meeting:admin_preferences_read',
  'meeting:admin_config_read',
];
const WEEKLY = 'FREQ=WEEKLY;INTERVAL=1;BYDAY=WE;COUNT=4';
const ZONE = 'Europe/Stockholm';
/** After the recorded day, which ends before. */
const WEDNESDAY = { start: '2026-06-24T10:00:00', end: '2026-06-24T11:00:00', timezone: ZONE };
const WINDOW = 'from=2026-06-01T00:00:00Z&to=2026-12-01T00:00:00Z&max=2';

/** @throws {Error} for a call that is refused */
export async function exerciseWebex(product: Product): Promise<void> {
  const { control, ready } = product;
  const host = product.person(0).email;
  const other = product.person(1).email;
  const tokens = (body: Json): Promise<{ access_token: string }> =>
    control.call('POST', '/webex/tokens', body);
  const mine = (await tokens({ email: host, scopes: USER_SCOPES, expiresInS: null })).access_token;
  const app = await tokens({ kind: 'serviceApp', email: host, scopes: APP_SCOPES, expiresInS: null });
  const ask: Ask = async (method, path, body, token = mine) => {
    const response = await fetch(`${ready.webex}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (response.status >= 400) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === '' ? {} : (JSON.parse(text) as Json);
  };
  await series(ask, control);
  await guests(ask);
  await otherKinds(ask);
  await preferences(ask);
  await people(ask);
  await webhooks(ask);
  await administration(ask, app.access_token, host, other);
}

async function series(ask: Ask, control: Product['control']): Promise<void> {
  const setState = (body: Json): Promise<unknown> => control.call('POST', '/webex/meetings', body);
  const tags = { integrationTags: ['exercise'], sendEmail: false };
  const made = await ask('POST', '/meetings', { title: 'Series', ...WEDNESDAY, ...tags, recurrence: WEEKLY });
  const id = String(made['id']);
  await ask('GET', `/meetings/${id}`);
  await ask('GET', `/meetings/${id}?current=true`);
  for (const query of ['', '&current=false', '&integrationTag=exercise', '&meetingType=scheduledMeeting'])
    await ask('GET', `/meetings?${WINDOW}${query}`);
  await ask('GET', `/meetings?meetingNumber=${String(made['meetingNumber'])}`);
  const second = `${id}_20260701T080000Z`;
  const moved = { start: '2026-07-02T10:00:00', end: '2026-07-02T11:00:00', timezone: ZONE };
  await ask('PATCH', `/meetings/${second}`, { title: 'Moved', ...moved, sendEmail: false });
  await ask('GET', `/meetings/${second}`);
  await ask('GET', `/meetings?meetingSeriesId=${id}&meetingType=scheduledMeeting&isModified=true&${WINDOW}`);
  await ask('DELETE', `/meetings/${id}_20260708T080000Z?sendEmail=false`);
  await ask('PATCH', `/meetings/${id}`, { title: 'Renamed', sendEmail: false });
  const password = String(made['password']);
  await ask('PUT', `/meetings/${id}`, { title: 'Put', password, ...WEDNESDAY, sendEmail: false });
  for (const state of ['lobby', 'inProgress', 'ended']) {
    await setState({ id, state });
    await ask('GET', `/meetings?meetingSeriesId=${id}&${WINDOW}`);
  }
  // Details of an ended instance appear late.
  await control.advance('PT15M');
  await ask('GET', `/meetings?meetingSeriesId=${id}&meetingType=meeting&state=ended&${WINDOW}`);
  await setState({ id, state: 'inProgress' });
  await ask('POST', `/meetings/${id}/end`, { reason: 'done' });
  await ask('PATCH', `/meetings/${id}`, { agenda: null, recurrence: null, sendEmail: false });
  await ask('DELETE', `/meetings/${id}?sendEmail=false`);
}

async function guests(ask: Ask): Promise<void> {
  const single = {
    title: 'Guests',
    ...WEDNESDAY,
    sendEmail: false,
    invitees: [{ email: 'a@guests.example' }],
  };
  const meetingId = String((await ask('POST', '/meetings', single))['id']);
  const one = await ask('POST', '/meetingInvitees', {
    meetingId,
    email: 'b@guests.example',
    sendEmail: false,
  });
  const items = [{ email: 'c@guests.example', coHost: true, sendEmail: false }];
  await ask('POST', '/meetingInvitees/bulkInsert', { meetingId, items });
  await ask('GET', `/meetingInvitees?meetingId=${meetingId}&max=2`);
  const path = `/meetingInvitees/${String(one['id'])}`;
  await ask('GET', path);
  await ask('PUT', path, { email: 'b@guests.example', displayName: 'Bo', sendEmail: false });
  await ask('DELETE', `${path}?sendEmail=false`);
  const occurrence = `${meetingId}_20260624T080000Z`;
  await ask('POST', '/meetingInvitees', {
    meetingId: occurrence,
    email: 'd@guests.example',
    sendEmail: false,
  });
  await ask('GET', `/meetingInvitees?meetingId=${occurrence}`);
}

async function otherKinds(ask: Ask): Promise<void> {
  const body = { ...WEDNESDAY, sendEmail: false };
  await ask('POST', '/meetings', { title: 'Room', ...body, scheduledType: 'personalRoomMeeting' });
  await ask('POST', '/meetings', { title: 'Webinar', ...body, scheduledType: 'webinar' });
  const templates = (await ask('GET', '/meetings/templates'))['items'] as readonly Json[];
  const templateId = String(templates[1]?.['id']);
  await ask('GET', `/meetings/templates/${templateId}`);
  const made = await ask('POST', '/meetings', { title: 'Of a template', sendEmail: false, templateId });
  await ask('GET', '/meetings/sessionTypes');
  await ask('GET', '/meetings/sessionTypes/3');
  await ask('GET', '/meetings/trackingCodes?service=MeetingCenter');
  await ask('POST', '/meetings/join', { meetingId: made['id'], joinDirectly: false });
  await ask('POST', '/meetings/join', { meetingId: made['id'] });
}

async function preferences(ask: Ask): Promise<void> {
  await ask('GET', '/meetingPreferences');
  for (const part of ['audio', 'video', 'schedulingOptions']) {
    const path = `/meetingPreferences/${part}`;
    await ask('PUT', path, await ask('GET', path));
  }
  const room = await ask('GET', '/meetingPreferences/personalMeetingRoom');
  const { topic, hostPin, enabledAutoLock, enabledNotifyHost, supportCoHost, autoLockMinutes } = room;
  await ask('PUT', '/meetingPreferences/personalMeetingRoom', {
    topic,
    hostPin,
    enabledAutoLock,
    autoLockMinutes,
    enabledNotifyHost,
    supportCoHost,
    coHosts: [{ email: 'a@guests.example', displayName: 'A' }],
  });
  const delegates = '/meetingPreferences/schedulingOptions/delegateEmails';
  await ask('POST', `${delegates}/insert`, { emails: ['a@guests.example'] });
  await ask('POST', `${delegates}/delete`, { emails: ['a@guests.example'] });
  const sites = (await ask('GET', '/meetingPreferences/sites'))['sites'] as readonly Json[];
  await ask('PUT', '/meetingPreferences/sites?defaultSite=true', { siteUrl: sites[0]?.['siteUrl'] });
}

async function people(ask: Ask): Promise<void> {
  const me = await ask('GET', '/people/me');
  await ask('GET', `/people/${String(me['id'])}`);
  await ask('GET', `/people?id=${String(me['id'])}`);
}

async function webhooks(ask: Ask): Promise<void> {
  const body = {
    name: 'Hook',
    targetUrl: 'https://hooks.example/webex',
    resource: 'meetings',
    event: 'created',
  };
  const made = await ask('POST', '/webhooks', {
    ...body,
    secret: 's3cret',
    filter: 'meetingType=meetingSeries',
  });
  const path = `/webhooks/${String(made['id'])}`;
  await ask('GET', '/webhooks');
  await ask('GET', path);
  await ask('PUT', path, { name: 'Hook 2', targetUrl: body.targetUrl });
  await ask('DELETE', path);
}

async function administration(ask: Ask, token: string, host: string, other: string): Promise<void> {
  const body = { title: 'On behalf', ...WEDNESDAY, sendEmail: false, hostEmail: host };
  const behalf = String((await ask('POST', '/meetings', body, token))['id']);
  await ask('GET', `/meetings/${behalf}?hostEmail=${host}`, undefined, token);
  const own = await ask('POST', '/meetings', { title: 'To give away', ...WEDNESDAY, sendEmail: false });
  const admin = `/admin/meetings/${String(own['id'])}`;
  await ask('GET', admin, undefined, token);
  await ask('GET', `${admin}?current=true`, undefined, token);
  await ask('GET', `/admin/meetings?meetingNumber=${String(own['meetingNumber'])}`, undefined, token);
  await ask('GET', '/admin/meeting/config/commonSettings', undefined, token);
  await ask('GET', `/meetingPreferences?userEmail=${host}`, undefined, token);
  const give = { hostEmail: other, meetingIds: [own['id'], behalf] };
  await ask('POST', '/meetings/reassignHost', give, token);
  await ask('POST', '/meetings/reassignHost', { hostEmail: host, meetingIds: [own['id']] }, token);
}
