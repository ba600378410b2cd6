/**
 * People's mailboxes: messages, labels and drafts.
 *
 * A message belongs to one person; what is sent to somebody here is another row in his box. A thread is what its
 * messages say: it has no row of its own. Invariant: ids are never used twice, and `historyId` only grows.
 */
import { randomBytes } from 'node:crypto';
import type { Clock } from '../../control/clock.ts';
import type { Store, Table } from '../../control/store.ts';
import { invalid, notFound, ApiError } from '../api-error.ts';
import { headerOf } from './mime.ts';
import type { Content } from './mime.ts';

export interface Message {
  readonly owner: string;
  readonly id: string;
  readonly threadId: string;
  readonly labelIds: readonly string[];
  /** base64 of the message as it was sent. */
  readonly raw: string;
  readonly content: Content;
  readonly internalDate: number;
  readonly historyId: number;
}

export interface Label {
  readonly id: string;
  readonly name: string;
  readonly messageListVisibility?: string;
  readonly labelListVisibility?: string;
  readonly type: 'system' | 'user';
}

interface DraftRow {
  readonly id: string;
  readonly owner: string;
  readonly messageId: string;
}

const SYSTEM =
  'CHAT SENT INBOX IMPORTANT TRASH DRAFT SPAM CATEGORY_FORUMS CATEGORY_UPDATES CATEGORY_PERSONAL CATEGORY_PROMOTIONS CATEGORY_SOCIAL STARRED UNREAD'.split(
    ' ',
  );
/** System labels that Gmail's own page lists; the others are hidden (recorded). */
const LISTED: readonly string[] = ['SENT', 'INBOX', 'DRAFT', 'STARRED', 'UNREAD'];
const HIDDEN = { messageListVisibility: 'hide', labelListVisibility: 'labelHide' };
/** Labels that only Gmail itself gives and takes. */
const OWN: readonly string[] = ['SENT', 'DRAFT', 'CHAT'];

export class Mailbox {
  readonly #clock: Clock;
  readonly #store: Store;
  readonly #messages: Table<Message>;
  readonly #labels: Table<Label & { readonly owner: string }>;
  readonly #drafts: Table<DraftRow>;
  readonly #listeners = new Set<() => void>();

  constructor(store: Store, clock: Clock) {
    this.#clock = clock;
    this.#store = store;
    this.#messages = store.table('gmail.messages');
    this.#labels = store.table('gmail.labels');
    this.#drafts = store.table('gmail.drafts');
  }

  /** Newest first. */
  messages(owner: string): Message[] {
    return [...this.#messages.values()]
      .filter((message) => message.owner === owner)
      .sort((a, b) => b.internalDate - a.internalDate || b.historyId - a.historyId);
  }

  /** @throws {ApiError} 404 */
  message(owner: string, id: string): Message {
    const found = this.#messages.get(`${owner} ${id}`);
    if (!found) throw notFound();
    return found;
  }

  /** Oldest first. @throws {ApiError} 404 */
  thread(owner: string, id: string): Message[] {
    const found = this.messages(owner).filter((message) => message.threadId === id);
    if (found.length === 0) throw notFound();
    return found.reverse();
  }

  historyId(owner: string): number {
    return Math.max(1, ...this.messages(owner).map((message) => message.historyId));
  }

  /** @param threadId - of an answer that names its thread; else found by what the message refers to */
  add(
    owner: string,
    raw: Buffer,
    content: Content,
    labelIds: readonly string[],
    threadId?: string,
    internalDate = this.#clock.now(),
  ): Message {
    const id = newId();
    if (threadId !== undefined) this.thread(owner, threadId);
    const message: Message = {
      owner,
      id,
      threadId: threadId ?? this.#threadOf(owner, content) ?? id,
      labelIds,
      raw: raw.toString('base64'),
      content,
      internalDate,
      historyId: this.#nextHistory(),
    };
    this.#messages.put(`${owner} ${id}`, message);
    this.#tell();
    return message;
  }

  /** @throws {ApiError} 400 for a label that is not there, or that only Gmail gives */
  relabel(owner: string, id: string, add: readonly string[], remove: readonly string[]): Message {
    const message = this.message(owner, id);
    for (const label of [...add, ...remove]) this.#checkLabel(owner, label);
    const kept = message.labelIds.filter((label) => !remove.includes(label));
    const labelIds = [...new Set([...kept, ...add])];
    const changed = { ...message, labelIds, historyId: this.#nextHistory() };
    this.#messages.put(`${owner} ${id}`, changed);
    this.#tell();
    return changed;
  }

  /** Takes it out of the box for good. */
  remove(owner: string, id: string): void {
    this.message(owner, id);
    this.#store.transaction(() => {
      this.#messages.delete(`${owner} ${id}`);
      for (const draft of this.drafts(owner))
        if (draft.messageId === id) this.#drafts.delete(`${owner} ${draft.id}`);
    });
    this.#tell();
  }

