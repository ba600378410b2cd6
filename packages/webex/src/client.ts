import * as v from 'valibot';
import { WebexError } from './errors.ts';
import { nextLink } from './paging.ts';
import { MeetingPatch, NewInvitee, NewMeeting } from './requests.ts';
import { Anything, Invitee, InviteeList, Meeting, MeetingList, Person, SiteList } from './schemas.ts';
import type { Site } from './schemas.ts';
import { Transport } from './transport.ts';
import type { TransportOptions } from './transport.ts';

export type WebexClientOptions = TransportOptions;

export interface TagSearch {
  readonly tag: string;
  /** ISO instants. Always explicit: Webex's default window is one week, and a search misses all beyond it. */
  readonly from: string;
  readonly to: string;
}

/** Webex's cap for one bulk call. */
const BULK = 100;
/** More pages than 1,000 invitees or any sane tag search can have: a server that never ends must not hold us. */
const MAX_PAGES = 50;

const NO_MAIL = { sendEmail: false } as const;
const NO_MAIL_QUERY = 'sendEmail=false';

/**
 * The calls for one account. Every write says `sendEmail: false`, which Webex would otherwise take as true at all
 * six places: Google alone mails guests.
 */
export class WebexClient {
  readonly #transport: Transport;

  constructor(options: WebexClientOptions) {
    this.#transport = new Transport(options);
  }

  /** Whose account this is. */
  async me(): Promise<Person> {
    return (await this.#transport.send({ method: 'GET', url: '/people/me', read: Person })).value;
  }

  /** The sites the account may use; possibly none is marked as default. */
  async sites(): Promise<readonly Site[]> {
    const { value } = await this.#transport.send({
      method: 'GET',
      url: '/meetingPreferences/sites',
      read: SiteList,
    });
    return value.sites;
  }

  /** Makes a meeting. An error with outcome `unknown` means: look for the tag before asking again. */
  async createMeeting(meeting: NewMeeting): Promise<Meeting> {
    const { invitees, ...rest } = check(NewMeeting, meeting);
    const body = { ...rest, ...(invitees && invitees.length > 0 ? { invitees } : {}), ...NO_MAIL };
    return (await this.#transport.send({ method: 'POST', url: '/meetings', body, read: Meeting })).value;
  }

  /** The meeting by its id, as a whole series; `webex-not-found` only if Webex itself says that there is none. */
  async getMeeting(id: string): Promise<Meeting> {
    const url = `/meetings/${encodeURIComponent(id)}?current=false`;
    return (await this.#transport.send({ method: 'GET', url, read: Meeting })).value;
  }

  /**
   * Meetings that carry this tag. Each hit's own tags are looked at: a server that ignores the filter returns
   * everything in the window. An empty answer proves nothing, the index may lag.
   */
  async findByTag(search: TagSearch): Promise<readonly Meeting[]> {
    const query = new URLSearchParams({
      integrationTag: search.tag,
      meetingType: 'meetingSeries',
      from: search.from,
      to: search.to,
      current: 'false',
      max: String(BULK),
    });
    const found = await this.#list(`/meetings?${query.toString()}`, MeetingList);
    return found.filter((meeting) => meeting.integrationTags?.includes(search.tag) ?? false);
  }

  /** Changes what is named and nothing else. */
  async patchMeeting(id: string, patch: MeetingPatch): Promise<Meeting> {
    const body = { ...check(MeetingPatch, patch), ...NO_MAIL };
    // The published description names a JSON Patch media type, but the body is a plain object and clients in
    // production send it as JSON.
    return (
      await this.#transport.send({
        method: 'PATCH',
        url: `/meetings/${encodeURIComponent(id)}`,
        body,
        read: Meeting,
      })
    ).value;
  }

  /** Deletes the meeting; one that is already gone counts as deleted. */
  async deleteMeeting(id: string): Promise<void> {
    await this.#delete(`/meetings/${encodeURIComponent(id)}`);
  }

  /** All invitees of a meeting. */
  async listInvitees(meetingId: string): Promise<readonly Invitee[]> {
    const query = new URLSearchParams({ meetingId, max: String(BULK) });
    return this.#list(`/meetingInvitees?${query.toString()}`, InviteeList);
  }

  /**
   * Adds invitees, 100 per call. A conflict does not say which rows landed, and neither does an unknown outcome:
   * list again and compare.
   */
  async addInvitees(meetingId: string, invitees: readonly NewInvitee[]): Promise<void> {
    const checked = check(v.array(NewInvitee), [...invitees]);
    for (let at = 0; at < checked.length; at += BULK) {
      const items = checked.slice(at, at + BULK).map((invitee) => ({ ...invitee, ...NO_MAIL }));
      await this.#transport.send({
        method: 'POST',
        url: '/meetingInvitees/bulkInsert',
        body: { meetingId, items },
        read: Anything,
      });
    }
  }

  /** Adds one invitee. */
  async addInvitee(meetingId: string, invitee: NewInvitee): Promise<Invitee> {
    const body = { meetingId, ...check(NewInvitee, invitee), ...NO_MAIL };
    return (await this.#transport.send({ method: 'POST', url: '/meetingInvitees', body, read: Invitee }))
      .value;
  }

  /** Changes an invitee's name or role; Webex wants the address each time. */
  async updateInvitee(inviteeId: string, invitee: NewInvitee): Promise<Invitee> {
    const body = { ...check(NewInvitee, invitee), ...NO_MAIL };
    const url = `/meetingInvitees/${encodeURIComponent(inviteeId)}`;
    return (await this.#transport.send({ method: 'PUT', url, body, read: Invitee })).value;
  }

  /** Removes an invitee; one that is already gone counts as removed. */
  async removeInvitee(inviteeId: string): Promise<void> {
    await this.#delete(`/meetingInvitees/${encodeURIComponent(inviteeId)}`);
  }

  async #delete(path: string): Promise<void> {
    try {
      await this.#transport.send({ method: 'DELETE', url: `${path}?${NO_MAIL_QUERY}`, read: Anything });
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }

  async #list<T>(path: string, schema: v.GenericSchema<unknown, { items: T[] }>): Promise<T[]> {
    const items: T[] = [];
    const seen = new Set<string>();
    let url: string | undefined = path;
    while (url !== undefined) {
      // A page that comes back, or no end in sight: an incomplete list must not pass for a whole one.
      if (seen.has(url) || seen.size >= MAX_PAGES) {
        throw new WebexError({ code: 'webex-unreadable', outcome: 'refused' });
      }
      seen.add(url);
      const { value, headers }: { value: { items: T[] }; headers: Headers } = await this.#transport.send({
        method: 'GET',
        url,
        read: schema,
      });
      items.push(...value.items);
      url = this.#next(headers);
    }
    return items;
  }

  #next(headers: Headers): string | undefined {
    const next = nextLink(headers.get('link'));
    if (next === undefined) return undefined;
    if (!this.#transport.isOwn(next)) throw new WebexError({ code: 'webex-redirected', outcome: 'refused' });
    return next;
  }
}

/** A body that must not be sent. What is wrong with it is not told on: it would quote a title or an address. */
function check<S extends v.GenericSchema>(schema: S, value: v.InferInput<S>): v.InferOutput<S> {
  const read = v.safeParse(schema, value);
  if (!read.success) throw new WebexError({ code: 'webex-invalid', outcome: 'refused' });
  return read.output;
}

function isNotFound(error: unknown): boolean {
  return error instanceof WebexError && error.code === 'webex-not-found';
}
