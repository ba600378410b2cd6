/** Which methods of Calendar v3 are served, how far, and where it is shown. A test holds it against routes and clients. */
import type { Method } from '../method-scopes.ts';

export interface Coverage {
  readonly status: 'done' | 'partial' | 'refused';
  /** The test file, below this folder's parent, that drives it with the official client. */
  readonly test: string;
  /** What is missing, where something is. */
  readonly lacks?: string;
}

const DIRECTORY: Coverage = { status: 'done', test: 'directory.test.ts' };
const PUSH: Coverage = { status: 'done', test: 'push-channels.test.ts' };
const NO_MAIL = 'no mail about sharing; groups are refused';

export const COVERAGE: Readonly<Record<Method, Coverage>> = {
  'acl.delete': DIRECTORY,
  'acl.get': DIRECTORY,
  'acl.insert': { status: 'partial', test: 'directory.test.ts', lacks: NO_MAIL },
  'acl.list': DIRECTORY,
  'acl.patch': { status: 'partial', test: 'directory.test.ts', lacks: NO_MAIL },
  'acl.update': { status: 'partial', test: 'directory.test.ts', lacks: NO_MAIL },
  'acl.watch': PUSH,
  'calendarList.delete': DIRECTORY,
  'calendarList.get': DIRECTORY,
  'calendarList.insert': DIRECTORY,
  'calendarList.list': {
    status: 'partial',
    test: 'directory.test.ts',
    lacks: 'showOwnOrganizationOnly is ignored',
  },
  'calendarList.patch': DIRECTORY,
  'calendarList.update': DIRECTORY,
  'calendarList.watch': PUSH,
  'calendars.clear': DIRECTORY,
  'calendars.delete': DIRECTORY,
  'calendars.get': DIRECTORY,
  'calendars.insert': DIRECTORY,
  'calendars.patch': DIRECTORY,
  'calendars.transferOwnership': DIRECTORY,
  'calendars.update': DIRECTORY,
  'channels.stop': PUSH,
  'colors.get': DIRECTORY,
  'events.delete': { status: 'done', test: 'events.test.ts' },
  'events.get': { status: 'done', test: 'events.test.ts' },
  'events.import': {
    status: 'partial',
    test: 'event-types.test.ts',
    lacks: 'events of type default only',
  },
  'events.insert': { status: 'done', test: 'events.test.ts' },
  'events.instances': { status: 'done', test: 'recurrence.test.ts' },
  'events.list': { status: 'done', test: 'listing.test.ts' },
  'events.move': { status: 'done', test: 'event-move.test.ts' },
  'events.patch': { status: 'done', test: 'events.test.ts' },
  'events.quickAdd': { status: 'refused', test: 'routes/coverage.test.ts', lacks: 'reading sentences' },
  'events.update': { status: 'done', test: 'events.test.ts' },
  'events.watch': {
    status: 'partial',
    test: 'push-channels.test.ts',
    lacks: 'a channel hears of every type of event, whatever eventTypes says',
  },
  'freebusy.query': { status: 'partial', test: 'directory.test.ts', lacks: 'groups' },
  'settings.get': { status: 'done', test: 'calendars.test.ts' },
  'settings.list': DIRECTORY,
  'settings.watch': PUSH,
};
