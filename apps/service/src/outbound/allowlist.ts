import { ServiceError } from '../errors.ts';

export type Fetch = (input: string, init: RequestInit) => Promise<Response>;

/**
 * The service's only way out: a `fetch` that calls the configured origins of Google and Webex and nothing else.
 * Redirects are not followed: a vendor's answer cannot send us, or a token, anywhere.
 */
export function allowlistedFetch(addresses: readonly string[]): Fetch {
  const origins = new Set(addresses.map((address) => new URL(address).origin));
  return async (input, init) => {
    if (!URL.canParse(input)) throw new ServiceError('outbound-refused');
    const url = new URL(input);
    if (!origins.has(url.origin) || url.username !== '' || url.password !== '')
      throw new ServiceError('outbound-refused');
    return fetch(url, { ...init, redirect: 'manual' });
  };
}
