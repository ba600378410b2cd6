/**
 * The little of a browser that the link pages need: cookies, redirects, the one form to confirm. Scenarios of the
 * page itself use Chromium; this one is for stories in which linking is only the beginning.
 */
export class Browser {
  readonly #hosts: Readonly<Record<string, string>>;
  readonly #hint: string;
  readonly #cookies = new Map<string, Map<string, string>>();

  /**
   * @param hosts - public origin → loopback origin, as the page maps the links it opens
   * @param hint - the address to give where a sign-in page asks who it is
   */
  constructor(hosts: Readonly<Record<string, string>>, hint: string) {
    this.#hosts = hosts;
    this.#hint = hint;
  }

  /** Follows the link page to its end and presses "Connect these two"; returns the last page's text. */
  async connect(linkUrl: string): Promise<string> {
    let page = await this.get(linkUrl);
    for (let step = 0; step < 4; step += 1) {
      const form = formOf(page.text);
      if (!form) return page.text;
      page = await this.submit(page.url, form);
    }
    return page.text;
  }

  get(url: string): Promise<{ url: string; status: number; text: string }> {
    return this.#go('GET', url);
  }

  submit(base: string, form: Form): Promise<{ url: string; status: number; text: string }> {
    const action = new URL(form.action, base).href;
    const fields = new URLSearchParams(form.fields);
    if (form.method === 'GET') return this.#go('GET', `${action}?${fields.toString()}`, undefined, base);
    return this.#go('POST', action, fields, base);
  }

  async #go(
    method: string,
    target: string,
    body?: URLSearchParams,
    from?: string,
  ): Promise<{ url: string; status: number; text: string }> {
    let url = this.#map(target);
    let verb = method;
    let payload = body;
    for (let hop = 0; hop < 20; hop += 1) {
      const response = await fetch(url, {
        method: verb,
        redirect: 'manual',
        headers: {
          connection: 'close',
          'accept-language': 'en',
          cookie: this.#cookieHeader(url),
          ...(verb === 'POST'
            ? {
                'content-type': 'application/x-www-form-urlencoded',
                origin: new URL(from ?? url).origin,
                'sec-fetch-site': 'same-origin',
              }
            : {}),
        },
        ...(payload && verb === 'POST' ? { body: payload.toString() } : {}),
      });
      this.#keepCookies(url, response);
      const location = response.headers.get('location');
      if (response.status < 300 || response.status >= 400 || location === null)
        return { url, status: response.status, text: await response.text() };
      await response.body?.cancel();
      url = this.#map(this.#withHint(new URL(location, url).href));
      verb = 'GET';
      payload = undefined;
    }
    throw new Error('too many redirects');
  }

  #map(url: string): string {
    const parsed = new URL(url);
    const local = this.#hosts[parsed.origin];
    return local === undefined ? url : `${local}${parsed.pathname}${parsed.search}`;
  }

  #withHint(url: string): string {
    const parsed = new URL(url);
    if (!/\/(auth|authorize)$/.test(parsed.pathname) || parsed.searchParams.has('login_hint')) return url;
    parsed.searchParams.set('login_hint', this.#hint);
    return parsed.href;
  }

  #cookieHeader(url: string): string {
    const jar = this.#cookies.get(new URL(url).host) ?? new Map<string, string>();
    return [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  #keepCookies(url: string, response: Response): void {
    const { host } = new URL(url);
    const jar = this.#cookies.get(host) ?? new Map<string, string>();
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
    this.#cookies.set(host, jar);
  }
}

export interface Form {
  readonly action: string;
  readonly method: 'GET' | 'POST';
  readonly fields: Record<string, string>;
}

/** The page's (first) form with its hidden fields; undefined where there is none. */
export function formOf(html: string): Form | undefined {
  const form = /<form\b([^>]*)>([\s\S]*?)<\/form>/.exec(html);
  if (!form) return undefined;
  const attributes = form[1] ?? '';
  const fields: Record<string, string> = {};
  for (const [input] of (form[2] ?? '').matchAll(/<(?:input|button)\b[^>]*>/g)) {
    const name = attribute(input, 'name');
    if (name !== undefined && !(name in fields)) fields[name] = attribute(input, 'value') ?? '';
  }
  return {
    action: attribute(attributes, 'action') ?? '',
    method: /method="?get/i.test(attributes) ? 'GET' : 'POST',
    fields,
  };
}

function attribute(tag: string, name: string): string | undefined {
  const value = new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];
  return value
    ?.replaceAll('&amp;', '&')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<');
}
