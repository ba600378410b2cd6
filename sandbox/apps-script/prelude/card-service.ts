/** CardService: cards and the responses that carry them, as Google's card JSON. */
import { Exception } from './host.ts';
import { flag, integer, mismatch, text, texts } from './check.ts';
import type { Check } from './check.ts';
import { memberOf } from './enum-value.ts';
import { Built } from './built.ts';
import { Card } from './card.ts';
import { hostResponseParts } from './card-host-responses.ts';
import { ConferenceData } from './conference-data.ts';
import { cardEnums } from './card-enums.ts';
import { Action, AuthorizationAction, clickSetters, OpenLink } from './card-actions.ts';
import { newerParts, REFUSED_PARTS, REFUSED_SETTERS } from './card-newer.ts';
import { isWidget, widgetParts, widgetShape } from './card-widgets.ts';
import { addMethods, definePart, field, isPart, item, nameOf, Part, toJson } from './part.ts';
import type { PartClass } from './part.ts';

const MAX_WIDGETS = 100;
const MAX_SECTIONS = 100;

type Json = Record<string, unknown>;

const CardHeader = definePart('CardHeader', {
  setters: {
    setImageAltText: field('imageAltText', text),
    setImageStyle: field('imageType', memberOf(cardEnums.ImageStyle)),
    setImageUrl: field('imageUrl', text),
    setSubtitle: field('subtitle', text),
    setTitle: field('title', text),
  },
  required: { title: 'setTitle' },
});

const CardAction = definePart('CardAction', {
  setters: { ...clickSetters, setText: field('actionLabel', text) },
  required: { actionLabel: 'setText', onClick: 'setOnClickAction or setOpenLink' },
});

const CardSection = definePart('CardSection', {
  setters: {
    addWidget: item('_widgets', isWidget),
    setCollapseControl: field('collapseControl', isPart('CollapseControl')),
    setCollapsible: field('collapsible', flag),
    setHeader: field('header', text),
    setNumUncollapsibleWidgets: field('uncollapsibleWidgetsCount', integer),
  },
});

const FixedFooter = definePart('FixedFooter', {
  setters: {
    setPrimaryButton: field('primaryButton', isPart('TextButton')),
    setSecondaryButton: field('secondaryButton', isPart('TextButton')),
  },
  required: { primaryButton: 'setPrimaryButton' },
});

const Notification = definePart('Notification', {
  setters: { setText: field('text', text) },
  required: { text: 'setText' },
});

const Attachment = definePart('Attachment', {
  setters: {
    setIconUrl: field('iconUrl', text),
    setMimeType: field('mimeType', text),
    setResourceUrl: field('resourceUrl', text),
    setTitle: field('title', text),
  },
  required: { resourceUrl: 'setResourceUrl', title: 'setTitle' },
});

export class ActionResponse extends Built {}
export class CalendarEventActionResponse extends Built {}
export class UniversalActionResponse extends Built {}
export class SuggestionsResponse extends Built {}

const isCard: Check = (value) => value instanceof Card;

/** A column's widgets stand in it as a section's do. */
function columnJson(column: Part): Json {
  return { ...(toJson(column) as Json), widgets: widgetsOf(column, '_widgets') };
}

const widgetsOf = (part: Part, field: string): Json[] =>
  ((Part.fieldsOf(part)[field] as Part[] | undefined) ?? []).map(widgetJson);

function carouselJson(cards: readonly Part[]): Json {
  const carouselCards = cards.map((card) => ({
    widgets: widgetsOf(card, '_widgets'),
    footerWidgets: widgetsOf(card, '_footerWidgets'),
  }));
  return { carousel: { carouselCards } };
}

function widgetJson(widget: Part): Json {
  const fields = Part.fieldsOf(widget);
  const { _hours: hours, _minutes: minutes, _columns: columns, _carouselCards: carousel } = fields;
  if (carousel !== undefined) return carouselJson(carousel as Part[]);
  if (columns !== undefined) {
    const columnItems = (columns as Part[]).map(columnJson);
    return { columns: { ...(toJson(widget) as Json), columnItems } };
  }
  return widgetShape(nameOf(widget), toJson(widget) as Json, hours, minutes);
}

