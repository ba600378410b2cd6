/**
 * The demo that a newcomer meets: a small company with an administrator, a colleague and a French-speaking
 * colleague, ten single events this week, a calendar they share, a message in each inbox, and a custom field of the
 * directory with each one's Webex site. Nobody has installed or linked anything.
 */
import { Temporal } from 'temporal-polyfill';
import type { Actor, Calendar } from './google/calendar/calendar.ts';
import type { Directory } from './google/directory/directory.ts';
import type { Gmail } from './google/gmail/gmail.ts';

export const DEMO_DOMAIN = 'alderfinch.example';
export const DEMO_SITE = 'alderfinch.webex.com';

export const DEMO_ACCOUNTS = [
  {
    email: `maya.lindqvist@${DEMO_DOMAIN}`,
    name: 'Maya Lindqvist',
    language: 'en',
    timeZone: 'Europe/Stockholm',
    role: 'admin',
  },
  {
    email: `priya.raman@${DEMO_DOMAIN}`,
    name: 'Priya Raman',
    language: 'en',
    timeZone: 'Europe/London',
    role: 'user',
  },
  {
    email: `camille.morel@${DEMO_DOMAIN}`,
    name: 'Camille Morel',
    language: 'fr',
    timeZone: 'Europe/Paris',
    role: 'user',
  },
] as const;

/** People in Sweden and France count weeks from Monday and hours to 24, whatever language they read. */
const EUROPEAN = { weekStart: '1', format24HourTime: 'true' } as const;

const [MAYA, PRIYA, CAMILLE] = DEMO_ACCOUNTS.map((account) => account.email) as [string, string, string];

const KARI = 'kari.nilsen@halvorsen.example';
const NAMES: ReadonlyMap<string, string> = new Map([
  ...DEMO_ACCOUNTS.map(({ email, name }) => [email, name] as const),
  [KARI, 'Kari Nilsen'],
]);

/** Weekday (1 = Monday), wall time, minutes, title, guests. */
const WEEK: readonly (readonly [
  day: number,
  time: string,
  minutes: number,
  title: string,
  guests: readonly string[],
])[] = [
  [1, '09:30', 15, 'Stand-up', [PRIYA, CAMILLE]],
  [1, '11:00', 60, 'Hiring sync', [PRIYA]],
  [1, '14:00', 90, 'Focus time', []],
  [2, '10:30', 60, 'Design review', [PRIYA, CAMILLE]],
  [2, '13:00', 60, 'Halvorsen Shipping', [KARI]],
  [2, '15:00', 30, '1:1 Priya', [PRIYA]],
  [3, '13:30', 45, 'Budget check', [CAMILLE]],
  [4, '10:30', 90, 'Quarterly planning', [PRIYA, CAMILLE]],
  [5, '11:00', 60, 'Release readiness', [PRIYA]],
  [5, '15:00', 60, 'Demo day', [PRIYA, CAMILLE, KARI]],
];

/** Puts the events of this week and the shared calendar into the accounts' calendars. */
export function seedCalendars(calendar: Calendar, now: number): void {
  const zone = DEMO_ACCOUNTS[0].timeZone;
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate();
  const monday = today.subtract({ days: today.dayOfWeek - 1 });
  const maya = pageActor(MAYA);
  for (const person of [MAYA, CAMILLE]) calendar.changeSettings(person, EUROPEAN);
  for (const [day, time, minutes, title, guests] of WEEK) {
    const start = monday
      .add({ days: day - 1 })
      .toPlainDateTime(Temporal.PlainTime.from(time))
      .toZonedDateTime(zone);
    calendar.insertEvent(
      maya,
      MAYA,
      event(start, minutes, title, guests.length === 0 ? [] : [MAYA, ...guests]),
      { sendUpdates: 'none' },
    );
  }
  seedSharedCalendar(
    calendar,
    monday.add({ days: 3 }).toPlainDateTime(Temporal.PlainTime.from('14:00')).toZonedDateTime(zone),
  );
}

/** Of Google's calendar colours. */
const ORANGE = '6';

function seedSharedCalendar(calendar: Calendar, start: Temporal.ZonedDateTime): void {
  const maya = pageActor(MAYA);
  const shared = calendar.insertCalendar(maya, {
    summary: 'Leadership',
    timeZone: DEMO_ACCOUNTS[0].timeZone,
  });
  for (const colleague of [PRIYA, CAMILLE]) {
    calendar.insertAcl(maya, shared.id, { role: 'writer', scope: { type: 'user', value: colleague } });
    calendar.addToCalendarList(pageActor(colleague), { id: shared.id, colorId: ORANGE });
  }
  calendar.directory.writeListEntry('patch', maya, shared.id, { colorId: ORANGE }, false);
  calendar.insertEvent(maya, shared.id, event(start, 60, 'Board preparation', []), { sendUpdates: 'none' });
}

function event(
  start: Temporal.ZonedDateTime,
  minutes: number,
  summary: string,
  guests: readonly string[],
): unknown {
  const time = (at: Temporal.ZonedDateTime): unknown => ({
    dateTime: at.toString({ timeZoneName: 'never', smallestUnit: 'second' }),
    timeZone: at.timeZoneId,
  });
  return {
    summary,
    start: time(start),
    end: time(start.add({ minutes })),
    ...(guests.length === 0 ? {} : { attendees: guests.map(guest) }),
  };
}

/** Google's page sends the name of a guest it knows from the contacts along. */
function guest(email: string): unknown {
  const displayName = NAMES.get(email);
  return { email, ...(displayName === undefined ? {} : { displayName }) };
}

const INBOXES: readonly (readonly [to: string, from: string, subject: string, text: string])[] = [
  [
    MAYA,
    `Kari Nilsen <${KARI}>`,
    'Berth slots for July',
    'Hello Maya,\n\ncan we go through the berth slots together? Thursday after 14:00 or Friday morning would suit us.\n\nKari',
  ],
  [
    PRIYA,
    `Maya Lindqvist <${MAYA}>`,
    'Release notes',
    'Hi Priya,\n\nhalf an hour tomorrow to go through the release notes?\n\nMaya',
  ],
  [
    CAMILLE,
    `Maya Lindqvist <${MAYA}>`,
    'Budget du trimestre',
    'Bonjour Camille,\n\npeut-on se voir jeudi pour le budget du trimestre ?\n\nMaya',
  ],
];

/** A message in each inbox, each asking for a meeting. */
export async function seedMail(gmail: Gmail): Promise<void> {
  for (const [to, from, subject, text] of INBOXES) await gmail.arrive(to, { from, to, subject, text });
}

/** A custom field that everybody in the company may read. */
export function seedDirectory(directory: Directory): void {
  directory.putSchema(DEMO_DOMAIN, {
    schemaName: 'Webex',
    fields: [{ fieldName: 'site', fieldType: 'STRING', readAccessType: 'ALL_DOMAIN_USERS' }],
  });
  for (const { email } of DEMO_ACCOUNTS) directory.setValues(email, { Webex: { site: DEMO_SITE } });
}

/** Google Calendar's own page in the name of a person: it may do what the person may. */
export function pageActor(email: string): Actor {
  return { email, scopes: 'all', via: 'page' };
}
