/** Who reads the cards: language, zone and the person's own way of writing times. */
import { languageOf, speaker } from '@webex-scheduler/locales';
import type { Speaker } from '@webex-scheduler/locales';
import type { Reader } from '../cards/words.ts';
import type { World } from '../ports.ts';
import { given } from '../given.ts';

const KEY = 'hour24';
const SIX_HOURS = 21_600;

export interface Audience {
  readonly say: Speaker;
  readonly reader: Reader;
}

/** The reader of this execution's cards. */
export function audience(world: World): Audience {
  const { locale, timeZone } = world.person;
  const language = languageOf(locale);
  const hour24 = hourSetting(world);
  const reader: Reader = {
    // Dates are written in the catalogue's language: a French date in an English card helps nobody.
    locale: locale.toLowerCase().startsWith(language) ? locale.replace('_', '-') : 'en-GB',
    timeZone,
    now: world.now(),
    ...given({ hour24 }),
  };
  return { say: speaker(language), reader };
}

/** The person's 12/24 h choice; the locale's way where it may not be read. */
function hourSetting(world: World): boolean | undefined {
  const known = world.cache.get(KEY) ?? askSetting(world);
  return known === '' ? undefined : known === 'true';
}

function askSetting(world: World): string {
  let value: string;
  try {
    value = world.calendars.setting('format24HourTime') ?? '';
  } catch {
    value = '';
  }
  world.cache.set(KEY, value, SIX_HOURS);
  return value;
}
