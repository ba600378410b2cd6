/**
 * Push channels of the Directory: unlike Calendar's, a message says which event happened and to whom.
 *
 * Messages go to this machine only: by the host map for public addresses, and to plain `http` on loopback.
 * @see https://developers.google.com/workspace/admin/directory/v1/guides/push
 */
import { createHash } from 'node:crypto';
import type { Ground } from '../../control/ground.ts';
import { sentMessage } from '../../control/recorder.ts';
import type { Store, Table } from '../../control/store.ts';
import {
  CHANNEL_ID,
  deliver,
  isReachable,
  messageHeaders,
  RETRIED,
  RETRY_AFTER_MS,
} from '../push-message.ts';
import { badRequest, invalidInput, missing, required } from './directory-error.ts';
import { textOf } from './resource.ts';
import type { Json } from './resource.ts';

export interface Watched {
  readonly collection: 'users' | 'aliases';
  /** A domain for its users, a person's id for aliases. */
  readonly of: string;
  /** The event asked for; undefined for each. */
  readonly event: string | undefined;
  readonly resourceUri: string;
}

/** Who opens or stops a channel: a person by a client. */
export interface Watcher {
  readonly email: string;
  readonly clientId: string;
}

interface Channel extends Watched, Watcher {
  readonly id: string;
  readonly resourceId: string;
  readonly address: string;
  readonly token?: string;
  /** Virtual ms. */
  readonly expiration: number;
  /** The last message's number. */
  readonly messages: number;
}

interface Message {
  readonly channelId: string;
  readonly number: number;
  readonly state: string;
  readonly body: Json | null;
  /** Virtual ms. */
  readonly due: number;
}

/** Channels live six hours, if they do not ask for less. */
const MOST_MS = 21_600_000;

export class Notices {
  readonly #ground: Ground;
  readonly #channels: Table<Channel>;
  readonly #messages: Table<Message>;

  constructor(ground: Ground, store: Store) {
    this.#ground = ground;
    this.#channels = store.table('directory.channels');
    this.#messages = store.table('directory.messages');
    for (const [key, { due }] of this.#messages.entries()) this.#schedule(key, due, 0);
  }

  /** Opens a channel and sends it the `sync` message. @throws {ApiError} 400 */
  watch(watcher: Watcher, watched: Watched, body: Json): Json {
    const { id, address } = checked(body);
    const now = this.#ground.clock.now();
    if (this.#live(id)) throw badRequest(`Channel id ${id} not unique`);
    const token = textOf(body, 'token');
    const wished = Number(body['expiration'] ?? now + MOST_MS);
    if (!(wished > now)) throw invalidInput('Invalid channel expiration.');
    const hash = createHash('sha256').update(`${watched.collection}\n${watched.of}`).digest('base64url');
    const row: Channel = {
      ...{ id, address, ...watched, email: watcher.email, clientId: watcher.clientId },
      resourceId: hash.slice(0, 27),
      expiration: Math.min(wished, now + MOST_MS),
      messages: 0,
      ...(token === undefined ? {} : { token }),
    };
    this.#channels.put(id, row);
    this.#send(row, 'sync', null);
    return {
      ...{ kind: 'api#channel', id, resourceId: row.resourceId, resourceUri: row.resourceUri },
      ...(token === undefined ? {} : { token }),
      expiration: String(row.expiration),
    };
  }

  /** @throws {ApiError} 404 for a channel that is none of the caller's */
  stop({ email, clientId }: Watcher, body: Json): void {
    const id = textOf(body, 'id');
    if (id === undefined) throw required('id');
    const row = this.#live(id);
    const own = row?.email === email && row.clientId === clientId;
    if (!own || row.resourceId !== textOf(body, 'resourceId')) throw missing('channel');
    this.#channels.delete(id);
  }

  /** Something happened to `resource`: each channel that asked for it gets a message of its own. */
  tell(collection: Watched['collection'], of: string, event: string, resource: Json): void {
    for (const row of [...this.#channels.values()]) {
      const wanted = row.event === undefined || row.event === event;
      if (row.collection === collection && row.of === of && wanted && this.#live(row.id))
        this.#send(this.#channels.get(row.id) ?? row, event, resource);
    }
  }

  clear(): void {
    for (const table of [this.#channels, this.#messages])
      for (const key of [...table.keys()]) table.delete(key);
  }

  #live(id: string): Channel | undefined {
    const row = this.#channels.get(id);
    if (!row || row.expiration > this.#ground.clock.now()) return row;
    this.#channels.delete(id);
    return undefined;
  }

  #send(row: Channel, state: string, body: Json | null): void {
    const number = row.messages + 1;
    this.#channels.put(row.id, { ...row, messages: number });
    const due = this.#ground.clock.now();
    const key = `${row.id} ${number}`;
    this.#messages.put(key, { channelId: row.id, number, state, body, due });
    this.#schedule(key, due, 0);
  }

  #schedule(key: string, at: number, attempt: number): void {
    this.#ground.clock.schedule({ at, kind: 'push', what: 'push message' }, () =>
      this.#deliver(key, attempt),
    );
  }

  async #deliver(key: string, attempt: number): Promise<void> {
    const message = this.#messages.get(key);
    const row = message && this.#live(message.channelId);
    this.#messages.delete(key);
    if (!message || !row) return;
    for (let sent = 0; sent < this.#copies(row, message); sent += 1) {
      const wait = RETRY_AFTER_MS[attempt];
      if (!RETRIED.has(await this.#post(row, message)) || wait === undefined) continue;
      const due = this.#ground.clock.now() + wait;
      this.#messages.put(key, { ...message, due });
      this.#schedule(key, due, attempt + 1);
    }
  }

  /** Faults lose and double messages. */
  #copies(row: Channel, { state }: Message): number {
    if (state === 'sync') return 1;
    const path = `push/${row.collection}`;
    const fault = this.#ground.faults.meet({ on: 'trigger', method: 'PUSH', path, account: row.email });
    return fault?.kind === 'drop' ? 0 : fault?.kind === 'duplicate' ? 2 : 1;
  }

  /** The answer's status; 0 where nobody took the message. */
  async #post(row: Channel, { number, state, body }: Message): Promise<number> {
    const address = this.#ground.hosts.resolve(row.address);
    if (address === undefined) return 0;
    const headers = {
      ...messageHeaders(row, number, state),
      ...(body === null ? {} : { 'content-type': 'application/json; charset=UTF-8' }),
    };
    const status = await deliver(address, headers, body === null ? undefined : JSON.stringify(body));
    this.#ground.recorder?.add('google', sentMessage(row.address, headers, body, status || null));
    return status;
  }
}

function checked(body: Json): { readonly id: string; readonly address: string } {
  const id = textOf(body, 'id');
  const address = textOf(body, 'address');
  if (id === undefined) throw required('id');
  if (!CHANNEL_ID.test(id)) throw invalidInput('Invalid channel id.');
  if (!['web_hook', 'webhook'].includes(textOf(body, 'type') ?? ''))
    throw invalidInput('Invalid channel type.');
  if (address === undefined) throw required('address');
  if (!isReachable(address)) throw badRequest(`WebHook callback must be HTTPS: ${address}`);
  return { id, address };
}
