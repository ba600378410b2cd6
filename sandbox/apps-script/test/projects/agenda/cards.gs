function line(label, text) {
  return CardService.newDecoratedText().setTopLabel(label).setText(text);
}

function onHome(e) {
  var section = CardService.newCardSection().setHeader('Next');
  Calendar.Events.list('primary', {
    maxResults: 3,
    singleEvents: true,
    orderBy: 'startTime',
    timeMin: new Date().toISOString(),
  })
    .getItems()
    .forEach(function (event) {
      section.addWidget(line(event.getStart().getDateTime(), event.getSummary()));
    });
  return CardService.newCardBuilder()
    .setHeader(CardService.newCardHeader().setTitle('Agenda'))
    .addSection(section)
    .build();
}

function onEvent(e) {
  return [
    CardService.newCardBuilder()
      .setHeader(CardService.newCardHeader().setTitle(e.calendar.id))
      .addSection(CardService.newCardSection().addWidget(line('organizer', e.calendar.organizer.email)))
      .build(),
  ];
}

function onCreate(e) {
  var video = ConferenceDataService.newEntryPoint()
    .setEntryPointType(ConferenceDataService.EntryPointType.VIDEO)
    .setUri('https://call.example.test/' + e.eventData.eventId);
  return ConferenceDataService.newConferenceDataBuilder().setConferenceId('42').addEntryPoint(video).build();
}
