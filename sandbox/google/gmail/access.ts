/** Which scopes open which method (published contract), and the tokens of single messages that add-ons get. */
import { randomBytes } from 'node:crypto';
import type { Clock } from '../../control/clock.ts';
import { ApiError, insufficient } from '../api-error.ts';
import type { Format } from './message-view.ts';

const AUTH = 'https://www.googleapis.com/auth/gmail.';
const MAIL = 'https://mail.google.com/';
const names = (list: string): readonly string[] => [MAIL, ...list.split(' ').map((name) => `${AUTH}${name}`)];

const READ = 'modify readonly';
const LIST = `metadata ${READ}`;
const ADD_ON =
  'addons.current.message.action addons.current.message.metadata addons.current.message.readonly';
const DRAFT = 'addons.current.action.compose compose modify';

const SCOPES = {
  getProfile: names(`compose ${LIST}`),
  'messages.list': names(LIST),
  'messages.get': names(`${ADD_ON} ${LIST}`),
  'messages.send': names('addons.current.action.compose compose modify send'),
  'messages.insert': names('insert modify'),
  'messages.modify': names('modify'),
  'messages.delete': names('').slice(0, 1),
  'attachments.get': names(`addons.current.message.action addons.current.message.readonly ${READ}`),
  'threads.list': names(LIST),
  'threads.get': names(`${ADD_ON} ${LIST}`),
  'threads.modify': names('modify'),
  'threads.delete': names('').slice(0, 1),
  'labels.list': names(`labels ${LIST}`),
  'labels.write': names('labels modify'),
  'drafts.list': names(`compose ${READ}`),
  'drafts.create': names(DRAFT),
  'drafts.update': names('compose modify'),
  'drafts.send': names(DRAFT),
  'drafts.delete': names(DRAFT),
  'sendAs.list': names(`settings.basic ${READ}`),
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Method = keyof typeof SCOPES;

/** The scopes that open a method. */
export function scopesOf(method: Method): readonly string[] {
  return SCOPES[method];
}

export interface MailActor {
  readonly email: string;
  readonly scopes: ReadonlySet<string>;
  /** Of the header `X-Goog-Gmail-Access-Token`: the one message an add-on was opened beside. */
  readonly messageToken: string | undefined;
}

const TOKEN_LIFE_MS = 3_600_000;

interface MessageToken {
  readonly email: string;
  readonly messageId: string;
  readonly threadId: string;
  readonly expiresAt: number;
}

export class Access {
  readonly #clock: Clock;
  readonly #tokens = new Map<string, MessageToken>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A token for the message that is open beside an add-on. */
  open(email: string, messageId: string, threadId: string): string {
    const token = randomBytes(60).toString('base64url');
    this.#tokens.set(token, { email, messageId, threadId, expiresAt: this.#clock.now() + TOKEN_LIFE_MS });
    return token;
  }

  /** @throws {ApiError} 403 if none of the actor's scopes opens the method */
  require(actor: MailActor, method: Method): void {
    if (!SCOPES[method].some((scope) => actor.scopes.has(scope))) throw insufficient();
  }

  /**
   * Whether this message may be read in this form: a right on the whole box, or on the one that is open.
   * @throws {ApiError} 403
   */
  requireMessage(
    actor: MailActor,
    of: { readonly id: string; readonly threadId: string },
    format: Format,
  ): void {
    this.require(actor, 'messages.get');
    const has = (name: string): boolean => actor.scopes.has(`${AUTH}${name}`);
    if (actor.scopes.has(MAIL) || has('modify') || has('readonly')) return;
    const whole = format === 'full' || format === 'raw';
    if (has('metadata') && !whole) return;
    const open = this.#opened(actor);
    const mayRead = has('addons.current.message.readonly') || has('addons.current.message.action');
    if (open && (open.messageId === of.id || open.threadId === of.threadId)) {
      if (mayRead) return;
      if (open.messageId === of.id && !whole) return;
    }
    if (has('metadata') || open)
      throw new ApiError(403, 'forbidden', `Metadata scope doesn't allow format ${format.toUpperCase()}`);
    throw new ApiError(
      403,
      'forbidden',
      'Missing access token for authorization. Request: MailboxService.GetMessage',
    );
  }

  /** With nothing but metadata, searching would read the messages. @throws {ApiError} 403 */
  requireSearch(actor: MailActor, query: string | undefined): void {
    const reads = [MAIL, `${AUTH}modify`, `${AUTH}readonly`].some((scope) => actor.scopes.has(scope));
    if (query !== undefined && query !== '' && !reads)
      throw new ApiError(403, 'forbidden', "Metadata scope does not support 'q' parameter");
  }

  clear(): void {
    this.#tokens.clear();
  }

  #opened({ email, messageToken }: MailActor): MessageToken | undefined {
    const found = messageToken === undefined ? undefined : this.#tokens.get(messageToken);
    return found?.email === email && found.expiresAt > this.#clock.now() ? found : undefined;
  }
}
