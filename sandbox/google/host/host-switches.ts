/** What Google leaves open about the pages that call an add-on. */
import type { SwitchDeclaration } from '../../control/switches.ts';

export const HOST_SWITCHES: readonly SwitchDeclaration[] = [
  // Recorded event objects of unsaved events lack the id now and then.
  { name: 'google.unsavedEventId', values: [true, false], demo: true, harsh: false, unsettled: true },
  // Whether "Duplicate" takes an add-on's conference along, with all its parameters.
  { name: 'google.duplicateKeepsAddOnData', values: [true, false], demo: true, harsh: true, unsettled: true },
];
