import { describe, expect, it } from 'vitest';
import { listened } from '../../test/executions.ts';
import { card, END, OPEN, reply, START, textOf, withMeeting } from '../../test/opened-event.ts';
import { NOBODY_ASKED } from '../../test/service-double.ts';
import { ANN, blockFor, conferenceFor, WorldDouble } from '../../test/world-double.ts';
import { press } from './buttons.ts';
import {
  addWebex,
  askRemove,
  hostMyself,
  keepBoth,
  removeWebex,
  tryNow,
  undoRemove,
} from './event-actions.ts';
import { openEvent } from './event-panel.ts';
import { help, openPrivacy, signIn } from './home-actions.ts';
import { openHome } from './home-panel.ts';
import type { HostEvent } from './reply.ts';

describe('opening an event', () => {
  it('offers to add a meeting where there is none', () => {
    const here = listened();
    here.calendars.put(ANN, { id: 'e', summary: 'Review', start: START, end: END });
    expect(textOf(reply(here, (world) => openEvent(world, OPEN)))).toContain('[Add Webex](filled add)');
  });

  it('reports the event before it asks how things stand, so that looking brings it up to date', () => {
    const here = withMeeting();
    const text = textOf(reply(here, (world) => openEvent(world, OPEN)));
    expect(here.service.told()).toContain('e');
    expect(text).toContain('In step with the calendar');
    expect(text).toContain('[Join](filled https://site.webex.com/');
  });

  it('shows the last known state with its time while the service does not answer', () => {
    const here = withMeeting();
    reply(here, (world) => openEvent(world, OPEN));
    here.service.down = true;
    here.time += 600_000;
    const text = textOf(reply(here, (world) => openEvent(world, OPEN)));
    expect(text).toContain('As of 10:00');
    expect(text).toContain('Code service-unreachable');
  });

  it('says what is the matter where nothing is known, and never shows an empty card', () => {
    const here = withMeeting();
    here.service.down = true;
    expect(textOf(reply(here, (world) => openEvent(world, OPEN)))).toContain('Webex could not be reached');
  });

  it('costs a guest no call', () => {
    const here = listened();
    const organizer = { email: 'ben@alderfinch.example', displayName: 'Ben' };
    here.calendars.put(ANN, {
      id: 'e',
      start: START,
      end: END,
      organizer,
      creator: organizer,
      conferenceData: conferenceFor('e'),
    });
    here.service.checks.length = 0;
    const text = textOf(reply(here, (world) => openEvent(world, OPEN)));
    expect(text).toContain('Organised by Ben');
    expect(text).toContain('[Join]');
    expect(here.service.checks).toEqual([]);
    expect(here.service.requests).toEqual([]);
  });

  it('asks to connect Webex where the person has not', () => {
    const here = listened();
    here.calendars.put(ANN, { id: 'e', start: START, end: END });
    here.service.health = { ...here.service.health, webex: 'none' };
    expect(reply(here, (world) => openEvent(world, OPEN))).toEqual({
      kind: 'signIn',
      url: 'https://service.example/link',
    });
  });

  it('shows a draft of the editor as not yet saved', () => {
    const here = listened();
    const host = { ...OPEN, conferenceData: conferenceFor('e') };
    expect(textOf(reply(here, (world) => openEvent(world, host)))).toContain('Ready, not yet saved');
  });

  it('says "not yet saved" only while the block waits for Save, not once it is saved or given up', () => {
    const here = listened();
    here.calendars.put(ANN, { id: 'e', summary: 'Review', start: START, end: END });
    here.service.cards = [card('draft')];
    const pending = { ...OPEN, conferenceData: conferenceFor('e') };
    expect(textOf(reply(here, (world) => openEvent(world, pending)))).toContain('Ready, not yet saved');
    expect(textOf(reply(here, (world) => openEvent(world, OPEN)))).toContain('[Add Webex]');
    const saved = withMeeting();
    saved.service.cards = [card('draft')];
    const text = textOf(reply(saved, (world) => openEvent(world, pending)));
    expect(text).not.toContain('not yet saved');
    expect(text).toContain('Updating');
  });

  it('says "not yet" of a series, and "only look" where the person may not edit', () => {
    const here = listened();
    here.calendars.put(ANN, { id: 'e', start: START, end: END, recurrence: ['RRULE:FREQ=DAILY'] });
    expect(textOf(reply(here, (world) => openEvent(world, OPEN)))).toContain('Not yet for repeating events');
    here.calendars.put(ANN, { id: 'f', start: START, end: END });
    const readonly = { ...OPEN, eventId: 'f', canSetConference: false };
    expect(textOf(reply(here, (world) => openEvent(world, readonly)))).toContain('You can look, not change');
  });

  it('says that two links stand on the event, until the person keeps both', () => {
    const here = withMeeting();
    here.calendars.put(ANN, { id: 'e', location: 'https://acme.zoom.us/j/123' });
    expect(textOf(reply(here, (world) => openEvent(world, OPEN)))).toContain('Beside Webex stands Zoom');
    expect(textOf(reply(here, (world) => keepBoth(world, OPEN)))).toContain('In step');
    expect(here.service.heard.get(`${ANN} e`)).toMatchObject({ otherLink: true });
    expect(JSON.stringify(here.service.requests)).not.toContain('zoom.us');
  });

  it('follows another calendar once its event is opened', () => {
    const here = listened();
    const team = 'team@group.calendar.google.com';
    here.calendars.put(team, { id: 'e', start: START, end: END, conferenceData: conferenceFor('e') });
    reply(here, (world) => openEvent(world, { ...OPEN, calendarId: team }));
    expect(here.triggers.map((one) => one.calendarId)).toContain(team);
  });

  it('says off, suspended and signed out in place of what cannot work', () => {
    const here = listened();
    here.calendars.put(ANN, { id: 'e', start: START, end: END });
    const open = () => textOf(reply(here, (world) => openEvent(world, OPEN)));
    here.service.health = { ...here.service.health, organisation: 'off' };
    expect(open()).toContain('No new Webex meetings');
    here.service.health = { ...here.service.health, organisation: 'suspended' };
    expect(open()).toContain('Webex is paused');
    here.service.health = { ...here.service.health, organisation: 'on', webex: 'reconnect' };
    expect(open()).toContain('[Reconnect Webex]');
  });
});

