import { describe, expect, it } from 'vitest';
import { expectFixpoint, fire, listened, look, START, stateOf } from '../../test/executions.ts';
import { NOBODY_ASKED } from '../../test/service-double.ts';
import { ANN, blockFor, conferenceFor, WorldDouble } from '../../test/world-double.ts';
import { hourly } from './hourly.ts';
import { leaveMark, readMarks } from './marks.ts';

describe('listening', () => {
  it('installs the hourly check and a trigger on the own calendar, once', () => {
    const here = listened();
    here.execute(hourly);
    expect(here.triggers.map((one) => [one.handler, one.calendarId])).toEqual([
      ['onHourly', undefined],
      ['onCalendarChanged', ANN],
    ]);
  });

  it('follows what the service names, 19 calendars at most', () => {
    const here = listened();
    const follow = Array.from({ length: 30 }, (_, i) => `c${i}@group.calendar.google.com`);
    here.service.want = { ...NOBODY_ASKED, follow };
    here.execute(hourly);
    expect(here.triggers.filter((one) => one.handler === 'onCalendarChanged')).toHaveLength(19);
  });

  it('21, 26: puts back a lost trigger within the hour and lists what it missed', () => {
    const here = listened();
    here.triggers.splice(0, 2);
    here.calendars.put(ANN, { id: 'e1', start: START, conferenceData: conferenceFor('e1') });
    here.execute(hourly);
    expect(here.triggers).toHaveLength(2);
    expect(here.service.told()).toEqual(['e1']);
    expectFixpoint(here);
  });
});

describe('what is told', () => {
  it('sends times, subject and guests only of an event with our block', () => {
    const here = listened();
    here.calendars.put(ANN, {
      id: 'plain',
      summary: 'Private',
      start: START,
      attendees: [{ email: 'x@y.example' }],
    });
    here.calendars.put(ANN, {
      id: 'ours',
      summary: 'Review',
      start: START,
      conferenceData: conferenceFor('ours'),
    });
    here.execute(fire());
    const plain = here.service.heard.get(`${ANN} plain`);
    expect(plain).toMatchObject({ copy: 'organizer', otherLink: false });
    expect(Object.keys(plain ?? {})).not.toEqual(expect.arrayContaining(['summary', 'start', 'guests']));
    expect(here.service.heard.get(`${ANN} ours`)).toMatchObject({
      summary: 'Review',
      start: START,
      block: { ref: 'ref-ours', gen: 1, eventId: 'ours' },
    });
  });

  it('costs no call for a guest’s copy', () => {
    const here = listened();
    const organizer = { email: 'ben@alderfinch.example' };
    here.calendars.put(ANN, { id: 'e', organizer, creator: organizer, conferenceData: conferenceFor('e') });
    here.execute(fire());
    here.calendars.put(ANN, { id: 'e', organizer, creator: organizer, status: 'cancelled' });
    here.execute(fire());
    expect(here.service.requests).toEqual([]);
    expectFixpoint(here);
  });

  it('tells a guest’s copy that the service asks for, as moved and without content', () => {
    const here = listened();
    const organizer = { email: 'ben@alderfinch.example' };
    here.calendars.put(ANN, { id: 'e', summary: 'Secret', organizer, creator: organizer });
    here.service.want = {
      ...NOBODY_ASKED,
      events: [
        { calendarId: ANN, eventId: 'e' },
        { calendarId: ANN, eventId: 'no' },
      ],
    };
    here.execute(hourly);
    expect(here.service.heard.get(`${ANN} e`)).toMatchObject({ copy: 'guest', tombstone: 'moved' });
    expect(JSON.stringify(here.service.heard.get(`${ANN} e`))).not.toContain('Secret');
    expect(here.service.heard.get(`${ANN} no`)).toMatchObject({ tombstone: 'notFound' });
  });

  it('tells deletions, and an event created here that another calendar organises now', () => {
    const here = listened();
    here.calendars.put(ANN, { id: 'gone', conferenceData: conferenceFor('gone') });
    here.calendars.put(ANN, { id: 'moved', conferenceData: conferenceFor('moved') });
    here.execute(fire());
    here.calendars.remove(ANN, 'gone');
    here.calendars.put(ANN, {
      id: 'moved',
      status: 'cancelled',
      organizer: { email: 'ben@alderfinch.example' },
    });
    here.execute(fire());
    expect(here.service.heard.get(`${ANN} gone`)?.tombstone).toBe('deleted');
    expect(here.service.heard.get(`${ANN} moved`)?.tombstone).toBe('moved');
    expectFixpoint(here);
  });

  it('reports at most 25 events at once, and only the last part as complete', () => {
    const here = listened();
    for (let i = 0; i < 60; i += 1)
      here.calendars.put(ANN, { id: `e${i}`, conferenceData: conferenceFor(`e${i}`) });
    here.execute(fire());
    expect(here.service.requests.map((one) => [one.events.length, one.complete])).toEqual([
      [25, false],
      [25, false],
      [10, true],
    ]);
  });

  it('ends a listing that was told in part even if its last page holds nothing to tell', () => {
    const here = listened();
    here.calendars.pageSize = 2;
    here.calendars.put(ANN, { id: 'a' });
    here.calendars.put(ANN, { id: 'b' });
    here.calendars.put(ANN, { id: 'c', eventType: 'birthday' });
    here.execute(fire());
    expect(here.service.requests.map((one) => [one.events.map((event) => event.id), one.complete])).toEqual([
      [['a', 'b'], false],
      [[], true],
    ]);
  });

  it('leaves out the one event that the service cannot read', () => {
    const here = listened();
    for (let i = 0; i < 9; i += 1) here.calendars.put(ANN, { id: `e${i}` });
    here.service.unreadable.add('e4');
    here.execute(fire());
    expect(here.service.told()).toHaveLength(8);
    expect(here.service.requests.at(-1)?.complete).toBe(true);
    expect(stateOf(here).listing).toBeUndefined();
  });
});

