const store = PropertiesService.getScriptProperties();
const entries = () => JSON.parse(store.getProperty('entries') || '[]');

function include(file) {
  return HtmlService.createHtmlOutputFromFile(file).getContent();
}

function doGet(e) {
  if (e.pathInfo === 'feed') {
    return ContentService.createTextOutput(JSON.stringify(entries())).setMimeType(ContentService.MimeType.JSON);
  }
  const page = HtmlService.createTemplateFromFile('views/page');
  page.entries = entries();
  page.visitor = Session.getActiveUser().getEmail();
  page.highlight = e.parameter.highlight;
  return page.evaluate().setTitle('Guest book').addMetaTag('viewport', 'width=device-width, initial-scale=1');
}

function doPost(e) {
  const sent = e.postData.type === 'application/json' ? JSON.parse(e.postData.contents) : e.parameter;
  sign(sent.name, sent.text);
  return ContentService.createTextOutput('signed ' + e.postData.length);
}

function sign(name, text) {
  const lock = LockService.getScriptLock();
  lock.waitLock(5000);
  try {
    store.setProperty('entries', JSON.stringify(entries().concat({ name, text, at: new Date().toISOString() })));
  } finally {
    lock.releaseLock();
  }
  return entries().length;
}

function secret_() {
  return 'nobody may call this from a page';
}