  labels(owner: string): Label[] {
    const system = SYSTEM.map((id): Label => ({
      ...{ id, name: id },
      ...(LISTED.includes(id) ? {} : HIDDEN),
      type: 'system',
    }));
    const own = [...this.#labels.values()].filter((label) => label.owner === owner);
    return [...system, ...own.map(({ owner: _owner, ...label }) => label)];
  }

  /** @throws {ApiError} 404 */
  label(owner: string, id: string): Label {
    const found = this.labels(owner).find((label) => label.id === id);
    if (!found) throw notFound();
    return found;
  }

  /** @throws {ApiError} 409 for a name that is taken */
  createLabel(owner: string, name: string, more: Partial<Label>): Label {
    if (name.trim() === '') throw invalid('Invalid label name');
    if (this.labels(owner).some((label) => label.name.toLowerCase() === name.toLowerCase()))
      throw new ApiError(409, 'aborted', 'Label name exists or conflicts');
    const taken = [...this.#labels.values()].filter((label) => label.owner === owner).map(({ id }) => id);
    let number = taken.length + 1;
    while (taken.includes(`Label_${number}`)) number += 1;
    const label: Label = { id: `Label_${number}`, name, ...more, type: 'user' };
    this.#labels.put(`${owner} ${label.id}`, { ...label, owner });
    return label;
  }

  changeLabel(owner: string, id: string, change: Partial<Label>): Label {
    const label = this.label(owner, id);
    if (label.type === 'system') throw invalid('Invalid update request');
    const changed = { ...label, ...change, id, type: 'user' as const };
    this.#labels.put(`${owner} ${id}`, { ...changed, owner });
    return changed;
  }

  deleteLabel(owner: string, id: string): void {
    if (this.label(owner, id).type === 'system') throw invalid('Invalid delete request');
    this.#store.transaction(() => {
      this.#labels.delete(`${owner} ${id}`);
      for (const message of this.messages(owner))
        if (message.labelIds.includes(id))
          this.#messages.put(`${owner} ${message.id}`, {
            ...message,
            labelIds: message.labelIds.filter((label) => label !== id),
          });
    });
  }

  drafts(owner: string): DraftRow[] {
    return [...this.#drafts.values()].filter((draft) => draft.owner === owner).reverse();
  }

  /** @throws {ApiError} 404 */
  draft(owner: string, id: string): DraftRow {
    const found = this.#drafts.get(`${owner} ${id}`);
    if (!found) throw notFound();
    return found;
  }

  /** A draft for a message that is already in the box. Gmail writes its ids as `r` and a signed number. */
  addDraft(owner: string, messageId: string, id?: string): DraftRow {
    const draft = { owner, messageId, id: id ?? `r${randomBytes(8).readBigInt64BE().toString()}` };
    this.#drafts.put(`${owner} ${draft.id}`, draft);
    this.#tell();
    return draft;
  }

  dropDraft(owner: string, id: string): void {
    this.#drafts.delete(`${owner} ${id}`);
    this.#tell();
  }

  /** Calls `listener` after each change of somebody's box; the returned function ends that. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  clear(): void {
    for (const table of [this.#messages, this.#labels, this.#drafts])
      for (const key of [...table.keys()]) table.delete(key);
  }

  #checkLabel(owner: string, id: string): void {
    if (OWN.includes(id) || !this.labels(owner).some((label) => label.id === id))
      throw invalid(`Invalid label: ${id}`);
  }

  #threadOf(owner: string, content: Content): string | undefined {
    const named = `${headerOf(content, 'in-reply-to') ?? ''} ${headerOf(content, 'references') ?? ''}`;
    const ids: readonly string[] = named.match(/<[^>]+>/g) ?? [];
    if (ids.length === 0) return undefined;
    return this.messages(owner).find((message) => ids.includes(headerOf(message.content, 'message-id') ?? ''))
      ?.threadId;
  }

  #nextHistory(): number {
    return Math.max(1000, ...[...this.#messages.values()].map(({ historyId }) => historyId)) + 1;
  }
}

function newId(): string {
  // The first digit of Gmail's sixteen is never 0: ids are numbers too.
  return `1${randomBytes(8).toString('hex').slice(1)}`;
}