describe('buttons of an event', () => {
  it('Add puts the block on the open event and writes nothing', () => {
    const here = listened();
    here.calendars.put(ANN, { id: 'e', start: START, end: END });
    here.service.creation = { block: blockFor('e'), checkpoint: 'c', health: here.service.health };
    expect(reply(here, (world) => addWebex(world, OPEN))).toEqual({
      kind: 'conference',
      block: blockFor('e'),
    });
    expect(here.calendars.writes).toBe(0);
  });

  it('Add without the right to call the service says so and calls nothing', () => {
    const here = listened();
    here.missingScopes = ['https://www.googleapis.com/auth/script.external_request'];
    here.service.conferences = () => {
      throw new Error('called');
    };
    expect(textOf(reply(here, (world) => addWebex(world, OPEN)))).toContain('Cannot reach Webex');
  });

  it('Add while Webex does not answer leaves a card that says when it is tried again', () => {
    const here = listened();
    here.calendars.put(ANN, { id: 'e', start: START, end: END });
    const error = { type: 'TEMPORARY', code: 'pending', until: '2026-06-08T08:26:00Z' } as const;
    here.service.creation = { error, health: here.service.health };
    expect(textOf(reply(here, (world) => addWebex(world, OPEN)))).toContain('next try at 10:26');
  });

  it('Remove asks, then takes the block off the saved event and tells the service', () => {
    const here = withMeeting();
    expect(textOf(reply(here, (world) => askRemove(world, OPEN)))).toContain(
      '[Remove Webex](danger confirmRemove)',
    );
    expect(here.calendars.get(ANN, 'e')?.conferenceData).toBeDefined();
    const text = textOf(reply(here, (world) => removeWebex(world, OPEN)));
    expect(text).toContain('[Undo]');
    expect(here.calendars.get(ANN, 'e')?.conferenceData).toBeUndefined();
    expect(here.service.cardRequests).toMatchObject([{ act: 'remove', eventId: 'e', event: { id: 'e' } }]);
  });

  it('Remove wins over an edit made meanwhile without undoing it', () => {
    const here = withMeeting();
    const get = here.calendars.get.bind(here.calendars);
    let reads = 0;
    here.calendars.get = (calendarId, eventId) => {
      const event = get(calendarId, eventId);
      reads += 1;
      if (reads === 1) here.calendars.put(ANN, { id: 'e', summary: 'Renamed' });
      return event;
    };
    reply(here, (world) => removeWebex(world, OPEN));
    expect(get(ANN, 'e')).toMatchObject({ summary: 'Renamed' });
    expect(get(ANN, 'e')?.conferenceData).toBeUndefined();
  });

  it('Remove that Google refuses says so and changes nothing', () => {
    const here = withMeeting();
    here.calendars.patchAnswer = () => 403;
    expect(textOf(reply(here, (world) => removeWebex(world, OPEN)))).toContain('Code calendar-refused-403');
    expect(here.service.cardRequests).toEqual([]);
  });

  it('Undo puts the same block back, by the person’s Save where the script may not', () => {
    const here = withMeeting();
    reply(here, (world) => removeWebex(world, OPEN));
    here.service.cardAnswer = { block: blockFor('e') };
    reply(here, (world) => undoRemove(world, OPEN));
    expect(here.calendars.get(ANN, 'e')?.conferenceData?.conferenceId).toBe('26341187702');
    reply(here, (world) => removeWebex(world, OPEN));
    here.calendars.patchAnswer = () => 400;
    expect(reply(here, (world) => undoRemove(world, OPEN))).toEqual({
      kind: 'conference',
      block: blockFor('e'),
    });
  });

  it('Try now and Host it myself ask the service, and a failure is said with its code', () => {
    const here = withMeeting();
    reply(here, (world) => tryNow(world, OPEN));
    reply(here, (world) => hostMyself(world, OPEN));
    expect(here.service.cardRequests.map((one) => one.act)).toEqual(['tryNow', 'hostMyself']);
    here.service.down = true;
    expect(textOf(reply(here, (world) => tryNow(world, OPEN)))).toContain('Code service-unreachable');
  });
});

