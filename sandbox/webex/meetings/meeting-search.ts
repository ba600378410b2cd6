/** `GET /meetings`: which meetings a query finds. The default windows hide what lies more than a week ahead. */
import * as v from 'valibot';
import type { Ground } from '../../control/ground.ts';
import { malformed, notBuilt } from '../webex-error.ts';
import { queryFlag, readBody } from '../request-values.ts';
import { instanceState, occurrenceStates, stateOf } from './meeting-state.ts';
import { readInstant } from './meeting-times.ts';
import {
  instanceView,
  occurrenceView,
  seriesView,
  tagsFor,
  type Beholder,
  type MeetingView,
} from './meeting-view.ts';
import { webLinkOf, type Instance, type Meeting } from './meeting.ts';
import type { Meetings } from './meetings.ts';
import {
  asOccurrence,
  currentOccurrence,
  exceptionalOccurrences,
  lastEnd,
  occurrencesIn,
  type Occurrence,
} from './occurrences.ts';

const MINUTE_MS = 60_000;
const WEEK_MS = 7 * 24 * 60 * MINUTE_MS;
/** Details of an ended instance appear this late. */
const ENDED_AFTER_MS = 15 * MINUTE_MS;
/** A listing of instances ends here. */
const MOST_INSTANCES = 10_000;
/** What an ended instance may have and no meeting here has: filters that ask for it find nothing. */
const HAS = ['Chat', 'Recording', 'Transcription', 'Summary', 'ClosedCaption', 'Polls', 'QA', 'Slido'];

const text = v.optional(v.pipe(v.string(), v.minLength(1)));
const flag = v.optional(queryFlag);

const SearchQuery = v.object({
  meetingNumber: text,
  webLink: text,
  roomId: text,
  meetingSeriesId: text,
  meetingType: v.optional(v.picklist(['meetingSeries', 'scheduledMeeting', 'meeting'])),
  state: v.optional(
    v.picklist(['active', 'scheduled', 'ready', 'lobby', 'inProgress', 'ended', 'missed', 'expired']),
  ),
  scheduledType: v.optional(v.picklist(['meeting', 'webinar', 'personalRoomMeeting'])),
  isModified: flag,
  current: flag,
  from: text,
  to: text,
  siteUrl: text,
  integrationTag: text,
  ...Object.fromEntries(HAS.map((what) => [`has${what}`, flag])),
});
type SearchQuery = v.InferOutput<typeof SearchQuery>;

type Kind = 'meetingSeries' | 'scheduledMeeting' | 'meeting';

/** One line of a listing: when it starts, its state, and how it is shown if its page is the one that is wanted. */
export interface Hit {
  readonly start: number;
  readonly id: string;
  readonly state: () => string;
  readonly view: () => MeetingView;
}

interface Searcher {
  readonly email: string;
  readonly clientId: string;
  /** How a hit is shown. */
  readonly beholder: (meeting: Meeting) => Beholder;
}

export class MeetingSearch {
  readonly #ground: Ground;
  readonly #meetings: Meetings;

  constructor(ground: Ground, meetings: Meetings) {
    this.#ground = ground;
    this.#meetings = meetings;
  }

