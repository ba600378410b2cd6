/** Numbered cases of docs/cases.md that the add-on alone decides. */
import { describe, expect, it } from 'vitest';
import { expectFixpoint, fire, listened, look, START, stateOf } from '../../test/executions.ts';
import { NOBODY_ASKED } from '../../test/service-double.ts';
import { ANN, blockFor, conferenceFor } from '../../test/world-double.ts';
import type { WorldDouble } from '../../test/world-double.ts';
import { openHome } from '../panel/home-panel.ts';
import { CalendarClosed, ListingExpired, READ_ONLY, TOO_MANY } from '../ports.ts';
import { hourly } from './hourly.ts';

const HOUR = 3_600_000;
const BEN = { email: 'ben@alderfinch.example' };

/** A calendar with one event of ours that the service knows. */
function withEvent(): WorldDouble {
  const here = listened();
  here.calendars.put(ANN, { id: 'e', start: START, conferenceData: conferenceFor('e') });
  here.execute(fire());
  here.service.requests.length = 0;
  return here;
}

/** Google's listings go through `list` from now on; gives how often they were asked for, and a way back. */
function listBy(here: WorldDouble, list: WorldDouble['calendars']['list']): { asked: number; end(): void } {
  const before = here.calendars.list.bind(here.calendars);
  const count = {
    asked: 0,
    end: () => {
      here.calendars.list = before;
    },
  };
  here.calendars.list = (calendarId, query) => {
    count.asked += 1;
    return list(calendarId, query);
  };
  return count;
}

function rename(here: WorldDouble): void {
  here.calendars.put(ANN, { id: 'e', summary: 'Renamed' });
}

function expectHeard(here: WorldDouble): void {
  expect(here.service.heard.get(`${ANN} e`)?.summary).toBe('Renamed');
}

describe('listings that go wrong', () => {
  it('16: the token is taken back again right after the whole listing: a few tries an execution, then rest', () => {
    const here = withEvent();
    rename(here);
    const expired = listBy(here, () => {
      throw new ListingExpired();
    });
    here.execute(fire());
    expect(expired.asked).toBeLessThanOrEqual(3);
    here.execute(look);
    here.time += HOUR;
    here.execute(hourly);
    expect(expired.asked).toBeLessThanOrEqual(9);
    expect(here.service.told()).toEqual([]);
    expired.end();
    here.execute(look);
    expectHeard(here);
    expectFixpoint(here);
  });

  it('18: pages that go round in a circle: no endless listing, and all is told once they do not', () => {
    const here = withEvent();
    rename(here);
    const circle = listBy(here, (_calendarId, { pageToken }) => ({
      items: [],
      nextPageToken: pageToken === 'b' ? 'a' : 'b',
    }));
    here.execute(fire());
    expect(circle.asked).toBeLessThan(12);
    circle.end();
    here.execute(look);
    expectHeard(here);
    expectFixpoint(here);
  });

  it('19: an empty page that is not the last: the listing goes on, and nothing counts as deleted', () => {
    const here = withEvent();
    rename(here);
    const before = here.calendars.list.bind(here.calendars);
    const empty = listBy(here, (calendarId, query) =>
      query.pageToken === undefined
        ? { items: [], nextPageToken: 'second' }
        : before(calendarId, given(query.syncToken)),
    );
    here.execute(fire());
    here.time += 7 * HOUR;
    here.execute(hourly);
    expect([...here.service.heard.values()].map((event) => event.status)).toEqual(['confirmed']);
    empty.end();
    expectHeard(here);
    expectFixpoint(here);
  });

  it('25, 51: a calendar that may not be read any more: given up for some hours, without a loop, nothing told deleted', () => {
    const here = withEvent();
    rename(here);
    const closed = listBy(here, () => {
      throw new CalendarClosed();
    });
    here.execute(fire());
    here.execute(look);
    here.time += HOUR;
    here.execute(hourly);
    expect(closed.asked).toBe(1);
    expect(here.service.told()).toEqual([]);
    closed.end();
    here.time += 6 * HOUR;
    here.execute(hourly);
    expectHeard(here);
    expectFixpoint(here);
  });
});

