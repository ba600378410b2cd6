/** Whatever happens in between, a client that follows the rules ends up with what the calendar holds. */
import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import type { Actor, Calendar, EventResource } from './calendar.ts';
import { ANNA, BEN, startLocalGoogle } from './test/local-google.ts';

type Step =
  | { readonly do: 'insert' | 'patch' | 'delete' | 'restore' | 'move'; readonly event: number }
  | { readonly do: 'sync' | 'pass' };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constantFrom('insert', 'insert', 'patch', 'delete', 'restore', 'move'),
    event: fc.integer({ min: 0, max: 7 }),
  }),
  fc.record({ do: fc.constantFrom('sync', 'pass') }),
);

/** What a client of the API keeps: its copy of the events, and where it stands. */
class Follower {
  readonly known = new Map<string, EventResource>();
  #token: string | undefined;

  sync(calendar: Calendar, actor: Actor): void {
    const syncToken = this.#token;
    let pageToken: string | undefined;
    do {
      const page = calendar.listEvents(actor, 'primary', { maxResults: 3, syncToken, pageToken });
      for (const item of page.items) {
        if (item.status === 'cancelled') this.known.delete(item.id);
        else this.known.set(item.id, item);
      }
      pageToken = page.nextPageToken;
      this.#token = page.nextSyncToken;
    } while (pageToken !== undefined);
  }
}

const idOf = (event: number): string => `event${String(event)}`;

function act(calendar: Calendar, actor: Actor, team: string, todo: Step, count: number): void {
  if (!('event' in todo)) return;
  const id = idOf(todo.event);
  const body = { summary: `at step ${String(count)}`, attendees: count % 3 === 0 ? [{ email: BEN }] : [] };
  const times = { start: { dateTime: '2026-03-03T10:00:00Z' }, end: { dateTime: '2026-03-03T11:00:00Z' } };
  try {
    if (todo.do === 'insert') calendar.insertEvent(actor, 'primary', { ...times, ...body, id });
    if (todo.do === 'patch') calendar.patchEvent(actor, 'primary', id, body);
    if (todo.do === 'delete') calendar.deleteEvent(actor, 'primary', id);
    if (todo.do === 'restore') calendar.restoreEvent(actor, 'primary', id);
    if (todo.do === 'move') calendar.moveEvent(actor, 'primary', id, team);
  } catch (error) {
    // Steps that the state does not allow are refused; that, too, must not confuse a client.
    expect(error).toMatchObject({ name: 'CalendarError' });
  }
}

describe.each(['demo', 'harsh'] as const)('under %s', (profile) => {
  test.prop([fc.array(step, { maxLength: 40 })], { numRuns: 40 })(
    'clients and guests end up with the truth',
    async (steps) => {
      const google = await startLocalGoogle({ profile, http: false });
      try {
        const { calendar } = google;
        const actor = google.page(ANNA);
        const team = calendar.insertCalendar(actor, { summary: 'Team' }).id;
        const [anna, ben] = [new Follower(), new Follower()];
        for (const [count, todo] of steps.entries()) {
          act(calendar, actor, team, todo, count);
          if (todo.do === 'sync') anna.sync(calendar, actor);
          if (todo.do === 'pass') await google.pass(15_000);
        }
        await google.pass(60_000);
        anna.sync(calendar, actor);
        ben.sync(calendar, google.page(BEN));
        const truth = (email: string) =>
          calendar.state(email).filter((event) => event.status !== 'cancelled');
        const byId = (events: Iterable<EventResource>) =>
          [...events].sort((one, other) => one.id.localeCompare(other.id));
        expect(byId(anna.known.values())).toEqual(byId(truth(ANNA)));
        expect(byId(ben.known.values())).toEqual(byId(truth(BEN)));
        const invited = [...truth(ANNA), ...calendar.state(ANNA, team)].filter(
          (event) =>
            event.status !== 'cancelled' && event.attendees?.some((attendee) => attendee.email === BEN),
        );
        const shared = (events: readonly EventResource[]) =>
          byId(events).map(({ id, summary, start, organizer }) => [
            id,
            summary,
            start?.timeZone,
            organizer?.email,
          ]);
        expect(shared(truth(BEN))).toEqual(shared(invited));
      } finally {
        await google.close();
      }
    },
    20_000,
  );
});
