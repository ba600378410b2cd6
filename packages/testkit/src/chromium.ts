import { existsSync } from 'node:fs';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * The Chromium of this machine.
 * @throws {Error} with the one line that installs it; browser tests never pass by skipping.
 */
export function findChromium(): string {
  const named = process.env['CHROMIUM'];
  const found = [...(named === undefined ? [] : [named]), ...PLACES].find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw new Error(
    'Chromium was not found. Install it and run again: apt-get update && apt-get install -y chromium',
  );
}
