import type { Clock } from '../../control/clock.ts';
import { inviteeView, type InviteeView } from '../invitees/invitee.ts';
import type { Users } from '../users/users.ts';
import type { WebexTables } from '../webex-tables.ts';
import { goneAt, occurrenceStates, stateOf } from './meeting-state.ts';
import { seriesView } from './meeting-view.ts';
import { webLinkOf, type Meeting } from './meeting.ts';
import { allOccurrences, asOccurrence } from './occurrences.ts';

/** An endless series is told this far ahead. */
const AHEAD_MS = 366 * 24 * 60 * 60 * 1000;

interface OccurrenceTruth {
  readonly id: string;
  /** Where the rule puts it. */
  readonly originalStart: string;
  readonly start: string;
  readonly end: string;
  readonly title: string;
  readonly state: string;
  readonly isModified: boolean;
  readonly meetingNumber: string;
  readonly webLink: string;
}

/** One meeting, with what no single API call shows: for tests and for the page. */
export interface MeetingTruthItem {
  readonly id: string;
  readonly title: string;
  /** UTC, of the first occurrence. */
  readonly start: string;
  readonly end: string;
  /** The zone the meeting was scheduled in. */
  readonly timezone: string;
  readonly hostEmail: string;
  readonly state: string;
  readonly webLink: string;
  readonly meetingNumber: string;
  /** Every client's, together. */
  readonly integrationTags: readonly string[];
  readonly tagsByClient: Readonly<Record<string, readonly string[]>>;
  readonly invitees: readonly InviteeView[];
  /** All of a meeting that ends; a year of an endless one. */
  readonly occurrences: readonly OccurrenceTruth[];
  /** Original starts of the occurrences that were deleted. */
  readonly cancelledOccurrences: readonly string[];
  readonly connectorOwned: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly deletedAt?: string;
  /** The rest of the host's own view of the meeting. */
  readonly [key: string]: unknown;
}

export class MeetingTruth {
  readonly #tables: WebexTables;
  readonly #clock: Clock;
  readonly #users: Users;

  constructor(tables: WebexTables, clock: Clock, users: Users) {
    this.#tables = tables;
    this.#clock = clock;
    this.#users = users;
  }

  /** In the order they were made. */
  list(email: string | undefined): readonly MeetingTruthItem[] {
    return [...this.#tables.meetings.values()]
      .filter(({ hostEmail }) => email === undefined || hostEmail.toLowerCase() === email.toLowerCase())
      .map((meeting) => this.#item(meeting));
  }

  #item(meeting: Meeting): MeetingTruthItem {
    const now = this.#clock.now();
    const gone = goneAt(meeting, now);
    return {
      ...seriesView(meeting, {
        now,
        zone: 'UTC',
        host: this.#users.find(meeting.hostEmail),
        asHost: true,
        clientId: '',
        unknownFields: false,
        seriesIdOnSeries: false,
        ownOccurrenceLinks: true,
      }),
      id: meeting.id,
      title: meeting.title,
      start: iso(meeting.start),
      end: iso(meeting.end),
      timezone: meeting.timezone,
      hostEmail: meeting.hostEmail,
      state: stateOf(meeting, now),
      webLink: webLinkOf(meeting, meeting.mtid),
      meetingNumber: meeting.meetingNumber,
      integrationTags: [...new Set(Object.values(meeting.tags).flat())],
      tagsByClient: meeting.tags,
      invitees: (this.#tables.invitees.get(meeting.id) ?? []).map(inviteeView),
      occurrences: occurrencesOf(meeting, now),
      cancelledOccurrences: (meeting.cancelled ?? []).map(iso),
      connectorOwned: meeting.connectorOwned,
      createdAt: iso(meeting.createdAt),
      updatedAt: iso(meeting.updatedAt),
      ...(gone === undefined ? {} : { deletedAt: iso(gone) }),
    };
  }
}

function occurrencesOf(meeting: Meeting, now: number): readonly OccurrenceTruth[] {
  const state = occurrenceStates(meeting, now);
  return allOccurrences(meeting, now + AHEAD_MS).map((occurrence) => {
    const face = asOccurrence(meeting, occurrence);
    return {
      id: occurrence.id,
      originalStart: iso(occurrence.slot),
      start: iso(occurrence.start),
      end: iso(occurrence.end),
      title: face.title,
      state: state(occurrence),
      isModified: occurrence.exception !== undefined,
      meetingNumber: face.meetingNumber,
      webLink: webLinkOf(face, face.occurrenceMtid),
    };
  });
}

function iso(at: number): string {
  return new Date(at).toISOString().replace('.000Z', 'Z');
}
