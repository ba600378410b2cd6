function home(e) {
  var section = CardService.newCardSection();
  if (Auth.token()) section.addWidget(CardService.newTextParagraph().setText('Signed in as ' + Session.getEffectiveUser().getEmail()));
  else
    section.addWidget(
      CardService.newTextButton().setText('Sign in').setAuthorizationAction(CardService.newAuthorizationAction().setAuthorizationUrl(Auth.url())),
    );
  return CardService.newCardBuilder().setHeader(CardService.newCardHeader().setTitle('Sample calls')).addSection(section).build();
}

function eventOpened(e) {
  var can = e.calendar.capabilities || {};
  var rows = Object.keys(can).sort().map(function (name) { return CardService.newKeyValue().setTopLabel(name).setContent('yes'); });
  var section = CardService.newCardSection().setHeader(e.calendar.organizer.email);
  rows.forEach(function (row) { section.addWidget(row); });
  section.addWidget(
    CardService.newTextButton().setText('Add a call').setOnClickAction(CardService.newAction().setFunctionName('addCall').setParameters({ color: 'blue' })),
  );
  return CardService.newCardBuilder().addSection(section).build();
}

function eventUpdated(e) {
  return eventOpened(e);
}

function addCall(e) {
  var data = conference_({ id: 'r2', url: 'https://calls.sample.test/r2', code: '9', phone: '+33100000000' }).setConferenceSolutionId('sample').build();
  return CardService.newCalendarEventActionResponseBuilder().setConferenceData(data).addAttendees(['ben@sample.test']).build();
}

function signOut() {
  Auth.forget();
  return CardService.newUniversalActionResponseBuilder().displayAddOnCards([home()]).build();
}
