/**
 * The fifty ways in which a careless emulator of Google is wrong, and what Google does instead. Each has a test that
 * carries its number and its sentence; this one holds the list complete.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const SENTENCES: readonly string[] = [
  'onCreate is given two ids and nothing else, of an event that is not there yet',
  'a trigger is told the calendar, and neither event nor change',
  'a deleted event stays, whole in get and bare in lists; its id is never free again',
  'a sync token is refused together with any filter and with showDeleted=false',
  'a sync token comes on the last page only, is opaque, and the same while nothing changes',
  'a page may be short or empty, for deleted events are dropped after it was cut',
  'each effective write gives another etag, and a stale If-Match is refused with 412',
  'without conferenceDataVersion, conference data is neither stored nor wiped',
  'a patch replaces arrays and merges maps; unknown fields are ignored',
  'parameters are nested one level deeper in REST than in the event object',
  'hangoutLink is Meet’s alone, never a third party’s video link',
  'labels are derived, name and icon are the manifest’s; the script sets neither',
  'a copy keeps the conference under a new id, and onCreate does not run',
  'a change of a recurring event arrives as its master or an exception, never expanded',
  'a guest’s copy arrives later, with an etag and private properties of its own',
  'the etag is the version, not updated or sequence',
  'what a card adds to the open event is pending until the person saves',
  'the update trigger fires for guests and conferencing only, and before the save',
  'userLocale and timeZone come only if the manifest asks and the person allows',
  'an add-on reads the one message that is open, by its token, and only its headers with the metadata scope',
  'each method has scopes of its own, and calendar.events does not open calendars, lists and settings',
  'properties are strings of limited size, and a cache forgets',
  'there are no timers, fetch, URL or modules, and nothing of Node',
  'there is a store per person and script',
  'a trigger runs as whoever made it, once per person, and not as who edits',
  'an execution is killed at its limit, in the middle; neither catch nor finally runs',
  'an error status throws unless it is muted, and the allowlist holds',
  'errors are GoogleJsonResponseExceptions with a prefixed message and details',
  'executions run in parallel, and only a lock serialises them',
  'a push is headers without a body: sync, then exists; the end of a channel is a string',
  'custom schemas come only by projection, in the public view for colleagues, and as far as each field may be read',
  'an ID token is signed with RS256 by a published key, for one audience',
  'the conference builder refuses what breaks a limit',
  'a change names the calendar by its address, not as primary',
  'sync tokens end when the rules of a calendar change, and the calendar with its rule',
  'not every client may write addOn data: 400, but an unchanged echo passes',
  'the last page may have no token at all (orderBy=startTime), and has one with timeMin and singleEvents',
  'a write that changes nothing leaves etag and updated, and is told to nobody',
  'a split series is an _R master with an _R iCalUID, and its instances keep the plain base',
  'what is false, empty or null is not sent; the keys are the recorded ones in the recorded order',
  'start.timeZone is always there, and the offset is the calendar’s or that of the zone asked for',
  'the link of a master names its first occurrence, and the calendar with a shortened domain',
  'single resources carry an ETag, lists do not; reads and writes are cached differently',
  'a moved event lives on; the source keeps a readable cancelled stub that names the new organiser',
  'an invitee may have no copy, and an organiser is no attendee unless invited',
  'not only the organiser changes what her sync sees (guestsCanModify)',
  'an event object lists true capabilities and no empty arrays; Gmail’s ids are msg-f:',
  'error sentences are in the person’s language, and the end of time is not to be caught',
  'a PUT on a guest’s copy without the shared properties is refused',
  'channels of one resource share its id, and end at a whole second',
];

/** Names of the tests that claim a trap, of both platforms of Google; a skipped one claims nothing. */
const claims = ['.', '../apps-script']
  .map((folder) => join(import.meta.dirname, folder))
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.test.ts') && name !== 'traps.test.ts')
      .map((name) => readFileSync(join(folder, name), 'utf8')),
  )
  .flatMap((text) => [...text.matchAll(/^\s*(?:it|\]\))\(\s*'(trap \d+: [^']+)'/gm)])
  .map(([, name = '']) => name);

describe('the fifty traps of Google', () => {
  it.each(SENTENCES.map((sentence, at) => [at + 1, sentence] as const))(
    'trap %i has a test: %s',
    (number, sentence) => {
      expect(claims.filter((name) => name.startsWith(`trap ${String(number)}: ${sentence}`))).not.toEqual([]);
    },
  );

  it('are fifty, and no test claims another', () => {
    expect(SENTENCES).toHaveLength(50);
    const numbers = claims.map((name) => Number(/\d+/.exec(name)?.[0]));
    expect(numbers.filter((number) => number < 1 || number > SENTENCES.length)).toEqual([]);
  });
});
