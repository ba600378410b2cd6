/** What clients of others ask of local Google: every method of Calendar by the official client, with pages, series, guests, refusals. */
import { auth, calendar as calendarClient, type calendar_v3 } from '@googleapis/calendar';
import type { Product } from '@webex-scheduler/testkit';
import { exerciseMailAndPeople } from './google-mail-exercise.ts';

type Client = calendar_v3.Calendar;

const SCOPES = ['https://www.googleapis.com/auth/calendar'];
const ZONE = 'Europe/Stockholm';
/** After the recorded day, which ends before; no virtual time passes. */
const DAY = '2026-06-24';
const HOOK = 'https://hooks.example.com/hook';

const at = (time: string, day = DAY): calendar_v3.Schema$EventDateTime => ({
  dateTime: `${day}T${time}:00+02:00`,
  timeZone: ZONE,
});

/** @throws {Error} for a call that is not answered as it should be */
export async function exerciseGoogle(product: Product): Promise<void> {
  const { control, ready } = product;
  const owner = product.person(0).email;
  const guest = product.person(1).email;
  const client = async (email: string): Promise<Client> => {
    const token = await control.call<{ access_token: string }>('POST', '/google/tokens', {
      email,
      scopes: SCOPES,
      expiresInS: null,
    });
    const oauth = new auth.OAuth2();
    oauth.setCredentials({ access_token: token.access_token });
    return calendarClient({ version: 'v3', rootUrl: `${ready.google}/`, auth: oauth, retry: false });
  };
  const mine = await client(owner);
  const theirs = await client(guest);
  await events(mine, theirs, guest);
  await series(mine);
  const team = await calendars(mine, theirs, guest);
  await lists(mine, team);
  await channels(mine);
  await refusals(mine, theirs);
  await mine.calendars.delete({ calendarId: team });
  await exerciseMailAndPeople(product, owner, guest);
}

const primary = { calendarId: 'primary' };

async function events(mine: Client, theirs: Client, guest: string): Promise<void> {
  const syncToken = await tokenOf(mine);
  const made = await mine.events.insert({
    ...primary,
    sendUpdates: 'none',
    requestBody: {
      ...{ summary: 'Exercise', description: 'Numbers', location: 'Room 4', colorId: '3' },
      ...{ start: at('10:00'), end: at('11:00'), attendees: [{ email: guest }], guestsCanModify: true },
      ...{ transparency: 'transparent', visibility: 'private' },
      extendedProperties: { private: { a: '1' }, shared: { b: '2' } },
      reminders: { useDefault: false, overrides: [{ method: 'popup', minutes: 5 }] },
      source: { title: 'Ticket', url: 'https://tickets.example/1' },
    },
  });
  const eventId = idOf(made.data);
  await mine.events.get({ ...primary, eventId, timeZone: 'Asia/Tokyo', maxAttendees: 1 });
  await mine.events.get({ ...primary, eventId, fields: 'id,summary,start/dateTime' });
  await mine.events.patch({ ...primary, eventId, requestBody: { location: null, summary: 'Exercised' } });
  const { data: read } = await mine.events.get({ ...primary, eventId });
  await mine.events.update({ ...primary, eventId, requestBody: { ...read, description: 'Other numbers' } });
  await theirs.events.list({ ...primary, q: 'Exercised', timeMin: `${DAY}T00:00:00Z` });
  for (const days of ['25', '26'])
    await mine.events.insert({
      ...primary,
      requestBody: { start: { date: `2026-06-${days}` }, end: { date: '2026-06-28' }, summary: 'Away' },
    });
  await mine.events.insert({
    ...primary,
    requestBody: { ...{ summary: 'Focus', eventType: 'focusTime', start: at('13:00'), end: at('14:00') } },
  });
  const byProperty = { privateExtendedProperty: ['a=1'], eventTypes: ['default'] };
  await mine.events.list({ ...primary, ...byProperty, orderBy: 'updated', showDeleted: true });
  await mine.events.import({
    ...primary,
    requestBody: { iCalUID: 'elsewhere@old.example', summary: 'Kept', start: at('15:00'), end: at('16:00') },
  });
  await mine.events.delete({ ...primary, eventId, sendUpdates: 'none' });
  const page = await mine.events.list({ ...primary, syncToken, maxResults: 2 });
  for (let pageToken = page.data.nextPageToken; pageToken;) {
    const next = await mine.events.list({ ...primary, syncToken, pageToken, maxResults: 2 });
    pageToken = next.data.nextPageToken;
  }
  await mine.freebusy.query({
    requestBody: { timeMin: `${DAY}T00:00:00Z`, timeMax: '2026-06-29T00:00:00Z', items: [{ id: guest }] },
  });
}

/** The token of the last page, whichever that is. */
async function tokenOf(mine: Client): Promise<string> {
  let page = await mine.events.list({ ...primary, maxResults: 2500 });
  while (page.data.nextPageToken)
    page = await mine.events.list({ ...primary, maxResults: 2500, pageToken: page.data.nextPageToken });
  return page.data.nextSyncToken ?? '';
}

