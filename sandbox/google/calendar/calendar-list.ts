/** A person's list of calendars: which ones he shows, and how. */
import * as v from 'valibot';
import type { Store, Table } from '../../control/store.ts';
import type { CalendarBook, CalendarRow, OpenCalendar } from './calendar-book.ts';
import { CalendarError, invalid, notFound, required } from './calendar-error.ts';
import { CALENDAR_COLORS, nearestColorId } from './color-table.ts';
import type { Listed } from './collection-page.ts';
import { tidy } from './tidy.ts';

const reminder = v.object({ method: v.picklist(['email', 'popup', 'sms']), minutes: v.number() });
const color = v.nullish(v.pipe(v.string(), v.regex(/^#[0-9a-fA-F]{6}$/)));

/** What a client may set; everything else of an entry is the calendar's. */
const EntryBodySchema = v.object({
  id: v.nullish(v.string()),
  summaryOverride: v.nullish(v.string()),
  colorId: v.nullish(v.pipe(v.union([v.string(), v.number()]), v.transform(String))),
  backgroundColor: color,
  foregroundColor: color,
  hidden: v.nullish(v.boolean()),
  selected: v.nullish(v.boolean()),
  defaultReminders: v.nullish(v.array(reminder)),
  notificationSettings: v.nullish(
    v.object({ notifications: v.optional(v.array(v.object({ type: v.string(), method: v.string() }))) }),
  ),
});
type EntryBody = v.InferOutput<typeof EntryBodySchema>;

type Own = Omit<{ readonly [K in keyof EntryBody]?: NonNullable<EntryBody[K]> | undefined }, 'id'>;

interface ListedRow extends Own {
  /** Taken off the list; told to those who list incrementally. */
  readonly removed?: true | undefined;
  /** Microseconds. */
  readonly updated: number;
}

export type CalendarListEntry = Record<string, unknown> & { readonly id: string };

export class CalendarList {
  readonly #book: CalendarBook;
  readonly #table: Table<ListedRow>;
  readonly #changed: (email: string) => void;

  /** @param changed - told whose list changed */
  constructor(files: Store, book: CalendarBook, changed: (email: string) => void) {
    this.#book = book;
    this.#table = files.table<ListedRow>('calendar.list');
    this.#changed = changed;
  }

  /** Every calendar in a person's list, with what he took off it or can no longer see. */
  all(email: string): readonly Listed<CalendarListEntry>[] {
    this.#book.find(email);
    const open = [...this.#book.of(email)];
    const seen = new Set(open.map(({ row }) => row.id));
    const listed = open
      .filter(({ row }) => this.#isListed(email, row) || this.#row(email, row.id)?.removed)
      .map((each) => this.#listed(email, each));
    return [...listed, ...this.#lost(email, seen)];
  }

  get(email: string, calendarId: string): CalendarListEntry {
    const open = this.#book.open({ email }, calendarId, 'freeBusyReader');
    if (!this.#isListed(email, open.row)) throw notFound();
    return this.#entry(email, open);
  }

  /** Adds a calendar shared with the person to his list. @throws {CalendarError} 400, 404 */
  insert(email: string, sent: unknown, rgb = false): CalendarListEntry {
    const body = readEntry(sent);
    if (!body.id) throw required('Missing calendar id.');
    const open = this.#book.open({ email }, body.id, 'freeBusyReader');
    this.#put(email, open.row.id, laidOver(undefined, body, rgb));
    return this.#entry(email, open);
  }

  /** PATCH (`patch`) or PUT (`replace`) of an entry. @param rgb - colours are sent by value */
  write(
    mode: 'patch' | 'replace',
    email: string,
    calendarId: string,
    sent: unknown,
    rgb: boolean,
  ): CalendarListEntry {
    const open = this.#book.open({ email }, calendarId, 'freeBusyReader');
    if (!this.#isListed(email, open.row)) throw notFound();
    const before = mode === 'patch' ? this.#row(email, open.row.id) : undefined;
    this.#put(email, open.row.id, laidOver(before, readEntry(sent), rgb));
    return this.#entry(email, open);
  }

  remove(email: string, calendarId: string): void {
    const { row } = this.#book.open({ email }, calendarId, 'freeBusyReader');
    if (!this.#isListed(email, row)) throw notFound();
    if (row.primary && row.owner === email) {
      throw new CalendarError(
        403,
        'cannotChangeOwnPrimarySubscription',
        'You cannot unsubscribe from your own primary calendar.',
        { domain: 'calendar' },
      );
    }
    this.#put(email, row.id, { removed: true });
  }

  /** Tells whoever listens that a person's list is another one now. */
  changed(email: string): void {
    this.#changed(email);
  }

  /** People who have this calendar in their list, other than by owning it. */
  listeners(calendarId: string): readonly string[] {
    return [...this.#table.entries()]
      .filter(([key, row]) => !row.removed && key.endsWith(`\n${calendarId}`))
      .map(([key]) => key.slice(0, key.indexOf('\n')));
  }

  /** A calendar is gone: whoever listed it is told so. */
  drop(row: CalendarRow): void {
    for (const email of new Set([row.owner, ...this.listeners(row.id)]))
      this.#put(email, row.id, { removed: true });
  }

  #row(email: string, calendarId: string): ListedRow | undefined {
    return this.#table.get(`${email}\n${calendarId}`);
  }

  #put(email: string, calendarId: string, row: Omit<ListedRow, 'updated'>): void {
    this.#table.put(`${email}\n${calendarId}`, tidy({ ...row, updated: this.#book.stamp() }));
    this.#changed(email);
  }

  #isListed(email: string, row: CalendarRow): boolean {
    const own = this.#row(email, row.id);
    return own === undefined ? row.owner === email : !own.removed;
  }

  #listed(email: string, open: OpenCalendar): Listed<CalendarListEntry> {
    const own = this.#row(email, open.row.id);
    const stamp = this.#stamp(email, open.row);
    if (own?.removed) return { stamp, deleted: true, resource: tombstone(open.row.id, stamp) };
    return { stamp, deleted: false, hidden: own?.hidden, resource: this.#entry(email, open) };
  }

  /** Entries of calendars that are gone, or that the person may no longer see. */
  #lost(email: string, seen: ReadonlySet<string>): readonly Listed<CalendarListEntry>[] {
    return [...this.#table.entries()].flatMap(([key, own]) => {
      const [who, id = ''] = key.split('\n');
      if (who !== email || seen.has(id)) return [];
      const row = this.#book.find(id);
      const stamp = Math.max(own.updated, row ? this.#book.roleChanged(row, email) : 0);
      return [{ stamp, deleted: true, resource: tombstone(id, stamp) }];
    });
  }

  #stamp(email: string, row: CalendarRow): number {
    const own = this.#row(email, row.id)?.updated ?? 0;
    return Math.max(row.updated, own, this.#book.roleChanged(row, email));
  }

  #entry(email: string, { row, role }: OpenCalendar): CalendarListEntry {
    const listed = this.#row(email, row.id);
    const own = row.primary && row.owner === email;
    const standard = String(own ? 14 : 1 + (Buffer.from(row.id).reduce((sum, byte) => sum + byte, 0) % 13));
    const colorId = listed?.colorId ?? standard;
    const [background = '#9fe1e7'] = CALENDAR_COLORS[Number(colorId) - 1] ?? [];
    return tidy({
      kind: 'calendar#calendarListEntry',
      etag: `"${String(this.#stamp(email, row))}"`,
      id: row.id,
      summary: row.summary,
      description: row.description,
      location: row.location,
      timeZone: row.timeZone,
      dataOwner: row.primary ? undefined : row.owner,
      summaryOverride: listed?.summaryOverride,
      colorId,
      backgroundColor: listed?.backgroundColor ?? background,
      foregroundColor: listed?.foregroundColor ?? '#000000',
      hidden: listed?.hidden === true ? true : undefined,
      selected: listed?.selected === false ? undefined : true,
      accessRole: role,
      defaultReminders: listed?.defaultReminders ?? (own ? [{ method: 'popup', minutes: 10 }] : []),
      notificationSettings: listed?.notificationSettings ?? (own ? NOTIFICATIONS : undefined),
      primary: own ? true : undefined,
      conferenceProperties: { allowedConferenceSolutionTypes: ['hangoutsMeet'] },
    });
  }
}

/** A deleted entry: these five and nothing else (recorded). */
function tombstone(id: string, stamp: number): CalendarListEntry {
  return {
    kind: 'calendar#calendarListEntry',
    etag: `"${String(stamp)}"`,
    id,
    deleted: true,
    defaultReminders: [],
  };
}

function readEntry(sent: unknown): EntryBody {
  const result = v.safeParse(EntryBodySchema, sent ?? {});
  if (result.success) return result.output;
  throw invalid(`Invalid value for: ${v.getDotPath(result.issues[0]) ?? 'body'}`);
}

/** Colours sent by value count only where the request says so; otherwise the id does. */
function laidOver(before: Own | undefined, body: EntryBody, rgb: boolean): Own {
  const { id: _named, backgroundColor, foregroundColor, colorId, ...rest } = body;
  if (colorId && CALENDAR_COLORS[Number(colorId) - 1] === undefined) throw invalid('Invalid color id.');
  const background = rgb ? backgroundColor : undefined;
  const colors = background
    ? { backgroundColor: background, foregroundColor, colorId: nearestColorId(background) }
    : colorId
      ? { colorId, backgroundColor: undefined, foregroundColor: undefined }
      : {};
  const sent = Object.fromEntries(
    Object.entries({ ...rest, ...colors })
      .filter(([name, value]) => value !== undefined || name.endsWith('Color'))
      .map(([name, value]) => [name, value ?? undefined]),
  );
  const { removed: _removed, ...kept } = { removed: undefined, ...before };
  return tidy({ ...kept, ...sent });
}

const NOTIFICATIONS = {
  notifications: ['eventCreation', 'eventChange', 'eventCancellation', 'eventResponse'].map((type) => ({
    type,
    method: 'email',
  })),
};
