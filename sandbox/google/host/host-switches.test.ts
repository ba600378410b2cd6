/** What each value of each switch of Google's pages means: one row a value, and no value without a row. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { SwitchValue } from '../../control/switches.ts';
import { unshown } from '../../control/test/unshown.ts';
import { HOST_SWITCHES } from './host-switches.ts';
import { ADA, built, CONFERENCE, hostLab, TIMES, type HostLab } from './test/host-lab.ts';

let lab: HostLab;
beforeEach(async () => {
  lab = hostLab();
  await lab.act(ADA, 'install');
});

interface Opened {
  readonly draft: string;
  readonly eventId: string;
}
const newEvent = (): Promise<Opened> => lab.act<Opened>(ADA, 'newEvent', { resource: TIMES });

/** Whether the add-on is told the id of an event that nobody has saved. */
async function hasId(): Promise<boolean> {
  lab.answers.set('onOpen', built('card', {}));
  const { draft, eventId } = await newEvent();
  await lab.act(ADA, 'openEvent', { draft });
  return (lab.event()['calendar'] as { id?: string }).id === eventId;
}

/** The conference of an event's duplicate. */
async function copiedConference(): Promise<unknown> {
  lab.answers.set('onCreate', built('conferenceData', CONFERENCE));
  const { draft, eventId } = await newEvent();
  await lab.act(ADA, 'chooseConference', { draft, solutionId: 'room' });
  await lab.act(ADA, 'save', { draft });
  const copy = await lab.act<Opened>(ADA, 'duplicate', { eventId, start: '2026-03-29T10:00:00' });
  const event = lab.events(ADA).find(({ id }) => id === copy.eventId);
  return event?.conferenceData?.conferenceSolution?.key.type ?? 'none';
}

type Row = readonly [name: string, value: SwitchValue, seen: () => Promise<unknown>, means: unknown];
const ROWS: readonly Row[] = [
  ['google.unsavedEventId', true, hasId, true],
  ['google.unsavedEventId', false, hasId, false],
  ['google.duplicateKeepsAddOnData', true, copiedConference, 'addOn'],
  ['google.duplicateKeepsAddOnData', false, copiedConference, 'none'],
];

describe('switches of Google’s pages', () => {
  it.each(ROWS)('%s %s', async (name, value, seen, means) => {
    lab.ground.switches.set({ [name]: value });
    expect(await seen()).toBe(means);
  });

  it('all have a row here, and each of their values', () => {
    expect(unshown(HOST_SWITCHES, ROWS)).toEqual([]);
  });
});
