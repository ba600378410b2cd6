import { describe, expect, it } from 'vitest';
import { card, OPEN, reply, textOf, withMeeting } from '../../test/opened-event.ts';
import { ANN, conferenceFor } from '../../test/world-double.ts';
import type { WorldDouble } from '../../test/world-double.ts';
import { hourly } from '../sync/hourly.ts';
import { tellOutside } from './event-actions.ts';
import { openEvent } from './event-panel.ts';

describe('telling guests outside of a changed link', () => {
  const outside = { email: 'zoe@elsewhere.example' };
  function relinked(attendees: readonly { email: string; resource?: boolean }[], ref = 'ref-e'): WorldDouble {
    const here = withMeeting();
    here.calendars.put(ANN, { id: 'e', attendees, conferenceData: conferenceFor('e', ref) });
    here.service.cards = [card('newlink')];
    return here;
  }
  const open = (here: WorldDouble) => textOf(reply(here, (world) => openEvent(world, OPEN)));
  const tell = (here: WorldDouble) => reply(here, (world) => tellOutside(world, OPEN));

  it('is offered once, and Google mails once however often it is pressed', () => {
    const here = relinked([outside]);
    expect(open(here)).toContain('[Tell guests outside](outlined tell)');
    expect(tell(here)).toMatchObject({ kind: 'card', notice: 'Google tells guests outside' });
    expect(open(here)).not.toContain('Tell guests');
    tell(here);
    tell(here);
    expect(here.calendars.told).toEqual(['e']);
  });

  it('is offered anew for the next link', () => {
    const here = relinked([outside]);
    tell(here);
    here.calendars.put(ANN, { id: 'e', conferenceData: conferenceFor('e', 'another') });
    expect(open(here)).toContain('Tell guests outside');
    tell(here);
    expect(here.calendars.told).toEqual(['e', 'e']);
  });

  it('leaves the block what it was to everybody else', () => {
    const here = relinked([outside]);
    tell(here);
    here.execute(hourly);
    expect(here.service.heard.get(`${ANN} e`)?.block).toEqual({
      v: '1',
      ref: 'ref-e',
      gen: 1,
      eventId: 'e',
      link: 'https://site.webex.com/site/j.php?MTID=mref-e',
    });
  });

  it.each([
    ['nobody is invited', []],
    ['all are of the organisation', [{ email: 'ben@Alderfinch.example' }]],
    ['those outside have a Google Calendar', [{ email: 'zoe@gmail.com' }]],
    ['only a room is outside', [{ email: 'room@elsewhere.example', resource: true }]],
  ])('is not offered where %s', (_where, attendees) => {
    expect(open(relinked(attendees))).not.toContain('Tell guests');
  });

  it('says so where Google refuses, and an edit made meanwhile is kept', () => {
    const here = relinked([outside]);
    here.calendars.patchAnswer = () => 403;
    expect(textOf(tell(here))).toContain('Code calendar-refused-403');
    let edits = 0;
    here.calendars.patchAnswer = () => 200;
    const write = here.calendars.tellOutside.bind(here.calendars);
    here.calendars.tellOutside = (...args) => {
      edits += 1;
      if (edits === 1) here.calendars.put(ANN, { id: 'e', summary: 'Renamed' });
      return write(...args);
    };
    tell(here);
    expect(here.calendars.told).toEqual(['e']);
    expect(here.calendars.get(ANN, 'e')?.summary).toBe('Renamed');
  });
});