describe('triggers', () => {
  it('26: every trigger stopped silently: opening the panel arms them again and catches up, and the service is told', () => {
    const here = withEvent();
    here.triggers.length = 0;
    rename(here);
    here.time += 30 * HOUR;
    here.execute((world) => void openHome(world));
    expect(here.triggers.map((one) => one.handler).sort()).toEqual(['onCalendarChanged', 'onHourly']);
    expect(here.service.checks.at(-1)?.addon).toMatchObject({ triggers: [ANN], hourly: true });
    expectHeard(here);
    expectFixpoint(here);
  });

  it('76: the service asks for the list: the hourly check finds a drag whose firing left no mark', () => {
    const here = withEvent();
    here.killAt = { call: 1, when: 'before' };
    rename(here);
    expect(here.execute(fire())).toBe(false);
    here.killAt = undefined;
    here.time += HOUR;
    here.service.want = { ...NOBODY_ASKED, list: [ANN] };
    here.execute(hourly);
    expectHeard(here);
    expectFixpoint(here);
  });
});

describe('whose event it is', () => {
  it('48: created here and organised by another: told as moved, without content; the organiser decides', () => {
    const here = listened();
    const creator = { email: ANN, self: true };
    here.calendars.put(ANN, { id: 'e', creator, organizer: BEN, conferenceData: conferenceFor('e') });
    here.execute(fire());
    const heard = here.service.heard.get(`${ANN} e`);
    expect(heard).toMatchObject({ copy: 'guest', tombstone: 'moved', organizer: BEN.email });
    expect(heard).not.toHaveProperty('start');
    expectFixpoint(here);
  });

  it('49: a guest’s copy in a calendar that is listened to: no call, however often it changes, and no write', () => {
    const here = listened();
    for (const summary of ['One', 'Two']) {
      here.calendars.put(ANN, {
        id: 'e',
        summary,
        organizer: BEN,
        creator: BEN,
        conferenceData: conferenceFor('e'),
      });
      here.execute(fire());
    }
    expect(here.service.requests).toEqual([]);
    expect(here.calendars.writes).toBe(0);
    expectFixpoint(here);
  });

  it('31: a guest list that Google cut short is told as such, a whole one is not', () => {
    const here = withEvent();
    const attendees = [{ email: BEN.email }];
    here.calendars.put(ANN, { id: 'e', attendees, attendeesOmitted: true });
    here.execute(fire());
    expect(here.service.heard.get(`${ANN} e`)).toMatchObject({ guests: attendees, guestsPartial: true });
    here.calendars.put(ANN, { id: 'e', attendees, attendeesOmitted: false });
    here.execute(fire());
    expect(here.service.heard.get(`${ANN} e`)).not.toHaveProperty('guestsPartial');
    expectFixpoint(here);
  });

  it.each(['birthday', 'workingLocation', 'outOfOffice', 'focusTime', 'fromGmail'])(
    '61: an event of type %s is left alone, whatever it carries',
    (eventType) => {
      const here = listened();
      here.calendars.put(ANN, { id: 'e', eventType, conferenceData: conferenceFor('e') });
      here.execute(fire());
      here.calendars.remove(ANN, 'e');
      here.execute(fire());
      expect(here.service.told()).toEqual([]);
      expectFixpoint(here);
    },
  );
});

describe('57: Google’s three refusals of a write', () => {
  /** A block that Google answers with `code`, after the firing that was to put it there. */
  function refused(code: number): WorldDouble {
    const here = listened();
    here.calendars.put(ANN, { id: 'e', start: START });
    here.service.wishes.set('e', blockFor('e'));
    here.calendars.patchAnswer = () => code;
    here.execute(fire());
    here.calendars.patchAnswer = () => 200;
    return here;
  }

  it('57: too many calls: the next execution of any kind writes', () => {
    const here = refused(TOO_MANY);
    here.execute(look);
    expect(here.calendars.get(ANN, 'e')?.conferenceData).toBeDefined();
    expectFixpoint(here);
  });

  it('57: read-only for hours: left in quiet, then written', () => {
    const here = refused(READ_ONLY);
    here.execute(look);
    here.time += HOUR;
    here.execute(hourly);
    expect(here.calendars.writes).toBe(0);
    here.time += HOUR;
    here.execute(hourly);
    expect(here.calendars.get(ANN, 'e')?.conferenceData).toBeDefined();
    expectFixpoint(here);
  });

  it('57: forbidden: told to the service, which asks the person', () => {
    const here = refused(403);
    expect(here.service.requests.at(-1)?.patches).toEqual([{ id: 'e', code: 403 }]);
    expect(stateOf(here).patches).toEqual([]);
    // The service has heard, and wants no block there for now.
    here.service.wishes.clear();
    expectFixpoint(here);
  });
});

/** The query of an incremental listing without its page. */
function given(syncToken: string | undefined): { syncToken?: string } {
  return syncToken === undefined ? {} : { syncToken };
}
