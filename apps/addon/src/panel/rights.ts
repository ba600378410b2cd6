/** Rights without which nothing works at all: said before anything is tried. */
import { failureNotice } from '../cards/failure-notice.ts';
import { missingRights, noticeCard } from '../cards/notice-cards.ts';
import type { World } from '../ports.ts';
import { audience } from './reader.ts';
import type { Reply } from './reply.ts';

const NEEDED: readonly string[] = [
  'openid',
  '/userinfo.email',
  '/script.storage',
  '/script.external_request',
  '/calendar.events',
];

/** Whether something is missing that every meeting needs. */
export function lacksRights(world: World): boolean {
  return world.person.missingScopes.some((scope) => NEEDED.some((end) => scope.endsWith(end)));
}

/** The card that says what is missing; undefined where nothing needed is. */
export function rightsCard(world: World): Reply | undefined {
  if (!lacksRights(world)) return undefined;
  const { say } = audience(world);
  const { missingScopes, grantUrl } = world.person;
  const needed = missingScopes.filter((scope) => NEEDED.some((end) => scope.endsWith(end)));
  const notice = missingRights(say, needed, grantUrl)[0] ?? failureNotice(say, 'rights-missing');
  return { kind: 'card', card: noticeCard(say, notice) };
}
