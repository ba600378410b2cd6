import { createContext, runInContext } from 'node:vm';
import { beforeAll, describe, expect, it } from 'vitest';
import { scriptGlobals } from '../../apps/addon/test/script-globals.ts';
import type { Built, Scene } from '../../apps/addon/test/script-globals.ts';
import { blockFor } from '../../apps/addon/test/world-double.ts';
import { SCOPES } from '../../apps/addon/src/scopes.ts';
import { bundleAddon, LOCAL_ORIGIN } from './addon.ts';
import type { AddonBuild } from './addon.ts';

const HEALTH = {
  organisation: 'on',
  webex: 'ok',
  linkUrl: 'https://service.example/link',
  privacyUrl: 'https://service.example/me',
  links: 0,
  inStep: 0,
  confirm: [],
};
const NOBODY_ASKED = { events: [], full: [], list: [], follow: [] };
const CHECKED = { status: 200, body: { want: NOBODY_ASKED, health: HEALTH, cards: [] } };

let built: AddonBuild;
beforeAll(async () => {
  built = await bundleAddon(LOCAL_ORIGIN);
});

function scene(changes: Partial<Scene> = {}): Scene {
  return {
    properties: new Map(),
    fetched: [],
    triggers: [],
    answers: new Map([['check', CHECKED]]),
    idToken: `head.${Buffer.from('{"name":"Ann Berg","locale":"fr"}').toString('base64url')}.sign`,
    events: new Map(),
    ...changes,
  };
}

/** A fresh context with Apps Script's globals and nothing of Node's, as each execution has. */
function call(name: string, at: Scene, event: unknown): Built {
  const context = createContext(scriptGlobals(at), { codeGeneration: { strings: false, wasm: false } });
  runInContext(built.code, context, { filename: 'Code.js' });
  const result: unknown = (context[name] as (e: unknown) => unknown)(event);
  return (result === undefined ? {} : JSON.parse(JSON.stringify(result))) as Built;
}

describe('the built add-on', () => {
  it('leaves no globals but its entry points', () => {
    const context = createContext({});
    runInContext(built.code, context);
    expect(Object.keys(context).sort()).toEqual(['__app', ...built.entryPoints].sort());
  });

  it('is small', () => {
    expect(built.bytes).toBeLessThanOrEqual(60_000);
  });

  it('asks for the scopes that the code knows of, in that order', () => {
    expect(built.manifest['oauthScopes']).toEqual(SCOPES);
  });

  it('calls one origin only', async () => {
    const { manifest, code } = await bundleAddon('https://addon.example.org');
    expect(manifest.urlFetchWhitelist).toEqual(['https://addon.example.org/']);
    expect(code).not.toContain(LOCAL_ORIGIN);
    await expect(bundleAddon('http://addon.example.org')).rejects.toThrow('https origin');
  });

  it('makes conference data of the service’s block and installs what listens', () => {
    const answer = { status: 200, body: { block: blockFor('e1'), checkpoint: 'c1', health: HEALTH } };
    const at = scene({ answers: new Map([['conferences', answer]]) });
    const data = call('onCreateConference', at, {
      eventData: { calendarId: 'ann@alderfinch.example', eventId: 'e1' },
    });
    expect(data).toMatchObject({
      setConferenceId: ['26341187702'],
      setConferenceSolutionId: ['webex-meeting'],
    });
    expect(
      (data['addConferenceParameter'] as Built[]).map((one) => [one['setKey'], one['setValue']]),
    ).toEqual([
      [['v'], ['1']],
      [['ref'], ['ref-e1']],
      [['gen'], ['1']],
      [['eventId'], ['e1']],
    ]);
    expect(at.triggers.map((trigger) => trigger.handler)).toEqual(['onHourly', 'onCalendarChanged']);
    expect(at.fetched.find((one) => one.url.endsWith('/conferences'))).toMatchObject({
      url: `${LOCAL_ORIGIN}/addon/v1/conferences`,
      authorization: `Bearer ${at.idToken ?? ''}`,
      body: { from: 'menu', person: { name: 'Ann Berg', timeZone: 'Europe/Stockholm', language: 'fr' } },
    });
  });

  it('names the page to connect on where Webex is not connected', () => {
    const error = {
      type: 'AUTHENTICATION',
      code: 'webex-not-linked',
      authenticationUrl: 'https://service.example/link',
    };
    const at = scene({
      answers: new Map([['conferences', { status: 200, body: { error, health: HEALTH } }]]),
    });
    const data = call('onCreateConference', at, { eventData: { calendarId: 'c', eventId: 'e1' } });
    expect(data['setError']).toMatchObject([
      {
        setConferenceErrorType: ['ConferenceErrorType.AUTHENTICATION'],
        setAuthenticationUrl: ['https://service.example/link'],
      },
    ]);
    // What a failed create leaves behind is cleared up by these.
    expect(at.triggers.map((trigger) => trigger.handler)).toEqual(['onHourly', 'onCalendarChanged']);
  });

  it('ends a create as temporary where nothing answers', () => {
    const data = call('onCreateConference', scene({ answers: new Map() }), {
      eventData: { calendarId: 'c', eventId: 'e' },
    });
    expect(data['setError']).toMatchObject([{ setConferenceErrorType: ['ConferenceErrorType.TEMPORARY'] }]);
  });

  it('uses the kept credential only where Google gives no ID token', () => {
    const credential = { ...CHECKED.body, health: { ...HEALTH, credential: 'kept-one' } };
    const at = scene({ answers: new Map([['check', { status: 200, body: credential }]]) });
    call('onHourly', at, {});
    const later = scene({ properties: at.properties, idToken: null });
    call('onHourly', later, {});
    expect(at.fetched.at(-1)?.authorization).toMatch(/^Bearer /);
    expect(later.fetched.at(-1)?.authorization).toBe('Addon kept-one');
  });

  it('does what the pressed button says', () => {
    const at = scene({
      answers: new Map([
        ['cards', CHECKED],
        ['check', CHECKED],
      ]),
    });
    call('onButton', at, {
      commonEventObject: { parameters: { act: 'tryNow', calendarId: 'c', eventId: 'e1' } },
      calendar: { calendarId: 'other', id: 'other' },
    });
    expect(at.fetched[0]).toMatchObject({ body: { act: 'tryNow', calendarId: 'c', eventId: 'e1' } });
  });

  it('greets by name in the person’s language', () => {
    const cards = call('onHomepage', scene(), {
      commonEventObject: { userLocale: 'fr' },
    }) as unknown as Built[];
    expect(cards[0]?.['setHeader']).toMatchObject([{ setTitle: ['Bonjour Ann'] }]);
  });

  it('asks for Webex to be connected before anything else', () => {
    const unlinked = { ...CHECKED.body, health: { ...HEALTH, webex: 'none' } };
    const at = scene({ answers: new Map([['check', { status: 200, body: unlinked }]]) });
    expect(() => call('onHomepage', at, {})).toThrow('authorization');
  });
});
