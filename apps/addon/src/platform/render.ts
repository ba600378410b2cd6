/** Card models as Google's cards, replies as its responses. */
import type { Button, CardAction, CardModel, Icon, Link, Section, Widget } from '../cards/card-model.ts';
import type { MenuReply, Opened, Reply } from '../panel/reply.ts';
import { blockData } from './conference-data.ts';

type Card = GoogleAppsScript.Card_Service.Card;
type GoogleWidget = GoogleAppsScript.Card_Service.Widget;

/** What entry points return; Google takes several kinds and tells them apart itself. */
export type Response =
  | Card
  | readonly Card[]
  | GoogleAppsScript.Card_Service.ActionResponse
  | GoogleAppsScript.Card_Service.CalendarEventActionResponse
  | GoogleAppsScript.Card_Service.UniversalActionResponse;

/** The entry point that buttons call. */
const BUTTON_HANDLER = 'onButton';
const SERVICE_NAME = 'Webex';
const ACCENT = '#0B6472';
const DANGER = '#B3261E';
const NOTICE_MOST = 60;

/** The answer to a homepage or an open event. */
export function respondToTrigger(reply: Opened): Response {
  return reply.kind === 'signIn' ? demandSignIn(reply.url) : [card(reply.card)];
}

/** The answer to a button. */
export function respondToAction(reply: Reply): Response {
  switch (reply.kind) {
    case 'signIn':
      return demandSignIn(reply.url);
    case 'conference':
      return CardService.newCalendarEventActionResponseBuilder()
        .setConferenceData(blockData(reply.block))
        .build();
    case 'open':
      return CardService.newActionResponseBuilder()
        .setOpenLink(openLink({ url: reply.url }))
        .build();
    case 'back':
      return navigate((navigation) => navigation.popCard());
    case 'push':
      return navigate((navigation) => navigation.pushCard(card(reply.card)));
    case 'card':
      return navigate((navigation) => navigation.popToRoot().updateCard(card(reply.card)), reply.notice);
  }
}

/** The answer to an entry of the menu. */
export function respondToMenu(reply: MenuReply): Response {
  const builder = CardService.newUniversalActionResponseBuilder();
  return reply.kind === 'open'
    ? builder.setOpenLink(openLink({ url: reply.url })).build()
    : builder.displayAddOnCards([card(reply.card)]).build();
}

/** Google shows the card of `onSignIn` instead of ours until the page behind the link was closed. */
function demandSignIn(url: string): never {
  CardService.newAuthorizationException()
    .setAuthorizationUrl(url)
    .setResourceDisplayName(SERVICE_NAME)
    .setCustomUiCallback('onSignIn')
    .throwException();
  throw new Error('throwException returned.');
}

function navigate(
  steps: (navigation: GoogleAppsScript.Card_Service.Navigation) => GoogleAppsScript.Card_Service.Navigation,
  notice?: string,
): Response {
  const builder = CardService.newActionResponseBuilder().setNavigation(steps(CardService.newNavigation()));
  if (notice !== undefined) {
    builder.setNotification(CardService.newNotification().setText(notice.slice(0, NOTICE_MOST)));
  }
  return builder.setStateChanged(true).build();
}

function card(model: CardModel): Card {
  const header = CardService.newCardHeader().setTitle(model.header.title);
  if (model.header.subtitle !== undefined) header.setSubtitle(model.header.subtitle);
  const builder = CardService.newCardBuilder().setHeader(header);
  for (const section of model.sections) builder.addSection(cardSection(section));
  return builder.build();
}

function cardSection(model: Section): GoogleAppsScript.Card_Service.CardSection {
  const section = CardService.newCardSection();
  if (model.header !== undefined) section.setHeader(escapeText(model.header));
  for (const widget of model.widgets) section.addWidget(cardWidget(widget));
  return section;
}

function cardWidget(widget: Widget): GoogleWidget {
  switch (widget.kind) {
    case 'paragraph':
      return CardService.newTextParagraph().setText(escapeText(widget.text));
    case 'buttons': {
      const set = CardService.newButtonSet();
      for (const button of widget.buttons) set.addButton(textButton(button));
      return set;
    }
    case 'line':
      return decoratedText(widget);
  }
}

function decoratedText(widget: Extract<Widget, { kind: 'line' }>): GoogleWidget {
  const line = CardService.newDecoratedText().setText(escapeText(widget.text)).setWrapText(true);
  if (widget.icon !== undefined) line.setStartIcon(iconImage(widget.icon));
  if (widget.top !== undefined) line.setTopLabel(escapeText(widget.top));
  if (widget.bottom !== undefined) line.setBottomLabel(escapeText(widget.bottom));
  if (widget.link !== undefined) line.setOpenLink(openLink(widget.link));
  return line;
}

function iconImage(icon: Icon): GoogleAppsScript.Card_Service.IconImage {
  const material = CardService.newMaterialIcon().setName(icon.name).setFill(icon.filled);
  return CardService.newIconImage().setMaterialIcon(material).setAltText(icon.alt);
}

function textButton({ text, look, link, action }: Button): GoogleAppsScript.Card_Service.TextButton {
  const button = CardService.newTextButton().setText(text).setTextButtonStyle(styleOf(look));
  if (look === 'filled') button.setBackgroundColor(ACCENT);
  if (look === 'danger') button.setBackgroundColor(DANGER);
  if (link !== undefined) button.setOpenLink(openLink(link));
  if (action !== undefined) button.setOnClickAction(clickAction(action));
  return button;
}

function styleOf(look: Button['look']): GoogleAppsScript.Card_Service.TextButtonStyle {
  const { FILLED, OUTLINED, BORDERLESS } = CardService.TextButtonStyle;
  return look === 'outlined' ? OUTLINED : look === 'borderless' ? BORDERLESS : FILLED;
}

function clickAction(action: CardAction): GoogleAppsScript.Card_Service.Action {
  return CardService.newAction()
    .setFunctionName(BUTTON_HANDLER)
    .setParameters({ ...action });
}

function openLink(link: Link): GoogleAppsScript.Card_Service.OpenLink {
  const open = CardService.newOpenLink().setUrl(link.url);
  return link.overlay === true
    ? open.setOpenAs(CardService.OpenAs.OVERLAY).setOnClose(CardService.OnClose.RELOAD)
    : open.setOpenAs(CardService.OpenAs.FULL_SIZE);
}

/** Card texts take a little HTML; an event's title is text and nothing else. */
function escapeText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
