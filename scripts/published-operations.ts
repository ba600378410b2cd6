/** Compares the coverage tables of the local platforms with the operations of the published files. */
import { googlePublished, type GoogleApi } from '../scenarios/contract/google-overlay.ts';
import type { OpenApi } from '../scenarios/contract/open-api.ts';
import { API_METHODS } from '../sandbox/google/calendar/routes/api-methods.ts';
import { COVERAGE as CALENDAR } from '../sandbox/google/calendar/routes/coverage.ts';
import { BASE, DIRECTORY_METHODS } from '../sandbox/google/directory/methods.ts';
import { COVERAGE as GMAIL } from '../sandbox/google/gmail/coverage.ts';
import { COVERAGE as WEBEX } from '../sandbox/webex/coverage.ts';

export interface Compared {
  readonly name: string;
  /** How many operations the coverage table has. */
  readonly covered: number;
  /** Those that only one of the two has. */
  readonly alone: readonly string[];
}

export function notInBoth(texts: Readonly<Record<'webex' | GoogleApi, string>>): readonly Compared[] {
  const google = (api: GoogleApi): OpenApi => googlePublished(api, texts[api]).definition;
  const calendar = API_METHODS.filter(({ id }) => id in CALENDAR);
  return [
    compared('webex', JSON.parse(texts.webex) as OpenApi, WEBEX),
    compared(
      'calendar',
      google('calendar'),
      calendar.map(({ http, path }) => ({ method: http, path: `/${path}` })),
    ),
    compared(
      'gmail',
      google('gmail'),
      GMAIL.map(({ http, path }) => ({ method: http, path: `/gmail/v1/users/{userId}${path}` })),
    ),
    compared(
      'admin',
      google('admin'),
      DIRECTORY_METHODS.map(({ http, path }) => ({
        method: http,
        path: path.startsWith('/') ? path : `${BASE}${path.replace('{+', '{')}`,
      })),
    ),
  ];
}

interface Covered {
  readonly method: string;
  readonly path: string;
}

function compared(name: string, { paths }: OpenApi, table: readonly Covered[]): Compared {
  const named = ({ method, path }: Covered): string =>
    `${method.toUpperCase()} ${path.replaceAll(/\{\w+\}/g, '{}')}`;
  const published = new Set(
    Object.entries(paths).flatMap(([path, operations]) =>
      Object.keys(operations)
        .filter((method) => method !== 'parameters')
        .map((method) => named({ method, path })),
    ),
  );
  const covered = new Set(table.map(named));
  const alone = [
    ...[...published].filter((operation) => !covered.has(operation)),
    ...[...covered].filter((operation) => !published.has(operation)),
  ];
  return { name, covered: table.length, alone };
}