async function series(mine: Client): Promise<void> {
  for (const recurrence of [
    ['RRULE:FREQ=WEEKLY;COUNT=4'],
    ['RRULE:FREQ=DAILY;UNTIL=20260705T000000Z', 'EXDATE;TZID=Europe/Stockholm:20260626T090000'],
    ['RRULE:FREQ=MONTHLY;BYDAY=-1FR;COUNT=3'],
  ]) {
    const made = await mine.events.insert({
      ...primary,
      requestBody: { summary: 'Series', start: at('09:00'), end: at('09:30'), recurrence },
    });
    const eventId = idOf(made.data);
    const { data } = await mine.events.instances({ ...primary, eventId, maxResults: 2 });
    const [one, two] = data.items ?? [];
    await mine.events.instances({ ...primary, eventId, pageToken: data.nextPageToken ?? '', maxResults: 2 });
    await mine.events.patch({
      ...primary,
      eventId: idOf(one),
      requestBody: { start: at('12:00'), end: at('12:30') },
    });
    await mine.events.delete({ ...primary, eventId: idOf(two) });
    await mine.events.list({
      ...primary,
      singleEvents: true,
      orderBy: 'startTime',
      timeMin: `${DAY}T00:00:00Z`,
    });
    await mine.events.list({ ...primary, showDeleted: true, iCalUID: made.data.iCalUID ?? '' });
    await mine.events.delete({ ...primary, eventId });
  }
}

async function calendars(mine: Client, theirs: Client, guest: string): Promise<string> {
  const { data } = await mine.calendars.insert({ requestBody: { summary: 'Team', timeZone: ZONE } });
  const calendarId = data.id ?? '';
  await mine.calendars.get({ calendarId });
  await mine.calendars.patch({ calendarId, requestBody: { description: 'All of them' } });
  await mine.calendars.update({ calendarId, requestBody: { summary: 'The team', location: 'Here' } });
  const scope = { type: 'user', value: guest };
  const { data: rule } = await mine.acl.insert({ calendarId, requestBody: { scope, role: 'reader' } });
  const ruleId = rule.id ?? '';
  await mine.acl.get({ calendarId, ruleId });
  await mine.acl.patch({ calendarId, ruleId, requestBody: { role: 'writer' } });
  await mine.acl.update({ calendarId, ruleId, requestBody: { scope, role: 'writer' } });
  await mine.acl.list({ calendarId, showDeleted: true });
  const made = await theirs.events.insert({
    calendarId,
    requestBody: { summary: 'Theirs', start: at('10:00'), end: at('11:00') },
  });
  await theirs.events.get({ calendarId, eventId: idOf(made.data) });
  const own = await mine.events.insert({
    calendarId,
    requestBody: { summary: 'To move', start: at('16:00'), end: at('17:00') },
  });
  await mine.events.move({ calendarId, eventId: idOf(own.data), destination: 'primary' });
  await mine.acl.delete({ calendarId, ruleId });
  return calendarId;
}

async function lists(mine: Client, calendarId: string): Promise<void> {
  const { data } = await mine.calendarList.list({ showHidden: true, minAccessRole: 'reader' });
  await mine.calendarList.get({ calendarId });
  const colours = { backgroundColor: '#0d7813', foregroundColor: '#ffffff' };
  await mine.calendarList.patch({ calendarId, colorRgbFormat: true, requestBody: colours });
  await mine.calendarList.update({ calendarId, requestBody: { colorId: '7', selected: true } });
  await mine.calendarList.list({ syncToken: (await mine.calendarList.list()).data.nextSyncToken ?? '' });
  if (!data.items?.some((entry) => entry.id === calendarId)) throw new Error('the calendar is not listed');
  await mine.settings.list();
  await mine.settings.get({ setting: 'timezone' });
  await mine.colors.get();
}

async function channels(mine: Client): Promise<void> {
  const requestBody = (id: string): calendar_v3.Schema$Channel => ({
    ...{ id, type: 'web_hook', address: HOOK, token: 'mine', params: { ttl: '3600' } },
  });
  const { data } = await mine.events.watch({ ...primary, requestBody: requestBody('events') });
  await mine.acl.watch({ ...primary, requestBody: requestBody('rules') });
  await mine.calendarList.watch({ requestBody: requestBody('lists') });
  await mine.settings.watch({ requestBody: requestBody('settings') });
  await mine.channels.stop({ requestBody: { id: 'events', resourceId: data.resourceId ?? '' } });
}

async function refusals(mine: Client, theirs: Client): Promise<void> {
  const times = { start: at('10:00'), end: at('11:00') };
  await refused(404, mine.events.get({ ...primary, eventId: 'nothing0here' }));
  await refused(
    400,
    mine.events.insert({ ...primary, requestBody: { start: at('11:00'), end: at('10:00') } }),
  );
  await refused(400, mine.events.list({ ...primary, syncToken: 'torn' }));
  await refused(404, theirs.events.list({ calendarId: 'nobody@nowhere.example' }));
  const { data } = await mine.events.insert({ ...primary, requestBody: { ...times, id: 'again0409' } });
  await refused(409, mine.events.insert({ ...primary, requestBody: { ...times, id: 'again0409' } }));
  const stale = { headers: { 'If-Match': '"1"' } };
  await refused(412, mine.events.patch({ ...primary, eventId: idOf(data), requestBody: {} }, stale));
  await mine.events.delete({ ...primary, eventId: idOf(data) });
  await refused(410, mine.events.delete({ ...primary, eventId: idOf(data) }));
  await refused(501, mine.events.quickAdd({ ...primary, text: 'Lunch tomorrow' }));
}

async function refused(status: number, call: Promise<unknown>): Promise<void> {
  const met: unknown = await call.then(
    () => 200,
    (error: unknown) => (error as { status?: unknown }).status,
  );
  if (met !== status) throw new Error(`refused with ${String(met)}, not ${status}`);
}

function idOf(event: calendar_v3.Schema$Event | undefined): string {
  if (!event?.id) throw new Error('there is no such event');
  return event.id;
}
