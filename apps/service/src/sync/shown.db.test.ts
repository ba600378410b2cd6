import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE, Rig, START } from '../../test/test-rig.ts';
import type { TestAddon } from '../../test/test-addon.ts';
import { backends } from '../../test/test-databases.ts';
import type { Database } from '../store/database.ts';

let database: Database;
let rig: Rig;
let ann: TestAddon;

const at = (ms: number): string => new Date(START + ms).toISOString();
const uris = () => rig.webex.alive().map((held) => held.meeting.webLink);

describe.each(backends())('a meeting that an event shows, on $name', ({ open }) => {
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    rig = await Rig.start(database);
    ann = await rig.person('ann');
  });

  test("I20: stays while a copy shows the deleted original's link, and goes with the copy", async () => {
    const event = rig.calendars.newEvent('ann@example.test', {
      start: at(3 * DAY),
      end: at(3 * DAY + HOUR),
    });
    await ann.add(event);
    await ann.fire();
    const shown = event.block?.uri;
    const copy = rig.calendars.copy(event);
    ann.patchAnswers.push(400);
    await ann.fire();
    expect(copy.block?.uri).toBe(shown);
    rig.calendars.change(event, { state: 'deleted' });
    await ann.fire();
    await rig.advance(5 * MINUTE);
    expect(uris()).toContain(shown);

    rig.calendars.change(copy, { state: 'deleted' });
    await ann.fire();
    await rig.advance(5 * MINUTE);
    await rig.hours(2, ann);
    expect(uris()).toEqual([]);
  });
});
