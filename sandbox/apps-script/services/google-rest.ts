/** One call of local Google's REST on a script's behalf. */
import type { Ground } from '../../control/ground.ts';
import { SERVER_ERROR, ServiceException } from './host-call.ts';
import { exchange } from './http.ts';
import type { HttpAnswer } from './http.ts';

interface RestCall {
  readonly http: string;
  /** Google's public address. */
  readonly url: string;
  readonly token: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** @throws {ServiceException} where nothing answers */
export async function googleRest(
  { ground }: { readonly ground: Ground },
  wanted: RestCall,
): Promise<HttpAnswer> {
  const local = ground.hosts.resolve(wanted.url);
  if (local === undefined) throw new ServiceException(SERVER_ERROR);
  const body = wanted.body === undefined ? undefined : Buffer.from(JSON.stringify(wanted.body));
  const headers = {
    authorization: `Bearer ${wanted.token}`,
    ...(body ? { 'content-type': 'application/json' } : {}),
    ...wanted.headers,
  };
  return exchange({ method: wanted.http, url: local, headers, body }).catch(() => {
    throw new ServiceException(SERVER_ERROR);
  });
}
