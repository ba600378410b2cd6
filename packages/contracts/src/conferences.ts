import type { EventReport } from './report.ts';
import type { Health } from './health.ts';

/** As `ConferenceDataService.ConferenceErrorType` names them. */
export type ConferenceErrorType =
  | 'AUTHENTICATION'
  | 'CONFERENCE_SOLUTION_FORBIDDEN'
  | 'PERMANENT'
  | 'PERMISSION_DENIED'
  | 'TEMPORARY'
  | 'UNKNOWN';

export interface CallInNumber {
  /** `tel:+1…,,<accessCode>#` */
  readonly uri: string;
  readonly passcode?: string;
  readonly tollFree?: boolean;
}

/** The conference data of one event, from which the add-on builds either ConferenceData or REST conference data. */
export interface Block {
  /** The meeting number. */
  readonly conferenceId: string;
  readonly video: { readonly uri: string; readonly meetingCode: string; readonly passcode?: string };
  readonly phones: readonly CallInNumber[];
  readonly sip?: string;
  /** Exactly `v, ref, gen, eventId`, all strings. */
  readonly parameters: {
    readonly v: string;
    readonly ref: string;
    readonly gen: string;
    readonly eventId: string;
  };
}

export interface ConferencesRequest {
  readonly contract: number;
  readonly calendarId: string;
  readonly eventId: string;
  /** The calendar's checkpoint as the add-on last stored it; absent on the first call. */
  readonly checkpoint?: string;
  /** `menu`: the create callback, no card, an error ends it · `card`: the card's Add, an outage leaves a wish. */
  readonly from: 'menu' | 'card';
  /** For defaults while the event does not exist: "<name>'s meeting", the zone of the placeholder hour. */
  readonly person: { readonly name?: string; readonly timeZone: string; readonly language: string };
  /** The event as it is, if it exists already; absent = Not Found (a draft). Content included. */
  readonly event?: EventReport;
}

export type ConferencesAnswer =
  | { readonly block: Block; readonly checkpoint: string; readonly health: Health }
  | {
      readonly error: {
        readonly type: ConferenceErrorType;
        /** Stable kebab-case code, shown on the card. */
        readonly code: string;
        /** Only with AUTHENTICATION. */
        readonly authenticationUrl?: string;
        /** When it is tried next, or mends itself (ISO instant). */
        readonly until?: string;
      };
      readonly health: Health;
    };
