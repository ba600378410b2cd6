import type { Block } from './conferences.ts';
import type { EventReport } from './report.ts';
import type { EventCard } from './check.ts';
import type { Health } from './health.ts';

/**
 * What a card's button asks of the service.
 * - `remove`: the add-on has cleared the block of the event; start the grace at once.
 * - `undo`: take a removal back within its grace; the answer carries the block to put on the event again.
 * - `confirmDeletion` / `keepMeetings`: the answer to a stopped mass deletion.
 * - `hostMyself`: take over an unattended link or host an event of a shared calendar.
 * - `tryNow`: do now what is pending.
 * - `moveMeetings`: what was made with an earlier Webex account gets new meetings of the one connected now (the
 *   request's calendar says only who asks).
 */
export type CardAct =
  'remove' | 'undo' | 'confirmDeletion' | 'keepMeetings' | 'hostMyself' | 'tryNow' | 'moveMeetings';

export interface CardRequest {
  readonly contract: number;
  readonly act: CardAct;
  readonly calendarId: string;
  readonly eventId?: string;
  readonly event?: EventReport;
}

export interface CardAnswer {
  readonly card?: EventCard;
  readonly block?: Block;
  readonly health: Health;
}
