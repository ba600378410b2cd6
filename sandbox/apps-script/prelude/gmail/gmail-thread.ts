/** A thread: its messages, and what is said of all of them at once. */
import { Exception } from '../host.ts';
import { mismatch } from '../check.ts';
import type { GmailDraft } from './gmail-draft.ts';
import { GmailLabel } from './gmail-label.ts';
import { GmailMessage } from './gmail-message.ts';
import { call, textOf } from './mail-rest.ts';
import type { Json } from './mail-rest.ts';
import { make } from './makers.ts';

export class GmailThread {
  readonly #id: string;
  #messages: GmailMessage[] | undefined;

  constructor(id: string) {
    this.#id = id;
  }

  /** Null for a thread that is not there. */
  static load(member: string, id: string): GmailThread | null {
    const thread = new GmailThread(id);
    const messages = thread.#fetch(member);
    if (messages === null) return null;
    thread.#messages = messages;
    return thread;
  }

  getId(): string {
    return this.#id;
  }

  getMessages(): GmailMessage[] {
    return [...this.#all('getMessages')];
  }

  getMessageCount(): number {
    return this.#all('getMessageCount').length;
  }

  getFirstMessageSubject(): string {
    return this.#all('getFirstMessageSubject')[0]?.getSubject() ?? '';
  }

  getLastMessageDate(): Date {
    return this.#last('getLastMessageDate').getDate();
  }

  getPermalink(): string {
    return `https://mail.google.com/mail/u/0/#inbox/${this.#id}`;
  }

  getLabels(): GmailLabel[] {
    const ids = new Set(this.#all('getLabels').flatMap((message) => labelsOf(message)));
    return GmailLabel.all('GmailThread.getLabels').filter((label) => ids.has(GmailLabel.idOf(label)));
  }

  addLabel(...args: unknown[]): this {
    return this.#label('addLabel', [GmailLabel.idOf(this.#one('addLabel', args))], []);
  }

  removeLabel(...args: unknown[]): this {
    return this.#label('removeLabel', [], [GmailLabel.idOf(this.#one('removeLabel', args))]);
  }

  hasStarredMessages(): boolean {
    return this.#any('STARRED');
  }

  isImportant(): boolean {
    return this.#any('IMPORTANT');
  }

  isInChats(): boolean {
    return this.#any('CHAT');
  }

  isInInbox(): boolean {
    return this.#any('INBOX');
  }

  isInPriorityInbox(): boolean {
    return this.#any('INBOX') && this.#any('IMPORTANT');
  }

  isInSpam(): boolean {
    return this.#any('SPAM');
  }

  isInTrash(): boolean {
    return this.#any('TRASH');
  }

  isUnread(): boolean {
    return this.#any('UNREAD');
  }

  markRead(): this {
    return this.#label('markRead', [], ['UNREAD']);
  }

  markUnread(): this {
    return this.#label('markUnread', ['UNREAD'], []);
  }

  markImportant(): this {
    return this.#label('markImportant', ['IMPORTANT'], []);
  }

  markUnimportant(): this {
    return this.#label('markUnimportant', [], ['IMPORTANT']);
  }

  moveToArchive(): this {
    return this.#label('moveToArchive', [], ['INBOX']);
  }

  moveToInbox(): this {
    return this.#label('moveToInbox', ['INBOX'], ['TRASH', 'SPAM']);
  }

  moveToSpam(): this {
    return this.#label('moveToSpam', ['SPAM'], ['INBOX']);
  }

  moveToTrash(): this {
    return this.#label('moveToTrash', ['TRASH'], ['INBOX']);
  }

  refresh(): this {
    this.#messages = undefined;
    return this;
  }

  reply(...args: unknown[]): this {
    this.#last('reply').reply(...args);
    return this.refresh();
  }

  replyAll(...args: unknown[]): this {
    this.#last('replyAll').replyAll(...args);
    return this.refresh();
  }

  createDraftReply(...args: unknown[]): GmailDraft {
    return this.#last('createDraftReply').createDraftReply(...args);
  }

  createDraftReplyAll(...args: unknown[]): GmailDraft {
    return this.#last('createDraftReplyAll').createDraftReplyAll(...args);
  }

  toString(): string {
    return 'GmailThread';
  }

  #one(member: string, args: readonly unknown[]): GmailLabel {
    const [label] = args;
    if (args.length !== 1 || !(label instanceof GmailLabel))
      throw mismatch(`GmailApp.GmailThread.${member}`, args);
    return label;
  }

  #fetch(member: string): GmailMessage[] | null {
    const path = `/threads/${this.#id}`;
    const row = call(`GmailThread.${member}`, { path, query: { format: 'metadata' } });
    return row && ((row['messages'] as Json[] | undefined) ?? []).map((message) => new GmailMessage(message));
  }

  #all(member: string): readonly GmailMessage[] {
    this.#messages ??= this.#fetch(member) ?? [];
    return this.#messages;
  }

  #last(member: string): GmailMessage {
    const last = this.#all(member).at(-1);
    if (!last) throw new Exception('The thread does not exist any more.');
    return last;
  }

  #any(label: string): boolean {
    return this.#all('getMessages').some((message) => labelsOf(message).includes(label));
  }

  #label(member: string, addLabelIds: string[], removeLabelIds: string[]): this {
    call(`GmailThread.${member}`, {
      http: 'POST',
      path: `/threads/${this.#id}/modify`,
      body: { addLabelIds, removeLabelIds },
    });
    return this.refresh();
  }
}

function labelsOf(message: GmailMessage): readonly string[] {
  return ((GmailMessage.rowOf(message)['labelIds'] as string[] | undefined) ?? []).map(textOf);
}

make.thread = (id) => new GmailThread(id);