describe('a button', () => {
  it('goes back from a question, and looks again where nothing is wrong', () => {
    const here = withMeeting();
    expect(reply(here, (world) => press(world, OPEN, 'keep'))).toEqual({ kind: 'back' });
    expect(textOf(reply(here, (world) => press(world, OPEN, 'refresh')))).toContain('In step');
    const home: HostEvent = { calendarId: '', canSetConference: false };
    expect(textOf(reply(here, (world) => press(world, home, 'refresh')))).toContain('Hello Ann');
  });

  it('of a card that another version left open shows how things stand, and does nothing', () => {
    const here = withMeeting();
    expect(textOf(reply(here, (world) => press(world, OPEN, 'toString')))).toContain('In step');
    expect(textOf(reply(here, (world) => press(world, OPEN, undefined)))).toContain('In step');
    expect(here.service.cardRequests).toEqual([]);
    expect(here.calendars.writes).toBe(0);
  });
});

describe('the homepage', () => {
  it('lists what is ahead with its state', () => {
    const here = withMeeting();
    const text = textOf(reply(here, openHome));
    expect(text).toContain('Hello Ann');
    expect(text).toContain('Review / In step');
    expect(text).toContain('1 of 1 meeting in step');
  });

  it('shows what was known, with its time, while the service does not answer', () => {
    const here = withMeeting();
    reply(here, openHome);
    here.service.down = true;
    here.time += 600_000;
    expect(textOf(reply(here, openHome))).toContain('As of 10:00');
  });

  it('says which right is missing and what follows from it', () => {
    const here = withMeeting();
    here.missingScopes = ['https://www.googleapis.com/auth/script.scriptapp'];
    expect(textOf(reply(here, openHome))).toContain('Follows only while you look');
  });

  it('says that Google pauses background work once the hourly check stays away', () => {
    const here = withMeeting();
    here.time += 4 * 3_600_000;
    expect(textOf(reply(here, openHome))).toContain('Google pauses background work');
    expect(here.service.checks.at(-1)?.addon.tired).toBe(true);
  });

  it('says that a 20th calendar is not followed, and that its events are brought up to date when opened', () => {
    const here = withMeeting();
    const others = Array.from({ length: 18 }, (_none, n) => `c${n}`);
    here.service.want = { ...NOBODY_ASKED, follow: others };
    expect(textOf(reply(here, openHome))).not.toContain('calendars are followed');
    here.service.want = { ...NOBODY_ASKED, follow: [...others, 'team'] };
    here.calendars.put('team', { id: 'e', start: START, end: END, conferenceData: conferenceFor('e') });
    const text = textOf(reply(here, openHome));
    expect(text).toContain('19 calendars are followed / Google allows no more. Others follow when opened.');
    here.service.requests.length = 0;
    reply(here, (world) => openEvent(world, { ...OPEN, calendarId: 'team' }));
    expect(here.triggers.map((one) => one.calendarId)).not.toContain('team');
    expect(here.service.requests.map((one) => one.calendarId)).toContain('team');
  });

  it('asks before many meetings are deleted, and passes the answer on', () => {
    const here = withMeeting();
    here.service.health = { ...here.service.health, confirm: [{ calendarId: ANN, meetings: 30 }] };
    expect(textOf(reply(here, openHome))).toContain('30 events disappeared at once');
    reply(here, (world) => press(world, { ...OPEN, calendarId: ANN }, 'keepMeetings'));
    expect(here.service.cardRequests).toMatchObject([{ act: 'keepMeetings', calendarId: ANN }]);
  });

  it('asks what becomes of an earlier account’s meetings, until the person leaves them or moves them', () => {
    const here = withMeeting();
    const { health } = here.service;
    const old = { meetings: 3, account: 'second', to: 'ann@alderfinch.example' };
    here.service.health = { ...health, old };
    const text = textOf(reply(here, openHome));
    expect(text).toContain('3 meetings stay with your earlier account');
    expect(text).toContain('[Move to ann@alderfinch.example](filled moveMeetings) [Leave them]');
    reply(here, (world) => press(world, OPEN, 'moveMeetings'));
    expect(here.service.cardRequests).toEqual([{ contract: 1, act: 'moveMeetings', calendarId: ANN }]);
    const left = textOf(reply(here, (world) => press(world, OPEN, 'leaveMeetings')));
    expect(left).not.toContain('earlier account');
    expect(textOf(reply(here, openHome))).not.toContain('earlier account');
    here.service.health = { ...health, old: { ...old, account: 'third' } };
    expect(textOf(reply(here, openHome))).toContain('earlier account');
  });

  it('says that the organisation is not set up, or the bundle too old, in the words of each', () => {
    const here = new WorldDouble();
    here.locale = 'fr';
    here.service.down = true;
    expect(textOf(reply(here, openHome))).toContain('Webex n’a pas pu être joint');
  });

  it('says what is missing before anything is tried', () => {
    const here = new WorldDouble();
    here.missingScopes = ['https://www.googleapis.com/auth/script.storage'];
    expect(textOf(reply(here, openHome))).toContain('Google asks you to allow again');
    here.missingScopes = ['https://www.googleapis.com/auth/calendar.events'];
    expect(textOf(reply(here, (world) => openEvent(world, OPEN)))).toContain('Only opened events follow');
    expect(here.properties.size).toBe(0);
    expect(here.service.checks).toEqual([]);
  });

  it('has a sign-in card, a privacy page and help', () => {
    const here = listened();
    expect(textOf(reply(here, signIn))).toContain(
      '[Connect Webex](filled over https://service.example/link)',
    );
    expect(reply(here, openPrivacy)).toEqual({ kind: 'open', url: 'https://service.example/me' });
    expect(textOf(reply(here, help))).toContain('Pick Webex Meeting');
  });
});
