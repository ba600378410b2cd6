import { beforeEach, describe, expect, it } from 'vitest';
import type { Manifest } from '../../apps-script/project.ts';
import {
  ADA,
  BEN,
  built,
  button,
  card,
  CONFERENCE,
  EVENT_READ,
  EVENT_WRITE,
  hostLab,
  LOCALE,
  MANIFEST,
  open,
  respond,
  savedEvent,
  SCRIPT,
  TIMES,
  type HostLab,
  type View,
} from './test/host-lab.ts';

let lab: HostLab;
beforeEach(async () => {
  lab = hostLab();
  await lab.act(ADA, 'install');
});

function withCalendar(change: Partial<NonNullable<NonNullable<Manifest['addOns']>['calendar']>>): Manifest {
  return {
    ...MANIFEST,
    addOns: { ...MANIFEST.addOns, calendar: { ...MANIFEST.addOns?.calendar, ...change } },
  };
}

describe('the event object', () => {
  beforeEach(() => {
    lab.answers.set('onOpen', built('card', card('Event')));
    lab.answers.set('onHome', built('card', card('Home')));
  });

  it('carries ids, guests, conference and true capabilities, and neither title nor times', async () => {
    const eventId = await savedEvent(lab, ADA, { attendees: [{ email: BEN }] });
    await open(lab, ADA, eventId);
    const event = lab.event();
    expect(event).toMatchObject({
      commonEventObject: {
        platform: 'WEB',
        hostApp: 'CALENDAR',
        userLocale: 'fr',
        timeZone: { id: 'Europe/Paris', offset: 3_600_000 },
      },
      clientPlatform: 'web',
      hostApp: 'calendar',
      userLocale: 'fr',
      userTimezone: { id: 'Europe/Paris' },
      calendar: {
        calendarId: ADA,
        id: eventId,
        organizer: { email: ADA },
        capabilities: {
          canAddAttendees: true,
          canSeeAttendees: true,
          canSeeConferenceData: true,
          canSetConferenceData: true,
          canAddAttachments: true,
        },
      },
    });
    expect((event['calendar'] as { attendees: unknown[] }).attendees).toHaveLength(2);
    expect(event['calendar']).not.toHaveProperty('conferenceData');
    expect(JSON.stringify(event)).not.toMatch(/Secret title|2026-03-03/);
    expect(lab.calls.at(-1)).toMatchObject({ cause: 'open', as: ADA, limitMs: 30_000 });
  });

  it('nests the parameters of a conference one level less than REST (trap 10)', async () => {
    lab.answers.set('onCreate', built('conferenceData', CONFERENCE));
    const { draft } = await lab.act<{ draft: string }>(ADA, 'newEvent', { resource: TIMES });
    await lab.act(ADA, 'chooseConference', { draft, solutionId: 'room' });
    await lab.act(ADA, 'openEvent', { draft });
    const { conferenceData } = lab.event()['calendar'] as { conferenceData: { parameters: unknown } };
    expect(conferenceData.parameters).toEqual({ addOnParameters: { scriptId: SCRIPT, v: '1', ref: 'abc' } });
  });

  it('trap 19: userLocale and timeZone come only if the manifest asks and the person allows', async () => {
    await lab.act(ADA, 'grant', { scopes: [EVENT_READ, EVENT_WRITE] });
    await lab.act(ADA, 'openHome');
    expect(JSON.stringify(lab.event())).not.toMatch(/fr|Paris/);
    await lab.act(ADA, 'grant', { scopes: [LOCALE] });
    lab.manifest = {
      ...MANIFEST,
      addOns: {
        ...MANIFEST.addOns,
        common: { name: 'x', logoUrl: 'y', homepageTrigger: { runFunction: 'onHome' } },
      },
    };
    await lab.act(ADA, 'openHome');
    expect(JSON.stringify(lab.event())).not.toMatch(/fr|Paris/);
  });

  it('trap 19: capabilities, guests and conference come only as far as access and scopes allow', async () => {
    const eventId = await savedEvent(lab, ADA, { attendees: [{ email: BEN }] });
    const calendarOf = async (): Promise<unknown> => {
      await open(lab, ADA, eventId);
      return lab.event()['calendar'];
    };
    lab.manifest = withCalendar({ currentEventAccess: 'METADATA' });
    expect(await calendarOf()).toEqual({ calendarId: ADA, id: eventId, organizer: { email: ADA } });
    lab.manifest = withCalendar({ currentEventAccess: 'READ' });
    expect(await calendarOf()).toHaveProperty('capabilities', {
      canSeeAttendees: true,
      canSeeConferenceData: true,
    });
    const { currentEventAccess: _none, ...calendar } = MANIFEST.addOns?.calendar ?? {};
    lab.manifest = { ...MANIFEST, addOns: { ...MANIFEST.addOns, calendar } };
    expect(await calendarOf()).toBeUndefined();
    lab.manifest = MANIFEST;
    await lab.act(ADA, 'grant', { scopes: [LOCALE] });
    expect(await calendarOf()).toEqual({ calendarId: ADA, id: eventId, organizer: { email: ADA } });
  });
});

