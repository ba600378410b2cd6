import type {
  CardAnswer,
  CardRequest,
  ChangesAnswer,
  ChangesRequest,
  CheckAnswer,
  CheckRequest,
  ConferencesAnswer,
  ConferencesRequest,
} from '@webex-scheduler/contracts';
import type { Disconnected } from '../sync/disconnect.ts';
import type { Reporter } from '../sync/world.ts';

/** What the edge asks of the loop. */
export interface SyncDoor {
  report(reporter: Reporter, request: ChangesRequest): Promise<ChangesAnswer>;
  conference(reporter: Reporter, request: ConferencesRequest): Promise<ConferencesAnswer>;
  check(reporter: Reporter, request: CheckRequest): Promise<CheckAnswer>;
  card(reporter: Reporter, request: CardRequest): Promise<CardAnswer>;
  /** Ends what was linked: `keep` leaves future meetings at Webex, `cancel` has them deleted. */
  disconnect(
    account: { readonly orgId: string; readonly accountId: string },
    meetings: 'keep' | 'cancel',
  ): Promise<Disconnected>;
}
