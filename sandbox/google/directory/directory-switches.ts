/** What Google leaves open about the directory. */
import type { SwitchDeclaration } from '../../control/switches.ts';

export const DIRECTORY_SWITCHES: readonly SwitchDeclaration[] = [
  // Whether a person sees his own ADMINS_AND_SELF fields with viewType=domain_public is written nowhere.
  { name: 'google.directoryShowsSelf', values: [false, true], demo: false, harsh: false, unsettled: true },
];
