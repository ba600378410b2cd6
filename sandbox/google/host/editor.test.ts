import { beforeEach, describe, expect, it } from 'vitest';
import { ADA, BEN, built, CONFERENCE, hostLab, LOGO, SCRIPT, TIMES, type HostLab } from './test/host-lab.ts';

let lab: HostLab;
beforeEach(() => {
  lab = hostLab();
});

interface Opened {
  readonly draft: string;
  readonly eventId: string;
}

function newEvent(resource: Record<string, unknown> = {}): Promise<Opened> {
  return lab.act<Opened>(ADA, 'newEvent', { resource: { summary: 'Planning', ...TIMES, ...resource } });
}

async function withConference(): Promise<Opened> {
  await lab.act(ADA, 'install');
  lab.answers.set('onCreate', built('conferenceData', CONFERENCE));
  const opened = await newEvent();
  await lab.act(ADA, 'chooseConference', { draft: opened.draft, solutionId: 'room' });
  return opened;
}

const live = (email: string): string[] =>
  lab.events(email).flatMap((event) => (event.status === 'cancelled' ? [] : [event.id]));

describe('a new event', () => {
  it('has its id before any calendar has it, and keeps it', async () => {
    const { draft, eventId } = await newEvent();
    expect(eventId).toMatch(/^[a-v0-9]{26}$/);
    expect(lab.events(ADA)).toEqual([]);
    await lab.act(ADA, 'save', { draft, changes: { summary: 'Renamed' } });
    expect(lab.events(ADA)).toMatchObject([{ id: eventId, summary: 'Renamed' }]);
  });

  it('takes the organiser among the guests only when there are guests, and mails only when told to', async () => {
    const alone = await newEvent();
    await lab.act(ADA, 'save', { draft: alone.draft });
    expect(lab.events(ADA)[0]).not.toHaveProperty('attendees');
    const guests = { attendees: [{ email: BEN }, { email: 'kim@elsewhere.example' }] };
    const quiet = await newEvent(guests);
    await lab.act(ADA, 'save', { draft: quiet.draft });
    expect(lab.calendar.mails()).toEqual([]);
    const loud = await newEvent(guests);
    const { event } = await lab.act<{ event: { attendees: unknown[] } }>(ADA, 'save', {
      draft: loud.draft,
      sendUpdates: 'all',
    });
    expect(event.attendees).toMatchObject([
      { email: ADA, responseStatus: 'accepted', organizer: true },
      { email: BEN, responseStatus: 'needsAction' },
      {},
    ]);
    expect(
      lab.calendar
        .mails()
        .map((mail) => mail.to)
        .sort(),
    ).toEqual([BEN, 'kim@elsewhere.example']);
  });

  it('leaves nothing when it is discarded, and runs nothing', async () => {
    const { draft } = await withConference();
    const calls = lab.calls.length;
    await lab.act(ADA, 'discard', { draft });
    expect(lab.events(ADA)).toEqual([]);
    expect(lab.calls).toHaveLength(calls);
    await expect(lab.act(ADA, 'save', { draft })).rejects.toMatchObject({
      status: 404,
      code: 'unknown-draft',
    });
  });

  it('survives a restart while its editor is open, but is nobody else’s', async () => {
    const { draft, eventId } = await withConference();
    await expect(lab.act(BEN, 'save', { draft })).rejects.toMatchObject({ code: 'unknown-draft' });
    const after = lab.again();
    await after.act(ADA, 'save', { draft });
    expect(after.events(ADA)).toMatchObject([{ id: eventId, conferenceData: { conferenceId: '2550 123' } }]);
  });

  it('cannot be given ids or a conference by the form', async () => {
    const { draft, eventId } = await newEvent({ id: 'mine', conferenceData: CONFERENCE });
    await lab.act(ADA, 'save', { draft, changes: { id: 'mine', conferenceData: CONFERENCE } });
    expect(lab.events(ADA).map((event) => [event.id, event.conferenceData])).toEqual([[eventId, undefined]]);
  });
});

