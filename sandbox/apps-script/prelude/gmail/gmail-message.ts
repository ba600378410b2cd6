/** A message. What is said of it comes with it; its body and files are fetched when they are asked for. */
import { Exception } from '../host.ts';
import { fromBase64, fromUtf8 } from '../bytes.ts';
import { record, signature, text } from '../check.ts';
import { GmailAttachment } from './gmail-attachment.ts';
import type { GmailDraft } from './gmail-draft.ts';
import type { GmailThread } from './gmail-thread.ts';
import { mailOf } from './mail-options.ts';
import { call, textOf } from './mail-rest.ts';
import type { Json, Mail } from './mail-rest.ts';
import { make } from './makers.ts';

interface Part {
  readonly mimeType?: string;
  readonly filename?: string;
  readonly headers?: readonly { readonly name: string; readonly value: string }[];
  readonly body?: { readonly data?: string; readonly attachmentId?: string };
  readonly parts?: readonly Part[];
}

const decoded = (data: string): string => fromUtf8(fromBase64(data));

function leaves(part: Part): Part[] {
  return part.parts ? part.parts.flatMap(leaves) : [part];
}

export class GmailMessage {
  #row: Json;
  #whole: Part | undefined;

  constructor(row: Json) {
    this.#row = row;
  }

  static rowOf(message: GmailMessage): Json {
    return message.#row;
  }

