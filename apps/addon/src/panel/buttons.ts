/** What each button does. */
import type { Act } from '../cards/card-model.ts';
import type { World } from '../ports.ts';
import {
  addWebex,
  askRemove,
  hostMyself,
  keepBoth,
  removeWebex,
  tellOutside,
  tryNow,
  undoRemove,
} from './event-actions.ts';
import { openEvent } from './event-panel.ts';
import { answer, leaveMeetings } from './home-actions.ts';
import { openHome } from './home-panel.ts';
import type { HostEvent, Reply } from './reply.ts';

type Button = (world: World, host: HostEvent) => Reply;

const refresh: Button = (world, host) =>
  host.eventId === undefined ? openHome(world) : openEvent(world, host);

const BUTTONS: Readonly<Record<Act, Button>> = {
  add: addWebex,
  remove: askRemove,
  confirmRemove: removeWebex,
  keep: () => ({ kind: 'back' }),
  undo: undoRemove,
  tryNow,
  refresh,
  keepBoth,
  tell: tellOutside,
  hostMyself,
  confirmDeletion: (world, host) => answer(world, host.calendarId, 'confirmDeletion'),
  keepMeetings: (world, host) => answer(world, host.calendarId, 'keepMeetings'),
  moveMeetings: (world) => answer(world, world.person.email, 'moveMeetings'),
  leaveMeetings,
};

/** A button was pressed. One that this bundle does not know stands on a card of another version: that is shown anew. */
export function press(world: World, host: HostEvent, act: string | undefined): Reply {
  return isAct(act) ? BUTTONS[act](world, host) : refresh(world, host);
}

function isAct(name: string | undefined): name is Act {
  return Object.keys(BUTTONS).some((act) => act === name);
}
