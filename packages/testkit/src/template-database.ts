/**
 * A migrated, empty embedded database, made once by the product itself and copied for each story: making one takes
 * seconds of both cores, copying one does not. Its folder is named by what it was made from.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '..', '..', '..');
const CACHE = join(ROOT, '.cache', 'test-database');
const MIGRATIONS = join(ROOT, 'apps', 'service', 'src', 'store', 'migrations');

/**
 * Puts a copy into `data` (a launcher's data directory).
 * @param make - starts the product on the given data and stops it again
 */
export async function copyTemplateDatabase(
  data: string,
  make: (data: string) => Promise<void>,
): Promise<void> {
  const template = join(CACHE, fingerprint());
  if (!existsSync(template)) await makeTemplate(template, make);
  await mkdir(join(data, 'service'), { recursive: true, mode: 0o700 });
  await cp(template, join(data, 'service', 'database'), { recursive: true });
}

async function makeTemplate(template: string, make: (data: string) => Promise<void>): Promise<void> {
  await mkdir(CACHE, { recursive: true });
  const data = await mkdtemp(join(CACHE, 'making-'));
  await make(data);
  try {
    await rename(join(data, 'service', 'database'), template);
  } catch (error) {
    if (!existsSync(template)) throw error; // else another worker was faster, with the same result
  }
  await rm(data, { recursive: true, force: true });
}

function fingerprint(): string {
  const hash = createHash('sha256').update(readFileSync(join(ROOT, 'package-lock.json')));
  for (const name of readdirSync(MIGRATIONS).sort()) hash.update(readFileSync(join(MIGRATIONS, name)));
  return hash.digest('hex').slice(0, 16);
}
