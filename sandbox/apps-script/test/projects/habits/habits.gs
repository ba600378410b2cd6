// What scripts do that no reference asks them to do.
function accessors() {
  const event = Calendar.Events.insert(
    { summary: 'Talk', start: { date: '2026-03-03' }, end: { date: '2026-03-04' } },
    'primary'
  );
  const [listed] = Calendar.Events.list('primary').getItems();
  return [event.getId() === event.id, listed.getSummary(), listed.getStart().getDate(), String(Calendar)];
}

function unsaved(ids) {
  let refused;
  try {
    Calendar.Events.get(ids.calendarId, ids.eventId);
  } catch (error) {
    refused = error.message;
  }
  return [CalendarApp.getCalendarById(ids.calendarId).getEventById(ids.eventId), refused];
}

function stores() {
  return [PropertiesService.getDocumentProperties(), CacheService.getDocumentCache()];
}

function bytes() {
  const SHA = Utilities.DigestAlgorithm.SHA_256;
  const digest = (text, charset) =>
    Utilities.base64Encode(charset ? Utilities.computeDigest(SHA, text, charset) : Utilities.computeDigest(SHA, text));
  const hmac = (text) => Utilities.base64Encode(Utilities.computeHmacSha256Signature(text, 'key'));
  return {
    digest: digest('€') === digest('?'),
    utf8: digest('€', Utilities.Charset.UTF_8) === digest('?'),
    hmac: hmac('€') === hmac('?'),
    signed: Utilities.base64Decode('/w=='),
    wrong: attempt(() => Utilities.computeDigest('SHA_256', 'a')),
  };
}

function attempt(work) {
  try {
    return work();
  } catch (error) {
    return error.message;
  }
}
