/** What the buttons of the homepage and the menu do. */
import * as messages from '@webex-scheduler/locales/messages';
import { keepHealth, lastHealth } from '../calendar/health.ts';
import { noticeCard, signInCard } from '../cards/notice-cards.ts';
import type { World } from '../ports.ts';
import { CONTRACT, ServiceError } from '../service-client.ts';
import { check } from '../sync/hourly.ts';
import { startRun } from '../sync/run.ts';
import { WAITING_MS } from './event-panel.ts';
import { failed } from './failed.ts';
import { openHome } from './home-panel.ts';
import { audience } from './reader.ts';
import type { Reply } from './reply.ts';

/** The answer to a stopped mass deletion. */
export function answerDeletion(
  world: World,
  calendarId: string,
  act: 'confirmDeletion' | 'keepMeetings',
): Reply {
  try {
    keepHealth(world, world.service.card({ contract: CONTRACT, act, calendarId }).health);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return failed(world, error.code);
  }
  return openHome(world);
}

/** The card behind Google's "authorisation needed": asks for the page to connect on once more, it may have changed. */
export function signIn(world: World): Reply {
  const known = lastHealth(world.cache)?.health.linkUrl;
  if (known !== undefined) return { kind: 'card', card: signInCard(audience(world).say, known) };
  const answer = check(startRun(world, WAITING_MS, false), { cause: 'home' });
  if (answer instanceof ServiceError) return failed(world, answer.code);
  return { kind: 'card', card: signInCard(audience(world).say, answer.health.linkUrl) };
}

/** The person's own page at the service. */
export function openPrivacy(world: World): Reply {
  const known = lastHealth(world.cache)?.health.privacyUrl;
  if (known !== undefined) return { kind: 'open', url: known };
  const answer = check(startRun(world, WAITING_MS, false), { cause: 'home' });
  return answer instanceof ServiceError
    ? failed(world, answer.code)
    : { kind: 'open', url: answer.health.privacyUrl };
}

/** What to do with the add-on, in a sentence. */
export function help(world: World): Reply {
  const { say } = audience(world);
  return {
    kind: 'card',
    card: noticeCard(say, { icon: 'info', title: say(messages.helpT), body: say(messages.helpB) }),
  };
}
