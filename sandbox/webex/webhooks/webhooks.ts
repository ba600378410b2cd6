/**
 * Webhooks for meetings: who is told of what, and what becomes of one whose receiver fails.
 *
 * A delivery is tried once, some time after the change. A hundred failures in five minutes disable a webhook, and only
 * its owner enables it again; then, for five minutes, a single failure disables it.
 */
import { randomUUID } from 'node:crypto';
import type { Ground } from '../../control/ground.ts';
import { clusterId, publicId } from '../identifiers.ts';
import type { MeetingEvent, MeetingNewsItem } from '../meetings/meeting-news.ts';
import type { Session } from '../sessions.ts';
import type { Users } from '../users/users.ts';
import { malformed, notFound } from '../webex-error.ts';
import type { WebexTables } from '../webex-tables.ts';
import { eventData, type EventData } from './event-data.ts';
import type { Delivery } from './deliveries.ts';
import type { Webhook, WebhookView } from './webhook.ts';

const FAILURE_WINDOW_MS = 5 * 60 * 1000;
const MOST_FAILURES = 100;
const FILTERS = ['id', 'meetingNumber', 'meetingType', 'state', 'hostEmail', 'hostUserId', 'siteUrl'];
/** A creator's own webhook only hears of the creator. */
const ORG_FILTERS = ['hostEmail', 'hostUserId'];

interface WebhookWish {
  readonly name: string;
  readonly targetUrl: string;
  readonly event: MeetingEvent | 'all';
  readonly filter?: string | undefined;
  readonly secret?: string | undefined;
  readonly ownedBy: 'creator' | 'org';
}

export class Webhooks {
  readonly #tables: WebexTables;
  readonly #ground: Ground;
  readonly #users: Users;

  constructor(tables: WebexTables, ground: Ground, users: Users) {
    this.#tables = tables;
    this.#ground = ground;
    this.#users = users;
  }

  /** @throws {WebexError} 400 */
  create({ user, clientId }: Session, wish: WebhookWish): Webhook {
    checkFilter(wish);
    const webhook: Webhook = {
      id: clusterId('WEBHOOK', randomUUID()),
      name: wish.name,
      targetUrl: wish.targetUrl,
      resource: 'meetings',
      event: wish.event,
      ...(wish.filter === undefined ? {} : { filter: wish.filter }),
      ...(wish.secret === undefined ? {} : { secret: wish.secret }),
      ownedBy: wish.ownedBy,
      status: 'active',
      created: this.#ground.clock.now(),
      ownerEmail: user.email,
      clientId,
      failures: [],
      onProbationUntil: 0,
    };
    this.#tables.webhooks.put(webhook.id, webhook);
    return webhook;
  }

  /** What this person has registered with this client. */
  list({ user, clientId }: Session): readonly Webhook[] {
    return [...this.#tables.webhooks.values()].filter(
      (webhook) => webhook.clientId === clientId && webhook.ownerEmail === user.email,
    );
  }

  /** @throws {WebexError} 404 */
  get(session: Session, id: string): Webhook {
    const webhook = this.list(session).find((one) => one.id === id);
    if (!webhook) throw notFound();
    return webhook;
  }

  /** Only name, address and secret can be changed; `enable` makes an inactive one active again. */
  update(
    webhook: Webhook,
    change: { readonly name: string; readonly targetUrl: string; readonly secret?: string | undefined },
    enable: boolean,
  ): Webhook {
    const enabled = enable && webhook.status === 'inactive';
    const updated: Webhook = {
      ...webhook,
      name: change.name,
      targetUrl: change.targetUrl,
      ...(change.secret === undefined ? {} : { secret: change.secret }),
      ...(enabled
        ? { status: 'active', failures: [], onProbationUntil: this.#ground.clock.now() + FAILURE_WINDOW_MS }
        : {}),
    };
    this.#tables.webhooks.put(webhook.id, updated);
    return updated;
  }

  remove(webhook: Webhook): void {
    this.#tables.webhooks.delete(webhook.id);
  }

  /** As it stands now, for a delivery that was planned earlier. */
  find(id: string): Webhook | undefined {
    return this.#tables.webhooks.get(id);
  }

  view(webhook: Webhook): WebhookView {
    const owner = this.#users.find(webhook.ownerEmail);
    return {
      id: webhook.id,
      name: webhook.name,
      targetUrl: webhook.targetUrl,
      resource: webhook.resource,
      event: webhook.event,
      ...(webhook.filter === undefined ? {} : { filter: webhook.filter }),
      ...(webhook.secret === undefined ? {} : { secret: webhook.secret }),
      orgId: publicId('ORGANIZATION', owner?.orgId ?? ''),
      createdBy: publicId('PEOPLE', owner?.personId ?? ''),
      appId: clusterId('APPLICATION', webhook.clientId),
      ownedBy: webhook.ownedBy,
      status: webhook.status,
      created: new Date(webhook.created).toISOString(),
    };
  }

  /** The deliveries that a piece of news causes. */
  deliveries(item: MeetingNewsItem): readonly Delivery[] {
    const host = this.#users.find(item.meeting.hostEmail);
    if (!host) return [];
    const data = eventData(item, host, this.#ground.clock.now());
    return [...this.#tables.webhooks.values()]
      .filter((webhook) => webhook.status === 'active')
      .filter(({ event }) => event === 'all' || event === item.event)
      .filter((webhook) =>
        webhook.ownedBy === 'org'
          ? this.#users.find(webhook.ownerEmail)?.orgId === host.orgId
          : webhook.ownerEmail.toLowerCase() === host.email.toLowerCase(),
      )
      .filter((webhook) => passes(webhook, { ...data, meetingNumber: item.meeting.meetingNumber }))
      .map(({ id }) => ({ webhookId: id, event: item.event, actorId: data.hostUserId, data }));
  }

  /** Counts a delivery that nobody took. */
  failed(id: string): void {
    const webhook = this.find(id);
    if (!webhook) return;
    const now = this.#ground.clock.now();
    const failures = [...webhook.failures.filter((at) => at > now - FAILURE_WINDOW_MS), now];
    const disabled = failures.length >= MOST_FAILURES || now < webhook.onProbationUntil;
    this.#tables.webhooks.put(id, { ...webhook, failures, ...(disabled ? { status: 'inactive' } : {}) });
  }
}

function checkFilter({ filter, ownedBy }: WebhookWish): void {
  if (filter === undefined) return;
  for (const [key] of new URLSearchParams(filter)) {
    if (!FILTERS.includes(key)) throw malformed(`'filter' does not know ${key}`);
    if (ORG_FILTERS.includes(key) && ownedBy !== 'org')
      throw malformed(`'filter' by ${key} needs a webhook that is owned by the organization`);
  }
}

function passes({ filter = '' }: Webhook, data: EventData & { readonly meetingNumber: string }): boolean {
  const known = data as unknown as Readonly<Record<string, string | undefined>>;
  return [...new URLSearchParams(filter)].every(([key, value]) => known[key] === value);
}
