function createCall(e) {
  if (!Auth.token()) return failed_(ConferenceDataService.ConferenceErrorType.AUTHENTICATION, Auth.url());
  var answer = UrlFetchApp.fetch('https://calls.sample.test/rooms', {
    method: 'post',
    contentType: 'application/json',
    payload: JSON.stringify({ for: e.eventData.eventId }),
    headers: { Authorization: 'Bearer ' + Auth.token() },
    muteHttpExceptions: true,
  });
  if (answer.getResponseCode() === 403) return failed_(ConferenceDataService.ConferenceErrorType.PERMISSION_DENIED);
  if (answer.getResponseCode() !== 200) return failed_(ConferenceDataService.ConferenceErrorType.TEMPORARY);
  return conference_(JSON.parse(answer.getContentText())).build();
}

function conference_(room) {
  var Type = ConferenceDataService.EntryPointType;
  return ConferenceDataService.newConferenceDataBuilder()
    .setConferenceId(room.id)
    .addEntryPoint(ConferenceDataService.newEntryPoint().setEntryPointType(Type.VIDEO).setUri(room.url).setPasscode(room.code))
    .addEntryPoint(ConferenceDataService.newEntryPoint().setEntryPointType(Type.PHONE).setUri('tel:' + room.phone).setRegionCode('FR').addFeature(ConferenceDataService.EntryPointFeature.TOLL))
    .addConferenceParameter(ConferenceDataService.newConferenceParameter().setKey('room').setValue(room.id))
    .setNotes('Bring <b>coffee</b>.');
}

function failed_(type, url) {
  var error = ConferenceDataService.newConferenceError().setConferenceErrorType(type);
  if (url) error.setAuthenticationUrl(url);
  return ConferenceDataService.newConferenceDataBuilder().setError(error).build();
}

function settingsPage() {
  return CardService.newCardBuilder().build();
}
