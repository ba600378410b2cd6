import type { SwitchValue } from '../../control/switches.ts';
import type { WebexOnPort } from './webex-on-port.ts';

/** What a client of a new local Webex sees, over HTTP, where a switch has this value. */
export type SwitchRow = readonly [
  name: string,
  value: SwitchValue,
  seen: (local: WebexOnPort) => Promise<unknown>,
  means: unknown,
];
