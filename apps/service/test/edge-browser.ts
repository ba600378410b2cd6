import type { EdgeWorld } from './edge-world.ts';
import { PUBLIC } from './edge-world.ts';

export interface Seen {
  readonly status: number;
  readonly url: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
}

/** A browser: cookies, redirects (also through the vendors), forms. */
export class EdgeBrowser {
  readonly #world: Pick<EdgeWorld, 'server'>;
  readonly cookies = new Map<string, string>();
  language = 'en';

  constructor(world: Pick<EdgeWorld, 'server'>) {
    this.#world = world;
  }

  /** Opens an address and follows where it leads; `stopAt` looks at a redirect instead of following it. */
  async open(path: string, stopAt?: (url: string) => boolean): Promise<Seen> {
    return this.#follow(await this.request('GET', path), stopAt);
  }

  async submit(
    page: Seen,
    action: string,
    fields: Record<string, string> = {},
    stopAt?: (url: string) => boolean,
  ): Promise<Seen> {
    const csrf = csrfOf(page.text);
    return this.#follow(await this.request('POST', action, { csrf, ...fields }), stopAt);
  }

  async request(
    method: 'GET' | 'POST',
    path: string,
    fields?: Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<Seen> {
    const url = path.startsWith('http') ? path : `${PUBLIC}${path}`;
    const answer = await this.#world.server.inject({
      method,
      url: url.slice(PUBLIC.length),
      headers: {
        'accept-language': this.language,
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(fields
          ? {
              'content-type': 'application/x-www-form-urlencoded',
              origin: PUBLIC,
              'sec-fetch-site': 'same-origin',
            }
          : {}),
        ...headers,
      },
      ...(fields ? { payload: new URLSearchParams(fields).toString() } : {}),
    });
    for (const { name, value, expires } of answer.cookies) {
      if (expires !== undefined && expires.getTime() === 0) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return { status: answer.statusCode, url, text: answer.body, headers: answer.headers };
  }

  async #follow(first: Seen, stopAt: (url: string) => boolean = () => false): Promise<Seen> {
    let seen = first;
    for (let hop = 0; hop < 12; hop += 1) {
      const location = seen.headers['location'];
      if (seen.status < 300 || seen.status >= 400 || typeof location !== 'string') return seen;
      const target = new URL(location, seen.url).href;
      if (stopAt(target)) return { ...seen, url: target };
      seen = target.startsWith(PUBLIC) ? await this.request('GET', target) : await outside(target);
    }
    throw new Error('too many redirects');
  }
}

async function outside(url: string): Promise<Seen> {
  const response = await fetch(url, { redirect: 'manual' });
  return {
    status: response.status,
    url,
    text: await response.text(),
    headers: Object.fromEntries(response.headers),
  };
}

/** The token that a page's forms carry. */
function csrfOf(text: string): string {
  return /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
}
