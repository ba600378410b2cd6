import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Switches } from '../control/switches.ts';
import { webexOnPort, type WebexOnPort } from './test/webex-on-port.ts';
import { declareWebexSwitches } from './webex-switches.ts';

let local: WebexOnPort;
beforeAll(async () => {
  local = await webexOnPort();
});
afterEach(() => {
  local.ground.switches.reset();
  local.ground.faults.remove();
});
afterAll(() => local.close());

describe('the harsh profile', () => {
  it('has the first value of each open fact, which a careless client fails on', () => {
    const switches = new Switches('harsh');
    declareWebexSwitches(switches);
    for (const [name, { value, values, unsettled }] of Object.entries(switches.all()))
      if (unsettled && values.length > 0) expect(value, name).toBe(values[0]);
  });
});

describe('switches that no other test turns', () => {
  const linkOf = async (id: string, query = ''): Promise<unknown> =>
    (await local.call('GET', `/meetings/${id}${query}`)).json['webLink'];

  it.each([
    ['own', false],
    ['series', true],
  ])('webex.occurrenceMtid %s', async (value, same) => {
    local.ground.switches.set({ 'webex.occurrenceMtid': value });
    const { id } = await local.create();
    expect((await linkOf(id)) === (await linkOf(id, '?current=true'))).toBe(same);
  });

  it.each([true, false])('webex.unknownFields %s', async (value) => {
    local.ground.switches.set({ 'webex.unknownFields': value });
    expect('maxMeetingAttendeeCapacity' in (await local.create())).toBe(value);
  });

  it.each(['html', 'json'])(
    'webex.throttleBody %s, for what is planted, with webex.retryAfterS',
    async (value) => {
      local.ground.switches.set({ 'webex.throttleBody': value, 'webex.retryAfterS': 7 });
      for (const status of [429, 423]) {
        local.ground.faults.add({
          on: 'webex',
          match: {},
          kind: 'status',
          status,
          headers: {},
          ms: 0,
          process: 'service',
          when: 'before',
          skip: 0,
          times: 1,
        });
        const { headers, text } = await local.call('GET', '/meetings');
        expect([headers.get('retry-after'), text.startsWith('<')]).toEqual(['7', value === 'html']);
      }
    },
  );
});
