/** Which scopes each call needs, and Google's sentence where none of them was granted. */
import type { Project } from '../project.ts';
import type { Caller } from './host-call.ts';
import { ServiceException } from './host-call.ts';

const AUTH = 'https://www.googleapis.com/auth';
const FEEDS = 'https://www.google.com/calendar/feeds';

export const CALENDAR_TRIGGER_SCOPES = [
  `${AUTH}/calendar`,
  `${AUTH}/calendar.readonly`,
  `${AUTH}/calendar.events`,
  `${AUTH}/calendar.events.readonly`,
];
// `calendar.events` is not among them: the built-in Calendar service never took it.
export const CALENDAR_APP_READ = [`${AUTH}/calendar`, `${AUTH}/calendar.readonly`, FEEDS];
export const CALENDAR_APP_WRITE = [`${AUTH}/calendar`, FEEDS];
const SCRIPT_APP = [`${AUTH}/script.scriptapp`];
const EMAIL = [`${AUTH}/userinfo.email`];

const MAIL = 'https://mail.google.com/';
const ADD_ON_MESSAGE = ['metadata', 'readonly', 'action'].map(
  (name) => `${AUTH}/gmail.addons.current.message.${name}`,
);
/** The built-in mail services: the whole box, the message that is open, a draft, a mail. */
export const GMAIL = {
  all: [MAIL],
  open: [MAIL, ...ADD_ON_MESSAGE],
  draft: [MAIL, `${AUTH}/gmail.addons.current.action.compose`],
  send: [`${AUTH}/script.send_mail`, MAIL],
};

/** Host call → alternatives, one of which must have been granted. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  'ScriptApp.deleteTrigger': SCRIPT_APP,
  'ScriptApp.getProjectTriggers': SCRIPT_APP,
  'ScriptApp.newTrigger': SCRIPT_APP,
  'Session.getActiveUser': EMAIL,
  'Session.getEffectiveUser': EMAIL,
  'UrlFetchApp.fetch': [`${AUTH}/script.external_request`],
  'UrlFetchApp.fetchAll': [`${AUTH}/script.external_request`],
};

/** @throws {ServiceException} with Google's sentence where `caller` has none of the scopes that `method` takes. */
export function checkScopes(caller: Caller, method: string, alternatives = REQUIRED[method]): void {
  if (!alternatives || alternatives.some((scope) => caller.scopes.has(scope))) return;
  throw new ServiceException(
    `Specified permissions are not sufficient to call ${method}. Required permissions: ${alternatives.join(' || ')}`,
  );
}

const INFERRED: readonly (readonly [pattern: RegExp, scope: string])[] = [
  [/\bUrlFetchApp\b/, `${AUTH}/script.external_request`],
  [/\bScriptApp\s*\.\s*(newTrigger|getProjectTriggers|deleteTrigger)\b/, `${AUTH}/script.scriptapp`],
  [/\bSession\s*\.\s*get(Active|Effective)User\b/, `${AUTH}/userinfo.email`],
  [/\bCalendarApp\b/, FEEDS],
  [/\bGmailApp\b/, MAIL],
  [/\bMailApp\b/, `${AUTH}/script.send_mail`],
];

/** What a project that enables the Directory asks for, by the collections that its code names. */
const OF_DIRECTORY: readonly (readonly [collections: RegExp, scope: string])[] = [
  [/\.\s*Users\b/, 'user'],
  [/\.\s*(Groups|Members)\b/, 'group'],
  [/\.\s*Orgunits\b/, 'orgunit'],
  [/\.\s*Schemas\b/, 'userschema'],
  [/\.\s*(Domains|DomainAliases)\b/, 'domain'],
  [/\.\s*Customers\b/, 'customer'],
  [/\.\s*Resources\s*\.\s*(Buildings|Calendars|Features)\b/, 'resource.calendar'],
  [/\.\s*(Roles|RoleAssignments|Privileges)\b/, 'rolemanagement'],
  [/\.\s*(Asps|Tokens|VerificationCodes)\b|\.\s*signOut\b/, 'user.security'],
  [/\.\s*Chromeosdevices\b/, 'device.chromeos'],
  [/\.\s*Mobiledevices\b/, 'device.mobile'],
];

const OF_ADVANCED: Readonly<Record<string, readonly string[]>> = {
  calendar: [`${AUTH}/calendar`],
  gmail: [MAIL],
};

/** What a project asks for: its manifest's list, else what Google would work out from its code. */
export function scopesOf(project: Project): readonly string[] {
  const { oauthScopes, dependencies } = project.manifest;
  if (oauthScopes) return oauthScopes;
  const code = project.files
    .filter(({ kind }) => kind === 'script')
    .map(({ source }) => source)
    .join('\n');
  const enabled = (dependencies?.enabledAdvancedServices ?? []).map(({ serviceId }) => serviceId);
  return [
    ...new Set([
      ...INFERRED.filter(([pattern]) => pattern.test(code)).map(([, scope]) => scope),
      ...enabled.flatMap((serviceId) =>
        serviceId === 'admin' ? directoryScopes(code) : (OF_ADVANCED[serviceId] ?? []),
      ),
    ]),
  ];
}

function directoryScopes(code: string): readonly string[] {
  const found = OF_DIRECTORY.filter(([collections]) => collections.test(code)).map(([, scope]) => scope);
  return (found.length === 0 ? ['user'] : found).map((scope) => `${AUTH}/admin.directory.${scope}`);
}