function sectionJson(section: Part): Json {
  return { ...(toJson(section) as Json), widgets: widgetsOf(section, '_widgets') };
}

/** Google drops what is too much without a word. */
function sectionsOf(sections: readonly Part[]): Json[] {
  const kept: Json[] = [];
  let widgets = 0;
  for (const section of sections.slice(0, MAX_SECTIONS)) {
    const json = sectionJson(section);
    widgets += (json['widgets'] as unknown[]).length;
    if (widgets > MAX_WIDGETS) break;
    kept.push(json);
  }
  return kept;
}

const CardBuilder = definePart('CardBuilder', {
  setters: {
    addCardAction: item('cardActions', isPart('CardAction')),
    addSection: item('_sections', isPart('CardSection')),
    setDisplayStyle: field('displayStyle', memberOf(cardEnums.DisplayStyle)),
    setFixedFooter: field('fixedFooter', isPart('FixedFooter')),
    setHeader: field('header', isPart('CardHeader')),
    setName: field('name', text),
    setPeekCardHeader: field('peekCardHeader', isPart('CardHeader')),
  },
});
addMethods(CardBuilder, {
  build() {
    const sections = (Part.fieldsOf(this)['_sections'] as Part[] | undefined) ?? [];
    const { header, ...rest } = toJson(this) as Json;
    return new Card('card', {
      ...(header === undefined ? {} : { header }),
      ...(sections.length === 0 ? {} : { sections: sectionsOf(sections) }),
      ...rest,
    });
  },
});

const Navigation = definePart('Navigation', {
  setters: {
    pushCard: item('navigations', isCard, (card) => ({ pushCard: Built.dataOf(card as Card) })),
    updateCard: item('navigations', isCard, (card) => ({ updateCard: Built.dataOf(card as Card) })),
    popToNamedCard: item('navigations', text, (popToCard) => ({ popToCard })),
  },
});
function navigate(step: Json): (this: Part, ...args: unknown[]) => unknown {
  return function (this: Part) {
    const fields = Part.fieldsOf(this);
    fields['navigations'] = [...((fields['navigations'] as unknown[] | undefined) ?? []), step];
    return this;
  };
}
addMethods(Navigation, {
  popCard: navigate({ pop: true }),
  popToRoot: navigate({ popToRoot: true }),
  printJson() {
    return JSON.stringify(toJson(this));
  },
});

const ActionResponseBuilder = definePart('ActionResponseBuilder', {
  setters: {
    setNavigation: field('_navigation', isPart('Navigation')),
    setNotification: field('notification', isPart('Notification')),
    setOpenLink: field('link', isPart('OpenLink')),
    setStateChanged: field('_stateChanged', flag),
  },
});
addMethods(ActionResponseBuilder, {
  build() {
    const { _navigation: navigation, _stateChanged: stateChanged } = Part.fieldsOf(this);
    const action = {
      ...(navigation === undefined ? {} : (toJson(navigation) as Json)),
      ...(toJson(this) as Json),
    };
    return new ActionResponse('actionResponse', {
      renderActions: { action },
      ...(stateChanged === undefined ? {} : { stateChanged }),
    });
  },
});

const UniversalActionResponseBuilder = definePart('UniversalActionResponseBuilder', {
  setters: {
    displayAddOnCards: field(
      'navigations',
      (value) => Array.isArray(value) && value.every(isCard),
      (cards) => (cards as Card[]).map((card) => ({ pushCard: Built.dataOf(card) })),
    ),
    setOpenLink: field('link', isPart('OpenLink')),
  },
});
addMethods(UniversalActionResponseBuilder, {
  build() {
    return new UniversalActionResponse('universalActionResponse', {
      renderActions: { action: toJson(this) },
    });
  },
});

