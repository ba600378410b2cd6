/** OAuth scopes that local Google knows. A scope that is not here is refused as invalid, as Google does. */
import { DIRECTORY_SCOPES } from '../directory/access.ts';

const AUTH = 'https://www.googleapis.com/auth/';

export const OPENID = 'openid';
export const EMAIL = `${AUTH}userinfo.email`;
export const PROFILE = `${AUTH}userinfo.profile`;

const NAMES = [
  'userinfo.email',
  'userinfo.profile',
  'calendar',
  'calendar.readonly',
  'calendar.events',
  'calendar.events.readonly',
  'calendar.events.owned',
  'calendar.events.owned.readonly',
  'calendar.events.public.readonly',
  'calendar.events.freebusy',
  'calendar.freebusy',
  'calendar.app.created',
  'calendar.settings.readonly',
  'calendar.acls',
  'calendar.acls.readonly',
  'calendar.calendars',
  'calendar.calendars.readonly',
  'calendar.calendarlist',
  'calendar.calendarlist.readonly',
  'calendar.addons.execute',
  'calendar.addons.current.event.read',
  'calendar.addons.current.event.write',
  'gmail.addons.execute',
  'gmail.addons.current.message.metadata',
  'gmail.addons.current.message.readonly',
  'gmail.addons.current.message.action',
  'gmail.addons.current.action.compose',
  'gmail.readonly',
  'gmail.metadata',
  'gmail.compose',
  'gmail.send',
  'gmail.modify',
  'gmail.labels',
  'script.external_request',
  'script.scriptapp',
  'script.storage',
  'script.locale',
  'script.send_mail',
  'script.projects',
] as const;

const KNOWN: ReadonlySet<string> = new Set([
  OPENID,
  'https://mail.google.com/',
  'https://www.google.com/calendar/feeds',
  ...NAMES.map((name) => `${AUTH}${name}`),
  ...DIRECTORY_SCOPES,
]);

const ALIASES: ReadonlyMap<string, string> = new Map([
  ['email', EMAIL],
  ['profile', PROFILE],
]);

/** True for a scope one can grant. */
export function isKnownScope(scope: string): boolean {
  return KNOWN.has(scope) || ALIASES.has(scope);
}

/**
 * The scopes of a `scope` parameter as Google echoes them: short names written out, each once, and `openid`
 * added to either of the two that say who somebody is (clients know the warning "Scope has changed").
 */
export function canonicalScopes(parameter: string): readonly string[] {
  const scopes = parameter
    .split(/\s+/)
    .filter((scope) => scope !== '')
    .map((scope) => ALIASES.get(scope) ?? scope);
  return [
    ...new Set(scopes.some((scope) => scope === EMAIL || scope === PROFILE) ? [...scopes, OPENID] : scopes),
  ];
}

/** The scopes that only say who the person is: shown, but not refusable one by one. */
export const SIGN_IN_SCOPES: ReadonlySet<string> = new Set([OPENID, EMAIL, PROFILE]);
