/** GmailApp and MailApp. */
import { ask, Exception } from '../host.ts';
import { integer, mismatch, record, signature, text } from '../check.ts';
import { GmailDraft } from './gmail-draft.ts';
import { GmailLabel } from './gmail-label.ts';
import { GmailMessage } from './gmail-message.ts';
import { GmailThread } from './gmail-thread.ts';
import { mailOf } from './mail-options.ts';
import { call, list, textOf, useMessageToken } from './mail-rest.ts';
import type { Json } from './mail-rest.ts';

const MOST = 500;

/** Ids come as REST has them, or as Gmail's page has them: `msg-f:` and a decimal number. */
function restId(id: string): string {
  const [, decimal] = /^(?:msg|thread)-[af]:(\d+)/.exec(id) ?? [];
  return decimal === undefined ? id : BigInt(decimal).toString(16);
}

function threads(
  member: string,
  query: Readonly<Record<string, string | string[]>>,
  args: readonly unknown[],
): GmailThread[] {
  signature(`GmailApp.${member}`, args, [], [integer, integer]);
  const [start = 0, max = MOST] = args as [number?, number?];
  if (max > MOST) throw new Exception(`Argument max cannot exceed ${MOST}.`);
  const rows = list(member, '/threads', 'threads', query, start, max);
  return rows.map((row) => new GmailThread(textOf(row['id'])));
}

const inLabels =
  (member: string, ...labelIds: string[]) =>
  (...args: unknown[]) =>
    threads(member, { labelIds }, args);

function unread(member: string, labelId: string, more?: string): number {
  if (more !== undefined)
    return list(member, '/threads', 'threads', { labelIds: [labelId, more, 'UNREAD'] }).length;
  return Number(call(member, { path: `/labels/${labelId}` })?.['threadsUnread'] ?? 0);
}

function messageById(member: string, id: string): GmailMessage | null {
  const row = call(member, {
    path: `/messages/${encodeURIComponent(restId(id))}`,
    query: { format: 'metadata' },
  });
  return row && new GmailMessage(row);
}

function sendMail(service: 'GmailApp' | 'MailApp', args: readonly unknown[]): void {
  const [first] = args;
  const given = (record(first) ? first : {}) as Json;
  if (record(first) && args.length === 1) {
    send(service, given['to'], textOf(given['subject']), given['body'], given);
    return;
  }
  if (service === 'MailApp' && args.length === 4 && args.every(text)) {
    send(service, first, args[2] as string, args[3], { replyTo: args[1] });
    return;
  }
  signature(`${service}.sendEmail`, args, [text, text, text], [record]);
  send(service, first, args[1] as string, args[2], args[3]);
}

function send(
  service: 'GmailApp' | 'MailApp',
  to: unknown,
  subject: string,
  body: unknown,
  options: unknown,
): void {
  const mail = mailOf(to, subject, body, options);
  if (mail.to === undefined && mail.cc === undefined && mail.bcc === undefined)
    throw new Exception('Failed to send email: no recipient');
  call('sendEmail', { http: 'POST', path: '/messages/send', mail }, service);
}

/** One thing, or all of a list, each by a method of its own. */
function each<T extends object>(
  name: string,
  type: new (...args: never[]) => T,
  apply: (one: T) => unknown,
): Record<string, (...args: unknown[]) => unknown> {
  const run = (member: string, args: readonly unknown[], all: unknown): unknown => {
    if (args.length !== 1 || !Array.isArray(all) || !all.every((one) => one instanceof type))
      throw mismatch(`GmailApp.${member}`, args);
    for (const one of all as T[]) apply(one);
    return gmailApp;
  };
  const plural = name.replace(/(Message|Thread)/, '$1s');
  return {
    [name]: (...args: unknown[]) => run(name, args, [args[0]]),
    [plural]: (...args: unknown[]) => run(plural, args, args[0]),
  };
}

const ofMessages = {
  ...each('markMessageRead', GmailMessage, (message) => message.markRead()),
  ...each('markMessageUnread', GmailMessage, (message) => message.markUnread()),
  ...each('moveMessageToTrash', GmailMessage, (message) => message.moveToTrash()),
  ...each('refreshMessage', GmailMessage, (message) => message.refresh()),
  ...each('starMessage', GmailMessage, (message) => message.star()),
  ...each('unstarMessage', GmailMessage, (message) => message.unstar()),
};

const ofThreads = {
  ...each('markThreadImportant', GmailThread, (thread) => thread.markImportant()),
  ...each('markThreadUnimportant', GmailThread, (thread) => thread.markUnimportant()),
  ...each('markThreadRead', GmailThread, (thread) => thread.markRead()),
  ...each('markThreadUnread', GmailThread, (thread) => thread.markUnread()),
  ...each('moveThreadToArchive', GmailThread, (thread) => thread.moveToArchive()),
  ...each('moveThreadToInbox', GmailThread, (thread) => thread.moveToInbox()),
  ...each('moveThreadToSpam', GmailThread, (thread) => thread.moveToSpam()),
  ...each('moveThreadToTrash', GmailThread, (thread) => thread.moveToTrash()),
  ...each('refreshThread', GmailThread, (thread) => thread.refresh()),
};

