/** What Google Calendar's own page needs of the other platforms. The classes of the sandbox satisfy it. */
import type { ExecuteRequest, ExecutionResult } from '../../apps-script/execution.ts';
import type { Manifest } from '../../apps-script/project.ts';
import type { Ground } from '../../control/ground.ts';
import type { Store } from '../../control/store.ts';
import type { Calendar } from '../calendar/calendar.ts';
import type { Gmail } from '../gmail/gmail.ts';
import type { Identity } from '../identity/identity.ts';
import type { Installations } from '../identity/installations.ts';

export type CalendarPort = Pick<
  Calendar,
  | 'getEvent'
  | 'listEvents'
  | 'insertEvent'
  | 'patchEvent'
  | 'updateEvent'
  | 'deleteEvent'
  | 'restoreEvent'
  | 'changeOwner'
  | 'changeSettings'
>;

export type GmailPort = Pick<Gmail, 'open' | 'box'>;

export interface ScriptsPort {
  manifest(scriptId: string): Manifest | undefined;
  execute(request: ExecuteRequest): Promise<ExecutionResult>;
}

export interface HostDeps {
  readonly ground: Ground;
  readonly store: Store;
  readonly identity: Identity;
  readonly installations: Installations;
  readonly calendar: CalendarPort;
  /** Absent where there is no mail. */
  readonly gmail?: GmailPort;
  readonly scripts: ScriptsPort;
}
