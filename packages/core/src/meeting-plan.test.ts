import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { fingerprintGuests, fingerprints, fingerprintTitle } from './fingerprint.ts';
import { planMeeting } from './meeting-plan.ts';
import type { Applied, Desired } from './meeting-plan.ts';

const NOW = 1_800_000_000_000;
const HOUR = 3_600_000;
const desired: Desired = {
  startAt: NOW + HOUR,
  endAt: NOW + 2 * HOUR,
  zone: 'Europe/Paris',
  clamp: 'none',
  prints: { title: 't', guests: 'g' },
};
const applied: Applied = {
  startAt: NOW + HOUR,
  endAt: NOW + 2 * HOUR,
  zone: 'Europe/Paris',
  title: 't',
  guests: 'g',
};

describe('the one thing that is missing at Webex', () => {
  test('I8: the same on both sides is nothing', () => {
    expect(planMeeting(desired, applied, false, NOW)).toEqual({ do: 'nothing' });
  });

  test.each<[string, Partial<Desired>, object]>([
    ['start', { startAt: NOW + HOUR + 60_000 }, { times: true, title: false, guests: false }],
    ['end', { endAt: NOW + 3 * HOUR }, { times: true, title: false, guests: false }],
    ['zone', { zone: 'UTC' }, { times: true, title: false, guests: false }],
    ['title', { prints: { title: 'u', guests: 'g' } }, { times: false, title: true, guests: false }],
    ['guests', { prints: { title: 't', guests: 'h' } }, { times: false, title: false, guests: true }],
  ])('I9: another %s changes that and nothing else', (_name, change, expected) => {
    expect(planMeeting({ ...desired, ...change }, applied, false, NOW)).toEqual({
      do: 'change',
      change: expected,
    });
  });

  test('an unknown title is not compared', () => {
    expect(
      planMeeting({ ...desired, prints: { title: undefined, guests: 'g' } }, applied, false, NOW),
    ).toEqual({ do: 'nothing' });
  });

  test('no meeting: one is made, unless the event lies in the past', () => {
    expect(planMeeting(desired, null, false, NOW)).toEqual({ do: 'create', reason: 'no-meeting' });
    expect(planMeeting(desired, null, true, NOW)).toEqual({ do: 'create', reason: 'meeting-gone' });
    expect(planMeeting({ ...desired, startAt: NOW }, null, false, NOW)).toEqual({
      do: 'leave',
      reason: 'in-past',
    });
  });

  test('44, I17: started is left alone, over and moved ahead is made anew, moved into the past is left', () => {
    const running: Applied = { ...applied, startAt: NOW - HOUR, endAt: NOW + HOUR };
    const over: Applied = { ...applied, startAt: NOW - 2 * HOUR, endAt: NOW - HOUR };
    expect(planMeeting(desired, running, false, NOW)).toEqual({
      do: 'leave',
      reason: 'started',
      until: NOW + HOUR,
    });
    expect(planMeeting(desired, over, false, NOW)).toEqual({ do: 'create', reason: 'ended-then-moved' });
    expect(planMeeting({ ...desired, startAt: NOW - 1 }, applied, false, NOW)).toEqual({
      do: 'leave',
      reason: 'in-past',
    });
    expect(
      planMeeting(
        { ...desired, startAt: over.startAt, endAt: over.endAt, prints: { title: 'u', guests: 'g' } },
        over,
        false,
        NOW,
      ),
    ).toEqual({ do: 'leave', reason: 'in-past' });
  });

  property.prop([
    fc.integer({ min: -48, max: 48 }),
    fc.integer({ min: -48, max: 48 }),
    fc.constantFrom('t', 'u'),
    fc.constantFrom('g', 'h'),
  ])('I8: once applied, the next plan is empty', (wantedIn, appliedIn, title, guests) => {
    const wanted: Desired = {
      ...desired,
      startAt: NOW + wantedIn * HOUR,
      endAt: NOW + (wantedIn + 1) * HOUR,
      prints: { title, guests },
    };
    const before: Applied = {
      ...applied,
      startAt: NOW + appliedIn * HOUR,
      endAt: NOW + (appliedIn + 1) * HOUR,
    };
    const plan = planMeeting(wanted, before, false, NOW);
    if (plan.do === 'leave' || plan.do === 'nothing') return;
    const after: Applied = { startAt: wanted.startAt, endAt: wanted.endAt, zone: wanted.zone, title, guests };
    expect(planMeeting(wanted, after, false, NOW)).toEqual({ do: 'nothing' });
  });
});

describe('fingerprints', () => {
  const plain = (text: string): string => text;

  property.prop([fc.uniqueArray(fc.emailAddress())])(
    'guests: order, case and doubles do not matter',
    (emails) => {
      const shuffled = [...emails, ...emails].reverse().map((email) => email.toUpperCase());
      expect(fingerprintGuests(shuffled, plain)).toBe(fingerprintGuests(emails, plain));
    },
  );

  property.prop([fc.string(), fc.string()])('titles: different ones never meet', (a, b) => {
    if (a.normalize('NFC') === b.normalize('NFC')) return;
    expect(fingerprintTitle(a, plain)).not.toBe(fingerprintTitle(b, plain));
  });

  test('a separator cannot be forged', () => {
    expect(fingerprintGuests(['a,1:b'], plain)).not.toBe(fingerprintGuests(['a', 'b'], plain));
  });

  test('hashing is handed in; nothing of the content is left', () => {
    const prints = fingerprints(
      { title: 'Secret', guests: ['a@b.test'] },
      (text) => `#${String(text.length)}`,
    );
    expect(JSON.stringify(prints)).not.toMatch(/Secret|a@b/);
  });
});
