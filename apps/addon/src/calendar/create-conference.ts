/** "Webex Meeting" was picked for an event: ask the service for its block, and listen to that calendar from now on. */
import type { ConferenceErrorType, ConferencesAnswer } from '@webex-scheduler/contracts';
import type { World } from '../ports.ts';
import { CONTRACT, ServiceError } from '../service-client.ts';
import { loadState, saveState } from '../sync/calendar-state.ts';
import { toReport } from '../sync/report.ts';
import { ensureTriggers, follow } from './followed.ts';
import { keepHealth } from './health.ts';
import { given } from '../given.ts';

export interface EventKey {
  readonly calendarId: string;
  readonly eventId: string;
}

export type Creation =
  | Extract<ConferencesAnswer, { block: unknown }>
  | { readonly error: Extract<ConferencesAnswer, { error: unknown }>['error'] };

/**
 * A block for the event, or a typed error. The event may not exist yet: Calendar calls while the editor is open, with
 * an id that the event keeps once saved.
 */
export function createConference(world: World, key: EventKey, from: 'menu' | 'card'): Creation {
  const state = loadState(world.keep, key.calendarId);
  const event = world.calendars.get(key.calendarId, key.eventId);
  const answer = ask(world, {
    contract: CONTRACT,
    ...key,
    from,
    ...given({ checkpoint: state.checkpoint }),
    person: {
      ...given({ name: world.person.name }),
      timeZone: world.person.timeZone,
      language: world.person.locale,
    },
    ...(event === null ? {} : { event: toReport(event, true) }),
  });
  if (!('block' in answer)) return answer;
  saveState(world.keep, state, { ...state, checkpoint: answer.checkpoint });
  follow(world, key.calendarId);
  ensureTriggers(world);
  return answer;
}

function ask(world: World, request: Parameters<World['service']['conferences']>[0]): Creation {
  try {
    const answer = world.service.conferences(request);
    keepHealth(world, answer.health);
    return answer;
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    world.log(`create-failed ${error.code}`);
    return { error: { type: errorType(error), code: error.code } };
  }
}

/** What Calendar is told where the service refused or did not answer. */
function errorType(error: ServiceError): ConferenceErrorType {
  if (error.status === 401) return 'PERMISSION_DENIED';
  if (error.status === 403) return 'CONFERENCE_SOLUTION_FORBIDDEN';
  if (error.status === 409 || error.status === 400) return 'PERMANENT';
  return 'TEMPORARY';
}
