/** Builds what ships as files: the catalogue, the add-on's bundle, the page. */
import { join } from 'node:path';
import { buildPage } from '../sandbox/web/build.ts';
import { buildAddon } from './build/addon.ts';
import { compileCatalogue } from './build/catalogue.ts';

const LOCALES = join(import.meta.dirname, '..', 'packages', 'locales');

await compileCatalogue(join(LOCALES, 'locales'), join(LOCALES, 'generated'));
const { bytes } = await buildAddon(process.env['ADDON_ORIGIN']);
await buildPage();
process.stdout.write(`The add-on's bundle has ${(bytes / 1000).toFixed(1)} kB.\n`);
