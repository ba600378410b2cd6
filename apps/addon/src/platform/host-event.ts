/** What Google hands to the entry points, as far as it is read here. */
import type { ConferenceResource } from '../calendar/event.ts';
import type { HostEvent } from '../panel/reply.ts';
import { given } from '../given.ts';

/** An add-on event: cards and buttons. The published types lack the calendar part's real shape. */
export interface AddonEvent {
  readonly commonEventObject?: {
    readonly userLocale?: string;
    readonly timeZone?: { readonly id?: string };
    readonly parameters?: Readonly<Record<string, string>>;
  };
  readonly calendar?: {
    readonly calendarId?: string;
    readonly id?: string;
    readonly conferenceData?: ConferenceResource;
    readonly capabilities?: { readonly canSetConferenceData?: boolean };
  };
}

/** A calendar trigger's event: which calendar, never which event. */
export interface CalendarTriggerEvent {
  readonly calendarId?: string;
}

/** The create callback's event: two ids, and the event itself may not exist yet. */
export interface CreateEvent {
  readonly eventData?: { readonly calendarId?: string; readonly eventId?: string };
}

/** The event a card or button is about: the open one, and where a button names one, that. */
export function hostEvent({
  commonEventObject: { parameters = {} } = {},
  calendar = {},
}: AddonEvent): HostEvent {
  const { calendarId = calendar.calendarId ?? '', eventId = calendar.id } = parameters;
  const { conferenceData, capabilities = {} } = calendar;
  return {
    calendarId,
    ...given({ eventId, conferenceData }),
    canSetConference: capabilities.canSetConferenceData === true,
  };
}

/** Which button was pressed. */
export function actOf({ commonEventObject: { parameters = {} } = {} }: AddonEvent): string | undefined {
  return parameters['act'];
}
