/**
 * What crosses the wire between the add-on (in Google) and the add-on service. Types only: the add-on imports
 * nothing else. The service's validators are in `validators.ts`.
 *
 * The conversation (all POST, JSON, `Authorization: Bearer <Google ID token>`, or `Addon <Health.credential>` in a
 * trigger without one):
 * - `/addon/v1/conferences`: the person picked "Webex Meeting" (or the card's Add): answer a block or an error.
 * - `/addon/v1/changes`: what changed on a calendar, as it is *now*: answer an outcome per event.
 * - `/addon/v1/check`: hourly, on opening the homepage or an event: answer what is wanted, and card states.
 * - `/addon/v1/cards`: a button on a card that needs the service (undo, confirm a mass deletion, …).
 */
export type { CardRequest, CardAnswer, CardAct } from './cards.ts';
export type { ChangesRequest, ChangesAnswer, Outcome, PatchResult } from './changes.ts';
export type { CheckRequest, CheckAnswer, CardState, EventCard, AddonHealth } from './check.ts';
export type {
  Block,
  CallInNumber,
  ConferenceErrorType,
  ConferencesRequest,
  ConferencesAnswer,
} from './conferences.ts';
export type { Copy, EventReport, EventTime, Guest, SeenBlock, Tombstone } from './report.ts';
export type { Health, OrganisationMode, Want } from './health.ts';

/** The version of this contract that this source speaks. The service accepts it and the one before. */
export type ContractVersion = 1;

/** The body of every refusal: 400 `bad-request`, 401 `not-signed-in`, 403 …, 409 `contract-outdated`, 429, 503. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  /** Where to go next, if there is such a place. */
  readonly help?: string;
}
