/** A draft of the person's mailbox. */
import { Exception } from '../host.ts';
import { record, signature, text } from '../check.ts';
import type { GmailMessage } from './gmail-message.ts';
import { mailOf } from './mail-options.ts';
import { call, textOf } from './mail-rest.ts';
import type { Json } from './mail-rest.ts';
import { make } from './makers.ts';

interface DraftRow {
  readonly id: string;
  readonly message: { readonly id: string; readonly threadId: string };
}

export class GmailDraft {
  #row: DraftRow;

  constructor(row: Json) {
    this.#row = row as unknown as DraftRow;
  }

  /** How a host finds the draft that a compose action made. */
  static referenceOf(draft: GmailDraft): { draftId: string; draftThreadId: string } {
    return { draftId: draft.#row.id, draftThreadId: draft.#row.message.threadId };
  }

  getId(): string {
    return this.#row.id;
  }

  getMessageId(): string {
    return this.#row.message.id;
  }

  getMessage(): GmailMessage {
    const row = call('GmailDraft.getMessage', {
      path: `/messages/${this.#row.message.id}`,
      query: { format: 'metadata' },
    });
    if (row === null) throw new Exception('The draft does not exist, or it has been sent.');
    return make.message(row);
  }

  deleteDraft(): void {
    call('GmailDraft.deleteDraft', { http: 'DELETE', path: `/drafts/${this.#row.id}` });
  }

  send(): GmailMessage {
    const sent = call('GmailDraft.send', { http: 'POST', path: '/drafts/send', body: { id: this.#row.id } });
    const path = `/messages/${textOf(sent?.['id'])}`;
    return make.message(call('GmailDraft.send', { path, query: { format: 'metadata' } }) ?? {});
  }

  update(...args: unknown[]): this {
    signature('GmailApp.GmailDraft.update', args, [text, text, text], [record]);
    const [recipient, subject, body, options] = args as [string, string, string, unknown];
    const mail = mailOf(recipient, subject, body, options);
    const path = `/drafts/${this.#row.id}`;
    this.#row = call('GmailDraft.update', { http: 'PUT', path, mail }) as unknown as DraftRow;
    return this;
  }

  toString(): string {
    return 'GmailDraft';
  }
}

make.draft = (row) => new GmailDraft(row);
