/** The built-in Calendar service's side of the platform: its own scopes, its own exceptions, over local Google's REST. */
import type { Ground } from '../../control/ground.ts';
import type { DailyQuota } from '../daily-quota.ts';
import type { ScriptIdentity } from '../ports.ts';
import { googleRest } from './google-rest.ts';
import { SERVER_ERROR, ServiceException } from './host-call.ts';
import type { Caller, Services } from './host-call.ts';
import type { HttpAnswer } from './http.ts';
import { CALENDAR_APP_READ, CALENDAR_APP_WRITE, checkScopes } from './scopes.ts';

interface CalendarAppDeps {
  readonly ground: Ground;
  readonly identity: ScriptIdentity;
  readonly quota: DailyQuota;
}

interface Wanted {
  readonly http: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  readonly body?: object;
}

export function calendarAppServices(deps: CalendarAppDeps): Services {
  return {
    'CalendarApp.*': async (caller, [wanted], method) => {
      const { http, path, query, body } = wanted as Wanted;
      const writes = http !== 'GET';
      checkScopes(caller, method, writes ? CALENDAR_APP_WRITE : CALENDAR_APP_READ);
      if (http === 'POST' && path.endsWith('/events')) countEvent(deps, caller);
      const search = Object.entries(query ?? {}).map(([name, value]): [string, string] => [
        name,
        String(value),
      ]);
      const answer = await googleRest(deps, {
        http,
        url: `https://www.googleapis.com/calendar/v3${path}?${new URLSearchParams(search).toString()}`,
        // A built-in service works with rights of its own: what it may do was decided above.
        token: tokenOf(deps, caller),
        body,
      });
      return read(answer, writes, /\/events\b/.test(path));
    },
  };
}

function tokenOf({ identity }: CalendarAppDeps, { email, clientId, scopes }: Caller): string {
  const [full = ''] = CALENDAR_APP_WRITE;
  const [, readonly = ''] = CALENDAR_APP_READ;
  const all = CALENDAR_APP_WRITE.some((scope) => scopes.has(scope));
  return identity.accessToken(email, clientId, [all ? full : readonly]);
}

function countEvent({ quota }: CalendarAppDeps, caller: Caller): void {
  if (!quota.take('calendar', caller))
    throw new ServiceException('Service invoked too many times for one day: calendar.');
}

function read({ status, body }: HttpAnswer, writes: boolean, ofEvent: boolean): unknown {
  const text = body.toString('utf8');
  if (status >= 200 && status < 300) return text === '' ? null : (JSON.parse(text) as unknown);
  if (status === 404 && !writes) return null;
  if (status === 404 || status === 410)
    throw new ServiceException(
      ofEvent ? 'The calendar event does not exist, or it has already been deleted.' : 'Not Found',
    );
  if (status === 403) throw new ServiceException('Action not allowed');
  if (status === 400 || status === 501) {
    const { error } = JSON.parse(text) as { error?: { message?: string } };
    throw new ServiceException(
      status === 400 ? `Invalid argument: ${error?.message ?? ''}` : (error?.message ?? ''),
    );
  }
  throw new ServiceException(SERVER_ERROR);
}
