/** The card that says that something was refused, or failed. */
import { domainOf } from '../calendar/guests.ts';
import { lastHealth } from '../calendar/health.ts';
import { failureNotice } from '../cards/failure-notice.ts';
import { noticeCard } from '../cards/notice-cards.ts';
import type { World } from '../ports.ts';
import { audience } from './reader.ts';
import type { CardReply } from './reply.ts';

/** What `code` means for the person, with whom to ask. */
export function failed(world: World, code: string): CardReply {
  const { say } = audience(world);
  const domain = domainOf(world.person.email);
  const { health } = lastHealth(world.cache);
  return { kind: 'card', card: noticeCard(say, failureNotice(say, code, health?.contact, domain)) };
}
