/** Rights without which nothing works at all: said before anything is tried. */
import { missingRights, noticeCard } from '../cards/notice-cards.ts';
import type { World } from '../ports.ts';
import { audience } from './reader.ts';
import type { CardReply } from './reply.ts';

const NEEDED: readonly string[] = [
  'openid',
  '/userinfo.email',
  '/script.storage',
  '/script.external_request',
  '/calendar.events',
];

/** The card that says what is missing of what every meeting needs; undefined where nothing is. */
export function rightsCard(world: World): CardReply | undefined {
  const { missingScopes } = world.person;
  const needed = missingScopes.filter((scope) => NEEDED.some((end) => scope.endsWith(end)));
  if (needed.length === 0) return undefined;
  const { say } = audience(world);
  const [notice] = missingRights(say, needed, world.person.grantUrl);
  return notice && { kind: 'card', card: noticeCard(say, notice) };
}
