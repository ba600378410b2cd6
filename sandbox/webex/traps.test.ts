/** Where each trap of Webex that a careless client falls into is set, and the test that shows it closed. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

type Trap = readonly [trap: string, file: string, test: string];

const TRAPS: readonly Trap[] = [
  [
    'a title over 128 or an agenda over 1300 characters is refused',
    'meetings/meetings.test.ts',
    'names %s in a 400 that makes nothing',
  ],
  [
    'a meeting under 10 minutes or over 23:59 is refused',
    'meetings/meeting-times.test.ts',
    'takes 10 minutes and 23 hours 59',
  ],
  [
    'started and past meetings cannot be updated',
    'meetings/meetings.test.ts',
    'refuses rule 3, a meeting in progress, until it has ended',
  ],
  [
    'a series whose first date is past needs a future start',
    'meetings/exceptions.test.ts',
    'needs a future start once the first occurrence is over, but not for the title',
  ],
  [
    'naming unchanged times may drop exceptions',
    'meetings/exceptions.test.ts',
    'that names the same times: %s',
  ],
  [
    'a changed start, end or rule drops exceptions; deleted dates may come back',
    'meetings/exceptions.test.ts',
    'of its start cancels every exception, and gives occurrences new ids',
  ],
  [
    'times without a zone turn the series to UTC, which drifts',
    'meetings/exceptions.test.ts',
    'without a zone reads the times as UTC, and the series drifts with the seasons',
  ],
  [
    'an exception has a number and a link of its own',
    'meetings/exceptions.test.ts',
    'has a number, link and SIP address of its own, by which it is found instead of its series',
  ],
  [
    'an occurrence may move inside its interval only',
    'meetings/exceptions.test.ts',
    'may move only inside its own interval, but for the first and the last',
  ],
  [
    'several days of a month are cut to the first',
    'recurrence/read-recurrence.test.ts',
    '%s keeps the first value only, without a word',
  ],
  [
    'rules have caps, and a far end is cut',
    'recurrence/read-recurrence.test.ts',
    'ends a far UNTIL after five years, and still echoes it',
  ],
  [
    'the echo of a rule is re-ordered',
    'recurrence/read-recurrence.test.ts',
    '%s comes back re-ordered and filled in',
  ],
  [
    'missing one of the six sendEmail mails everybody',
    'mail/mail-log.test.ts',
    'go out at %s when sendEmail is left out, and do not when it is false',
  ],
  ['1000 guests at most on create, 100 in bulk', 'invitees/invitees.test.ts', 'refuse %s'],
  [
    'inviting somebody twice is a 409; which of a bulk landed is open',
    'invitees/invitees.test.ts',
    'answer 409 without errors if one is there already; %s',
  ],
  [
    'guests of an occurrence are not those of the series',
    'invitees/invitees.test.ts',
    "are the series' until they are written, and then its own",
  ],
  [
    'reassignHost is for administrators, and not for what was made on behalf',
    'meetings/meeting-actions.test.ts',
    'is told one by one where not all can be',
  ],
  [
    'one who may only attend gets 403 with his own token',
    'meetings/meetings.test.ts',
    'gives a person with licence "%s" the one text of 403',
  ],
  [
    '… and 404 through a Service App',
    'oauth/service-apps.test.ts',
    'is told that a host without licence, or of another organisation, is not there',
  ],
  [
    'a password of one’s own fails the site’s policy',
    'meetings/meetings.test.ts',
    "checks a password against the site's policy, and generates one that passes",
  ],
  [
    'a connector’s meeting cannot be changed',
    'meetings/meetings.test.ts',
    "leaves a connector's meeting alone",
  ],
  [
    'misspelt fields are ignored without a word',
    'meetings/meetings.test.ts',
    'ignores a misspelt field without a word',
  ],
  [
    '204 has no body, and a second DELETE is an error',
    'meetings/meetings.test.ts',
    'answers 204 without a body, then 404, and the truth keeps a tombstone',
  ],
  ['429 is HTML', 'http-shell.test.ts', 'throttle in HTML with Retry-After, and apply nothing'],
  [
    'failed creations count',
    'meetings/creation-quota.test.ts',
    'counts attempts that fail, each person alone, and says in Retry-After when it is over',
  ],
  [
    'meetings go by themselves after 180 days',
    'meetings/series.test.ts',
    'delete it 180 days after the last occurrence',
  ],
  [
    'a link is no identity: it differs between views',
    'meetings/meeting-shape.test.ts',
    'shows the occurrence under its slot in UTC, with another MTID than the series',
  ],
  ['a link may not survive a rewrite', 'meetings/exceptions.test.ts', 'of its start makes the link: %s'],
  [
    'absent from a list is not absent',
    'meetings/series.test.ts',
    'lose an active series where the index is like that, while it is found by id',
  ],
  [
    'a list without a window ends after a week',
    'meetings/meeting-search.test.ts',
    'shows a week from now by default: a tag search without a window misses what is later',
  ],
  [
    'a list holds meetings where one is only a guest',
    'meetings/meeting-search.test.ts',
    'also shows meetings where one is only a guest',
  ],
  [
    'a misspelt filter finds everything',
    'meetings/meeting-search.test.ts',
    'matches a tag exactly, and takes a misspelt parameter for none',
  ],
  [
    'a listed series shows its next occurrence',
    'meetings/series.test.ts',
    'show the next occurrence, unless the whole series is asked for',
  ],
  [
    'tags are seen by the client that set them only',
    'meetings/meetings.test.ts',
    'are seen and found by the client that set them only',
  ],
  [
    'an offset that disagrees with the zone is refused without errors',
    'meetings/meeting-times.test.ts',
    'refuses a zone that is not the offset, in a body without errors (%d)',
  ],
  [
    'a meeting may be made although the reply is lost',
    'http-shell.test.ts',
    'lose a reply whose meeting is made all the same',
  ],
  ['webhooks come twice, late or never', 'webhooks/webhooks.test.ts', 'can be planted to come as %s'],
  [
    'a webhook that fails is disabled for good',
    'webhooks/webhooks.test.ts',
    'a hundred times in five minutes disables the webhook until it is enabled by hand',
  ],
  [
    'replies hold keys that nobody knows',
    'meetings/meeting-shape.test.ts',
    'shows an unknown key under harsh, so that nobody rejects what is new',
  ],
  [
    'no site may be the default one',
    'meetings/meetings.test.ts',
    "uses the host's preferred site, the first where none is marked, or the one that is named",
  ],
  [
    'an account that may only attend is marked, and one without a licence has no site',
    'http-shell.test.ts',
    'mark an account that may only attend, and have no site for one without a licence',
  ],
  [
    'media types are exact, and not the same everywhere',
    'http-shell.test.ts',
    'have exact media types and a tracking id, errors the same one in the body',
  ],
  ['invitees in a PATCH invite nobody', 'meetings/meetings.test.ts', 'has no invitees'],
  ['seconds are cut', 'meetings/meeting-times.test.ts', 'drops seconds'],
  [
    'a read is in UTC unless its header names a zone',
    'meetings/meeting-times.test.ts',
    'answers a write in the sent zone, a read in the zone its header asks for, else UTC',
  ],
  [
    'what is in progress may refuse to be deleted',
    'meetings/meetings.test.ts',
    'refuses to delete what is in progress, or not, as the switch says',
  ],
  [
    'hostEmail is for administrators with the scope',
    'meetings/meetings.test.ts',
    'takes hostEmail from nobody but an administrator with the scope',
  ],
  [
    'a Service App has to name a host',
    'oauth/service-apps.test.ts',
    'gets %i where it names no host, if the switch says so',
  ],
  [
    'delegates can create nothing',
    'users/preferences.test.ts',
    'name delegates, who can create nothing for all that',
  ],
  [
    'passwords, host key and dial-in are the host’s alone',
    'meetings/meeting-shape.test.ts',
    'keeps passwords, host key and telephone from a guest',
  ],
  [
    'a webhook is signed over its bytes, in one header or two',
    'webhooks/webhooks.test.ts',
    'are signed over their bytes: %s',
  ],
  ['a code is good once', 'oauth/oauth.test.ts', 'take a code once, and for ten minutes'],
  [
    'lifetimes of tokens are what the reply says',
    'oauth/oauth.test.ts',
    'end by their own clock, and by lifetimes that can be set',
  ],
  [
    'pages go on by Link, under the address that was called',
    'invitees/invitees.test.ts',
    'are listed by address, in pages',
  ],
];

it.each(TRAPS)('%s', (_trap, file, test) => {
  const text = readFileSync(join(import.meta.dirname, file), 'utf8');
  // Named by a test that runs: a skipped one closes nothing.
  const quoted = test.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  expect(text).toMatch(new RegExp(`(?:\\bit|\\]\\)|as const\\)|each\\([^\\n]*\\))\\(\\s*(['"\`])${quoted}`));
});
