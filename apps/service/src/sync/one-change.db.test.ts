import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DAY, HOUR, Rig, START } from '../../test/test-rig.ts';
import type { TestAddon } from '../../test/test-addon.ts';
import { backends } from '../../test/test-databases.ts';
import type { Database } from '../store/database.ts';

let database: Database;
let rig: Rig;
let ann: TestAddon;

const at = (ms: number): string => new Date(START + ms).toISOString();
const newEvent = () =>
  rig.calendars.newEvent('ann@example.test', {
    start: at(3 * DAY),
    end: at(3 * DAY + HOUR),
    summary: 'Canary subject',
  });

describe.each(backends())('one change alone, on $name', ({ open }) => {
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    rig = await Rig.start(database);
    ann = await rig.person('ann');
  });

  test.each([
    ['guests', { guests: [{ email: 'bob@example.test' }] }, ['addInvitees m1']],
    ['subject', { summary: 'Renamed' }, ['patch m1']],
    ['times', { start: at(4 * DAY), end: at(4 * DAY + HOUR) }, ['patch m1']],
  ])('I9: %s: one write, and it is the one', async (_what, change, writes) => {
    const event = newEvent();
    await ann.add(event);
    await ann.fire();
    const before = rig.webex.writes.length;
    rig.calendars.change(event, change);
    await ann.fire();
    expect(rig.webex.writes.slice(before)).toEqual(writes);
  });

  test('I12: a meeting made with its subject at once leaves no more of it than a print', async () => {
    await ann.add(newEvent(), { from: 'card' });
    expect(rig.webex.alive()[0]?.meeting.title).toBe('Canary subject');
    const slots = await database.inOrg(rig.orgId, (trx) => trx.selectFrom('app.slot').selectAll().execute());
    expect(slots).toHaveLength(1);
    expect(JSON.stringify(slots)).not.toContain('anary');
  });
});
