/** Builds the page with Vite's JS API; `npm run build` calls it. */
import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { iconPlugin } from './icon-plugin.ts';
import { messagePlugin } from './message-plugin.ts';

/**
 * Builds the page into `outDir`, replacing what is there.
 * @throws if a message is missing in a language, or a card icon has no drawing
 */
export async function buildPage(outDir: string = join(import.meta.dirname, 'dist')): Promise<void> {
  // Built beside and put in place when it is whole: a build that fails leaves the old page standing.
  const fresh = `${outDir}.new`;
  const locales = join(import.meta.dirname, 'locales');
  await build({
    root: import.meta.dirname,
    configFile: false,
    base: '/',
    logLevel: 'warn',
    plugins: [messagePlugin(locales), iconPlugin()],
    // CSP allows no inline styles or scripts, so assets stay files; fonts too (`font-src 'self'`).
    build: {
      outDir: fresh,
      emptyOutDir: true,
      target: 'es2024',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 900,
    },
  });
  rmSync(outDir, { recursive: true, force: true });
  renameSync(fresh, outDir);
}

if (process.argv[1] === import.meta.filename) await buildPage();
