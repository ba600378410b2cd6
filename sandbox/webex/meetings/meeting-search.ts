/** `GET /meetings`: which meetings a query finds. The default windows hide what lies more than a week ahead. */
import * as v from 'valibot';
import type { Ground } from '../../control/ground.ts';
import type { Invitees } from '../invitees/invitees.ts';
import { malformed, notBuilt } from '../webex-error.ts';
import { readBody } from './meeting-body.ts';
import { readInstant } from './meeting-times.ts';
import {
  instanceView,
  occurrenceView,
  seriesView,
  tagsFor,
  webLinkOf,
  type Beholder,
  type MeetingView,
} from './meeting-view.ts';
import { occurrenceStateOf, stateOf, type Instance, type Meeting } from './meeting.ts';
import type { Meetings } from './meetings.ts';

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

const text = v.optional(v.pipe(v.string(), v.minLength(1)));

const SearchQuery = v.object({
  meetingNumber: text,
  webLink: text,
  roomId: text,
  meetingSeriesId: text,
  meetingType: v.optional(v.picklist(['meetingSeries', 'scheduledMeeting', 'meeting'])),
  state: text,
  scheduledType: text,
  from: text,
  to: text,
  siteUrl: text,
  integrationTag: text,
});
type SearchQuery = v.InferOutput<typeof SearchQuery>;

type Kind = 'meetingSeries' | 'scheduledMeeting' | 'meeting';

interface Found {
  readonly kind: Kind;
  readonly meeting: Meeting;
  readonly instance?: Instance;
}

interface Searcher {
  readonly email: string;
  readonly clientId: string;
  /** How each hit is shown. */
  readonly beholder: (meeting: Meeting) => Beholder;
}

export class MeetingSearch {
  readonly #ground: Ground;
  readonly #meetings: Meetings;
  readonly #invitees: Invitees;

  constructor(ground: Ground, meetings: Meetings, invitees: Invitees) {
    this.#ground = ground;
    this.#meetings = meetings;
    this.#invitees = invitees;
  }

  /**
   * All hits in order of their start; the caller cuts pages. Nothing is filled in for what the query leaves out but
   * what the description says in prose.
   * @throws {WebexError} 400
   */
  find(rawQuery: Readonly<Record<string, unknown>>, searcher: Searcher): readonly MeetingView[] {
    const query = readBody(SearchQuery, rawQuery);
    if (query.roomId !== undefined) throw notBuilt('meetings of a space');
    const direct = [query.meetingNumber, query.webLink].filter((value) => value !== undefined).length;
    if (direct > 1) throw malformed("'meetingNumber', 'webLink' and 'roomId' are mutually exclusive.");
    const mine = this.#meetings.list().filter((meeting) => this.#concerns(meeting, searcher.email));
    const found = direct > 0 ? this.#direct(mine, query) : this.#listed(mine, query, searcher.clientId);
    return found
      .sort((a, b) => startOf(a) - startOf(b) || (a.meeting.id < b.meeting.id ? -1 : 1))
      .map((hit) => this.#view(hit, searcher.beholder(hit.meeting)));
  }

  /** Lists hold meetings where one is only a guest, too. */
  #concerns(meeting: Meeting, email: string): boolean {
    return this.#meetings.hosts(meeting, email) || this.#invitees.invites(meeting.id, email);
  }

  /** A number or a link disables type, state and window. */
  #direct(meetings: readonly Meeting[], query: SearchQuery): Found[] {
    return meetings
      .filter((meeting) => query.meetingNumber === undefined || meeting.meetingNumber === query.meetingNumber)
      .filter((meeting) => {
        const links = [meeting.mtid, meeting.occurrenceMtid].map((mtid) => webLinkOf(meeting, mtid));
        return query.webLink === undefined || links.includes(query.webLink);
      })
      .map((meeting) => ({ kind: 'meetingSeries', meeting }));
  }

  #listed(meetings: readonly Meeting[], query: SearchQuery, clientId: string): Found[] {
    const series = query.meetingSeriesId;
    const window = this.#window(query);
    const kinds = kindsOf(query);
    return (
      meetings
        .filter((meeting) => series === undefined || meeting.id === series)
        // A series' listing knows neither tags nor sites.
        .filter((meeting) => series !== undefined || this.#tagged(meeting, query.integrationTag, clientId))
        .filter(
          (meeting) =>
            series !== undefined || query.siteUrl === undefined || meeting.siteUrl === query.siteUrl,
        )
        .filter(() => query.scheduledType === undefined || query.scheduledType === 'meeting')
        .flatMap((meeting) => kinds.flatMap((kind) => expand(meeting, kind)))
        .filter((hit) => query.state === undefined || this.#state(hit) === query.state)
        .filter((hit) => startOf(hit) < window.to && endOf(hit) > window.from)
    );
  }

  /** Now … +7 days, for instances -7 days … now; with one side named, the other is a week from it. */
  #window(query: SearchQuery): { from: number; to: number } {
    const now = this.#ground.clock.now();
    const from = query.from === undefined ? undefined : readInstant('from', query.from);
    const to = query.to === undefined ? undefined : readInstant('to', query.to);
    if (from !== undefined && to !== undefined && from >= to) throw malformed("'from' must be before 'to'");
    if (from !== undefined) return { from, to: to ?? from + WEEK_MS };
    if (to !== undefined) return { from: to - WEEK_MS, to };
    return query.meetingType === 'meeting'
      ? { from: now - WEEK_MS, to: now }
      : { from: now, to: now + WEEK_MS };
  }

  #tagged(meeting: Meeting, tag: string | undefined, clientId: string): boolean {
    if (tag === undefined) return true;
    const { switches, clock } = this.#ground;
    const late = switches.text('webex.tagIndex') === 'late' ? switches.number('webex.tagIndexMs') : 0;
    const indexed = meeting.taggedAt + late <= clock.now();
    return indexed && (tagsFor(meeting, clientId)?.includes(tag) ?? false);
  }

  #state({ kind, meeting, instance }: Found): string {
    const now = this.#ground.clock.now();
    if (kind === 'meetingSeries') return stateOf(meeting, now);
    if (kind === 'scheduledMeeting') return occurrenceStateOf(meeting, now);
    return instance?.endedAt === undefined ? 'inProgress' : 'ended';
  }

  #view({ kind, meeting, instance }: Found, beholder: Beholder): MeetingView {
    if (instance) return instanceView(meeting, instance, beholder);
    if (kind === 'meetingSeries') return seriesView(meeting, beholder);
    return occurrenceView(meeting, beholder, this.#ground.switches.text('webex.occurrenceMtid') === 'own');
  }
}

/** A series' id without a type lists its occurrences and its instances. */
function kindsOf(query: SearchQuery): readonly Kind[] {
  if (query.meetingType !== undefined) return [query.meetingType];
  return query.meetingSeriesId === undefined ? ['meetingSeries'] : ['scheduledMeeting', 'meeting'];
}

function expand(meeting: Meeting, kind: Kind): Found[] {
  if (kind !== 'meeting') return [{ kind, meeting }];
  return meeting.instances.map((instance) => ({ kind, meeting, instance }));
}

function startOf({ meeting, instance }: Found): number {
  return instance?.startedAt ?? meeting.start;
}

function endOf({ meeting, instance }: Found): number {
  return instance === undefined ? meeting.end : (instance.endedAt ?? Number.POSITIVE_INFINITY);
}
