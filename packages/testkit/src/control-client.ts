/** A client of the local platforms' control, for scenarios. */

export interface StoredEvent {
  readonly id: string;
  readonly etag: string;
  readonly status: string;
  readonly summary?: string;
  readonly updated: string;
  readonly start?: { readonly dateTime?: string; readonly date?: string; readonly timeZone?: string };
  readonly end?: { readonly dateTime?: string; readonly date?: string; readonly timeZone?: string };
  readonly attendees?: readonly { readonly email: string; readonly responseStatus: string }[];
  readonly conferenceData?: ConferenceData;
  readonly organizer?: { readonly email: string; readonly self?: boolean };
  readonly recurrence?: readonly string[];
  readonly description?: string;
  readonly reminders?: unknown;
}

export interface ConferenceData {
  readonly conferenceId?: string;
  readonly conferenceSolution?: { readonly key: { readonly type: string }; readonly name: string };
  readonly entryPoints?: readonly {
    readonly entryPointType: string;
    readonly uri: string;
    readonly passcode?: string;
    readonly meetingCode?: string;
  }[];
  readonly parameters?: {
    readonly addOnParameters?: { readonly parameters: Readonly<Record<string, string>> };
  };
}

export interface Meeting {
  readonly id: string;
  readonly title: string;
  readonly start: string;
  readonly end: string;
  readonly timezone: string;
  readonly meetingNumber: string;
  readonly webLink: string;
  readonly hostEmail: string;
  readonly state: string;
  readonly invitees: readonly { readonly email: string }[];
  readonly deletedAt?: string;
}

export interface Mail {
  readonly at: string;
  readonly from: 'google' | 'webex';
  readonly to: string;
  readonly subject: string;
  readonly kind: string;
}

export interface CallItem {
  readonly seq: number;
  readonly on: 'google' | 'webex' | 'service';
  readonly by: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly as: string | null;
  readonly fault?: string;
}

export interface Fault {
  readonly on: 'google' | 'webex' | 'service' | 'trigger' | 'script';
  readonly match?: { readonly method?: string; readonly path?: string; readonly account?: string };
  readonly kind: string;
  readonly status?: number;
  readonly ms?: number;
  readonly process?: 'service' | 'script';
  readonly when?: 'before' | 'after';
  readonly skip?: number;
  readonly times?: number | null;
  readonly [more: string]: unknown;
}

export interface Settled {
  readonly now: string;
  readonly idle: boolean;
  readonly pending: readonly { readonly kind: string; readonly due: string; readonly what: string }[];
}

export class ControlClient {
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: { connection: 'close', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`control ${method} ${path}: ${response.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  /** What a host got back from an act of a person on Google's pages. */
  act<T = unknown>(email: string, act: string, body: Readonly<Record<string, unknown>> = {}): Promise<T> {
    return this.call('POST', '/google/act', { email, act, ...body });
  }

  now(): Promise<{ now: string; mode: string }> {
    return this.call('GET', '/clock');
  }

  /** @param duration - ISO 8601, e.g. `PT1H` */
  advance(duration: string): Promise<{ now: string }> {
    return this.call('POST', '/clock', { advance: duration });
  }

  /** Waits until what is there, and what it causes, is done. */
  async settle(timeoutMs = 30_000): Promise<Settled> {
    return this.call('POST', '/settle', { timeoutMs });
  }

  fault(fault: Fault): Promise<{ id: string }> {
    return this.call('POST', '/faults', fault);
  }

  async faults(): Promise<readonly { id: string; hits: number; on: string }[]> {
    return (await this.call<{ items: { id: string; hits: number; on: string }[] }>('GET', '/faults')).items;
  }

  clearFaults(): Promise<void> {
    return this.call('DELETE', '/faults');
  }

  async meetings(email?: string): Promise<readonly Meeting[]> {
    const query = email === undefined ? '' : `?email=${encodeURIComponent(email)}`;
    return (await this.call<{ items: Meeting[] }>('GET', `/webex/meetings${query}`)).items;
  }

  /** Meetings that still exist. */
  async live(email?: string): Promise<readonly Meeting[]> {
    return (await this.meetings(email)).filter((meeting) => meeting.deletedAt === undefined);
  }

  async mail(query: { to?: string; from?: string } = {}): Promise<readonly Mail[]> {
    const search = new URLSearchParams(query).toString();
    return (await this.call<{ items: Mail[] }>('GET', `/mail?${search}`)).items;
  }

  async calls(on?: 'google' | 'webex' | 'service', since = 0): Promise<readonly CallItem[]> {
    const target = on === undefined ? '' : `&on=${on}`;
    return (await this.call<{ items: CallItem[] }>('GET', `/calls?since=${since}${target}`)).items;
  }

  async state(
    email: string,
    calendarId?: string,
  ): Promise<{
    events: readonly StoredEvent[];
    triggers: readonly { email: string; function: string; calendarId?: string; kind: string }[];
    properties: Readonly<Record<string, number>>;
  }> {
    const calendar = calendarId === undefined ? '' : `&calendarId=${encodeURIComponent(calendarId)}`;
    return this.call('GET', `/google/state?email=${encodeURIComponent(email)}${calendar}`);
  }

  switches(values: Readonly<Record<string, unknown>>): Promise<unknown> {
    return this.call('PUT', '/switches', values);
  }

  service(wish: 'kill' | 'stop' | 'start'): Promise<{ pid: number | null; restarts: number }> {
    return this.call('POST', '/service', { do: wish });
  }

  reset(seed: 'demo' | 'empty' = 'demo'): Promise<{ accounts: readonly unknown[] }> {
    return this.call('POST', '/reset', { seed });
  }
}
