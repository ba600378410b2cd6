/** The manifest's scopes, for saying what was not granted; a test compares the list with the manifest. */
const AUTH = 'https://www.googleapis.com/auth/';

export const SCOPES: readonly string[] = [
  'openid',
  `${AUTH}userinfo.email`,
  `${AUTH}userinfo.profile`,
  `${AUTH}calendar.addons.execute`,
  `${AUTH}calendar.addons.current.event.read`,
  `${AUTH}calendar.addons.current.event.write`,
  `${AUTH}calendar.events`,
  `${AUTH}calendar.settings.readonly`,
  `${AUTH}script.external_request`,
  `${AUTH}script.locale`,
  `${AUTH}script.scriptapp`,
  `${AUTH}script.storage`,
];
