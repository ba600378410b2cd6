/** What Google's documentation leaves open about calendars, and the knobs for it. */
import type { SwitchDeclaration } from '../../control/switches.ts';

const LIMIT_ANSWERS = ['rateLimitExceeded 403', 'rateLimitExceeded 429', 'userRateLimitExceeded 403'];

export const CALENDAR_SWITCHES: readonly SwitchDeclaration[] = [
  // Who may write third-party conference data: the add-on's own script, nobody but Calendar itself, or anybody.
  {
    name: 'google.conferenceWrite',
    values: ['ownScript', 'nobody', 'anyClient'],
    demo: 'ownScript',
    harsh: 'nobody',
    unsettled: true,
  },
  // Milliseconds until a change of the original reaches the guests' copies, and an answer the original.
  { name: 'google.propagationDelay', values: [], demo: 300, harsh: 20_000, unsettled: true },
  // How a listing shows what a move left on the old calendar. (A get shows it in full.)
  { name: 'google.listedStub', values: ['idOnly', 'full'], demo: 'idOnly', harsh: 'idOnly', unsettled: true },
  // What the first move of an event answers; a repeated one answers the stub.
  {
    name: 'google.moveAnswer',
    values: ['destinationCopy', 'sourceStub'],
    demo: 'destinationCopy',
    harsh: 'sourceStub',
    unsettled: true,
  },
  // How an incremental listing shows deleted events: Google promises the id only.
  {
    name: 'google.tombstones',
    values: ['skeletal', 'idOnly'],
    demo: 'skeletal',
    harsh: 'idOnly',
    unsettled: true,
  },
  // An empty first page and half-filled ones: legal, and seen.
  { name: 'google.shortPages', values: [true, false], demo: false, harsh: true, unsettled: true },
  // Days after which a sync token is refused; 0 = never.
  { name: 'google.syncTokenLife', values: [], demo: 0, harsh: 7, unsettled: true },
  // Changes of a calendar after which its sync tokens are refused; 0 = any number.
  { name: 'google.syncTokenChanges', values: [], demo: 0, harsh: 2_000, unsettled: true },
  // Whether listings with q, iCalUID or updatedMin end with a sync token.
  { name: 'google.filteredListToken', values: [true, false], demo: false, harsh: true, unsettled: true },
  // Whether several properties of one kind must all match or any of them: reference and guide disagree.
  {
    name: 'google.repeatedPropertyFilter',
    values: ['all', 'any'],
    demo: 'all',
    harsh: 'any',
    unsettled: true,
  },
  // Whether a change of who may see a calendar makes its sync tokens invalid.
  { name: 'google.aclExpiresTokens', values: [true, false], demo: false, harsh: true, unsettled: true },
  // Whether the `_R…` of a split series comes lower-cased in the guests' iCalUID.
  { name: 'google.guestUidCase', values: [true, false], demo: false, harsh: true, unsettled: true },
  // A person's setting at Google, here for all: whether invitees have a copy before they answer.
  {
    name: 'google.inviteeCopies',
    values: ['everyone', 'onAnswer'],
    demo: 'everyone',
    harsh: 'everyone',
    unsettled: false,
  },
  // Requests per person and project in a sliding virtual minute; 0 = no limit (Google: 600).
  { name: 'google.requestsPerMinute', values: [], flips: [600], demo: 0, harsh: 0, unsettled: false },
  // Requests per project in a sliding virtual minute; 0 = no limit (Google: 10 000).
  {
    name: 'google.projectRequestsPerMinute',
    values: [],
    flips: [10_000],
    demo: 0,
    harsh: 0,
    unsettled: false,
  },
  // Whether a patch counts as three requests.
  { name: 'google.patchCostsThree', values: [true, false], demo: false, harsh: true, unsettled: true },
  // How a person's surplus is refused, and a project's: all of these have been seen.
  {
    name: 'google.userLimitAnswer',
    values: LIMIT_ANSWERS,
    demo: 'rateLimitExceeded 403',
    harsh: 'userRateLimitExceeded 403',
    unsettled: true,
  },
  {
    name: 'google.projectLimitAnswer',
    values: LIMIT_ANSWERS,
    demo: 'rateLimitExceeded 403',
    harsh: 'rateLimitExceeded 429',
    unsettled: true,
  },
  // Milliseconds until a push message goes out; changes meanwhile are told by the same one.
  { name: 'google.pushDelay', values: [], demo: 300, harsh: 10_000, unsettled: true },
  // Every so many-th push message is lost; 0 = none. Google says that they are not fully reliable.
  { name: 'google.pushLossEvery', values: [], demo: 0, harsh: 5, unsettled: true },
  // Numbers of a channel's messages: they grow, and "may not be sequential".
  {
    name: 'google.pushNumbers',
    values: ['consecutive', 'gaps'],
    demo: 'consecutive',
    harsh: 'gaps',
    unsettled: true,
  },
  // The longest life of a push channel, in seconds: the server may shorten what is asked for.
  { name: 'google.channelSeconds', values: [], demo: 2_592_000, harsh: 86_400, unsettled: true },
  // Events that one person may make in 24 virtual hours before "Calendar usage limits exceeded."; 0 = any number.
  // (Google: 100 000 in "a short period", https://support.google.com/a/answer/2905486.)
  { name: 'google.eventsPerDay', values: [], flips: [100_000], demo: 0, harsh: 0, unsettled: false },
];
