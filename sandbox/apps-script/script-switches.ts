/** What Google leaves open about scripts and triggers, one switch per open fact. */
import type { SwitchDeclaration } from '../control/switches.ts';

export const SCRIPT_SWITCHES: readonly SwitchDeclaration[] = [
  // "About a minute", say the people who measured; nobody promises anything.
  { name: 'google.triggerDelay', values: [], demo: 300, harsh: 45_000, unsettled: true },
  { name: 'google.triggerDuplicates', values: [true, false], demo: false, harsh: true, unsettled: true },
  { name: 'google.triggerCoalesce', values: [true, false], demo: false, harsh: true, unsettled: true },
  // One page says that API requests fire nothing; authors of running scripts say they do.
  { name: 'google.selfWritesFire', values: [true, false], demo: true, harsh: true, unsettled: true },
  { name: 'google.triggerRuntimeS', values: [360, 30], demo: 360, harsh: 30, unsettled: true },
  { name: 'google.triggerMinutesPerDay', values: [], demo: 360, harsh: 90, unsettled: false },
  {
    name: 'google.idTokenInTriggers',
    values: ['given', 'null'],
    demo: 'given',
    harsh: 'null',
    unsettled: true,
  },
  // Exceptions speak the person's language; off only for who would rather read them in English.
  { name: 'google.localisedErrors', values: [true, false], demo: true, harsh: true, unsettled: false },
  // Characters; the reference says one, people who were refused say the other.
  { name: 'google.authenticationUrlMax', values: [1300, 1800], demo: 1800, harsh: 1300, unsettled: true },
  {
    name: 'google.uninstallClearsProperties',
    values: [true, false],
    demo: false,
    harsh: true,
    unsettled: true,
  },
];
