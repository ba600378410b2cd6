/** Asks the page's own server: what a host does, and what stands beside the calendar on this machine. */
import { OfflineError, RefusedError } from './refusals.ts';

interface ErrorBody {
  readonly error?: { readonly code?: string; readonly message?: string };
}

export async function hostGet<T>(path: string): Promise<T> {
  return answer<T>(await send(path, { headers: { accept: 'application/json' } }));
}

/** One act of Google's own UI in the name of `email`, e.g. `openEvent`. */
export async function act<T>(
  email: string,
  name: string,
  body: Readonly<Record<string, unknown>> = {},
): Promise<T> {
  const request = JSON.stringify({ ...body, email, act: name });
  return answer<T>(
    await send('/host/act', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: request,
    }),
  );
}

/** Changes something on this machine's platforms: its clock, its faults. */
export async function hostSend<T>(method: 'POST' | 'DELETE', path: string, body?: unknown): Promise<T> {
  return answer<T>(
    await send(path, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    }),
  );
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch (cause) {
    throw new OfflineError(cause);
  }
}

async function answer<T>(response: Response): Promise<T> {
  const body: unknown = await response.json().catch(() => ({}));
  if (response.ok) return body as T;
  const { error } = body as ErrorBody;
  throw new RefusedError(
    response.status,
    error?.code ?? 'host-failed',
    error?.message ?? response.statusText,
  );
}