/** Data set from a card must name its solution; from the create callback it is implied. */
function conferenceMarkup(value: unknown): Json {
  const data = value as ConferenceData;
  if (data.solutionId === null)
    throw new Exception('Invalid ConferenceData: setConferenceSolutionId must be called before it is built.');
  return { conferenceData: { ...Built.dataOf(data), conferenceSolutionId: data.solutionId } };
}

const CalendarEventActionResponseBuilder = definePart('CalendarEventActionResponseBuilder', {
  setters: {
    addAttachments: field(
      'addAttachmentsActionMarkup',
      (value) => Array.isArray(value) && value.every(isPart('Attachment')),
      (addonAttachments) => ({
        addonAttachments,
      }),
    ),
    addAttendees: field('editAttendeesActionMarkup', texts, (addAttendeeEmails) => ({ addAttendeeEmails })),
    setConferenceData: field(
      'editConferenceDataActionMarkup',
      (value) => value instanceof ConferenceData,
      conferenceMarkup,
    ),
  },
});
addMethods(CalendarEventActionResponseBuilder, {
  build() {
    return new CalendarEventActionResponse('calendarEventActionResponse', {
      renderActions: { hostAppAction: { calendarAction: toJson(this) } },
    });
  },
});

const SuggestionsResponseBuilder = definePart('SuggestionsResponseBuilder', {
  setters: { setSuggestions: field('suggestions', isPart('Suggestions')) },
});
addMethods(SuggestionsResponseBuilder, {
  build() {
    return new SuggestionsResponse('suggestionsResponse', {
      autoComplete: toJson(Part.fieldsOf(this)['suggestions'] ?? { items: [] }),
    });
  },
});

/** Leaves the script and makes the host show a sign-in card. */
export class AuthorizationRequired extends Exception {
  override name = 'AuthorizationException';
  readonly details: Json;

  constructor(details: Json) {
    super('Authorization is required to perform that action.');
    this.details = details;
  }
}

const AuthorizationException = definePart('AuthorizationException', {
  setters: {
    setAuthorizationUrl: field('authorizationUrl', text),
    setCustomUiCallback: field('customUiCallback', text),
    setResourceDisplayName: field('resourceDisplayName', text),
  },
  required: { authorizationUrl: 'setAuthorizationUrl', resourceDisplayName: 'setResourceDisplayName' },
});
addMethods(AuthorizationException, {
  printJson() {
    return JSON.stringify(toJson(this));
  },
  throwException() {
    throw new AuthorizationRequired(toJson(this) as Json);
  },
});

/** Every part that a script can make, by the name behind `new`. */
export const cardParts: Readonly<Record<string, new () => Part>> = {
  ...widgetParts,
  ...newerParts,
  ...hostResponseParts,
  Action,
  ActionResponseBuilder,
  Attachment,
  AuthorizationAction,
  AuthorizationException,
  CalendarEventActionResponseBuilder,
  CardAction,
  CardBuilder,
  CardHeader,
  CardSection,
  FixedFooter,
  Navigation,
  Notification,
  OpenLink,
  SuggestionsResponseBuilder,
  UniversalActionResponseBuilder,
};

const refused = (member: string) => (): never => {
  throw new Exception(`${member} is not built in this local Apps Script.`);
};

for (const [name, setter] of Object.entries(REFUSED_SETTERS)) {
  const part = cardParts[name] as PartClass;
  addMethods(part, { [setter]: refused(`${name}.${setter}`) });
}

export const cardService: Record<string, unknown> = {
  ...cardEnums,
  ...Object.fromEntries(
    REFUSED_PARTS.split(' ').map((name) => [`new${name}`, refused(`CardService.new${name}`)]),
  ),
  ...Object.fromEntries(
    Object.entries(cardParts).map(([name, create]) => [
      `new${name}`,
      (...args: unknown[]) => {
        if (args.length > 0) throw mismatch(`CardService.new${name}`, args);
        return new create();
      },
    ]),
  ),
};
