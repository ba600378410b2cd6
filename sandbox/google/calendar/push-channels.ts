/**
 * Push channels: `watch` on events, rules, lists and settings. A message says that something changed and nothing of
 * what; it may be late, lost, doubled or out of a gapless count, and a channel ends by itself.
 *
 * Messages go to this machine only: by the host map for public addresses, and, unlike at Google, to plain `http` on
 * loopback, where no client of local Google could have a certificate.
 * @see https://developers.google.com/workspace/calendar/api/guides/push
 */
import { createHash } from 'node:crypto';
import * as v from 'valibot';
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
import type { Actor } from './actor.ts';
import { CalendarError, invalid, required } from './calendar-error.ts';
import { tidy } from './tidy.ts';

export type Collection = 'events' | 'acl' | 'calendarList' | 'settings';

export interface Watched {
  readonly collection: Collection;
  /** The calendar of events and rules; of lists and settings, the person. */
  readonly of: string;
  /** Below `/calendar/v3/`. */
  readonly path: string;
  /** Where the caller reached this server. */
  readonly origin: string;
}

interface ChannelRow {
  readonly id: string;
  readonly collection: Collection;
  readonly of: string;
  readonly email: string;
  readonly project: string;
  readonly resourceId: string;
  readonly resourceUri: string;
  readonly address: string;
  readonly token?: string | undefined;
  /** Virtual ms, whole seconds. */
  readonly expiration: number;
  /** The last message's number. */
  readonly messages: number;
  /** A message on its way, and when (virtual ms) it is due. */
  readonly due?: number | undefined;
}

const ChannelBody = v.object({
  id: v.nullish(v.string()),
  type: v.nullish(v.string()),
  address: v.nullish(v.string()),
  token: v.nullish(v.string()),
  resourceId: v.nullish(v.string()),
  expiration: v.nullish(v.union([v.string(), v.number()])),
  params: v.nullish(v.record(v.string(), v.unknown())),
});
type ChannelBody = v.InferOutput<typeof ChannelBody>;

const DEFAULT_TTL_S = 604_800;
const MAX_TOKEN = 256;

export class PushChannels {
  readonly #ground: Ground;
  readonly #table: Table<ChannelRow>;
  readonly #mayRead: (email: string, watched: Pick<Watched, 'collection' | 'of'>) => boolean;

  /** @param mayRead - whether a person still sees what he watches; silence for those who do not */
  constructor(
    files: Store,
    ground: Ground,
    mayRead: (email: string, watched: Pick<Watched, 'collection' | 'of'>) => boolean,
  ) {
    this.#ground = ground;
    this.#table = files.table<ChannelRow>('calendar.channels');
    this.#mayRead = mayRead;
    this.resume();
  }

