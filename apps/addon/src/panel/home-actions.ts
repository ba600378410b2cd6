/** What the buttons of the homepage and the menu do. */
import type { Health } from '@webex-scheduler/contracts';
import * as messages from '@webex-scheduler/locales/messages';
import { keepHealth, lastHealth, leaveOld } from '../calendar/health.ts';
import { noticeCard, signInCard } from '../cards/notice-cards.ts';
import type { World } from '../ports.ts';
import { CONTRACT, ServiceError } from '../service-client.ts';
import { check } from '../sync/hourly.ts';
import { startRun } from '../sync/run.ts';
import { WAITING_MS } from './event-panel.ts';
import { failed } from './failed.ts';
import { openHome } from './home-panel.ts';
import { audience } from './reader.ts';
import type { CardReply, MenuReply, Reply } from './reply.ts';

/** The answer to a stopped mass deletion, or to whether meetings of an earlier Webex account move. */
export function answer(
  world: World,
  calendarId: string,
  act: 'confirmDeletion' | 'keepMeetings' | 'moveMeetings',
): Reply {
  try {
    keepHealth(world, world.service.card({ contract: CONTRACT, act, calendarId }).health);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return failed(world, error.code);
  }
  return openHome(world);
}

/** Meetings of an earlier Webex account stay there: not asked again, unless yet another account is connected. */
export function leaveMeetings(world: World): Reply {
  leaveOld(world, lastHealth(world.cache).health);
  return openHome(world);
}

/** The card behind Google's "authorisation needed", with the page to connect on. */
export function signIn(world: World): CardReply {
  return withHealth(world, ({ linkUrl }) => ({
    kind: 'card',
    card: signInCard(audience(world).say, linkUrl),
  }));
}

/** The person's own page at the service. */
export function openPrivacy(world: World): MenuReply {
  return withHealth(world, ({ privacyUrl }) => ({ kind: 'open', url: privacyUrl }));
}

/** What the service last said of its pages is as good as new; it is asked only where that is gone. */
function withHealth<Given>(world: World, reply: (health: Health) => Given): Given | CardReply {
  const { health } = lastHealth(world.cache);
  if (health !== undefined) return reply(health);
  const asked = check(startRun(world, WAITING_MS, false), { cause: 'home' });
  return asked instanceof ServiceError ? failed(world, asked.code) : reply(asked.health);
}

/** What to do with the add-on, in a sentence. */
export function help(world: World): CardReply {
  const { say } = audience(world);
  return {
    kind: 'card',
    card: noticeCard(say, { icon: 'info', title: say(messages.helpT), body: say(messages.helpB) }),
  };
}
