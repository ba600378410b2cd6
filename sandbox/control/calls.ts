/** The log of calls that the page shows like a network panel and `GET /calls` lists. Never bodies, never tokens. */

export type CallTarget = 'google' | 'webex' | 'service';
export type Caller = 'page' | 'addon' | 'service' | 'outside';

export interface Call {
  readonly seq: number;
  readonly at: string;
  readonly on: CallTarget;
  readonly by: Caller;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** The account in whose name the call was made, if its token says. */
  readonly as: string | null;
  /** 0 where the connection was cut before an answer. */
  readonly status: number;
  readonly ms: number;
  readonly fault?: string;
}

const KEPT = 20_000;
const SECRET_PARAMETERS = new Set([
  'access_token',
  'code',
  'state',
  'client_secret',
  'refresh_token',
  'id_token',
  'code_verifier',
  'token',
]);

export class CallLog {
  #items: Call[] = [];
  #sequence = 0;

  add(call: Omit<Call, 'seq'>): Call {
    const query = Object.fromEntries(
      Object.entries(call.query).map(([name, value]) => [name, SECRET_PARAMETERS.has(name) ? '…' : value]),
    );
    const item: Call = { seq: ++this.#sequence, ...call, query };
    this.#items.push(item);
    if (this.#items.length > KEPT) this.#items = this.#items.slice(-KEPT / 2);
    return item;
  }

  /** Calls with a sequence number above `since`, oldest first, on one target or on all. */
  list(filter: { on?: CallTarget; since?: number } = {}): readonly Call[] {
    const { on, since = 0 } = filter;
    return this.#items.filter((call) => call.seq > since && (on === undefined || call.on === on));
  }

  /** The newest sequence number. */
  get last(): number {
    return this.#sequence;
  }

  clear(): void {
    this.#items = [];
  }
}
