/**
 * The entry points: the only global functions of the script, called by the manifest, by triggers and by cards. Each
 * makes this execution's world and hands over.
 */
import { createConference } from './calendar/create-conference.ts';
import { ensureTriggers } from './calendar/followed.ts';
import { press } from './panel/buttons.ts';
import { openEvent } from './panel/event-panel.ts';
import * as homeActions from './panel/home-actions.ts';
import { openHome } from './panel/home-panel.ts';
import { creationData } from './platform/conference-data.ts';
import { actOf, hostEvent } from './platform/host-event.ts';
import type { AddonEvent, CalendarTriggerEvent, CreateEvent } from './platform/host-event.ts';
import { respondToAction, respondToMenu, respondToTrigger } from './platform/render.ts';
import type { Response } from './platform/render.ts';
import { world } from './platform/world.ts';
import { catchUp } from './sync/catch-up.ts';
import { hourly, SLICE_MS } from './sync/hourly.ts';
import { leaveMark } from './sync/marks.ts';
import { startRun } from './sync/run.ts';

/** Time for what is due before a meeting is made: somebody waits at the editor. */
const BEFORE_CREATE_MS = 3_000;

/**
 * "Webex Meeting" was picked in the event editor. The triggers come first: a create that ends in an error, or is
 * killed, is cleared up by the hourly check, so that has to exist by then.
 */
export function onCreateConference({
  eventData: { calendarId = '', eventId = '' } = {},
}: CreateEvent): GoogleAppsScript.Conference_Data.ConferenceData {
  const here = world({});
  ensureTriggers(here);
  catchUp(startRun(here, BEFORE_CREATE_MS, false), 0);
  return creationData(createConference(here, { calendarId, eventId }, 'menu'));
}

/** Something changed on a calendar. The mark comes first: Google may end this execution at any line. */
export function onCalendarChanged(e: CalendarTriggerEvent): void {
  const here = world({});
  const { calendarId = here.person.email } = e;
  leaveMark(here.keep, calendarId, here.newId());
  ensureTriggers(here);
  catchUp(startRun(here, SLICE_MS, true), 500);
}

/** Once an hour. */
export function onHourly(): void {
  hourly(world({}));
}

/** The panel without an open event. */
export function onHomepage(e: AddonEvent): Response {
  return respondToTrigger(openHome(world(e)));
}

/** An event was opened. */
export function onEventOpen(e: AddonEvent): Response {
  return respondToTrigger(openEvent(world(e), hostEvent(e)));
}

/** The card that Google shows while Webex is not connected. */
export function onSignIn(e: AddonEvent): Response {
  return respondToTrigger(homeActions.signIn(world(e)));
}

/** A button of a card was pressed; its parameters say which. */
export function onButton(e: AddonEvent): Response {
  return respondToAction(press(world(e), hostEvent(e), actOf(e)));
}

/** Menu: my privacy page. */
export function onOpenPrivacy(e: AddonEvent): Response {
  return respondToMenu(homeActions.openPrivacy(world(e)));
}

/** Menu: help. */
export function onHelp(e: AddonEvent): Response {
  return respondToMenu(homeActions.help(world(e)));
}
