import { beforeEach, describe, expect, it } from 'vitest';
import {
  ADA,
  BEN,
  built,
  button,
  card,
  CONFERENCE,
  EVENT_READ,
  hostLab,
  open,
  savedEvent,
  SCRIPT,
  type HostLab,
  type View,
} from './test/host-lab.ts';

let lab: HostLab;
beforeEach(async () => {
  lab = hostLab();
  await lab.act(ADA, 'install');
});

describe('a card that changes the open event', () => {
  const conferenceAction = {
    editConferenceDataActionMarkup: { conferenceData: { ...CONFERENCE, conferenceSolutionId: 'room' } },
  };
  const calendarAction = (action: unknown): ReturnType<typeof built> =>
    built('calendarEventActionResponse', { renderActions: { hostAppAction: { calendarAction: action } } });

  beforeEach(() => {
    lab.answers.set('onOpen', built('card', card('Event', button('add'))));
    lab.answers.set('add', calendarAction(conferenceAction));
  });

  const add = (draft: string | undefined): Promise<View> =>
    lab.act<View>(ADA, 'click', { draft, path: '/sections/0/widgets/0', inputs: {} });

  it('changes nothing before the person saves (trap 17)', async () => {
    const eventId = await savedEvent(lab, ADA);
    const { draft } = await open(lab, ADA, eventId);
    expect(await add(draft)).toMatchObject({ event: { conferenceData: { conferenceId: '2550 123' } } });
    expect(lab.events(ADA)[0]).not.toHaveProperty('conferenceData');
    await lab.act(ADA, 'save', { draft });
    expect(lab.events(ADA)[0]?.conferenceData?.parameters?.addOnParameters?.parameters).toMatchObject({
      scriptId: SCRIPT,
      ref: 'abc',
    });
  });

  it('is forgotten with a discarded editor', async () => {
    const { draft } = await open(lab, ADA, await savedEvent(lab, ADA));
    await add(draft);
    await lab.act(ADA, 'discard', { draft });
    expect(lab.events(ADA)[0]).not.toHaveProperty('conferenceData');
  });

  it('adds guests to those there are, each once', async () => {
    lab.answers.set(
      'add',
      calendarAction({ editAttendeesActionMarkup: { addAttendeeEmails: [BEN, 'kim@elsewhere.example'] } }),
    );
    const { draft } = await open(lab, ADA, await savedEvent(lab, ADA, { attendees: [{ email: BEN }] }));
    await add(draft);
    await lab.act(ADA, 'save', { draft });
    expect(lab.events(ADA)[0]?.attendees?.map((attendee) => attendee.email)).toEqual([
      ADA,
      BEN,
      'kim@elsewhere.example',
    ]);
  });

  it('needs an open event, the right to write it, and a solution of the manifest', async () => {
    const eventId = await savedEvent(lab, ADA);
    const { draft } = await open(lab, ADA, eventId);
    lab.answers.set(
      'add',
      calendarAction({
        editConferenceDataActionMarkup: { conferenceData: { ...CONFERENCE, conferenceSolutionId: 'other' } },
      }),
    );
    expect(await add(draft)).toMatchObject({ error: { code: 'unknown-solution' } });
    lab.answers.set('add', calendarAction(conferenceAction));
    await lab.act(ADA, 'grant', { scopes: [EVENT_READ] });
    expect(await add(draft)).toMatchObject({ error: { code: 'no-event-write' } });
    lab.answers.set('onHome', built('card', card('Home', button('add'))));
    await lab.act(ADA, 'openHome');
    expect(await add(undefined)).toMatchObject({ error: { code: 'no-open-event' } });
    await lab.act(ADA, 'save', { draft });
    expect(lab.events(ADA)[0]).not.toHaveProperty('conferenceData');
  });

  it('is not for a guest who may not modify', async () => {
    const eventId = await savedEvent(lab, BEN, { attendees: [{ email: ADA }] });
    await settle();
    const { draft } = await open(lab, ADA, eventId);
    expect(lab.event()['calendar']).toHaveProperty('capabilities', {
      canAddAttendees: true,
      canSeeAttendees: true,
      canSeeConferenceData: true,
    });
    expect(await add(draft)).toMatchObject({ error: { code: 'not-editable' } });
  });

  /** Lets guests' copies arrive. */
  async function settle(): Promise<void> {
    const { clock } = lab.ground;
    clock.set(clock.now() + 120_000);
    clock.runDue();
    while (clock.busy) await Promise.resolve();
  }
});
