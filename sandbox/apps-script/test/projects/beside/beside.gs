const card = (title, ...widgets) => {
  const section = CardService.newCardSection();
  widgets.forEach((widget) => section.addWidget(widget));
  return CardService.newCardBuilder().setHeader(CardService.newCardHeader().setTitle(title)).addSection(section).build();
};
const line = (text) => CardService.newTextParagraph().setText(text);

function commonHome() {
  return card('Common');
}

function mailHome(e) {
  return card(`${e.commonEventObject.hostApp} ${e.commonEventObject.userLocale} ${e.hostApp}`);
}

function messageOpened(e) {
  GmailApp.setCurrentMessageAccessToken(e.gmail.accessToken);
  const message = GmailApp.getMessageById(e.gmail.messageId);
  let body;
  try {
    body = message.getPlainBody();
  } catch (error) {
    body = error.message;
  }
  const reply = CardService.newAction().setFunctionName('reply').setParameters({ to: message.getFrom() });
  return card(
    message.getSubject(),
    line(message.getFrom()),
    line(body),
    line(String(e.messageMetadata.messageId === e.gmail.messageId && e.messageMetadata.accessToken !== e.gmail.accessToken)),
    CardService.newTextButton().setText('Reply').setComposeAction(reply, CardService.ComposedEmailType.STANDALONE_DRAFT),
  );
}

function reply(e) {
  const draft = GmailApp.createDraft(e.parameters.to, 'About your message', 'Hello');
  return CardService.newComposeActionResponseBuilder().setGmailDraft(draft).build();
}

function composing(e) {
  return card('Insert', line(JSON.stringify(e.gmail)));
}