  getId(): string {
    return textOf(this.#row['id']);
  }

  getThread(): GmailThread {
    return make.thread(textOf(this.#row['threadId']));
  }

  getFrom(): string {
    return this.#header('From');
  }

  getTo(): string {
    return this.#header('To');
  }

  getCc(): string {
    return this.#header('Cc');
  }

  getBcc(): string {
    return this.#header('Bcc');
  }

  getReplyTo(): string {
    return this.#header('Reply-To');
  }

  getSubject(): string {
    return this.#header('Subject');
  }

  getHeader(...args: unknown[]): string {
    signature('GmailApp.GmailMessage.getHeader', args, [text]);
    return this.#header(args[0] as string);
  }

  getDate(): Date {
    return new Date(Number(this.#row['internalDate']));
  }

  /** The HTML of the message; where it has none, its text. */
  getBody(): string {
    return this.#part('text/html') ?? (this.#part('text/plain') ?? '').replaceAll('\n', '<br>\n');
  }

  getPlainBody(): string {
    const plain = this.#part('text/plain');
    if (plain !== undefined) return plain;
    return (this.#part('text/html') ?? '')
      .replace(/<(style|script)[\s\S]*?<\/\1>/gi, '')
      .replace(/<br\s*\/?>|<\/(p|div|li|tr)>/gi, '\n')
      .replace(/<[^>]*>/g, '');
  }

  getRawContent(): string {
    const { raw } = this.#fetch('getRawContent', 'raw');
    return decoded(textOf(raw));
  }

  getAttachments(...args: unknown[]): GmailAttachment[] {
    signature('GmailApp.GmailMessage.getAttachments', args, [], [record]);
    const { includeInlineImages = true, includeAttachments = true } = (args[0] ?? {}) as Json;
    return leaves(this.#full('getAttachments'))
      .filter(({ body }) => body?.attachmentId !== undefined)
      .filter(({ headers = [] }) => {
        const inline = headers.some(({ name }) => name.toLowerCase() === 'content-id');
        return inline ? includeInlineImages === true : includeAttachments === true;
      })
      .map((part) => {
        const path = `/messages/${this.getId()}/attachments/${part.body?.attachmentId ?? ''}`;
        const data = textOf(call('GmailMessage.getAttachments', { path })?.['data']);
        return new GmailAttachment(fromBase64(data), part.mimeType ?? null, part.filename ?? null);
      });
  }

  isDraft(): boolean {
    return this.#has('DRAFT');
  }

  isInChats(): boolean {
    return this.#has('CHAT');
  }

  isInInbox(): boolean {
    return this.#has('INBOX');
  }

  isInPriorityInbox(): boolean {
    return this.#has('INBOX') && this.#has('IMPORTANT');
  }

  isInTrash(): boolean {
    return this.#has('TRASH');
  }

  isStarred(): boolean {
    return this.#has('STARRED');
  }

  isUnread(): boolean {
    return this.#has('UNREAD');
  }

  markRead(): this {
    return this.#label('markRead', [], ['UNREAD']);
  }

  markUnread(): this {
    return this.#label('markUnread', ['UNREAD'], []);
  }

  star(): this {
    return this.#label('star', ['STARRED'], []);
  }

  unstar(): this {
    return this.#label('unstar', [], ['STARRED']);
  }

  moveToTrash(): this {
    return this.#label('moveToTrash', ['TRASH'], ['INBOX']);
  }

  refresh(): this {
    this.#row = this.#fetch('refresh', 'metadata');
    this.#whole = undefined;
    return this;
  }

  reply(...args: unknown[]): GmailMessage {
    return this.#send('reply', this.#answer('reply', args, false));
  }

  replyAll(...args: unknown[]): GmailMessage {
    return this.#send('replyAll', this.#answer('replyAll', args, true));
  }

  createDraftReply(...args: unknown[]): GmailDraft {
    return this.#draft('createDraftReply', this.#answer('createDraftReply', args, false));
  }

  createDraftReplyAll(...args: unknown[]): GmailDraft {
    return this.#draft('createDraftReplyAll', this.#answer('createDraftReplyAll', args, true));
  }

  forward(...args: unknown[]): GmailMessage {
    signature('GmailApp.GmailMessage.forward', args, [text], [record]);
    const head = ['From', 'Date', 'Subject', 'To'].map((name) => `${name}: ${this.#header(name)}`);
    const quoted = ['---------- Forwarded message ---------', ...head, '', this.getPlainBody()].join('\n');
    const options = { attachments: this.getAttachments(), ...(args[1] as object | undefined) };
    const subject = this.getSubject().replace(/^(?!fwd:)/i, 'Fwd: ');
    return this.#send('forward', mailOf(args[0], subject, quoted, options), false);
  }

  toString(): string {
    return 'GmailMessage';
  }

  #header(name: string): string {
    const { headers = [] } = (this.#row['payload'] ?? {}) as Part;
    return headers.find((header) => header.name.toLowerCase() === name.toLowerCase())?.value ?? '';
  }

  #has(label: string): boolean {
    return ((this.#row['labelIds'] as string[] | undefined) ?? []).includes(label);
  }

  #fetch(member: string, format: string): Json {
    const row = call(`GmailMessage.${member}`, { path: `/messages/${this.getId()}`, query: { format } });
    if (row === null) throw new Exception('The message does not exist any more.');
    return row;
  }

  #full(member: string): Part {
    this.#whole ??= this.#fetch(member, 'full')['payload'] as Part;
    return this.#whole;
  }

  #part(mimeType: string): string | undefined {
    const found = leaves(this.#full('getBody')).find(
      (part) => part.mimeType === mimeType && (part.filename ?? '') === '',
    );
    return found && decoded(found.body?.data ?? '');
  }

  #label(member: string, addLabelIds: string[], removeLabelIds: string[]): this {
    const answer = call(`GmailMessage.${member}`, {
      http: 'POST',
      path: `/messages/${this.getId()}/modify`,
      body: { addLabelIds, removeLabelIds },
    });
    this.#row = { ...this.#row, labelIds: answer?.['labelIds'] };
    return this;
  }

  /** An answer stands in the thread; to all means to everybody but oneself. */
  #answer(member: string, args: readonly unknown[], everybody: boolean): Mail {
    signature(`GmailApp.GmailMessage.${member}`, args, [text], [record]);
    const given = (args[1] ?? {}) as Json;
    const others = everybody ? this.#others(member) : '';
    const options = { ...given, ...(others === '' ? {} : { cc: textOf(given['cc']) || others }) };
    const subject = textOf(given['subject']) || this.getSubject().replace(/^(?!re:)/i, 'Re: ');
    const id = this.#header('Message-ID');
    return {
      ...mailOf(this.getReplyTo() || this.getFrom(), subject, args[0], options),
      inReplyTo: id,
      references: `${this.#header('References')} ${id}`.trim(),
    };
  }

  #others(member: string): string {
    const me = textOf(call(`GmailMessage.${member}`, { path: '/profile' })?.['emailAddress']);
    const sender = this.getReplyTo() || this.getFrom();
    return [this.getTo(), this.getCc()]
      .flatMap((list) => list.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/))
      .map((one) => one.trim())
      .filter((one) => one !== '' && !one.includes(me) && !sender.includes(one))
      .join(', ');
  }

  #send(member: string, mail: Mail, inThread = true): GmailMessage {
    const sent = call(`GmailMessage.${member}`, {
      http: 'POST',
      path: '/messages/send',
      mail,
      ...(inThread ? { threadId: textOf(this.#row['threadId']) } : {}),
    });
    const path = `/messages/${textOf(sent?.['id'])}`;
    return new GmailMessage(call(`GmailMessage.${member}`, { path, query: { format: 'metadata' } }) ?? {});
  }

  #draft(member: string, mail: Mail): GmailDraft {
    const threadId = textOf(this.#row['threadId']);
    return make.draft(
      call(`GmailMessage.${member}`, { http: 'POST', path: '/drafts', mail, threadId }) ?? {},
    );
  }
}

make.message = (row) => new GmailMessage(row);