describe('the panel', () => {
  it('is empty for those who have not installed', async () => {
    expect(await lab.act(BEN, 'openHome')).toEqual({ card: null });
    expect(lab.calls).toEqual([]);
  });

  it('reports what the add-on did wrong', async () => {
    expect(await lab.act(ADA, 'openHome')).toMatchObject({ card: null, error: { code: 'addon-failed' } });
    lab.answers.set('onHome', built('unbuilt', {}));
    expect(await lab.act(ADA, 'openHome')).toMatchObject({ card: null, error: { code: 'bad-result' } });
  });

  it('shows the add-on’s own sign-in card, else the prompt', async () => {
    const failure = (details: unknown): Partial<{ kind: 'authorization' }> & Record<string, unknown> => ({
      kind: 'authorization',
      result: null,
      error: { name: 'AuthorizationException', message: 'needed', stack: '', details },
    });
    lab.answers.set('onHome', failure({ authorizationUrl: 'https://addon.example/link' }));
    expect(await lab.act(ADA, 'openHome')).toMatchObject({
      card: null,
      authorization: { authorizationUrl: 'https://addon.example/link' },
    });
    lab.answers.set(
      'onHome',
      failure({ authorizationUrl: 'https://addon.example/link', customUiCallback: 'signIn' }),
    );
    lab.answers.set('signIn', built('cards', [card('Sign in')]));
    expect(await lab.act<View>(ADA, 'openHome')).toMatchObject({ card: { header: { title: 'Sign in' } } });
  });

  it('asks for consent in Google’s name where nothing is granted, and runs nothing', async () => {
    await lab.act(ADA, 'grant', { scopes: [] });
    const view = await lab.act<{ authorization: { authorizationUrl: string } }>(ADA, 'openHome');
    expect(view).toMatchObject({ card: null, authorization: { resourceDisplayName: 'Google' } });
    const url = new URL(view.authorization.authorizationUrl);
    expect(url.searchParams.get('client_id')).toBe(lab.identity.scriptClient(SCRIPT).clientId);
    const { draft } = await lab.act<{ draft: string }>(ADA, 'newEvent', { resource: TIMES });
    const chosen = await lab.act(ADA, 'chooseConference', { draft, solutionId: 'room' });
    expect(chosen).toEqual({ error: { type: 'AUTHENTICATION', authenticationUrl: url.href } });
    expect(lab.calls).toEqual([]);
  });

  it('offers the manifest’s menu with each card, and opens only links that the manifest lists', async () => {
    const universalActions = [
      { label: 'Privacy', runFunction: 'privacy' },
      { label: 'Help', openLink: 'https://help.example/a' },
    ];
    lab.manifest = {
      ...MANIFEST,
      addOns: {
        ...MANIFEST.addOns,
        common: {
          name: 'x',
          logoUrl: 'y',
          homepageTrigger: { runFunction: 'onHome' },
          openLinkUrlPrefixes: ['https://help.example/a'],
          universalActions,
        },
      },
    };
    lab.answers.set(
      'onHome',
      built(
        'card',
        card('Home', { text: 'Away', onClick: { openLink: { url: 'https://help.example/ab' } } }),
      ),
    );
    lab.answers.set(
      'privacy',
      built('universalActionResponse', {
        renderActions: { action: { link: { url: 'https://elsewhere.example/' } } },
      }),
    );
    const { menu } = await lab.act<{ menu: unknown }>(ADA, 'openHome');
    expect(menu).toEqual([
      { label: 'Privacy', path: '/universalActions/0' },
      { label: 'Help', path: '/universalActions/1' },
    ]);
    const click = (path: string): Promise<unknown> => lab.act(ADA, 'click', { path, inputs: {} });
    expect(await click('/universalActions/1')).toMatchObject({ openLink: { url: 'https://help.example/a' } });
    for (const path of ['/universalActions/0', '/sections/0/widgets/0']) {
      const view = await click(path);
      expect(view).toMatchObject({ error: { code: 'link-not-allowed' } });
      expect(view).not.toHaveProperty('openLink');
    }
    await expect(click('/universalActions/2')).rejects.toMatchObject({ code: 'bad-path' });
  });

  it('moves through cards by push, update and pop', async () => {
    lab.answers.set(
      'onHome',
      built('card', card('One', button('push'), button('update'), button('pop'), button('root'))),
    );
    const steps: Record<string, unknown> = {
      push: [{ pushCard: card('Two', button('push'), button('update'), button('pop'), button('root')) }],
      update: [
        { updateCard: card('Changed', button('push'), button('update'), button('pop'), button('root')) },
      ],
      pop: [{ pop: true }],
      root: [{ popToRoot: true }],
    };
    for (const [name, navigations] of Object.entries(steps)) lab.answers.set(name, respond({ navigations }));
    await lab.act(ADA, 'openHome');
    const press = async (at: number): Promise<string | undefined> =>
      (await lab.act<View>(ADA, 'click', { path: `/sections/0/widgets/${String(at)}`, inputs: {} })).card
        ?.header.title;
    expect([await press(0), await press(1), await press(0), await press(3), await press(2)]).toEqual([
      'Two',
      'Changed',
      'Two',
      'One',
      'One',
    ]);
  });

  it('hands over parameters, the card’s own values and what was entered, in both forms', async () => {
    const field = { textInput: { name: 'subject', value: 'old' } };
    const choice = {
      selectionInput: { name: 'site', items: [{ value: 'a', selected: true }, { value: 'b' }] },
    };
    const toggle = { decoratedText: { switchControl: { name: 'lobby', value: 'yes', selected: true } } };
    lab.answers.set(
      'onHome',
      built('card', card('Form', field, choice, toggle, button('send', [{ key: 'id', value: '7' }]))),
    );
    lab.answers.set(
      'send',
      respond(
        { notification: { text: 'Sent' }, link: { url: 'https://x.example/', onClose: 'RELOAD' } },
        { stateChanged: true },
      ),
    );
    await lab.act(ADA, 'openHome');
    const view = await lab.act(ADA, 'click', {
      path: '/sections/0/widgets/3',
      inputs: { subject: 'new', lobby: false },
    });
    expect(view).toMatchObject({
      notification: { text: 'Sent' },
      openLink: { url: 'https://x.example/', onClose: 'RELOAD' },
      stateChanged: true,
    });
    const event = lab.event();
    expect(event['commonEventObject']).toMatchObject({
      parameters: { id: '7' },
      formInputs: {
        subject: { stringInputs: { value: ['new'] }, '': { stringInputs: { value: ['new'] } } },
        site: { stringInputs: { value: ['a'] } },
      },
    });
    expect(event['commonEventObject']).not.toHaveProperty('formInputs.lobby');
    expect(event).toMatchObject({
      parameters: { id: '7' },
      formInput: { subject: 'new', site: 'a' },
      formInputs: { subject: ['new'] },
    });
  });

  it('refuses clicks on nothing, on text, on disabled buttons and after uninstalling', async () => {
    await expect(lab.act(ADA, 'click', { path: '/sections/0', inputs: {} })).rejects.toMatchObject({
      code: 'no-card',
    });
    lab.answers.set(
      'onHome',
      built(
        'card',
        card('One', { text: 'only text' }, { ...(button('x') as object), disabled: true }, button('x')),
      ),
    );
    await lab.act(ADA, 'openHome');
    const click = (path: string): Promise<unknown> => lab.act(ADA, 'click', { path, inputs: {} });
    await expect(click('/sections/9')).rejects.toMatchObject({ code: 'bad-path' });
    await expect(click('sections')).rejects.toMatchObject({ code: 'bad-path' });
    await expect(click('/sections/0/widgets/0')).rejects.toMatchObject({ code: 'no-action' });
    await expect(click('/sections/0/widgets/1')).rejects.toMatchObject({ code: 'disabled' });
    await lab.act(ADA, 'uninstall');
    await expect(click('/sections/0/widgets/2')).rejects.toMatchObject({ code: 'not-installed' });
  });
});

