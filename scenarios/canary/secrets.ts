/** Tokens and join data as the outside world knows them: from its own journals and from what it says of meetings. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Meeting } from '@webex-scheduler/testkit';
import type { Needle } from './needles.ts';

type Operation = readonly [table: string, key: string, value?: unknown];

/** Tables of the local platforms whose keys are secrets. */
const SECRET_TABLE = /token|code|credential/i;
/** Shorter ones could be found by chance. */
const LONG_ENOUGH = 16;

/** Every access and refresh token and every authorization code that the platforms ever issued. */
export async function issuedSecrets(data: string): Promise<readonly Needle[]> {
  const found = new Map<string, Needle>();
  for (const platform of ['google', 'webex']) {
    const journal = await readFile(join(data, platform, 'journal.jsonl'), 'utf8');
    for (const line of journal.split('\n').filter((each) => each !== '')) {
      for (const [table, key] of JSON.parse(line) as Operation[]) {
        if (SECRET_TABLE.test(table) && key.length >= LONG_ENOUGH)
          found.set(key, { what: `${platform} ${table}`, text: key });
      }
    }
  }
  return [...found.values()];
}

/** The fields by which somebody gets into a meeting. */
const JOIN_FIELDS = [
  'webLink',
  'password',
  'sipAddress',
  'phoneAndVideoSystemPassword',
  'hostKey',
  'meetingNumber',
];

/** What opens these meetings, deleted ones too. */
export function joinData(meetings: readonly Meeting[]): readonly Needle[] {
  return meetings.flatMap((meeting) => {
    const fields = meeting as unknown as Readonly<Record<string, unknown>>;
    return JOIN_FIELDS.flatMap((name) => {
      const value = fields[name];
      return typeof value === 'string' && value.length >= 8
        ? [{ what: `join data ${name}`, text: value }]
        : [];
    });
  });
}
