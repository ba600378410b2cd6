/** One person of a story: what he does on Google's pages, and how his calendar and his meetings stand. */
import type { ConferenceData, ControlClient, Meeting, StoredEvent } from './control-client.ts';
import { GoogleRest } from './google-rest.ts';
import { Browser } from './link-browser.ts';
import type { ReadyAccount, ReadyLine } from './ready-line.ts';

export interface CreateResult {
  readonly conferenceData?: ConferenceData;
  readonly error?: { readonly type: string; readonly authenticationUrl?: string };
}

export class Person {
  readonly email: string;
  readonly account: ReadyAccount;
  readonly google: GoogleRest;
  readonly #control: ControlClient;
  readonly #ready: ReadyLine;

  constructor(ready: ReadyLine, control: ControlClient, account: ReadyAccount) {
    this.email = account.email;
    this.account = account;
    this.google = new GoogleRest(ready.google, account.googleToken);
    this.#ready = ready;
    this.#control = control;
  }

  act<T = unknown>(act: string, body: Readonly<Record<string, unknown>> = {}): Promise<T> {
    return this.#control.act<T>(this.email, act, body);
  }

  install(): Promise<unknown> {
    return this.act('install');
  }

  /** Goes through the link pages as a browser does, allowing everything, and confirms. */
  async link(linkUrl: string): Promise<string> {
    await this.#control.call('POST', '/consent', { on: 'google', email: this.email, allow: true });
    await this.#control.call('POST', '/consent', { on: 'webex', email: this.email, allow: true });
    return this.#browser().connect(linkUrl);
  }

  /** What the service keeps about this person, from his privacy page. */
  async download(): Promise<{ readonly link: readonly unknown[]; readonly slot: readonly unknown[] }> {
    await this.#control.call('POST', '/consent', { on: 'google', email: this.email, allow: true });
    const browser = this.#browser();
    await browser.get(`${this.#ready.service}/me`);
    const { text } = await browser.get(`${this.#ready.service}/me/export.json`);
    return (JSON.parse(text) as { kept: { link: unknown[]; slot: unknown[] } }).kept;
  }

  #browser(): Browser {
    const { addon, service } = this.#ready;
    return new Browser(
      { [addon.serviceOrigin]: service, [service.replace('http:', 'https:')]: service },
      this.email,
    );
  }

  /** The sign-in page that the create callback names while nobody is linked. */
  async linkUrl(): Promise<string> {
    const { draft } = await this.newEvent({ summary: 'Sign-in' });
    const result = await this.chooseWebex(draft);
    await this.act('discard', { draft });
    const url = result.error?.authenticationUrl;
    if (url === undefined) throw new Error(`no sign-in was asked for: ${JSON.stringify(result)}`);
    return url;
  }

  /** Installs the add-on and connects Webex. */
  async setUp(): Promise<void> {
    await this.install();
    await this.link(await this.linkUrl());
  }

  newEvent(resource: unknown, calendarId?: string): Promise<{ draft: string; eventId: string }> {
    return this.act('newEvent', { resource, ...(calendarId === undefined ? {} : { calendarId }) });
  }

  chooseWebex(draft: string): Promise<CreateResult> {
    return this.act('chooseConference', { draft, solutionId: this.#ready.addon.solutions[0]?.id });
  }

  save(draft: string, changes?: unknown, sendUpdates = 'none'): Promise<StoredEvent> {
    return this.act('save', { draft, sendUpdates, ...(changes === undefined ? {} : { changes }) });
  }

  /** A new event with Webex, saved. */
  async schedule(resource: Readonly<Record<string, unknown>>, calendarId?: string): Promise<StoredEvent> {
    const { draft, eventId } = await this.newEvent(resource, calendarId);
    const chosen = await this.chooseWebex(draft);
    if (chosen.error) throw new Error(`Webex was not added: ${JSON.stringify(chosen.error)}`);
    await this.save(draft);
    return this.event(eventId, calendarId);
  }

  /** The event as Google stores it, whatever its state. */
  async event(eventId: string, calendarId?: string): Promise<StoredEvent> {
    const { events } = await this.#control.state(this.email, calendarId ?? this.email);
    const found = events.find((event) => event.id === eventId);
    if (!found) throw new Error(`no event ${eventId} in this calendar`);
    return found;
  }

  /** The live meeting that the link on this event opens; undefined for a dead link or none. */
  async meetingOf(event: StoredEvent): Promise<Meeting | undefined> {
    const video = event.conferenceData?.entryPoints?.find((entry) => entry.entryPointType === 'video');
    if (!video) return undefined;
    return (await this.#control.live()).find((meeting) => meeting.webLink === video.uri);
  }
}
