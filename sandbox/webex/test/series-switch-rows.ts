/** What each value of each switch about series means to a client; `webex-switches.test.ts` holds the table complete. */
import { seriesOnPort, type SeriesOnPort } from './series-on-port.ts';
import type { SwitchRow } from './switch-row.ts';
import { items, meetingBody, type Answer, type WebexOnPort } from './webex-on-port.ts';

const TENTH = '2026-03-10';
const SEVENTEENTH = '2026-03-17';
/** Longer than any rule here that ends. */
const DECADE = 'from=2026-03-01T00:00:00Z&to=2036-03-01T00:00:00Z&max=100';
const REFUSED = 400;

/** The days of a series of this rule from Tuesday 3 March 2026 on, or the status of its refusal. */
async function days(local: WebexOnPort, recurrence: string): Promise<unknown> {
  const made = await local.call('POST', '/meetings', meetingBody({ recurrence }));
  if (made.status !== 200) return made.status;
  const query = `meetingSeriesId=${String(made.json['id'])}&meetingType=scheduledMeeting&${DECADE}`;
  return items(await local.call('GET', `/meetings?${query}`)).map(({ start }) => String(start).slice(0, 10));
}

const daysOf =
  (...rules: readonly string[]): SwitchRow[2] =>
  async (local) => {
    const all = [];
    for (const rule of rules) all.push(await days(local, rule));
    return all;
  };

const inTwoWords = daysOf('FREQ=MONTHLY;BYDAY=2TU;COUNT=2', 'FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2;COUNT=2');
const SECOND_TUESDAYS = ['2026-03-10', '2026-04-14'];

const thirtyFirst = daysOf('FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3');
const fifthTuesday = daysOf('FREQ=MONTHLY;BYDAY=5TU;COUNT=2');

const EVERY_OTHER_WEEK = 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;COUNT=3';
const fromSundayAndMonday = daysOf(`${EVERY_OTHER_WEEK};WKST=SU`, `${EVERY_OTHER_WEEK};WKST=MO`);
const WEEKS_OF_SUNDAY = ['2026-03-03', '2026-03-15', '2026-03-17'];
const WEEKS_OF_MONDAY = ['2026-03-03', '2026-03-08', '2026-03-17'];

const withoutDays = daysOf('FREQ=WEEKLY;COUNT=2');
const sixYears = daysOf('FREQ=YEARLY;COUNT=6');
const FIVE_YEARS = ['2026-03-03', '2027-03-03', '2028-03-03', '2029-03-03', '2030-03-03'];
const mondaysFromTuesday = daysOf('FREQ=WEEKLY;BYDAY=MO;COUNT=3');

/** Title and start of what is left of a series, one of whose occurrences was renamed and one deleted, after `act`. */
const after =
  (act: (series: SeriesOnPort) => Promise<Answer>): SwitchRow[2] =>
  async (local) => {
    const series = await seriesOnPort(local);
    await series.patch(series.occurrence(TENTH), { title: 'Other' });
    await series.remove(series.occurrence(SEVENTEENTH));
    const { status } = await act(series);
    if (status !== 200) return status;
    return (await series.list()).map(({ title, start }) => `${String(title)} ${String(start).slice(5, 16)}`);
  };

const sameTimes = after((series) => series.move(series.id, '2026-03-03T10:00:00', '2026-03-03T11:00:00'));
const newTitle = after((series) => series.patch(series.id, { title: 'New' }));
const anHourLater = after((series) => series.move(series.id, '2026-03-03T11:00:00', '2026-03-03T12:00:00'));
const sameDaysInOtherWords = after((series) =>
  series.patch(series.id, { recurrence: 'FREQ=WEEKLY;BYDAY=TU;UNTIL=20260324T235900Z' }),
);
const ALL_FOUR = ['Weekly 03-03T09:00', 'Weekly 03-10T09:00', 'Weekly 03-17T09:00', 'Weekly 03-24T09:00'];
const LATER = ['Weekly 03-03T10:00', 'Weekly 03-10T10:00', 'Weekly 03-17T10:00', 'Weekly 03-24T10:00'];
const withoutThird = (all: readonly string[]) => all.filter((_, index) => index !== 2);

/** The slot in the new id of a moved occurrence, what its old and new ids answer, and who is invited to it. */
async function movedOccurrence(local: WebexOnPort): Promise<unknown> {
  const series = await seriesOnPort(local, { invitees: [{ email: 'all@example.com' }] });
  const before = series.occurrence(TENTH);
  const guest = { meetingId: before, email: 'guest@example.com', sendEmail: false };
  await local.call('POST', '/meetingInvitees', guest);
  const { json } = await series.move(before, '2026-03-11T15:00:00', '2026-03-11T16:00:00');
  const id = String(json['id']);
  const other = `${series.id}_20260311T140000Z`;
  const guests = items(await local.call('GET', `/meetingInvitees?meetingId=${id}`));
  return [
    id.slice(series.id.length),
    (await series.get(before)).status,
    (await series.get(other)).status,
    ...guests.map(({ email }) => email),
  ];
}

/** Which of its join data a renamed occurrence shares with what it was, and by whose id its number finds it. */
async function renamedOccurrence(local: WebexOnPort): Promise<unknown> {
  const series = await seriesOnPort(local);
  const id = series.occurrence('2026-03-03');
  const before = (await series.get(id)).json;
  const { json } = await series.patch(id, { title: 'Other' });
  const shared = ['meetingNumber', 'webLink', 'sipAddress'].filter((key) => json[key] === before[key]);
  const number = String(json['meetingNumber']);
  const [found] = items(await local.call('GET', `/meetings?meetingNumber=${number}&current=false`));
  return [...shared, found?.['meetingType']];
}

