/** How the built-in Gmail service reaches Gmail: a request under the name of the member that makes it. */
import { ask } from '../host.ts';

export type Json = Readonly<Record<string, unknown>>;

/** A mail to be written; the platform knows who writes it. */
export interface Mail {
  readonly to?: string;
  readonly cc?: string;
  readonly bcc?: string;
  /** An alias of the writer's; else his own address. */
  readonly from?: string;
  readonly name?: string;
  readonly noReply?: boolean;
  readonly replyTo?: string;
  readonly subject: string;
  readonly text?: string;
  readonly html?: string;
  readonly files: readonly { filename: string; mimeType: string; data: string; cid?: string }[];
  readonly inReplyTo?: string;
  readonly references?: string;
}

interface Request {
  readonly http?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/gmail/v1/users/me`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | readonly string[]>>;
  readonly body?: object;
  /** Becomes the message of the request. */
  readonly mail?: Mail;
  readonly threadId?: string;
}

let messageToken: string | undefined;

/** The right to the one message beside which an add-on was opened. */
export function useMessageToken(token: string): void {
  messageToken = token;
}

/** What came back; null for what is not there. */
export function call(member: string, request: Request, service = 'GmailApp'): Json | null {
  const token = messageToken === undefined ? {} : { messageToken };
  return ask(`${service}.${member}`, { http: 'GET', ...request, ...token }) as Json | null;
}

/** So many items of a list, from `start`. */
export function list(
  member: string,
  path: string,
  field: string,
  query: Readonly<Record<string, string | number | readonly string[]>>,
  start = 0,
  max = 500,
): Json[] {
  const items: Json[] = [];
  let pageToken: string | undefined;
  do {
    const size = Math.min(start + max - items.length, 500);
    const more = pageToken === undefined ? {} : { pageToken };
    const page = call(member, { path, query: { ...query, maxResults: size, ...more } }) ?? {};
    items.push(...((page[field] as Json[] | undefined) ?? []));
    pageToken = page['nextPageToken'] as string | undefined;
  } while (pageToken !== undefined && items.length < start + max);
  return items.slice(start, start + max);
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
