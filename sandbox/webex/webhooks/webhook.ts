import type { MeetingEvent } from '../meetings/meeting-news.ts';

export interface Webhook {
  /** Base64 of `ciscospark://urn:TEAM:<cluster>/WEBHOOK/<uuid>`. */
  readonly id: string;
  readonly name: string;
  readonly targetUrl: string;
  readonly resource: 'meetings';
  readonly event: MeetingEvent | 'all';
  /** `key=value` pairs joined by `&`. */
  readonly filter?: string;
  readonly secret?: string;
  readonly ownedBy: 'creator' | 'org';
  readonly status: 'active' | 'inactive';
  /** ms since the epoch. */
  readonly created: number;
  readonly ownerEmail: string;
  readonly clientId: string;
  /** Instants of the failed deliveries of the last minutes. */
  readonly failures: readonly number[];
  /** Until then one failure disables it again: it was enabled by hand a short while ago. */
  readonly onProbationUntil: number;
}

/** What a webhook and each of its deliveries say of it. */
export interface WebhookView {
  readonly id: string;
  readonly name: string;
  readonly targetUrl: string;
  readonly resource: string;
  readonly event: string;
  readonly filter?: string;
  readonly secret?: string;
  readonly orgId: string;
  readonly createdBy: string;
  readonly appId: string;
  readonly ownedBy: string;
  readonly status: string;
  readonly created: string;
}