/** Whether the series' link is still its first one: after a new title, a new start and a new rule. */
async function linkThroughChanges(local: WebexOnPort): Promise<unknown> {
  const series = await seriesOnPort(local);
  const kept: unknown[] = [];
  let link = series.json['webLink'];
  const note = ({ json }: Answer): void => {
    kept.push(json['webLink'] === link);
    link = json['webLink'];
  };
  note(await series.patch(series.id, { title: 'New' }));
  note(await series.move(series.id, '2026-03-03T11:00:00', '2026-03-03T12:00:00'));
  note(await series.patch(series.id, { recurrence: 'FREQ=WEEKLY;BYDAY=TU;COUNT=3' }));
  return kept;
}

/** What a series says of its own series: when it is made, read and listed. */
async function seriesOfSeries(local: WebexOnPort): Promise<unknown> {
  const series = await seriesOnPort(local);
  const [listed] = items(await local.call('GET', '/meetings'));
  return [series.json, (await series.get()).json, listed].map((view) =>
    view?.['meetingSeriesId'] === series.id ? 'ownId' : (view?.['meetingSeriesId'] ?? 'absent'),
  );
}

export const SERIES_ROWS: readonly SwitchRow[] = [
  ['webex.nthWeekday', 'nXX', inTwoWords, [SECOND_TUESDAYS, REFUSED]],
  ['webex.nthWeekday', 'bySetPos', inTwoWords, [REFUSED, SECOND_TUESDAYS]],
  ['webex.nthWeekday', 'both', inTwoWords, [SECOND_TUESDAYS, SECOND_TUESDAYS]],
  ['webex.nthWeekday', 'none', inTwoWords, [REFUSED, REFUSED]],
  ['webex.daysPast28', 'clamp', thirtyFirst, [['2026-03-31', '2026-04-30', '2026-05-31']]],
  ['webex.daysPast28', 'skip', thirtyFirst, [['2026-03-31', '2026-05-31', '2026-07-31']]],
  ['webex.daysPast28', 'refuse', thirtyFirst, [REFUSED]],
  ['webex.week5', 'last', fifthTuesday, [['2026-03-31', '2026-04-28']]],
  ['webex.week5', 'fifth', fifthTuesday, [['2026-03-31', '2026-06-30']]],
  ['webex.weekStart', 'sunday', fromSundayAndMonday, [WEEKS_OF_SUNDAY, WEEKS_OF_SUNDAY]],
  ['webex.weekStart', 'monday', fromSundayAndMonday, [WEEKS_OF_MONDAY, WEEKS_OF_MONDAY]],
  ['webex.weekStart', 'honour', fromSundayAndMonday, [WEEKS_OF_SUNDAY, WEEKS_OF_MONDAY]],
  ['webex.weeklyWithoutDays', '400', withoutDays, [REFUSED]],
  ['webex.weeklyWithoutDays', 'dayOfStart', withoutDays, [['2026-03-03', '2026-03-10']]],
  ['webex.countOverCap', '400', sixYears, [REFUSED]],
  ['webex.countOverCap', 'cut', sixYears, [FIVE_YEARS]],
  ['webex.startOffRule', 'shift', mondaysFromTuesday, [['2026-03-09', '2026-03-16', '2026-03-23']]],
  ['webex.startOffRule', '400', mondaysFromTuesday, [REFUSED]],
  ['webex.startOffRule', 'keep', mondaysFromTuesday, [['2026-03-03', '2026-03-09', '2026-03-16']]],
  ['webex.equalSeriesTimes', 'dropExceptions', sameTimes, ALL_FOUR],
  ['webex.equalSeriesTimes', 'keep', sameTimes, [ALL_FOUR[0], 'Other 03-10T09:00', ALL_FOUR[3]]],
  [
    ...(['webex.titleOnlySeriesPatch', 'overwrite', newTitle] as const),
    ['New 03-03T09:00', 'New 03-10T09:00', 'New 03-24T09:00'],
  ],
  [
    ...(['webex.titleOnlySeriesPatch', 'keep', newTitle] as const),
    ['New 03-03T09:00', 'Other 03-10T09:00', 'New 03-24T09:00'],
  ],
  ['webex.deletedDatesAfterSeriesChange', 'comeBack', sameDaysInOtherWords, ALL_FOUR],
  ['webex.deletedDatesAfterSeriesChange', 'comeBack', anHourLater, LATER],
  ['webex.deletedDatesAfterSeriesChange', 'stayAway', sameDaysInOtherWords, withoutThird(ALL_FOUR)],
  ['webex.deletedDatesAfterSeriesChange', 'stayAway', anHourLater, withoutThird(LATER)],
  [
    ...(['webex.movedOccurrenceId', 'originalSlot', movedOccurrence] as const),
    ['_20260310T090000Z', 200, 404, 'all@example.com', 'guest@example.com'],
  ],
  [
    ...(['webex.movedOccurrenceId', 'newSlot', movedOccurrence] as const),
    ['_20260311T140000Z', 404, 200, 'all@example.com', 'guest@example.com'],
  ],
  ['webex.exceptionIdentity', 'own', renamedOccurrence, ['scheduledMeeting']],
  [
    ...(['webex.exceptionIdentity', 'series', renamedOccurrence] as const),
    ['meetingNumber', 'webLink', 'sipAddress', 'meetingSeries'],
  ],
  ['webex.webLinkAfterTimeChange', 'new', linkThroughChanges, [true, false, false]],
  ['webex.webLinkAfterTimeChange', 'same', linkThroughChanges, [true, true, true]],
  ['webex.meetingSeriesIdOnSeries', 'absent', seriesOfSeries, ['absent', 'absent', 'absent']],
  ['webex.meetingSeriesIdOnSeries', 'ownId', seriesOfSeries, ['ownId', 'ownId', 'ownId']],
];
