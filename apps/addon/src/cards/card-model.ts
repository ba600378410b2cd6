/** A card as plain values: what `platform/` turns into Google's builders, and what tests compare. */

/** Names of Google's Material icons that cards use; the page of the local platform draws the same names. */
export type IconName =
  | 'account_circle'
  | 'admin_panel_settings'
  | 'check_circle'
  | 'content_copy'
  | 'delete'
  | 'description'
  | 'error'
  | 'event_available'
  | 'event_busy'
  | 'history'
  | 'hourglass_top'
  | 'info'
  | 'link'
  | 'link_off'
  | 'lock'
  | 'person'
  | 'person_off'
  | 'swap_horiz'
  | 'sync'
  | 'tag'
  | 'verified_user'
  | 'videocam'
  | 'warning';

export interface Icon {
  readonly name: IconName;
  /** Filled = a person must act; outline = calm. */
  readonly filled: boolean;
  /** The state as a word, for those who do not see the icon. */
  readonly alt: string;
}

/** What a button does; `panel/buttons.ts` has one line for each. */
export type Act =
  | 'add'
  | 'remove'
  | 'confirmRemove'
  | 'keep'
  | 'undo'
  | 'tryNow'
  | 'refresh'
  | 'keepBoth'
  | 'tell'
  | 'hostMyself'
  | 'confirmDeletion'
  | 'keepMeetings'
  | 'moveMeetings'
  | 'leaveMeetings';

/** Google hands an action's fields back as they were, so they hold no content. */
export interface CardAction {
  readonly act: Act;
  /** Where the button is not about the open event: which calendar, which event. */
  readonly calendarId?: string;
  readonly eventId?: string;
}

export interface Link {
  readonly url: string;
  /** A small window over the calendar, and the card is asked for again when it closes. */
  readonly overlay?: boolean;
}

export interface Button {
  readonly text: string;
  readonly look: 'filled' | 'outlined' | 'borderless' | 'danger';
  readonly action?: CardAction;
  readonly link?: Link;
}

export type Widget =
  | {
      readonly kind: 'line';
      readonly icon?: Icon;
      readonly top?: string;
      readonly text: string;
      readonly bottom?: string;
      readonly link?: Link;
    }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'buttons'; readonly buttons: readonly Button[] };

export interface Section {
  readonly header?: string;
  readonly widgets: readonly Widget[];
}

export interface CardModel {
  readonly header: { readonly title: string; readonly subtitle?: string };
  readonly sections: readonly Section[];
}
