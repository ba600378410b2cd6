import { languages } from '../generated/languages.js';
import type { Language, Message, NoArguments, Text } from '../generated/messages.js';

export { languages } from '../generated/languages.js';

/** The values a message takes; none for a message without arguments. */
export type Values<Arguments> = Arguments extends NoArguments ? [] : [values: Arguments];

/** Says messages in one language. */
export type Speaker = <Arguments>(message: Message<Arguments>, ...values: Values<Arguments>) => string;

/** The catalogue's language for a locale (`fr-CA` → `fr`); English where there is none. */
export function languageOf(locale: string | undefined): Language {
  const asked = locale?.toLowerCase().split(/[-_]/)[0];
  return languages.find((language) => language === asked) ?? 'en';
}

/** One message in one language. */
export function say<Arguments>(
  language: Language,
  message: Message<Arguments>,
  ...[values]: Values<Arguments>
): string {
  const text = message[languages.indexOf(language)] as Text<Arguments>;
  return typeof text === 'string' ? fill(text, values ?? {}) : text(values as Arguments);
}

/** A function that says every message in `language`. */
export function speaker(language: Language): Speaker {
  return (message, ...values) => say(language, message, ...values);
}

function fill(text: string, values: object): string {
  const named = new Map(Object.entries(values));
  return text.replace(/\{(\w+)\}/g, (_place, name: string) => String(named.get(name)));
}