describe('full listings', () => {
  it('sends only events with our block and counts the others', () => {
    const here = new WorldDouble();
    here.calendars.pageSize = 3;
    for (let i = 0; i < 8; i += 1) here.calendars.put(ANN, { id: `plain${i}` });
    here.calendars.put(ANN, { id: 'ours', conferenceData: conferenceFor('ours') });
    here.execute(hourly);
    expect(here.service.told()).toEqual(['ours']);
    expect(here.service.requests.at(-1)).toMatchObject({ kind: 'full', complete: true, seen: 9 });
  });

  it('15: begins anew where Google takes the token back, and goes on incrementally', () => {
    const here = listened();
    here.calendars.put(ANN, { id: 'ours', conferenceData: conferenceFor('ours') });
    here.execute(fire());
    here.calendars.expire();
    here.calendars.put(ANN, { id: 'ours', summary: 'Renamed' });
    here.execute(fire());
    expect(here.service.requests.at(-1)).toMatchObject({ kind: 'full', complete: true });
    expect(here.service.heard.get(`${ANN} ours`)?.summary).toBe('Renamed');
    expect(stateOf(here)).toMatchObject({ full: false });
    expectFixpoint(here);
  });

  it('goes on in the next execution where a slice is over', () => {
    const here = new WorldDouble();
    here.calendars.pageSize = 2;
    for (let i = 0; i < 20; i += 1)
      here.calendars.put(ANN, { id: `e${i}`, conferenceData: conferenceFor(`e${i}`) });
    here.pace = 1500;
    here.execute(hourly);
    const first = here.service.told().length;
    expect(first).toBeLessThan(20);
    for (let i = 0; i < 12; i += 1) here.execute(hourly);
    expect(new Set(here.service.told()).size).toBe(20);
    expect(
      new Set(here.service.requests.filter((one) => one.kind === 'full').map((one) => one.listing)).size,
    ).toBe(1);
  });

  it('leaves one in the background to executions that nobody waits for', () => {
    const here = listened();
    here.service.want = { ...NOBODY_ASKED, full: [{ calendarId: ANN, background: true }], list: [ANN] };
    here.calendars.put(ANN, { id: 'a' });
    here.execute(look);
    here.execute((world) => leaveMark(world.keep, ANN, 'm'));
    here.execute(look);
    here.execute(look);
    expect(here.service.requests.map((one) => one.kind)).not.toContain('full');
    here.execute(hourly);
    expect(here.service.requests.filter((one) => one.kind === 'full')).toHaveLength(1);
  });
});