const labels = {
  createLabel(...args: unknown[]): GmailLabel {
    signature('GmailApp.createLabel', args, [text]);
    const known = GmailLabel.all('createLabel').find((label) => label.getName() === args[0]);
    if (known) return known;
    return new GmailLabel(
      call('createLabel', { http: 'POST', path: '/labels', body: { name: args[0] } }) ?? {},
    );
  },
  deleteLabel(...args: unknown[]): unknown {
    const [label] = args;
    if (args.length !== 1 || !(label instanceof GmailLabel)) throw mismatch('GmailApp.deleteLabel', args);
    label.deleteLabel();
    return gmailApp;
  },
  getUserLabels: () => GmailLabel.all('getUserLabels'),
  getUserLabelByName(...args: unknown[]): GmailLabel | null {
    signature('GmailApp.getUserLabelByName', args, [text]);
    return GmailLabel.all('getUserLabelByName').find((label) => label.getName() === args[0]) ?? null;
  },
};

const drafts = {
  createDraft(...args: unknown[]): GmailDraft {
    signature('GmailApp.createDraft', args, [text, text, text], [record]);
    const [recipient, subject, body, options] = args as [string, string, string, unknown];
    const mail = mailOf(recipient, subject, body, options);
    return new GmailDraft(call('createDraft', { http: 'POST', path: '/drafts', mail }) ?? {});
  },
  getDraft(...args: unknown[]): GmailDraft {
    signature('GmailApp.getDraft', args, [text]);
    const path = `/drafts/${encodeURIComponent(args[0] as string)}`;
    const row = call('getDraft', { path, query: { format: 'minimal' } });
    if (row === null) throw new Exception('Invalid argument: draftId');
    return new GmailDraft(row);
  },
  getDrafts: () => list('getDrafts', '/drafts', 'drafts', {}).map((row) => new GmailDraft(row)),
  getDraftMessages: () =>
    list('getDraftMessages', '/drafts', 'drafts', {}).map((row) => new GmailDraft(row).getMessage()),
};

export const gmailApp: Record<string, unknown> = {
  ...ofMessages,
  ...ofThreads,
  ...labels,
  ...drafts,
  /** Only the person's own address: he has no other here. */
  getAliases: () => {
    const rows = (call('getAliases', { path: '/settings/sendAs' })?.['sendAs'] as Json[] | undefined) ?? [];
    return rows.filter((row) => row['isPrimary'] !== true).map((row) => textOf(row['sendAsEmail']));
  },
  getChatThreads: inLabels('getChatThreads', 'CHAT'),
  getInboxThreads: inLabels('getInboxThreads', 'INBOX'),
  getPriorityInboxThreads: inLabels('getPriorityInboxThreads', 'INBOX', 'IMPORTANT'),
  getSpamThreads: inLabels('getSpamThreads', 'SPAM'),
  getStarredThreads: inLabels('getStarredThreads', 'STARRED'),
  getTrashThreads: inLabels('getTrashThreads', 'TRASH'),
  getInboxUnreadCount: () => unread('getInboxUnreadCount', 'INBOX'),
  getPriorityInboxUnreadCount: () => unread('getPriorityInboxUnreadCount', 'INBOX', 'IMPORTANT'),
  getSpamUnreadCount: () => unread('getSpamUnreadCount', 'SPAM'),
  getStarredUnreadCount: () => unread('getStarredUnreadCount', 'STARRED'),
  getMessageById(...args: unknown[]): GmailMessage | null {
    signature('GmailApp.getMessageById', args, [text]);
    return messageById('getMessageById', args[0] as string);
  },
  getThreadById(...args: unknown[]): GmailThread | null {
    signature('GmailApp.getThreadById', args, [text]);
    return GmailThread.load('getThreadById', encodeURIComponent(restId(args[0] as string)));
  },
  getMessagesForThread(...args: unknown[]): GmailMessage[] {
    const [thread] = args;
    if (args.length !== 1 || !(thread instanceof GmailThread))
      throw mismatch('GmailApp.getMessagesForThread', args);
    return thread.getMessages();
  },
  getMessagesForThreads(...args: unknown[]): GmailMessage[][] {
    const [all] = args;
    if (args.length !== 1 || !Array.isArray(all) || !all.every((thread) => thread instanceof GmailThread))
      throw mismatch('GmailApp.getMessagesForThreads', args);
    return all.map((thread: GmailThread) => thread.getMessages());
  },
  search(...args: unknown[]): GmailThread[] {
    const [query, ...window] = args;
    if (!text(query)) throw mismatch('GmailApp.search', args);
    return threads('search', { q: query as string }, window);
  },
  sendEmail(...args: unknown[]): unknown {
    sendMail('GmailApp', args);
    return gmailApp;
  },
  setCurrentMessageAccessToken(...args: unknown[]): void {
    signature('GmailApp.setCurrentMessageAccessToken', args, [text]);
    useMessageToken(args[0] as string);
  },
};

export const mailApp = {
  getRemainingDailyQuota: () => ask('MailApp.getRemainingDailyQuota') as number,
  sendEmail(...args: unknown[]): void {
    sendMail('MailApp', args);
  },
};
