import { describe, expect, it } from 'vitest';
import { expectFixpoint, fire, listened, look, START, stateOf } from '../../test/executions.ts';
import { ANN, blockFor, conferenceFor } from '../../test/world-double.ts';
import type { WorldDouble } from '../../test/world-double.ts';
import { hourly } from './hourly.ts';

describe('a kill at every call', () => {
  /** Changes of every kind, then a firing; whatever call was its last, the next hour makes it good. */
  function story(): WorldDouble {
    const here = listened();
    here.calendars.pageSize = 3;
    for (let i = 0; i < 4; i += 1)
      here.calendars.put(ANN, { id: `e${i}`, conferenceData: conferenceFor(`e${i}`) });
    here.execute(fire());
    here.calendars.put(ANN, { id: 'e0', summary: 'Renamed', start: START });
    here.calendars.remove(ANN, 'e1');
    here.calendars.put(ANN, { id: 'new' });
    here.calendars.put(ANN, { id: 'later', conferenceData: conferenceFor('later') });
    here.service.wishes.set('new', blockFor('new'));
    here.service.offered.set('later', '2026-06-08T08:10:00.000Z');
    return here;
  }

  function expectRight(here: WorldDouble, name: string) {
    for (const event of here.calendars.truth(ANN)) {
      expect(here.service.heard.get(`${ANN} ${event.id ?? ''}`)?.etag, `${name} ${event.id ?? ''}`).toBe(
        event.etag,
      );
    }
    expect(here.calendars.get(ANN, 'new')?.conferenceData, name).toBeDefined();
    expect(here.service.offered.size, name).toBe(0);
    expect(stateOf(here).offers, name).toEqual([]);
  }

  it('17, 74: is made good within an hour', () => {
    const counted = story();
    counted.execute(fire());
    const { calls } = counted;
    expect(calls).toBeGreaterThan(30);
    let killed = 0;
    for (let call = 1; call <= calls; call += 1) {
      for (const when of ['before', 'after'] as const) {
        const here = story();
        here.killAt = { call, when };
        if (!here.execute(fire())) killed += 1;
        here.killAt = undefined;
        here.time += 3_600_000;
        here.execute(hourly);
        here.execute(fire());
        here.execute(fire());
        expectRight(here, `${call} ${when}`);
        expectFixpoint(here);
      }
    }
    expect(killed).toBe(calls * 2);
  });

  it('76: is made good by whatever runs next, without a firing', () => {
    const counted = story();
    counted.execute(fire());
    for (let call = 3; call <= counted.calls; call += 1) {
      const here = story();
      here.killAt = { call, when: 'after' };
      here.execute(fire());
      here.killAt = undefined;
      here.time += 600_000;
      here.execute(look);
      expect(here.service.heard.get(`${ANN} e0`)?.summary, `${call}`).toBe('Renamed');
      here.time += 3_600_000;
      expectFixpoint(here);
    }
  });
});
