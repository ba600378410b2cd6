/**
 * Draws what a card names: Google draws a `MaterialIcon` by its name, so the same names come from the same
 * set here. Only the listed ones are bundled; a name that the set does not have fails the build.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Plugin } from 'vite';
import { CARD_ICONS } from './src/panel/card-icon-names.ts';

const ID = 'virtual:card-icons';
const require = createRequire(import.meta.url);

/** `import icons from 'virtual:card-icons'` gives `{ name: [outlined path, filled path] }` on a 960 grid. */
export function iconPlugin(): Plugin {
  return {
    name: 'card-icons',
    resolveId: (id) => (id === ID ? `\0${ID}` : undefined),
    load(id) {
      if (id !== `\0${ID}`) return undefined;
      const drawn = CARD_ICONS.map((name) => [name, [pathOf(name), pathOf(`${name}-fill`)]]);
      return `export default ${JSON.stringify(Object.fromEntries(drawn))}`;
    },
  };
}

function pathOf(file: string): string {
  const svg = readFileSync(require.resolve(`@material-symbols/svg-400/outlined/${file}.svg`), 'utf8');
  const path = /<path d="([^"]+)"/.exec(svg)?.[1];
  if (path === undefined) throw new Error(`The icon ${file} has no path.`);
  return path;
}
