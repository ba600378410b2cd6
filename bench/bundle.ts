/** How much has Google to load before each execution of the add-on? The bytes of the script as it is deployed. */
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { atMost, type Question } from './figure.ts';

const AIM_BYTES = 60_000;
const BUNDLE = resolve(import.meta.dirname, '..', 'apps', 'addon', 'dist', 'Code.js');

export const bundle: Question = {
  figures: ['bundle'],
  measure: async () => ({ bundle: atMost((await stat(BUNDLE)).size, 'bytes', AIM_BYTES) }),
};
