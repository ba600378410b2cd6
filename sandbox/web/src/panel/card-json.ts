/** Google's card JSON, as far as the panel draws it. Fields it does not know are ignored, as Google's host does. */
export interface CardJson {
  readonly name?: string;
  readonly header?: { readonly title?: string; readonly subtitle?: string };
  readonly sections?: readonly CardSection[];
  readonly fixedFooter?: { readonly primaryButton?: CardButton; readonly secondaryButton?: CardButton };
  readonly cardActions?: readonly { readonly actionLabel?: string; readonly onClick?: OnClick }[];
}

export interface CardSection {
  readonly header?: string;
  readonly collapsible?: boolean;
  readonly uncollapsibleWidgetsCount?: number;
  readonly widgets?: readonly CardWidget[];
}

export interface CardWidget {
  readonly decoratedText?: DecoratedText;
  readonly textParagraph?: { readonly text?: string };
  readonly buttonList?: { readonly buttons?: readonly CardButton[] };
  readonly selectionInput?: SelectionInput;
  readonly textInput?: TextInput;
  readonly dateTimePicker?: DateTimePicker;
  readonly divider?: object;
}

export interface CardIcon {
  readonly materialIcon?: { readonly name?: string; readonly fill?: boolean };
  readonly knownIcon?: string;
  readonly altText?: string;
}

export interface DecoratedText {
  readonly icon?: CardIcon;
  readonly startIcon?: CardIcon;
  readonly topLabel?: string;
  readonly text?: string;
  readonly bottomLabel?: string;
  readonly button?: CardButton;
  readonly onClick?: OnClick;
  readonly switchControl?: {
    readonly name?: string;
    readonly selected?: boolean;
    readonly value?: string;
    readonly onChangeAction?: object;
  };
  readonly endIcon?: CardIcon;
}

export interface CardButton {
  readonly text?: string;
  readonly icon?: CardIcon;
  readonly altText?: string;
  readonly disabled?: boolean;
  readonly type?: 'OUTLINED' | 'FILLED' | 'FILLED_TONAL' | 'BORDERLESS' | (string & {});
  readonly color?: { readonly red?: number; readonly green?: number; readonly blue?: number };
  readonly onClick?: OnClick;
}

export interface OnClick {
  readonly action?: object;
  readonly openLink?: OpenLinkJson;
  readonly openDynamicLinkAction?: object;
}

export interface OpenLinkJson {
  readonly url?: string;
  readonly openAs?: 'FULL_SIZE' | 'OVERLAY' | (string & {});
  readonly onClose?: 'NOTHING' | 'RELOAD' | 'RELOAD_ADD_ON' | (string & {});
}

export interface SelectionInput {
  readonly name?: string;
  readonly label?: string;
  readonly type?: 'CHECK_BOX' | 'RADIO_BUTTON' | 'SWITCH' | 'DROPDOWN' | (string & {});
  readonly items?: readonly {
    readonly text?: string;
    readonly value?: string;
    readonly selected?: boolean;
  }[];
  readonly onChangeAction?: object;
}

export interface TextInput {
  readonly name?: string;
  readonly label?: string;
  readonly value?: string;
  readonly hintText?: string;
  readonly type?: 'SINGLE_LINE' | 'MULTIPLE_LINE' | (string & {});
  readonly onChangeAction?: object;
}

export interface DateTimePicker {
  readonly name?: string;
  readonly label?: string;
  readonly type?: 'DATE_AND_TIME' | 'DATE_ONLY' | 'TIME_ONLY' | (string & {});
  readonly valueMsEpoch?: string | number;
}
