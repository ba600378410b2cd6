/** Google Calendar's REST in the name of a person, for scenarios that work with the page closed. */
import type { StoredEvent } from './control-client.ts';

export class RestError extends Error {
  override readonly name = 'RestError';
  readonly status: number;
  readonly body: unknown;

  constructor(status: number, body: unknown) {
    super(`${status} ${JSON.stringify(body)}`);
    this.status = status;
    this.body = body;
  }
}

export class GoogleRest {
  readonly #origin: string;
  readonly #token: string;

  constructor(origin: string, token: string) {
    this.#origin = origin;
    this.#token = token;
  }

  async call<T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<T> {
    const response = await fetch(`${this.#origin}${path}`, {
      method,
      headers: {
        // Faults cut connections and processes are killed: none is used twice.
        connection: 'close',
        authorization: `Bearer ${this.#token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const answer: unknown = text === '' ? undefined : JSON.parse(text);
    if (!response.ok) throw new RestError(response.status, answer);
    return answer as T;
  }

  get(calendarId: string, eventId: string): Promise<StoredEvent> {
    return this.call('GET', eventPath(calendarId, eventId));
  }

  insert(calendarId: string, event: unknown, query = ''): Promise<StoredEvent> {
    return this.call('POST', `${eventPath(calendarId)}${query}`, event);
  }

  patch(calendarId: string, eventId: string, changes: unknown, query = ''): Promise<StoredEvent> {
    return this.call('PATCH', `${eventPath(calendarId, eventId)}${query}`, changes);
  }

  async remove(calendarId: string, eventId: string): Promise<void> {
    await this.call('DELETE', eventPath(calendarId, eventId));
  }
}

function eventPath(calendarId: string, eventId?: string): string {
  const events = `/calendar/v3/calendars/${encodeURIComponent(calendarId)}/events`;
  return eventId === undefined ? events : `${events}/${encodeURIComponent(eventId)}`;
}
