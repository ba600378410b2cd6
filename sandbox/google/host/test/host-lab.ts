/** A host with real identity and real calendars, and an add-on whose functions a test writes down as answers. */
import type { ExecuteRequest, ExecutionResult, ResultKind } from '../../../apps-script/execution.ts';
import type { Manifest } from '../../../apps-script/project.ts';
import type { Ground } from '../../../control/ground.ts';
import { Store } from '../../../control/store.ts';
import { Calendar } from '../../calendar/calendar.ts';
import type { EventResource } from '../../calendar/event-resource-type.ts';
import { Identity } from '../../identity/identity.ts';
import { Installations } from '../../identity/installations.ts';
import { quietGround } from '../../identity/test/identity-lab.ts';
import { Host } from '../host.ts';

export const ADA = 'ada@example.org';
export const BEN = 'ben@example.org';
export const SCRIPT = 'script-of-rooms';
const AUTH = 'https://www.googleapis.com/auth/';
export const EVENT_READ = `${AUTH}calendar.addons.current.event.read`;
export const EVENT_WRITE = `${AUTH}calendar.addons.current.event.write`;
export const LOCALE = `${AUTH}script.locale`;
export const LOGO = 'https://lh3.googleusercontent.com/room';

export const MANIFEST: Manifest = {
  timeZone: 'Etc/UTC',
  oauthScopes: [EVENT_READ, EVENT_WRITE, LOCALE],
  addOns: {
    common: {
      name: 'Example rooms',
      logoUrl: LOGO,
      useLocaleFromApp: true,
      homepageTrigger: { runFunction: 'onHome' },
    },
    calendar: {
      currentEventAccess: 'READ_WRITE',
      eventOpenTrigger: { runFunction: 'onOpen' },
      conferenceSolution: [{ id: 'room', name: 'Example Room', logoUrl: LOGO, onCreateFunction: 'onCreate' }],
    },
  },
};

type Answer =
  | Partial<ExecutionResult>
  | ((request: ExecuteRequest) => Partial<ExecutionResult> | Promise<Partial<ExecutionResult>>);

export interface HostLab {
  readonly ground: Ground;
  readonly identity: Identity;
  readonly installations: Installations;
  readonly calendar: Calendar;
  readonly host: Host;
  readonly calls: ExecuteRequest[];
  /** What each function of the add-on answers. */
  readonly answers: Map<string, Answer>;
  manifest: Manifest;
  act<T = Record<string, unknown>>(email: string, act: string, body?: unknown): Promise<T>;
  events(email: string): readonly EventResource[];
  /** The event object of the last call. */
  event(): Record<string, unknown>;
  /** Starts again on the same data, as after a restart. */
  again(): HostLab;
}

export function hostLab(store: Store = Store.open(), ground: Ground = quietGround()): HostLab {
  const identity = new Identity(ground, store);
  const calls: ExecuteRequest[] = [];
  const answers = new Map<string, Answer>();
  const scripts = {
    manifest: (scriptId: string) => (scriptId === SCRIPT ? lab.manifest : undefined),
    execute: async (request: ExecuteRequest): Promise<ExecutionResult> => {
      calls.push(request);
      const answer = answers.get(request.function) ?? {
        error: { name: 'Error', message: 'no such function', stack: '' },
        kind: 'error',
      };
      const given = typeof answer === 'function' ? await answer(request) : answer;
      return { result: null, kind: 'value', logs: [], error: null, durationMs: 1, ...given };
    },
  };
  const installations = new Installations(ground, store, identity, scripts);
  const calendar = new Calendar(ground, store, identity, (scriptId, email) =>
    installations.solutionsOf(scriptId, email),
  );
  const host = new Host({ ground, store, identity, installations, calendar, scripts });
  host.useAddon(SCRIPT);
  if (identity.accounts().length === 0) {
    identity.addAccount({
      email: ADA,
      name: 'Ada Lovelace',
      language: 'fr',
      timeZone: 'Europe/Paris',
      role: 'admin',
    });
    identity.addAccount({ email: BEN, name: 'Ben Durand', language: 'en', timeZone: 'Europe/London' });
    for (const email of [ADA, BEN]) calendar.provision(email);
  }
  const lab: HostLab = {
    ground,
    identity,
    installations,
    calendar,
    host,
    calls,
    answers,
    manifest: MANIFEST,
    act: async <T>(email: string, act: string, body: unknown = {}) => (await host.act(email, act, body)) as T,
    events: (email) => calendar.state(email),
    event: () => (calls.at(-1)?.args?.[0] ?? {}) as Record<string, unknown>,
    again: () => hostLab(store, ground),
  };
  return lab;
}

export function built(kind: ResultKind, result: unknown): Partial<ExecutionResult> {
  return { kind, result };
}

/** ConferenceData as the script platform hands it over. */
export const CONFERENCE = {
  conferenceId: '2550 123',
  entryPoints: [
    { entryPointType: 'video', uri: 'https://rooms.example/j/1', meetingCode: '2550 123', passcode: 'p' },
    { regionCode: 'US', entryPointType: 'phone', uri: 'tel:+1-555-0100,,2550123#', passcode: '77' },
    { entryPointType: 'sip', uri: 'sip:2550123@rooms.example' },
  ],
  conferenceSolution: { key: { type: 'addOn' } },
  parameters: { addOnParameters: { parameters: { scriptId: 'claimed', v: '1', ref: 'abc' } } },
};

export const TIMES = {
  start: { dateTime: '2026-03-03T10:00:00+01:00', timeZone: 'Europe/Paris' },
  end: { dateTime: '2026-03-03T10:45:00+01:00', timeZone: 'Europe/Paris' },
};

/** Parts of cards, as Google's card JSON. */
export const button = (name: string, parameters: { key: string; value: string }[] = []): unknown => ({
  text: name,
  onClick: { action: { function: name, parameters } },
});
export const card = (title: string, ...widgets: unknown[]): Record<string, unknown> => ({
  header: { title },
  name: title,
  sections: [{ widgets }],
});
export const respond = (
  action: Record<string, unknown>,
  more: Record<string, unknown> = {},
): ReturnType<typeof built> => built('actionResponse', { renderActions: { action }, ...more });

export async function savedEvent(
  lab: HostLab,
  email: string,
  resource: Record<string, unknown> = {},
): Promise<string> {
  const { draft, eventId } = await lab.act<{ draft: string; eventId: string }>(email, 'newEvent', {
    resource: { summary: 'Secret title', ...TIMES, ...resource },
  });
  await lab.act(email, 'save', { draft });
  return eventId;
}

export interface View {
  readonly draft: string;
  readonly card: { header: { title: string } } | null;
  readonly error?: { code: string };
}

export function open(lab: HostLab, email: string, eventId: string): Promise<View> {
  return lab.act<View>(email, 'openEvent', { eventId });
}
