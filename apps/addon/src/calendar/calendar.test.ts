import { describe, expect, it } from 'vitest';
import { ANN, blockFor, conferenceFor, WorldDouble } from '../../test/world-double.ts';
import type { World } from '../ports.ts';
import { ServiceError } from '../service-client.ts';
import { hourly } from '../sync/hourly.ts';
import { readBlock, toResource } from './block.ts';
import { createConference } from './create-conference.ts';
import type { Creation } from './create-conference.ts';
import { ensureTriggers, follow, isBeyondBudget, keepFollowed } from './followed.ts';
import { otherLink } from './other-link.ts';

const SEEN = { v: '1', ref: 'ref-e', gen: 1, eventId: 'e' };

describe('our block', () => {
  it('is read as REST nests it and as the event object does', () => {
    const { parameters } = blockFor('e');
    expect(readBlock(conferenceFor('e'))).toEqual({
      ...SEEN,
      link: 'https://site.webex.com/site/j.php?MTID=mref-e',
    });
    expect(readBlock({ parameters: { addOnParameters: { scriptId: 's', ...parameters } } })).toEqual(SEEN);
  });

  it('is not another provider’s, nor half of one', () => {
    expect(readBlock(undefined)).toBeUndefined();
    expect(readBlock({ conferenceSolution: { key: { type: 'addOn' } }, entryPoints: [] })).toBeUndefined();
    const zoom = { scriptId: 's', originalEventId: 'e' };
    expect(readBlock({ parameters: { addOnParameters: { parameters: zoom } } })).toBeUndefined();
    const broken = { ...blockFor('e').parameters, gen: 'x' };
    expect(readBlock({ parameters: { addOnParameters: { parameters: broken } } })).toBeUndefined();
  });

  it('carries what guests may read, and nothing else', () => {
    const block = { ...blockFor('e'), phones: [{ uri: 'tel:+4685,,123#', passcode: '9' }] };
    expect(toResource(block)).toEqual({
      conferenceId: '26341187702',
      conferenceSolution: { key: { type: 'addOn' }, name: 'Webex Meeting' },
      entryPoints: [
        { entryPointType: 'video', uri: block.video.uri, meetingCode: '26341187702', passcode: 'aB3' },
        { entryPointType: 'sip', uri: 'sip:26341187702@site.webex.com' },
        { entryPointType: 'phone', uri: 'tel:+4685,,123#', passcode: '9' },
      ],
      parameters: { addOnParameters: { parameters: { v: '1', ref: 'ref-e', gen: '1', eventId: 'e' } } },
    });
  });
});

describe('another link', () => {
  const ours = conferenceFor('e');
  const cases: readonly (readonly [string, Parameters<typeof otherLink>[0], string | undefined])[] = [
    ['nothing', {}, undefined],
    ['our block alone', { conferenceData: ours }, undefined],
    [
      'our own link pasted',
      { conferenceData: ours, location: 'https://site.webex.com/site/j.php?MTID=mref-e' },
      undefined,
    ],
    [
      'our own link wrapped by Google',
      {
        conferenceData: ours,
        description:
          '<a href="https://www.google.com/url?q=https://site.webex.com/site/j.php?MTID%3Dmref-e&amp;sa=D">',
      },
      undefined,
    ],
    [
      'a foreign Webex link',
      { conferenceData: ours, description: 'https://other.webex.com/meet/ben' },
      'Webex',
    ],
    [
      'Meet beside ours',
      { conferenceData: ours, hangoutLink: 'https://meet.google.com/abc-defg-hij' },
      'Google Meet',
    ],
    ['Meet in the text', { description: 'https://meet.google.com/abc-defg-hij' }, 'Google Meet'],
    ['Zoom as the place', { conferenceData: ours, location: 'https://acme.zoom.us/j/99?pwd=x' }, 'Zoom'],
    ['Teams', { description: 'https://teams.microsoft.com/l/meetup-join/19%3a' }, 'Microsoft Teams'],
    [
      'another add-on’s conference',
      {
        conferenceData: { conferenceSolution: { name: 'Zoom Meeting' }, entryPoints: [{ uri: 'https://x' }] },
      },
      'Zoom Meeting',
    ],
    ['a plain web address', { location: 'https://example.org/zoom.us' }, undefined],
  ];
  for (const [name, event, expected] of cases) {
    it(`${name}: ${expected ?? 'none'}`, () => {
      expect(otherLink(event)).toBe(expected);
    });
  }
});

