/** A label of the person's own. */
import { integer, mismatch, signature } from '../check.ts';
import type { GmailThread } from './gmail-thread.ts';
import { call, list, textOf } from './mail-rest.ts';
import type { Json } from './mail-rest.ts';
import { make } from './makers.ts';

export class GmailLabel {
  readonly #row: Json;

  constructor(row: Json) {
    this.#row = row;
  }

  static idOf(label: GmailLabel): string {
    return textOf(label.#row['id']);
  }

  /** Those that a person made; Gmail's own are none to a script. */
  static all(member: string): GmailLabel[] {
    const rows = (call(member, { path: '/labels' })?.['labels'] as Json[] | undefined) ?? [];
    return rows.filter((row) => row['type'] === 'user').map((row) => new GmailLabel(row));
  }

  getId(): string {
    return GmailLabel.idOf(this);
  }

  getName(): string {
    return textOf(this.#row['name']);
  }

  getUnreadCount(): number {
    const path = `/labels/${GmailLabel.idOf(this)}`;
    return Number(call('GmailLabel.getUnreadCount', { path })?.['threadsUnread'] ?? 0);
  }

  getThreads(...args: unknown[]): GmailThread[] {
    signature('GmailApp.GmailLabel.getThreads', args, [], [integer, integer]);
    const query = { labelIds: [GmailLabel.idOf(this)] };
    const rows = list('GmailLabel.getThreads', '/threads', 'threads', query, ...(args as [number?, number?]));
    return rows.map((row) => make.thread(textOf(row['id'])));
  }

  addToThread(...args: unknown[]): this {
    return this.#each('addToThread', args.length === 1 ? args : undefined, args, true);
  }

  addToThreads(...args: unknown[]): this {
    return this.#each('addToThreads', args[0], args, true);
  }

  removeFromThread(...args: unknown[]): this {
    return this.#each('removeFromThread', args.length === 1 ? args : undefined, args, false);
  }

  removeFromThreads(...args: unknown[]): this {
    return this.#each('removeFromThreads', args[0], args, false);
  }

  deleteLabel(): void {
    call('GmailLabel.deleteLabel', { http: 'DELETE', path: `/labels/${GmailLabel.idOf(this)}` });
  }

  toString(): string {
    return 'GmailLabel';
  }

  #each(member: string, threads: unknown, args: readonly unknown[], add: boolean): this {
    const are = (value: unknown): value is GmailThread[] =>
      Array.isArray(value) && value.every((one) => String(one) === 'GmailThread');
    if (!are(threads)) throw mismatch(`GmailApp.GmailLabel.${member}`, args);
    for (const thread of threads)
      if (add) thread.addLabel(this);
      else thread.removeLabel(this);
    return this;
  }
}
