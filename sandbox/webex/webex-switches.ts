/**
 * What Webex's documentation leaves open. The harsh value is the one a
 * careless client fails on; the demo value is the likely one.
 */
import type { SwitchDeclaration, Switches, SwitchValue } from '../control/switches.ts';

const DAY_S = 24 * 60 * 60;

const OPEN: readonly SwitchDeclaration[] = [
  { name: 'webex.zoneMismatchStatus', values: [400, 404], demo: 400, harsh: 400, unsettled: true },
  { name: 'webex.nonIanaZone', values: ['400', 'utc'], demo: 'utc', harsh: '400', unsettled: true },
  {
    name: 'webex.refresh',
    values: ['sameTokenRestarted', 'sameTokenRunsOn', 'newToken'],
    demo: 'sameTokenRestarted',
    harsh: 'sameTokenRestarted',
    unsettled: true,
  },
  { name: 'webex.serviceAppWithoutHost', values: [403, 404], demo: 403, harsh: 403, unsettled: true },
  {
    name: 'webex.tagIndex',
    values: ['late', 'atOnce', 'activeSeriesMissing'],
    demo: 'atOnce',
    harsh: 'late',
    unsettled: true,
  },
  { name: 'webex.secondDelete', values: [404, 204], demo: 404, harsh: 404, unsettled: true },
  { name: 'webex.throttleBody', values: ['html', 'json'], demo: 'html', harsh: 'html', unsettled: true },
  {
    name: 'webex.bulkInsert409',
    values: ['someLanded', 'none'],
    demo: 'none',
    harsh: 'someLanded',
    unsettled: true,
  },
  {
    name: 'webex.webLinkAfterTimeChange',
    values: ['new', 'same'],
    demo: 'same',
    harsh: 'new',
    unsettled: true,
  },
  {
    name: 'webex.deleteInProgress',
    values: ['refused', 'allowed'],
    demo: 'allowed',
    harsh: 'refused',
    unsettled: true,
  },
  { name: 'webex.occurrenceMtid', values: ['own', 'series'], demo: 'own', harsh: 'own', unsettled: false },
  { name: 'webex.unknownFields', values: [true, false], demo: false, harsh: true, unsettled: false },
  {
    name: 'webex.site',
    values: ['suite-2026', 'free'],
    demo: 'suite-2026',
    harsh: 'suite-2026',
    unsettled: false,
  },
];

/** Of series: which rules there are, what they mean, and what a change does to exceptions. */
const SERIES: readonly SwitchDeclaration[] = [
  open('webex.nthWeekday', ['nXX', 'bySetPos', 'both', 'none'], 'nXX'),
  open('webex.daysPast28', ['clamp', 'skip', 'refuse'], 'skip'),
  open('webex.week5', ['last', 'fifth'], 'last'),
  open('webex.weekStart', ['sunday', 'monday', 'honour'], 'sunday'),
  open('webex.weeklyWithoutDays', ['400', 'dayOfStart'], 'dayOfStart'),
  open('webex.countOverCap', ['400', 'cut'], 'cut'),
  open('webex.startOffRule', ['shift', '400', 'keep'], 'shift'),
  open('webex.equalSeriesTimes', ['dropExceptions', 'keep'], 'keep'),
  open('webex.titleOnlySeriesPatch', ['overwrite', 'keep'], 'keep'),
  open('webex.deletedDatesAfterSeriesChange', ['comeBack', 'stayAway'], 'comeBack'),
  open('webex.movedOccurrenceId', ['originalSlot', 'newSlot'], 'originalSlot'),
  open('webex.exceptionIdentity', ['own', 'series'], 'own'),
  {
    name: 'webex.meetingSeriesIdOnSeries',
    values: ['absent', 'ownId'],
    demo: 'absent',
    harsh: 'absent',
    unsettled: false,
  },
];

const WEBHOOKS: readonly SwitchDeclaration[] = [
  open('webex.webhookSignature', ['both', 'sha1', 'sha256'], 'both'),
  open('webex.webhookActorId', ['absent', 'present'], 'absent'),
];

const NUMBERS: readonly SwitchDeclaration[] = [
  /** How late a search by tag is, where `webex.tagIndex` is `late`. */
  { name: 'webex.tagIndexMs', values: [], flips: [90_000], demo: 20_000, harsh: 20_000, unsettled: true },
  /** How long after a change its webhooks are sent. */
  { name: 'webex.webhookDelayMs', values: [], demo: 1000, harsh: 60_000, unsettled: true },
  /** Measured: 14 and 90 days; other sources quote 12 hours and 60 days. */
  {
    name: 'webex.accessTokenS',
    values: [],
    flips: [DAY_S / 2],
    demo: 14 * DAY_S,
    harsh: 14 * DAY_S,
    unsettled: false,
  },
  {
    name: 'webex.refreshTokenS',
    values: [],
    flips: [60 * DAY_S],
    demo: 90 * DAY_S,
    harsh: 90 * DAY_S,
    unsettled: false,
  },
  /** Of a person for himself; an administrator may make 800 for one host. */
  { name: 'webex.createsPerDay', values: [], flips: [800], demo: 100, harsh: 100, unsettled: false },
  /** 0 = no limit: virtual time may stand still while a run makes thousands of calls. */
  { name: 'webex.requestsPerMinute', values: [], demo: 0, harsh: 300, unsettled: true },
  /** `Retry-After` of a planted 429 or 423 that names none. */
  { name: 'webex.retryAfterS', values: [], demo: 10, harsh: 60, unsettled: true },
];

export const WEBEX_SWITCHES: readonly SwitchDeclaration[] = [...OPEN, ...SERIES, ...WEBHOOKS, ...NUMBERS];

export function declareWebexSwitches(switches: Switches): void {
  switches.declare(...WEBEX_SWITCHES);
}

/** An open fact: the first value is the harshest. */
function open(
  name: string,
  values: readonly [SwitchValue, ...SwitchValue[]],
  demo: SwitchValue,
): SwitchDeclaration {
  return { name, values, demo, harsh: values[0], unsettled: true };
}
