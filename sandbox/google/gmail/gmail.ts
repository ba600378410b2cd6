/** Local Gmail: what arrives, what is written and sent. Nothing leaves the machine; who is not here only gets a line in the mail log. */
import { randomBytes } from 'node:crypto';
import type { Ground } from '../../control/ground.ts';
import type { Store, Table } from '../../control/store.ts';
import type { Account } from '../identity/account.ts';
import { Access } from './access.ts';
import { invalid } from '../api-error.ts';
import { Mailbox } from './mailbox.ts';
import type { Message } from './mailbox.ts';
import { addressesIn, headerOf, readMail, writeMail } from './mime.ts';
import type { Draft } from './mime.ts';

export interface MailIdentity {
  account(email: string): Account | undefined;
  resolve(token: string): { readonly email: string; readonly scopes: ReadonlySet<string> } | undefined;
}

/** A line of the mail log. */
export interface SentMail {
  readonly at: string;
  readonly from: 'google';
  readonly to: string;
  readonly subject: string;
  readonly kind: 'message';
  readonly messageId: string;
}

/** What a host tells an add-on of the message beside it. */
export interface OpenMessage {
  readonly messageId: string;
  readonly threadId: string;
  readonly accessToken: string;
}

export class Gmail {
  readonly ground: Ground;
  readonly identity: MailIdentity;
  readonly box: Mailbox;
  readonly access: Access;
  readonly #sent: Table<SentMail>;
  #sequence: number;

  constructor(ground: Ground, store: Store, identity: MailIdentity) {
    this.ground = ground;
    this.identity = identity;
    this.box = new Mailbox(store, ground.clock);
    this.access = new Access(ground.clock);
    this.#sent = store.table('gmail.sent');
    this.#sequence = Math.max(0, ...[...this.#sent.keys()].map(Number));
  }

  /** A message of somebody's, written somewhere else, arrives. @param at - ms; default now */
  async arrive(owner: string, draft: Draft, at = this.ground.clock.now()): Promise<Message> {
    const raw = await writeMail(draft, at, this.#messageId());
    return this.box.add(
      owner,
      raw,
      await readMail(raw),
      ['UNREAD', 'IMPORTANT', 'CATEGORY_PERSONAL', 'INBOX'],
      undefined,
      at,
    );
  }

  /** What a program or a person wrote, as mail text. */
  compose(draft: Draft): Promise<Buffer> {
    return writeMail(draft, this.ground.clock.now(), this.#messageId());
  }

  /**
   * Sends a finished mail: it stands in the sender's box, and in the boxes of those who are here.
   * @throws {ApiError} 400 without anybody to send to
   */
  async send(owner: string, given: Buffer, threadId?: string): Promise<Message> {
    const raw = this.#completed(owner, given);
    const content = await readMail(raw);
    const to = [...new Set(addressesIn(content, 'to', 'cc', 'bcc'))];
    if (to.length === 0) throw invalid('Recipient address required');
    const open = withoutBcc(raw);
    const seen = await readMail(open);
    const labels = to.includes(owner) ? ['UNREAD', 'SENT', 'INBOX'] : ['SENT'];
    const sent = this.box.add(owner, raw, content, labels, threadId);
    for (const email of to) {
      this.#log(email, headerOf(content, 'subject') ?? '', sent.id);
      if (email !== owner && this.identity.account(email))
        this.box.add(email, open, seen, ['UNREAD', 'IMPORTANT', 'CATEGORY_PERSONAL', 'INBOX']);
    }
    return sent;
  }

  /** Keeps a mail as a draft: a new one, or in the place of an old one. */
  async keepDraft(
    owner: string,
    given: Buffer,
    threadId?: string,
    draftId?: string,
  ): Promise<{ id: string; message: Message }> {
    const raw = this.#completed(owner, given);
    const content = await readMail(raw);
    const before = draftId === undefined ? undefined : this.box.draft(owner, draftId);
    const thread = threadId ?? (before && this.box.message(owner, before.messageId).threadId);
    const alone = before && this.box.thread(owner, thread ?? '').length === 1;
    const message = this.box.add(owner, raw, content, ['DRAFT'], alone ? undefined : thread);
    if (before) this.box.remove(owner, before.messageId);
    return { id: this.box.addDraft(owner, message.id, draftId).id, message };
  }

  async sendDraft(owner: string, draftId: string): Promise<Message> {
    const draft = this.box.draft(owner, draftId);
    const message = this.box.message(owner, draft.messageId);
    const thread = this.box.thread(owner, message.threadId).length > 1 ? message.threadId : undefined;
    const sent = await this.send(owner, Buffer.from(message.raw, 'base64'), thread);
    this.box.remove(owner, message.id);
    return sent;
  }

  /** What Gmail's own page hands to an add-on: ids in the page's form, and the token of this one message. */
  open(owner: string, id: string): OpenMessage {
    const [, decimal] = /^msg-[af]:(\d+)$/.exec(id) ?? [];
    const message = this.box.message(owner, decimal === undefined ? id : BigInt(decimal).toString(16));
    return {
      messageId: `msg-f:${BigInt(`0x${message.id}`).toString()}`,
      threadId: `thread-f:${BigInt(`0x${message.threadId}`).toString()}`,
      accessToken: this.access.open(owner, message.id, message.threadId),
    };
  }

  mails(): readonly SentMail[] {
    return [...this.#sent.values()];
  }

  clearMails(): void {
    for (const key of [...this.#sent.keys()]) this.#sent.delete(key);
  }

  reset(): void {
    this.box.clear();
    this.access.clear();
    this.clearMails();
  }

  #log(to: string, subject: string, messageId: string): void {
    const mail = {
      at: this.ground.clock.iso(),
      from: 'google',
      to,
      subject,
      kind: 'message',
      messageId,
    } as const;
    this.#sent.put(String(++this.#sequence), mail);
  }

  #messageId(): string {
    return `<CA${randomBytes(24).toString('base64url')}@mail.gmail.com>`;
  }

  /** Gmail fills in who wrote, when, and the message's id, where that is missing. */
  #completed(owner: string, raw: Buffer): Buffer {
    const head = raw.toString('latin1').split(/\r?\n\r?\n/, 1)[0] ?? '';
    const has = (name: string): boolean => new RegExp(`^${name}:`, 'im').test(head);
    const name = this.identity.account(owner)?.name ?? owner;
    const missing = [
      ...(has('from') ? [] : [`From: "${name.replaceAll('"', '')}" <${owner}>`]),
      ...(has('date')
        ? []
        : [`Date: ${new Date(this.ground.clock.now()).toUTCString().replace('GMT', '+0000')}`]),
      ...(has('message-id') ? [] : [`Message-ID: ${this.#messageId()}`]),
    ];
    const lines = missing.map((line) => `${line}\r\n`).join('');
    return Buffer.concat([Buffer.from(lines, 'utf8'), raw]);
  }
}

/** What the others get does not say who was added in secret. */
function withoutBcc(raw: Buffer): Buffer {
  const text = raw.toString('latin1');
  const end = /\r?\n\r?\n/.exec(text)?.index ?? text.length;
  const head = text.slice(0, end).replace(/^bcc:[^\n]*\n?(?:[ \t][^\n]*\n?)*/gim, '');
  return Buffer.from(head.replace(/\r?\n$/, '') + text.slice(end), 'latin1');
}