describe('choosing conferencing', () => {
  it('gives the add-on two ids and nothing else, and does not write (trap 1)', async () => {
    const { eventId } = await withConference();
    expect(lab.calls.map((call) => [call.function, call.as, call.limitMs])).toEqual([
      ['onCreate', ADA, 30_000],
    ]);
    expect(lab.calls[0]?.args).toEqual([{ eventData: { calendarId: ADA, eventId } }]);
    expect(lab.events(ADA)).toEqual([]);
  });

  it('puts name, icon, labels and the script’s id on the saved event', async () => {
    const { draft } = await withConference();
    await lab.act(ADA, 'save', { draft });
    const [event] = lab.events(ADA);
    expect(event?.conferenceData).toMatchObject({
      conferenceSolution: { key: { type: 'addOn' }, name: 'Example Room', iconUri: LOGO },
      entryPoints: [
        { entryPointType: 'video', label: 'rooms.example/j/1', passcode: 'p' },
        { entryPointType: 'phone', regionCode: 'US', label: '+1-555-0100' },
        { entryPointType: 'sip', label: '2550123@rooms.example' },
      ],
    });
    const parameters = event?.conferenceData?.parameters?.addOnParameters?.parameters ?? {};
    expect(Object.entries(parameters)).toEqual([
      ['scriptId', SCRIPT],
      ['v', '1'],
      ['ref', 'abc'],
    ]);
    expect(event).not.toHaveProperty('hangoutLink');
    expect(event?.conferenceData).not.toHaveProperty('signature');
  });

  it('answers an error and leaves the draft without a conference', async () => {
    const { draft } = await withConference();
    lab.answers.set(
      'onCreate',
      built('conferenceData', {
        error: { type: 'AUTHENTICATION', authenticationUrl: 'https://addon.example/link' },
      }),
    );
    const answer = await lab.act(ADA, 'chooseConference', { draft, solutionId: 'room' });
    expect(answer).toEqual({
      error: { type: 'AUTHENTICATION', authenticationUrl: 'https://addon.example/link' },
    });
    await lab.act(ADA, 'save', { draft });
    expect(lab.events(ADA)[0]).not.toHaveProperty('conferenceData');
  });

  it('says so when the function throws or returns something else', async () => {
    await lab.act(ADA, 'install');
    const { draft } = await newEvent();
    const choose = (): Promise<unknown> => lab.act(ADA, 'chooseConference', { draft, solutionId: 'room' });
    expect(await choose()).toMatchObject({ error: { type: 'UNKNOWN', message: 'Error: no such function' } });
    lab.answers.set('onCreate', built('unbuilt', {}));
    expect(await choose()).toMatchObject({ error: { type: 'UNKNOWN' } });
    lab.answers.set('onCreate', built('conferenceData', { entryPoints: [] }));
    expect(await choose()).toMatchObject({ error: { type: 'UNKNOWN' } });
  });

  it('keeps what the person did while the function ran', async () => {
    await lab.act(ADA, 'install');
    const { draft } = await newEvent();
    lab.answers.set('onCreate', async () => {
      await lab.act(ADA, 'discard', { draft });
      return built('conferenceData', CONFERENCE);
    });
    await lab.act(ADA, 'chooseConference', { draft, solutionId: 'room' });
    await expect(lab.act(ADA, 'save', { draft })).rejects.toMatchObject({ code: 'unknown-draft' });
    expect(lab.events(ADA)).toEqual([]);
  });

  it('switches to Meet and off again on a saved event, only by Save', async () => {
    const { draft, eventId } = await withConference();
    await lab.act(ADA, 'save', { draft });
    const opened = await lab.act<Opened>(ADA, 'openEvent', { eventId });
    await lab.act(ADA, 'chooseConference', { draft: opened.draft, solutionId: 'hangoutsMeet' });
    expect(lab.events(ADA)[0]?.conferenceData?.conferenceId).toBe('2550 123');
    await lab.act(ADA, 'save', { draft: opened.draft });
    expect(lab.events(ADA)[0]?.conferenceData?.conferenceSolution?.key.type).toBe('hangoutsMeet');
    await lab.act(ADA, 'chooseConference', { draft: opened.draft, solutionId: null });
    await lab.act(ADA, 'save', { draft: opened.draft });
    expect(lab.events(ADA)[0]).not.toHaveProperty('conferenceData');
  });

  it('offers nothing of an add-on that is not installed', async () => {
    const { draft } = await newEvent();
    await expect(lab.act(ADA, 'chooseConference', { draft, solutionId: 'room' })).rejects.toMatchObject({
      status: 404,
      code: 'unknown-solution',
    });
    expect(lab.calls).toEqual([]);
  });
});

