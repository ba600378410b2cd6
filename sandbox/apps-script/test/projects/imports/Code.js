const SOURCE = 'https://files.sample.test/feeds/courses.csv';

function importCourses() {
  const response = UrlFetchApp.fetch(SOURCE, { headers: { Accept: 'text/csv' }, muteHttpExceptions: true });
  if (response.getResponseCode() !== 200) throw new Error(`Feed answered ${response.getResponseCode()}`);
  const [header, ...rows] = Utilities.parseCsv(response.getContentText(), ';');
  const records = rows.map((row) => Object.fromEntries(header.map((name, column) => [name.trim(), row[column]])));
  const added = records.map((record) => {
    const start = Utilities.parseDate(`${record.day} ${record.from}`, Session.getScriptTimeZone(), 'dd.MM.yyyy HH:mm');
    const end = new Date(start.getTime() + Number(record.minutes) * 60000);
    const id = Utilities.computeDigest(Utilities.DigestAlgorithm.MD5, record.title, Utilities.Charset.UTF_8)
      .map((byte) => (byte & 255).toString(16).padStart(2, '0'))
      .join('');
    try {
      return Calendar.Events.insert(
        { id, summary: record.title, start: { dateTime: start.toISOString() }, end: { dateTime: end.toISOString() } },
        'primary',
      ).getSummary();
    } catch (error) {
      if (error.details && error.details.code === 409) return `known: ${record.title}`;
      throw error;
    }
  });
  console.info('Imported %d rows', added.length);
  return added;
}

function elsewhere() {
  return UrlFetchApp.fetch('https://other.sample.test/feeds/').getContentText();
}

function preview() {
  return UrlFetchApp.getRequest(SOURCE, { method: 'post', payload: { a: 'ä b', n: 1 }, headers: { 'X-Key': 'k' }, followRedirects: false });
}
