function sendReport() {
  const csv = Utilities.newBlob('a;1\nb;2', 'text/csv', 'report.csv');
  GmailApp.sendEmail('Ben Ode <ben@sample.test>, out@side.test', 'Report', 'See the file.', {
    htmlBody: '<p>See the <b>file</b>.</p>',
    attachments: [csv],
    cc: 'anna@sample.test',
    name: 'Reports',
  });
  MailApp.sendEmail({ to: 'ben@sample.test', subject: 'Second', body: 'Plain', noReply: true });
  return MailApp.getRemainingDailyQuota();
}

function sortInbox() {
  const label = GmailApp.getUserLabelByName('Reports') || GmailApp.createLabel('Reports');
  const threads = GmailApp.search('is:unread subject:report');
  threads.forEach((thread) => thread.addLabel(label).markRead().moveToArchive());
  const [thread] = label.getThreads();
  const [message] = thread.getMessages();
  const [file] = message.getAttachments();
  return {
    found: threads.length,
    inbox: GmailApp.getInboxThreads().map((one) => one.getFirstMessageSubject()),
    unread: GmailApp.getInboxUnreadCount(),
    from: message.getFrom(),
    to: message.getTo(),
    body: message.getBody().trim(),
    plain: message.getPlainBody().trim(),
    file: [file.getName(), file.getContentType(), file.getDataAsString(), file.getSize(), file.getHash().length],
    labels: thread.getLabels().map((one) => [one.getName(), one.getId() === label.getId()]),
    states: [thread.isUnread(), thread.isInInbox(), message.isStarred()],
  };
}

function answer() {
  const message = GmailApp.search('label:reports')[0].getMessages()[0];
  const draft = message.createDraftReplyAll('Thanks.', { htmlBody: 'Thanks.' });
  const drafted = draft.getMessage();
  const before = [drafted.isDraft(), drafted.getSubject(), drafted.getTo(), drafted.getCc()];
  draft.update('ben@sample.test', 'Re: Report', 'Many thanks.');
  const sent = draft.send();
  GmailApp.starMessage(sent);
  return {
    before,
    drafts: GmailApp.getDrafts().length,
    thread: sent.getThread().getMessageCount(),
    starred: GmailApp.getStarredThreads().length,
    raw: /^Subject: Re: Report/m.test(sent.getRawContent()),
    same: message.getThread().getId() === sent.getThread().getId(),
    null: GmailApp.getMessageById('1234567890abcdef'),
  };
}

function advanced() {
  const page = Gmail.Users.Messages.list('me', { q: 'in:sent', maxResults: 5 });
  return page.messages.map((message) => Gmail.Users.Messages.get('me', message.id, { format: 'metadata' }).getPayload().getHeaders().length > 3);
}

function wrong() {
  return [
    () => GmailApp.sendEmail('nobody', 's', 'b'),
    () => GmailApp.sendEmail('', 's', 'b'),
    () => GmailApp.sendEmail('a@b.test', 's', 'x'.repeat(410000)),
    () => GmailApp.sendEmail(Array.from({ length: 51 }, (_, i) => `g${i}@b.test`).join(','), 's', 'b'),
    () => GmailApp.sendEmail('a@b.test', 's', 'b', { from: 'ben@sample.test' }),
    () => GmailApp.getInboxThreads(0, 501),
    () => Gmail.Users.Messages.get('me', 'none'),
    () => GmailApp.createDraft('a@b.test', 's'),
  ].map((attempt) => {
    try {
      attempt();
      return 'no error';
    } catch (error) {
      return error.message;
    }
  });
}
