/** The shell's words. The language is the browser's until somebody switches; cards follow the account, not this. */
import { computed, signal } from '@preact/signals';
import english from 'virtual:messages/en';
import french from 'virtual:messages/fr';
import type catalogue from '../locales/en.json';

export type Language = 'en' | 'fr';
export type MessageId = keyof typeof catalogue;

const KEPT = 'page.language';

function firstLanguage(): Language {
  const kept = localStorage.getItem(KEPT);
  if (kept === 'en' || kept === 'fr') return kept;
  return navigator.language.startsWith('fr') ? 'fr' : 'en';
}

export const language = signal<Language>(firstLanguage());

/** The locale that dates and numbers are written in: the browser's own if it is of the shell's language. */
export const locale = computed(() => {
  if (navigator.language.startsWith(language.value)) return navigator.language;
  return language.value === 'fr' ? 'fr-FR' : 'en-GB';
});

export function setLanguage(next: Language): void {
  localStorage.setItem(KEPT, next);
  language.value = next;
}

/** The message `id` in the shell's language. */
export function t(id: MessageId, args: Readonly<Record<string, string | number>> = {}): string {
  const message = (language.value === 'fr' ? french : english)[id];
  return message ? message(args) : id;
}
