/** A weekly series in a local Webex, and what is asked of it, for this folder's tests. */
import { items, type Answer, type Json, type WebexOnPort } from './webex-on-port.ts';

export const WEEKLY = 'FREQ=WEEKLY;BYDAY=TU;COUNT=4';
export const WIDE = 'from=2026-03-01T00:00:00Z&to=2027-12-31T00:00:00Z&max=100';

export interface SeriesOnPort {
  readonly id: string;
  readonly json: Json;
  /** The id of the occurrence that the rule puts on this day at ten in Paris. */
  occurrence(day: string): string;
  get(id?: string, query?: string): Promise<Answer>;
  patch(id: string, body: Json): Promise<Answer>;
  /** Moves to wall times of Paris. */
  move(id: string, start: string, end: string): Promise<Answer>;
  remove(id: string): Promise<Answer>;
  /** Its occurrences, as a listing shows them. */
  list(query?: string): Promise<readonly Json[]>;
  /** Start of each, in UTC. */
  starts(): Promise<unknown[]>;
}

/** Tuesdays at ten in Paris from 3 March 2026 on, four of them; nobody is told. */
export async function seriesOnPort(local: WebexOnPort, overrides: Json = {}): Promise<SeriesOnPort> {
  const json = await local.create({ title: 'Weekly', recurrence: WEEKLY, ...overrides });
  const { id } = json;
  const list = async (query = 'meetingType=scheduledMeeting'): Promise<readonly Json[]> =>
    items(await local.call('GET', `/meetings?meetingSeriesId=${id}&${query}&${WIDE}`));
  const patch = (which: string, body: Json): Promise<Answer> =>
    local.call('PATCH', `/meetings/${which}`, { sendEmail: false, ...body });
  return {
    id,
    json,
    occurrence: (day) => {
      const hour = day < '2026-03-29' ? '09' : '08';
      return `${id}_${day.replaceAll('-', '')}T${hour}0000Z`;
    },
    get: (which = id, query = '') => local.call('GET', `/meetings/${which}${query}`),
    patch,
    move: (which, start, end) => patch(which, { start, end, timezone: 'Europe/Paris' }),
    remove: (which) => local.call('DELETE', `/meetings/${which}?sendEmail=false`),
    list,
    starts: async () => (await list()).map(({ start }) => start),
  };
}
