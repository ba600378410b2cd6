/**
 * Paging and incremental listing of the small collections: a person's calendar list and settings, a calendar's rules.
 *
 * Their tokens are readable, as Google's are (recorded): of settings and rules twenty digits, the microseconds up to
 * which the holder knows everything; of a calendar list these and whose it is, packed, here with the epoch that
 * `POST /google/expire` moves on.
 */
import { fullSyncRequired, invalid, invalidSyncToken } from './calendar-error.ts';
import { paddedStamp } from './padded-stamp.ts';

export interface Listed<R extends object> {
  /** Microseconds of its last change. */
  readonly stamp: number;
  /** Gone, and told only to those who ask for it or list incrementally. */
  readonly deleted: boolean;
  /** Left out of full listings unless asked for, told in incremental ones. */
  readonly hidden?: boolean | undefined;
  readonly resource: R;
}

export interface CollectionOptions {
  readonly maxResults?: number | undefined;
  readonly pageToken?: string | undefined;
  readonly syncToken?: string | undefined;
  readonly showDeleted?: boolean | undefined;
  readonly showHidden?: boolean | undefined;
}

export interface CollectionPage<R extends object> {
  readonly nextPageToken?: string;
  readonly nextSyncToken?: string;
  readonly items: readonly R[];
}

export interface CollectionTokens {
  /** Whose collection it is: a token of another one is refused. */
  readonly of: string;
  /** `digits` say nothing of whose they are, so that another person's is taken as one's own, as at Google. */
  readonly form: 'packed' | 'digits';
  /** Changes when the tokens of this collection were ended. */
  readonly epoch: string;
  /** Microseconds: tokens of before have ended. */
  readonly endedAt: number;
}

const DEFAULT_PAGE = 100;
const MAX_PAGE = 250;

/** One page. @throws {CalendarError} 400 for a damaged token, 410 for one that has ended */
export function pageOf<R extends object>(
  entries: readonly Listed<R>[],
  options: CollectionOptions,
  tokens: CollectionTokens,
): CollectionPage<R> {
  const since = options.syncToken === undefined ? undefined : readSyncToken(options.syncToken, tokens);
  const offset = options.pageToken === undefined ? 0 : readPageToken(options.pageToken, tokens);
  const size = Math.min(Math.max(options.maxResults ?? DEFAULT_PAGE, 1), MAX_PAGE);
  const wanted = entries.filter((entry) =>
    since === undefined
      ? (!entry.deleted || options.showDeleted === true) &&
        (entry.hidden !== true || options.showHidden === true)
      : entry.stamp > since,
  );
  const items = wanted.slice(offset, offset + size).map((entry) => entry.resource);
  if (offset + size < wanted.length)
    return { nextPageToken: encode(['page', tokens.of, String(offset + size)]), items };
  const latest = entries.reduce((stamp, entry) => Math.max(stamp, entry.stamp), since ?? 0);
  return { nextSyncToken: writeSyncToken(Math.max(latest, tokens.endedAt), tokens), items };
}

function writeSyncToken(stamp: number, { of, form, epoch }: CollectionTokens): string {
  return form === 'digits' ? paddedStamp(stamp) : encode([`\b${String(stamp)}`, of, epoch]);
}

function readSyncToken(token: string, { of, form, epoch, endedAt }: CollectionTokens): number {
  if (form === 'digits') return readDigits(token, endedAt);
  const [stamp = '', owner, told] = decode(token);
  if (!stamp.startsWith('\b') || !/^\d+$/.test(stamp.slice(1)) || owner !== of) throw invalidSyncToken();
  if (told !== epoch) throw fullSyncRequired();
  return Number(stamp.slice(1));
}

function readDigits(token: string, endedAt: number): number {
  if (!/^\d{20}$/.test(token)) throw invalidSyncToken();
  if (Number(token) < endedAt) throw fullSyncRequired();
  return Number(token);
}

function readPageToken(token: string, { of }: CollectionTokens): number {
  const [word, owner, offset = ''] = decode(token);
  if (word !== 'page' || owner !== of || !/^\d+$/.test(offset))
    throw invalid('Invalid page token value.', 'pageToken');
  return Number(offset);
}

/** Real ones end in `=`; a byte more makes sure of it. */
function encode(parts: readonly string[]): string {
  const bytes = Buffer.from(parts.join('\u0012'));
  return (bytes.length % 3 === 0 ? Buffer.concat([bytes, Buffer.of(0)]) : bytes).toString('base64');
}

function decode(token: string): readonly string[] {
  return Buffer.from(token, 'base64').toString().replace(/\0$/, '').split('\u0012');
}
