/** How meetings are shown to whoever calls. */
import * as v from 'valibot';
import type { Ground } from '../../control/ground.ts';
import type { ApiCall } from '../http-shell.ts';
import { queryFlag, readBody } from '../request-values.ts';
import { meetingNotFound } from '../webex-error.ts';
import { occurrenceStates } from './meeting-state.ts';
import { readZone } from './meeting-times.ts';
import { instanceView, occurrenceView, seriesView, type Beholder, type MeetingView } from './meeting-view.ts';
import type { Meeting } from './meeting.ts';
import type { Meetings } from './meetings.ts';
import { currentOccurrence, occurrenceById, type Occurrence } from './occurrences.ts';

const Query = v.object({ current: v.optional(queryFlag, 'false') });

export class MeetingReader {
  readonly #ground: Ground;
  readonly #meetings: Meetings;

  constructor(ground: Ground, meetings: Meetings) {
    this.#ground = ground;
    this.#meetings = meetings;
  }

  /** @param zone - in which times are shown */
  beholder(meeting: Meeting, email: string, clientId: string, zone: string): Beholder {
    const { clock, switches } = this.#ground;
    return {
      now: clock.now(),
      zone,
      host: this.#meetings.host(meeting),
      asHost: this.#meetings.hosts(meeting, email),
      clientId,
      unknownFields: switches.is('webex.unknownFields'),
      seriesIdOnSeries: switches.text('webex.meetingSeriesIdOnSeries') === 'ownId',
      ownOccurrenceLinks: switches.text('webex.occurrenceMtid') === 'own',
    };
  }

  /** What a write answers, in the zone the meeting was scheduled in; reads answer in the zone their header asks for. */
  written({ session }: ApiCall, meeting: Meeting, occurrence?: Occurrence): MeetingView {
    const as = this.beholder(meeting, meeting.hostEmail, session.clientId, meeting.timezone);
    return occurrence ? this.#occurrence(meeting, occurrence, as) : seriesView(meeting, as);
  }

  /** What `GET /meetings/{id}` answers, by the form of the id. @throws {WebexError} 400, 403, 404 */
  one(call: ApiCall): MeetingView {
    const id = call.params['meetingId'] ?? '';
    const { email } = call.actFor(call.query['hostEmail']);
    const meeting = this.#meetings.visible(id, email, call.headers['password']);
    const zone = readZone(call.headers['timezone'], this.#ground.switches);
    const as = this.beholder(meeting, email, call.session.clientId, zone);
    if (id === meeting.id) {
      return readBody(Query, call.query).current
        ? this.#occurrence(meeting, currentOccurrence(meeting, as.now), as)
        : seriesView(meeting, as);
    }
    const occurrence = occurrenceById(meeting, id);
    if (occurrence) return this.#occurrence(meeting, occurrence, as);
    const instance = meeting.instances.find((known) => known.id === id);
    if (!instance) throw meetingNotFound();
    return instanceView(meeting, instance, as);
  }

  #occurrence(meeting: Meeting, occurrence: Occurrence, as: Beholder): MeetingView {
    return occurrenceView(meeting, occurrence, occurrenceStates(meeting, as.now)(occurrence), as);
  }
}