  /**
   * All hits in order of their start; the caller cuts pages. Nothing is filled in for what the query leaves out but
   * what the description says in prose.
   * @throws {WebexError} 400
   */
  find(rawQuery: Readonly<Record<string, unknown>>, searcher: Searcher): readonly Hit[] {
    const query = readBody(SearchQuery, rawQuery);
    const direct = [query.meetingNumber, query.webLink, query.roomId].filter((value) => value !== undefined);
    if (direct.length > 1)
      throw malformed("'meetingNumber', 'webLink' and 'roomId' cannot be specified at the same time");
    if (query.roomId !== undefined) throw notBuilt('meetings of a space');
    const mine = this.#meetings.list().filter((meeting) => this.#meetings.concerns(meeting, searcher.email));
    const found =
      direct.length > 0 && query.meetingSeriesId === undefined
        ? mine.flatMap((meeting) => this.#direct(meeting, query, searcher))
        : this.#listed(mine, query, searcher);
    return found.sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1)).slice(0, MOST_INSTANCES);
  }

  /**
   * A number or a link disables type, state and window. It finds the next occurrence unless `current` is false; that of
   * an exception finds the exception instead of its series.
   */
  #direct(meeting: Meeting, query: SearchQuery, searcher: Searcher): Hit[] {
    const now = this.#ground.clock.now();
    const matches = (face: Meeting): boolean =>
      query.meetingNumber === undefined
        ? [face.mtid, face.occurrenceMtid].some((mtid) => webLinkOf(face, mtid) === query.webLink)
        : face.meetingNumber === query.meetingNumber;
    const own = exceptionalOccurrences(meeting)
      .filter(({ exception }) => exception?.join !== undefined)
      .filter((occurrence) => matches({ ...asOccurrence(meeting, occurrence), mtid: '' }));
    if (own.length > 0) return this.#occurrences(meeting, own, searcher);
    if (!matches(meeting)) return [];
    if (query.current === false) return [this.#series(meeting, query, searcher)];
    return this.#occurrences(meeting, [currentOccurrence(meeting, now)], searcher);
  }

  #listed(meetings: readonly Meeting[], query: SearchQuery, searcher: Searcher): Hit[] {
    const series = query.meetingSeriesId;
    const window = this.#window(query);
    const chosen =
      series === undefined
        ? meetings
            .filter((meeting) => this.#tagged(meeting, query.integrationTag, searcher.clientId))
            .filter(({ siteUrl }) => query.siteUrl === undefined || siteUrl === query.siteUrl)
            .filter((meeting) => ofType(meeting, query))
        : // A series' listing knows neither tags nor sites nor kinds.
          meetings.filter(
            ({ id, scheduledType }) => id === series && scheduledType !== 'personalRoomMeeting',
          );
    return kindsOf(query)
      .flatMap((kind) => chosen.flatMap((meeting) => this.#expand(meeting, kind, window, query, searcher)))
      .filter(({ state }) => query.state === undefined || state() === query.state);
  }

  #expand(
    meeting: Meeting,
    kind: Kind,
    window: { readonly from: number; readonly to: number },
    query: SearchQuery,
    searcher: Searcher,
  ): Hit[] {
    if (kind === 'meeting') return this.#instances(meeting, window, query, searcher);
    if (kind === 'scheduledMeeting') {
      const hits = occurrencesIn(meeting, window.from, window.to).filter(
        ({ exception }) => query.isModified === undefined || query.isModified === (exception !== undefined),
      );
      return this.#occurrences(meeting, hits, searcher);
    }
    const overlaps = meeting.start < window.to && lastEnd(meeting) > window.from;
    return overlaps && !this.#unlisted(meeting) ? [this.#series(meeting, query, searcher)] : [];
  }

  /** A listed series shows the times of its next occurrence, unless the query wants the whole of it. */
  #series(meeting: Meeting, query: SearchQuery, { beholder }: Searcher): Hit {
    const now = this.#ground.clock.now();
    const shown = query.current === false ? undefined : currentOccurrence(meeting, now);
    return {
      start: shown?.start ?? meeting.start,
      id: meeting.id,
      state: () => stateOf(meeting, now),
      view: () => seriesView(meeting, beholder(meeting), shown),
    };
  }

  #occurrences(meeting: Meeting, occurrences: readonly Occurrence[], { beholder }: Searcher): Hit[] {
    if (occurrences.length === 0) return [];
    const states = occurrenceStates(meeting, this.#ground.clock.now());
    const as = beholder(meeting);
    return occurrences.map((occurrence) => ({
      start: occurrence.start,
      id: occurrence.id,
      state: () => states(occurrence),
      view: () => occurrenceView(meeting, occurrence, states(occurrence), as),
    }));
  }

  #instances(
    meeting: Meeting,
    { from, to }: { readonly from: number; readonly to: number },
    query: SearchQuery,
    { beholder }: Searcher,
  ): Hit[] {
    const now = this.#ground.clock.now();
    const wanted = query as Readonly<Record<string, unknown>>;
    const wantsMore = query.state === 'ended' && HAS.some((what) => wanted[`has${what}`] === true);
    if (wantsMore) return [];
    const shown = ({ startedAt, endedAt }: Instance): boolean =>
      startedAt < to &&
      (endedAt ?? Number.POSITIVE_INFINITY) > from &&
      (endedAt === undefined || endedAt + ENDED_AFTER_MS <= now);
    return meeting.instances.filter(shown).map((instance) => ({
      start: instance.startedAt,
      id: instance.id,
      state: () => instanceState(instance),
      view: () => instanceView(meeting, instance, beholder(meeting)),
    }));
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

  /** Seen inside Cisco: some recurring meetings that are active do not show up in lists. */
  #unlisted(meeting: Meeting): boolean {
    const missing = this.#ground.switches.text('webex.tagIndex') === 'activeSeriesMissing';
    return (
      missing && meeting.recurrence !== undefined && stateOf(meeting, this.#ground.clock.now()) === 'active'
    );
  }
}

/** Personal room meetings are listed as occurrences only. */
function ofType({ scheduledType = 'meeting' }: Meeting, query: SearchQuery): boolean {
  if (scheduledType === 'personalRoomMeeting' && (query.meetingType ?? 'meetingSeries') === 'meetingSeries')
    return false;
  return query.scheduledType === undefined || query.scheduledType === scheduledType;
}

/** A series' id without a type lists its occurrences and its instances. */
function kindsOf(query: SearchQuery): readonly Kind[] {
  if (query.meetingType !== undefined) return [query.meetingType];
  return query.meetingSeriesId === undefined ? ['meetingSeries'] : ['scheduledMeeting', 'meeting'];
}
