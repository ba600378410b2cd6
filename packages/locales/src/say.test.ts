import { describe, expect, it } from 'vitest';
import * as messages from '../generated/messages.js';
import { say as sayByKey } from './by-key.ts';
import { languageOf, say, speaker } from './say.ts';

describe('saying messages', () => {
  it('finds the language of a locale, English where there is none', () => {
    expect(['fr', 'fr-CA', 'FR_be', 'en-GB', 'de', '', undefined].map(languageOf)).toEqual([
      'fr',
      'fr',
      'fr',
      'en',
      'en',
      'en',
      'en',
    ]);
  });

  it('says one message in each language, by export or by key', () => {
    expect(say('fr', messages.eventOkB, { time: '10:24' })).toBe('Vérifié à 10:24. Rien à faire.');
    expect(speaker('en')(messages.eventOkT)).toBe('In step with the calendar');
    expect(sayByKey('fr', 'event.ok.b', { time: '10:24' })).toBe('Vérifié à 10:24. Rien à faire.');
  });

  it('counts as the language does', () => {
    const guests = (n: number) => say('fr', messages.eventRemoveB, { n, number: '1' });
    expect(guests(0)).toMatch(/^La réunion 1 est supprimée/);
    expect(guests(1)).toMatch(/^1 invité perd/);
    expect(guests(2)).toMatch(/^2 invités perdent/);
    expect(guests(1_000_000)).toMatch(/^1\s000\s000 d’invités perdent/);
  });
});
