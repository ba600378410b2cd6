/** What an entry point hands back to the host, as plain values; `platform/` builds Google's responses of it. */
import type { Block } from '@webex-scheduler/contracts';
import type { ConferenceResource } from '../calendar/event.ts';
import type { CardModel } from '../cards/card-model.ts';

export type Reply =
  /** A card: as it is for a trigger, in place of the one shown for a button. */
  | { readonly kind: 'card'; readonly card: CardModel; readonly notice?: string }
  /** A card on top of the one shown. */
  | { readonly kind: 'push'; readonly card: CardModel }
  /** Back to the card below. */
  | { readonly kind: 'back' }
  /** The person has to connect Webex first. */
  | { readonly kind: 'signIn'; readonly url: string }
  /** The block goes on the open event and waits there until the person saves. */
  | { readonly kind: 'conference'; readonly block: Block }
  | { readonly kind: 'open'; readonly url: string };

/** What the host tells of the open event; nothing of it is content. */
export interface HostEvent {
  readonly calendarId: string;
  /** Absent on an event that was not saved, in some hosts. */
  readonly eventId?: string;
  readonly conferenceData?: ConferenceResource;
  /** Whether the person may put a conference on it. */
  readonly canSetConference: boolean;
}

/** What a host shows of its own accord: a card, or the one that asks to connect. */
export type Opened = Extract<Reply, { kind: 'card' | 'signIn' }>;
/** A card, whatever else could have been answered. */
export type CardReply = Extract<Reply, { kind: 'card' }>;
/** What an entry of the menu leads to. */
export type MenuReply = Extract<Reply, { kind: 'card' | 'open' }>;
