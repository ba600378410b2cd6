/** Every switch of the local platforms, in one list: what `--flip-each` goes through and what tests are held against. */
import { SCRIPT_SWITCHES } from './apps-script/script-switches.ts';
import type { SwitchDeclaration } from './control/switches.ts';
import { CALENDAR_SWITCHES } from './google/calendar/calendar-switches.ts';
import { DIRECTORY_SWITCHES } from './google/directory/directory-switches.ts';
import { HOST_SWITCHES } from './google/host/host-switches.ts';
import { WEBEX_SWITCHES } from './webex/webex-switches.ts';

export const ALL_SWITCHES: readonly SwitchDeclaration[] = [
  ...CALENDAR_SWITCHES,
  ...SCRIPT_SWITCHES,
  ...HOST_SWITCHES,
  ...DIRECTORY_SWITCHES,
  ...WEBEX_SWITCHES,
];