  /** Puts every message that is on its way into the clock's queue: at start, and after a reset. */
  resume(): void {
    for (const row of this.#table.values()) if (row.due !== undefined) this.#schedule(row.id, row.due, 0);
  }

  /** Opens a channel and sends it the `sync` message. @throws {CalendarError} 400 */
  watch(actor: Actor, watched: Watched, sent: unknown): Record<string, unknown> {
    const body = readBody(sent);
    const { id, address } = checked(body);
    const now = this.#ground.clock.now();
    const project = projectOf(actor);
    if (this.#live(id)?.project === project)
      throw new CalendarError(400, 'channelIdNotUnique', `Channel id ${id} not unique`);
    const { collection, of, path, origin } = watched;
    const resourceUri = `${origin}/calendar/v3/${path}?alt=json`;
    const row: ChannelRow = tidy({
      id,
      collection,
      of,
      email: actor.email,
      project,
      resourceId: createHash('sha256').update(`${collection}\n${of}`).digest('base64url').slice(0, 27),
      resourceUri,
      address,
      token: body.token ?? undefined,
      expiration: Math.floor(this.#end(body, now) / 1000) * 1000,
      messages: 0,
      due: now,
    });
    this.#table.put(id, row);
    this.#schedule(id, now, 0);
    return {
      kind: 'api#channel',
      id,
      resourceId: row.resourceId,
      resourceUri,
      ...(row.token === undefined ? {} : { token: row.token }),
      expiration: String(row.expiration),
    };
  }

  /** `channels.stop`. @throws {CalendarError} 404 for a channel that is none of the caller's */
  stop(actor: Actor, sent: unknown): void {
    const { id, resourceId } = readBody(sent);
    if (!id) throw required('Missing channel id.');
    if (!resourceId) throw required('Missing resource id.');
    const row = this.#live(id);
    const own = row?.email === actor.email && row.project === projectOf(actor);
    if (!own || row.resourceId !== resourceId) {
      const project = projectOf(actor);
      throw new CalendarError(404, 'notFound', `Channel '${id}' not found for project '${project}'`);
    }
    this.#table.delete(id);
  }

  /** Something changed: each channel on it gets a message, or the one that is on its way anyway. */
  changed(collection: Collection, of: string): void {
    for (const row of this.#table.values()) {
      if (row.collection !== collection || row.of !== of || row.due !== undefined) continue;
      if (this.#live(row.id) === undefined) continue;
      const due = this.#ground.clock.now() + this.#ground.switches.number('google.pushDelay');
      this.#table.put(row.id, { ...row, due });
      this.#schedule(row.id, due, 0);
    }
  }

  /** Ends channels: one, a person's, or all of them. @returns how many */
  expire(which: { readonly id?: string | undefined; readonly email?: string | undefined }): number {
    const ended = [...this.#table.values()].filter(
      (row) =>
        (which.id === undefined || row.id === which.id) &&
        (which.email === undefined || row.email === which.email),
    );
    for (const row of ended) this.#table.delete(row.id);
    return ended.length;
  }

  #live(id: string): ChannelRow | undefined {
    const row = this.#table.get(id);
    if (!row || row.expiration > this.#ground.clock.now()) return row;
    this.#table.delete(id);
    return undefined;
  }

  #end(body: ChannelBody, now: number): number {
    const most = this.#ground.switches.number('google.channelSeconds') * 1000;
    const ttl = Number(body.params?.['ttl'] ?? DEFAULT_TTL_S) * 1000;
    const wished = body.expiration ? Number(body.expiration) : now + ttl;
    if (!Number.isFinite(wished) || wished <= now) throw invalid('Invalid channel expiration.');
    return Math.min(wished, now + most);
  }

  #schedule(id: string, at: number, attempt: number): void {
    this.#ground.clock.schedule({ at, kind: 'push', what: 'push message' }, () => this.#deliver(id, attempt));
  }

  async #deliver(id: string, attempt: number): Promise<void> {
    const row = this.#live(id);
    if (row?.due === undefined) return;
    const number = attempt === 0 ? this.#nextNumber(row) : row.messages;
    const state = number === 1 ? 'sync' : 'exists';
    this.#table.put(id, { ...row, messages: number, due: undefined });
    if (!this.#mayRead(row.email, row)) return;
    const times = state === 'sync' ? 1 : this.#fate(row, number);
    for (let sent = 0; sent < times; sent += 1) {
      if (RETRIED.has(await this.#post(row, number, state))) this.#again(id, attempt);
    }
  }

  /** How often a message arrives: faults lose and double it, the switch loses every so many. */
  #fate(row: ChannelRow, number: number): number {
    const { faults, switches } = this.#ground;
    const fault = faults.meet({
      on: 'trigger',
      method: 'PUSH',
      path: `push/${row.collection}`,
      account: row.email,
    });
    if (fault?.kind === 'drop') return 0;
    if (fault?.kind === 'duplicate') return 2;
    const every = switches.number('google.pushLossEvery');
    return every > 0 && number % every === 0 ? 0 : 1;
  }

  #again(id: string, attempt: number): void {
    const wait = RETRY_AFTER_MS[attempt];
    const row = this.#table.get(id);
    if (wait === undefined || !row) return;
    const due = this.#ground.clock.now() + wait;
    this.#table.put(id, { ...row, due });
    this.#schedule(id, due, attempt + 1);
  }

  #nextNumber(row: ChannelRow): number {
    const gaps = row.messages > 0 && this.#ground.switches.text('google.pushNumbers') === 'gaps';
    return row.messages + (gaps ? 2 + (row.messages % 3) : 1);
  }

  /** The answer's status; 0 where nobody took the message. */
  async #post(row: ChannelRow, number: number, state: string): Promise<number> {
    const address = this.#ground.hosts.resolve(row.address);
    const headers = messageHeaders(row, number, state);
    const status = address === undefined ? 0 : await deliver(address, headers);
    this.#ground.recorder?.add('google', sentMessage(row.address, headers, null, status || null));
    return status;
  }
}

function readBody(sent: unknown): ChannelBody {
  const result = v.safeParse(ChannelBody, sent ?? {});
  if (result.success) return result.output;
  throw invalid(`Invalid value for: ${v.getDotPath(result.issues[0]) ?? 'body'}`);
}

function checked({ id, type, address, token }: ChannelBody): {
  readonly id: string;
  readonly address: string;
} {
  if (!id) throw required('Missing channel id.');
  if (!CHANNEL_ID.test(id)) throw invalid('Invalid channel id.');
  // Both spellings work at Google.
  if (type !== 'web_hook' && type !== 'webhook')
    throw new CalendarError(
      400,
      'push.channelTypeNotSupported',
      `Channel type ${type ?? ''} is not supported.`,
    );
  if (!address) throw required('Missing channel address.');
  if (token && token.length > MAX_TOKEN) throw invalid('Invalid channel token.');
  if (!isReachable(address))
    throw new CalendarError(400, 'push.webhookUrlNotHttps', `WebHook callback must be HTTPS: ${address}`);
  return { id, address };
}

/** A channel belongs to a person and an OAuth client. */
function projectOf(actor: Actor): string {
  return actor.clientId ?? actor.scriptId ?? actor.via;
}
