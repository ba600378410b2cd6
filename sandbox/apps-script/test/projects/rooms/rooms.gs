// A conferencing add-on that logs every event object it is handed.
function onCreate(e) {
  console.log(JSON.stringify(e));
  console.log(there(e.eventData));
  const S = ConferenceDataService;
  const entry = (type, uri) => S.newEntryPoint().setEntryPointType(type).setUri(uri);
  return S.newConferenceDataBuilder()
    .setConferenceId('77')
    .setConferenceSolutionId('1')
    .addEntryPoint(entry(S.EntryPointType.VIDEO, 'https://rooms.example/j/77').setPasscode('pw'))
    .addEntryPoint(entry(S.EntryPointType.PHONE, 'tel:+1-555-0100,,77#').setRegionCode('US'))
    .addEntryPoint(entry(S.EntryPointType.MORE, 'https://rooms.example/more'))
    .addConferenceParameter(S.newConferenceParameter().setKey('ref').setValue('r-77'))
    .build();
}

function there(ids) {
  try {
    return Calendar.Events.get(ids.calendarId, ids.eventId).status;
  } catch (error) {
    return error.message;
  }
}

function onOpen(e) {
  console.log(JSON.stringify(e));
  const button = CardService.newTextButton()
    .setText('Invite')
    .setOnClickAction(CardService.newAction().setFunctionName('invite'));
  const send = CardService.newTextButton()
    .setText('Send')
    .setOnClickAction(CardService.newAction().setFunctionName('onSend').setParameters({ step: '2' }));
  const section = CardService.newCardSection()
    .addWidget(button)
    .addWidget(CardService.newTextInput().setFieldName('note').setValue('old'))
    .addWidget(send);
  return CardService.newCardBuilder().addSection(section).build();
}

function onSend(e) {
  console.log(JSON.stringify(e));
}

function invite() {
  return CardService.newCalendarEventActionResponseBuilder().addAttendees(['guest@elsewhere.test']).build();
}

function onUpdate(e) {
  console.log(JSON.stringify(e));
  console.log(there({ calendarId: e.calendar.calendarId, eventId: e.calendar.id }));
}

function watch(calendarId) {
  ScriptApp.newTrigger('onChange').forUserCalendar(calendarId).onEventUpdated().create();
}

function onChange(e) {
  console.log(Session.getEffectiveUser().getEmail());
  console.log(JSON.stringify(e));
}