describe('outcomes', () => {
  it('puts the block on the event and is then at rest', () => {
    const here = listened();
    here.calendars.put(ANN, { id: 'e', start: START });
    here.service.wishes.set('e', blockFor('e'));
    here.execute(fire());
    expect(here.calendars.get(ANN, 'e')?.conferenceData?.conferenceId).toBe('26341187702');
    expect(here.calendars.writes).toBe(1);
    expectFixpoint(here);
  });

  it('tells a refused patch at once and does not try it again by itself', () => {
    const here = listened();
    here.calendars.put(ANN, { id: 'e' });
    here.service.wishes.set('e', blockFor('e'));
    here.calendars.patchAnswer = () => 400;
    here.execute(fire());
    expect(here.service.requests.at(-1)?.patches).toEqual([{ id: 'e', code: 400 }]);
    expect(stateOf(here).offers).toEqual([]);
  });

  it('75: offers again what Google did not take, in the next execution of any kind', () => {
    const here = listened();
    here.calendars.put(ANN, { id: 'e' });
    here.service.wishes.set('e', blockFor('e'));
    here.calendars.patchAnswer = () => 503;
    here.execute(fire());
    expect(stateOf(here).offers).toEqual(['e']);
    here.calendars.patchAnswer = () => 200;
    here.execute(look);
    expect(here.calendars.get(ANN, 'e')?.conferenceData).toBeDefined();
    expectFixpoint(here);
  });

  it('offers again not before the time given, and with content', () => {
    const here = listened();
    here.calendars.put(ANN, { id: 'e', summary: 'Review', conferenceData: conferenceFor('e') });
    here.service.offered.set('e', '2026-06-08T09:00:00.000Z');
    here.execute(fire());
    here.execute(look);
    expect(here.service.told()).toEqual(['e']);
    here.time = Date.parse('2026-06-08T09:00:00Z');
    here.execute(look);
    expect(here.service.requests.at(-1)).toMatchObject({
      kind: 'offered',
      events: [{ id: 'e', summary: 'Review' }],
    });
    expect(stateOf(here).offers).toEqual([]);
    expectFixpoint(here);
  });

  it('lists the whole calendar where more is to be offered than can be kept', () => {
    const here = listened();
    for (let i = 0; i < 200; i += 1) {
      here.calendars.put(ANN, { id: `e${i}`, conferenceData: conferenceFor(`e${i}`) });
      here.service.offered.set(`e${i}`, '2026-06-08T08:30:00.000Z');
    }
    here.execute(fire());
    const heard = new Set(
      here.service.requests
        .filter((one) => one.kind === 'full')
        .flatMap((one) => one.events.map((e) => e.id)),
    );
    expect(heard.size).toBe(200);
    expect(stateOf(here).full).toBe(false);
    here.time += 3_600_000;
    expectFixpoint(here);
  });
});

describe('what may go wrong', () => {
  it('17: keeps the cursor where the service did not answer, and catches up', () => {
    const here = listened();
    const token = stateOf(here).syncToken;
    here.calendars.put(ANN, { id: 'e', conferenceData: conferenceFor('e') });
    here.service.down = true;
    here.execute(fire());
    expect(stateOf(here).syncToken).toBe(token);
    here.service.down = false;
    here.execute(look);
    expect(here.service.told()).toEqual(['e']);
    expectFixpoint(here);
  });

  it('makes good a firing that found the lock taken', () => {
    const here = listened();
    here.calendars.put(ANN, { id: 'e', conferenceData: conferenceFor('e') });
    here.locked = true;
    here.execute(fire());
    expect(here.service.told()).toEqual([]);
    here.locked = false;
    here.execute(look);
    expect(here.service.told()).toEqual(['e']);
  });

  it('looks once more after giving the lock back', () => {
    const here = listened();
    here.calendars.put(ANN, { id: 'a' });
    const changes = here.service.changes.bind(here.service);
    let second = false;
    here.service.changes = (request) => {
      if (!second) {
        second = true;
        here.calendars.put(ANN, { id: 'b' });
        here.properties.set(`mark:fired:other:${ANN}`, '1');
      }
      return changes(request);
    };
    here.execute(fire());
    expect(here.service.told()).toEqual(['a', 'b']);
    expectFixpoint(here);
  });

  it('heals a lost property by listing everything', () => {
    const here = listened();
    here.calendars.put(ANN, { id: 'e', conferenceData: conferenceFor('e') });
    here.execute(fire());
    here.properties.delete(`calendar:${ANN}`);
    here.calendars.put(ANN, { id: 'e', summary: 'Renamed' });
    here.execute(hourly);
    here.execute(fire());
    expect(here.service.heard.get(`${ANN} e`)?.summary).toBe('Renamed');
    expectFixpoint(here);
  });

  it('does not ask and answer for ever', () => {
    const here = listened();
    const want = {
      ...NOBODY_ASKED,
      events: [{ calendarId: ANN, eventId: 'e' }],
      full: [{ calendarId: ANN, background: false }],
      list: [ANN],
    };
    const changes = here.service.changes.bind(here.service);
    here.service.changes = (request) => ({ ...changes(request), want });
    here.service.want = want;
    here.execute(hourly);
    expect(here.service.requests.length).toBeLessThan(10);
  });
});

describe('marks', () => {
  it('are told apart by calendar, whatever its id looks like', () => {
    const here = new WorldDouble();
    here.execute((world) => {
      leaveMark(world.keep, 'a:b@group.calendar.google.com', 'x');
      leaveMark(world.keep, ANN, 'y', true);
      expect(readMarks(world.keep).map((mark) => [mark.calendarId, mark.asked])).toEqual([
        ['a:b@group.calendar.google.com', false],
        [ANN, true],
      ]);
    });
  });
});
