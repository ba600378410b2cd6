import type { Clock } from '../../control/clock.ts';
import { inviteeView, type InviteeView } from '../invitees/invitee.ts';
import type { Users } from '../users/users.ts';
import type { WebexTables } from '../webex-tables.ts';
import { seriesView, webLinkOf } from './meeting-view.ts';
import { goneAt, occurrenceIdOf, occurrenceStateOf, stateOf, type Meeting } from './meeting.ts';

interface OccurrenceTruth {
  readonly id: string;
  readonly start: string;
  readonly end: string;
  readonly state: string;
  readonly webLink: string;
}

/** One meeting, with what no single API call shows: for tests and for the page. */
export interface MeetingTruthItem {
  readonly id: string;
  readonly title: string;
  /** UTC. */
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
  readonly occurrences: readonly OccurrenceTruth[];
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
    const start = iso(meeting.start);
    const end = iso(meeting.end);
    const beholder = {
      now,
      zone: 'UTC',
      host: this.#users.find(meeting.hostEmail),
      asHost: true,
      clientId: '',
      unknownFields: false,
    };
    return {
      ...seriesView(meeting, beholder),
      id: meeting.id,
      title: meeting.title,
      start,
      end,
      timezone: meeting.timezone,
      hostEmail: meeting.hostEmail,
      state: stateOf(meeting, now),
      webLink: webLinkOf(meeting, meeting.mtid),
      meetingNumber: meeting.meetingNumber,
      integrationTags: [...new Set(Object.values(meeting.tags).flat())],
      tagsByClient: meeting.tags,
      invitees: (this.#tables.invitees.get(meeting.id) ?? []).map(inviteeView),
      occurrences: [
        {
          id: occurrenceIdOf(meeting),
          start,
          end,
          state: occurrenceStateOf(meeting, now),
          webLink: webLinkOf(meeting, meeting.occurrenceMtid),
        },
      ],
      connectorOwned: meeting.connectorOwned,
      createdAt: iso(meeting.createdAt),
      updatedAt: iso(meeting.updatedAt),
      ...(gone === undefined ? {} : { deletedAt: iso(gone) }),
    };
  }
}

function iso(at: number): string {
  return new Date(at).toISOString().replace('.000Z', 'Z');
}