function create(here: WorldDouble, eventId = 'e', calendarId = ANN): Creation {
  let created: Creation | undefined;
  here.execute((world: World) => {
    created = createConference(world, { calendarId, eventId }, 'menu');
  });
  if (created === undefined) throw new Error('The execution gave nothing.');
  return created;
}

describe('the create callback', () => {
  it('asks for a draft by its ids alone, and for a saved event with its content', () => {
    const here = new WorldDouble();
    const asked: unknown[] = [];
    here.service.conferences = (request) => {
      asked.push(request);
      return { block: blockFor(request.eventId), checkpoint: 'c', health: here.service.health };
    };
    here.calendars.put(ANN, { id: 'saved', summary: 'Review' });
    create(here, 'draft');
    create(here, 'saved');
    expect(asked[0]).not.toHaveProperty('event');
    expect(asked[1]).toMatchObject({ checkpoint: 'c', event: { id: 'saved', summary: 'Review' } });
  });

  it('listens from now on to the calendar it was made on', () => {
    const here = new WorldDouble();
    here.service.creation = { block: blockFor('e'), checkpoint: 'c', health: here.service.health };
    create(here, 'e', 'team@group.calendar.google.com');
    expect(here.triggers.map((one) => one.calendarId ?? 'hourly')).toEqual([
      'hourly',
      ANN,
      'team@group.calendar.google.com',
    ]);
  });

  it('installs nothing where it ended in an error', () => {
    const here = new WorldDouble();
    expect(create(here)).toMatchObject({ error: { type: 'TEMPORARY' } });
    expect(here.triggers).toEqual([]);
  });

  it('tells Calendar a kind of error for each refusal', () => {
    const kinds = {
      0: 'TEMPORARY',
      401: 'PERMISSION_DENIED',
      403: 'CONFERENCE_SOLUTION_FORBIDDEN',
      409: 'PERMANENT',
      503: 'TEMPORARY',
    };
    for (const [status, type] of Object.entries(kinds)) {
      const here = new WorldDouble();
      here.service.conferences = () => {
        throw new ServiceError('some-code', Number(status));
      };
      expect(create(here)).toEqual({ error: { type, code: 'some-code' } });
    }
  });
});

describe('triggers', () => {
  it('removes one installed twice, and makes room for calendars that are followed', () => {
    const here = new WorldDouble();
    here.execute(hourly);
    here.triggers.push({ id: 'twice', handler: 'onHourly' });
    for (let i = 0; i < 18; i += 1) {
      here.triggers.push({ id: `old${i}`, handler: 'onCalendarChanged', calendarId: `old${i}` });
    }
    here.properties.set('follow', JSON.stringify(['new']));
    here.execute(ensureTriggers);
    expect(here.triggers.filter((one) => one.handler === 'onHourly')).toHaveLength(1);
    expect(here.triggers.map((one) => one.calendarId)).toContain('new');
    expect(here.triggers.length).toBeLessThanOrEqual(20);
  });

  it('keeps to 19 calendars: those that are followed stay, the 20th waits for a place', () => {
    const here = new WorldDouble();
    const others = Array.from({ length: 18 }, (_none, n) => `c${n}`);
    here.properties.set('follow', JSON.stringify(others));
    here.execute(ensureTriggers);
    here.execute((world) => {
      expect(isBeyondBudget(world)).toBe(false);
      follow(world, 'late');
      ensureTriggers(world);
      expect(isBeyondBudget(world)).toBe(true);
      keepFollowed(world.keep, ['late', ...others].reverse());
      ensureTriggers(world);
    });
    const listened = () => here.triggers.flatMap((one) => one.calendarId ?? []);
    expect(listened()).toEqual([ANN, ...others]);
    here.execute((world) => {
      keepFollowed(world.keep, ['late', ...others.slice(1)]);
      ensureTriggers(world);
      expect(isBeyondBudget(world)).toBe(false);
    });
    expect(listened()).toEqual([ANN, ...others.slice(1), 'late']);
    expect(here.triggers).toHaveLength(20);
  });

  it('goes on where Google refuses one calendar', () => {
    const here = new WorldDouble();
    here.properties.set('follow', JSON.stringify(['closed', 'open']));
    here.refusedCalendars.add('closed');
    here.execute(ensureTriggers);
    expect(here.triggers.map((one) => one.calendarId ?? 'hourly')).toEqual(['hourly', ANN, 'open']);
  });
});
