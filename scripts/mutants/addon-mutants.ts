/** Faults of the add-on: what it tells, what it writes, when it moves its cursor. */
import { fast, type Mutant } from './planted.ts';

const SYNC = 'apps/addon/src/sync';
const CALENDARS = 'apps/addon/src/platform/calendars.ts';

export const ADDON_MUTANTS: readonly Mutant[] = [
  {
    invariant: 'I2',
    fault: 'a firing that was killed is forgotten',
    file: `${SYNC}/listing.ts`,
    find: 'if (readMarks(keep, calendarId).length > 0) return true;',
    put: '',
    tests: fast('apps/addon/src/sync/kill'),
  },
  {
    invariant: 'I4',
    fault: 'Google mails the guests about our block',
    file: CALENDARS,
    find: "return patch([calendarId, eventId], data, { sendUpdates: 'none' }, ifMatch);",
    put: "return patch([calendarId, eventId], data, { sendUpdates: 'externalOnly' }, ifMatch);",
    tests: fast('apps/addon/src/platform/calendars'),
  },
  {
    invariant: 'I5',
    fault: "a guest's copy is reported",
    file: `${SYNC}/report.ts`,
    find: "return from.own ? event.creator?.self === true : event.status === 'cancelled';",
    put: 'return true;',
    tests: fast('apps/addon/src/sync/sync'),
  },
  {
    invariant: 'I9',
    fault: 'a refused patch is tried again by itself',
    file: `${SYNC}/write-back.ts`,
    find: 'if (code === 400 || code === 412) return told;',
    put: 'if (code === 412) return told;',
    tests: fast('apps/addon/src/sync/sync'),
  },
  {
    invariant: 'I10',
    fault: 'our patch clears the description',
    file: CALENDARS,
    find: '{ conferenceData: data } as unknown',
    put: "{ conferenceData: data, description: '' } as unknown",
    tests: fast('apps/addon/src/platform/calendars'),
  },
  {
    invariant: 'I10',
    fault: 'our patch overwrites what was changed meanwhile',
    file: CALENDARS,
    find: "{ 'If-Match': ifMatch }",
    put: '{}',
    tests: fast('apps/addon/src/platform/calendars'),
  },
  {
    invariant: 'I12',
    fault: 'times, subject and guests of events that are not ours leave Google',
    file: `${SYNC}/report.ts`,
    find: 'organizer && !cancelled && (block !== undefined || asked)',
    put: 'organizer && !cancelled',
    tests: fast('apps/addon/src/sync/sync'),
  },
  {
    invariant: 'I14',
    fault: 'the cursor moves before the service has committed',
    file: `${SYNC}/listing.ts`,
    find: 'const told = tellPage(',
    put: 'saveState(world.keep, state, { ...state, ...given({ syncToken: page.nextSyncToken }) });\n  const told = tellPage(',
    tests: fast('apps/addon/src/sync/sync'),
  },
  {
    invariant: 'I14',
    fault: 'what Google did not take is not offered again',
    file: `${SYNC}/write-back.ts`,
    find: 'return withOffers(told, [outcome.id], world.now() +',
    put: 'return withOffers(told, [], world.now() +',
    tests: fast('apps/addon/src/sync/sync'),
  },
];