describe('opening a project by the command', () => {
  it('builds what a host would, lays an overlay on it, and says what it would refuse', async () => {
    const eventId = await savedEvent(lab, ADA);
    const opening = lab.host.opening({
      email: ADA,
      scriptId: SCRIPT,
      context: `event:primary/${eventId}`,
      overlay: { commonEventObject: { userLocale: 'de' } },
    });
    expect(opening).toMatchObject({
      function: 'onOpen',
      event: { commonEventObject: { userLocale: 'de', hostApp: 'CALENDAR' }, calendar: { id: eventId } },
    });
    const create = lab.host.opening({ email: ADA, scriptId: SCRIPT, context: `create:${ADA}/abc` });
    expect(create).toEqual({
      function: 'onCreate',
      event: { eventData: { calendarId: ADA, eventId: 'abc' } },
      accepts: ['conferenceData'],
    });
    const execution = { result: {}, kind: 'unbuilt', logs: [], error: null, durationMs: 1 } as const;
    expect(lab.host.refusedResult(create, execution)).toContain('build()');
    expect(lab.host.refusedResult(create, { ...execution, kind: 'conferenceData' })).toBeUndefined();
  });

  it('refuses what it does not know', () => {
    const at = (context: string) => () => lab.host.opening({ email: ADA, scriptId: SCRIPT, context });
    expect(at('message:1')).toThrow('not built');
    expect(at('event:only-one')).toThrow('context');
    expect(at(`event:${ADA}/nothing`)).toThrow('Not Found');
    expect(at('nonsense')).toThrow('context');
  });
});