describe('a duplicate', () => {
  it('has a new id, the asked start, the source’s length, guests and conference, and runs no function', async () => {
    const { draft, eventId } = await withConference();
    await lab.act(ADA, 'save', { draft, changes: { attendees: [{ email: BEN }] } });
    const calls = lab.calls.length;
    const copy = await lab.act<{ eventId: string }>(ADA, 'duplicate', {
      eventId,
      start: '2026-03-29T10:00:00',
    });
    expect(copy.eventId).not.toBe(eventId);
    const [source, duplicate] = [eventId, copy.eventId].map((id) =>
      lab.events(ADA).find((event) => event.id === id),
    );
    expect(duplicate).toMatchObject({
      summary: 'Planning',
      start: { dateTime: '2026-03-29T10:00:00+02:00', timeZone: 'Europe/Paris' },
      end: { dateTime: '2026-03-29T10:45:00+02:00' },
    });
    expect(duplicate?.conferenceData).toEqual(source?.conferenceData);
    expect(duplicate?.attendees?.map((attendee) => attendee.email)).toEqual([ADA, BEN]);
    expect(duplicate?.iCalUID).not.toBe(source?.iCalUID);
    expect(lab.calls).toHaveLength(calls);
    expect(lab.calendar.mails()).toEqual([]);
  });

  it('of an all-day event keeps its days', async () => {
    const { draft, eventId } = await newEvent({ start: { date: '2026-03-03' }, end: { date: '2026-03-05' } });
    await lab.act(ADA, 'save', { draft });
    await lab.act(ADA, 'duplicate', { eventId, start: '2026-04-01' });
    expect(lab.events(ADA).map((event) => event.end?.date)).toEqual(
      expect.arrayContaining(['2026-03-05', '2026-04-03']),
    );
    await expect(lab.act(ADA, 'duplicate', { eventId, start: '2026-04-01T10:00:00Z' })).rejects.toMatchObject(
      { status: 400 },
    );
    await expect(lab.act(ADA, 'duplicate', { eventId, start: 'soon' })).rejects.toMatchObject({
      status: 400,
    });
  });
});

it('opens a saved event in the editor it already has, unless something is pending there', async () => {
  const { draft, eventId } = await newEvent();
  await lab.act(ADA, 'save', { draft });
  const again = async (): Promise<string> => (await lab.act<Opened>(ADA, 'openEvent', { eventId })).draft;
  expect(await again()).toBe(draft);
  await lab.act(ADA, 'chooseConference', { draft, solutionId: null });
  const second = await again();
  expect(second).not.toBe(draft);
});

describe('the bin and the owner', () => {
  it('brings a deleted event back', async () => {
    const { draft, eventId } = await newEvent();
    await lab.act(ADA, 'save', { draft });
    lab.calendar.deleteEvent({ email: ADA, scopes: 'all', via: 'page' }, ADA, eventId);
    expect(live(ADA)).toEqual([]);
    await lab.act(ADA, 'restore', { eventId });
    expect(live(ADA)).toEqual([eventId]);
  });

  it('hands an event over and leaves a stub that names the new organiser', async () => {
    const { draft, eventId } = await newEvent();
    await lab.act(ADA, 'save', { draft });
    await lab.act(ADA, 'changeOwner', { eventId, to: BEN });
    expect(lab.events(BEN)).toMatchObject([{ status: 'confirmed', organizer: { email: BEN } }]);
    expect(lab.events(ADA)).toMatchObject([{ status: 'cancelled', organizer: { email: BEN } }]);
    await expect(lab.act(ADA, 'changeOwner', { eventId, to: 'nobody@example.org' })).rejects.toMatchObject({
      status: 400,
    });
  });
});

it('changes the settings that the page’s own dialog has, and no others', async () => {
  await lab.act(ADA, 'changeSettings', { values: { weekStart: '0', format24HourTime: 'false' } });
  const settings = lab.calendar.directory.settings({ email: ADA, scopes: 'all', via: 'page' }, {});
  expect(JSON.stringify(settings)).toContain('"id":"weekStart","value":"0"');
  await expect(lab.act(ADA, 'changeSettings', { values: { locale: 'fr' } })).rejects.toMatchObject({
    status: 400,
  });
});

it('refuses by name what it cannot do', async () => {
  await expect(lab.act(ADA, 'dance')).rejects.toMatchObject({ status: 400 });
  await expect(lab.act('nobody@example.org', 'openHome')).rejects.toMatchObject({
    status: 404,
    code: 'unknown-account',
  });
  await expect(lab.act(ADA, 'save', { draft: 7 })).rejects.toMatchObject({
    status: 400,
    code: 'bad-body',
    message: expect.stringContaining('draft') as string,
  });
  await expect(lab.act(ADA, 'openEvent', { eventId: 'nothing' })).rejects.toMatchObject({
    status: 404,
    code: 'notFound',
  });
});
