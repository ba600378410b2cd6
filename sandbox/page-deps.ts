/** What the page's server is given of the local world. */
import type { ControlDeps } from './control/control-deps.ts';
import { insideRoutes } from './control/ground-routes.ts';
import type { People } from './people.ts';
import { runCommand } from './script-command.ts';
import type { PageTopic, WebDeps } from './web/server.ts';

export function webDeps(deps: ControlDeps, people: People): WebDeps {
  const { ground, identity, calendar, gmail, webex, host, scripts } = deps;
  const tokens = new Map<string, string>();
  const tokenOf = (email: string): string => {
    const known = tokens.get(email);
    if (known !== undefined && identity.resolve(known)) return known;
    const token = people.pageToken(email);
    tokens.set(email, token);
    return token;
  };
  return {
    clock: () => ({ now: ground.clock.iso(), mode: ground.clock.mode }),
    hosts: () => ground.hosts.entries(),
    origins: () => ({
      google: people.origins.google,
      webex: `${people.origins.webex}/v1`,
      service: people.origins.service,
      admin: `${people.origins.service}/admin/`,
      control: people.origins.control,
    }),
    addon: () => {
      const { scriptId, solutions } = people.addon();
      return { scriptId, name: 'Webex scheduler', solutions };
    },
    accounts: () =>
      identity.accounts().map((account) => ({
        email: account.email,
        name: account.name,
        language: account.language,
        timeZone: account.timeZone,
        role: account.role,
        installed: people.installed(account.email),
        linked: people.linked(account.email),
        scopes: people.grantedScopes(account.email),
        token: tokenOf(account.email),
      })),
    act: (email, act, body) => host.act(email, act, body),
    consentSheet: (language) => host.consentSheet(people.scriptId, language),
    webexMeetings: () => webex.meetingsTruth(),
    mail: () => [...calendar.mails(), ...gmail.mails(), ...webex.mail()],
    onChange: (listener) => changes(deps, people, listener),
    inside: (server) => {
      insideRoutes(server, deps);
    },
    appsScript: (body) => runCommand({ identity, scripts, host }, body),
  };
}

/** Tells a page what to ask again. An account changes by a grant on either side; Webex says only that it changed. */
function changes(
  { ground, calendar, gmail, webex, identity }: ControlDeps,
  people: People,
  listener: (topic: PageTopic) => void,
): () => void {
  const linked = (): string =>
    identity
      .accounts()
      .filter(({ email }) => people.linked(email))
      .map(({ email }) => email)
      .join(' ');
  let before = linked();
  const stops = [
    calendar.onChange(() => {
      listener('calendar');
      listener('mail');
    }),
    webex.onChange(() => {
      listener('webex');
      listener('mail');
      const now = linked();
      if (now !== before) listener('accounts');
      before = now;
    }),
    gmail.box.onChange(() => {
      listener('inbox');
      listener('mail');
    }),
    ground.clock.onChange(() => {
      listener('clock');
    }),
    identity.onGrantChanged(() => {
      listener('accounts');
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
