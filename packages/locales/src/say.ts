import type { Language, Message, NoArguments } from '../generated/messages.js';

export const languages: readonly Language[] = ['en', 'fr'];

/** The values a message takes; none for a message without arguments. */
type Values<Arguments> = Arguments extends NoArguments ? [] : [values: Arguments];

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
  ...values: Values<Arguments>
): string {
  const text = message[language];
  return typeof text === 'string' ? text : text((values[0] ?? {}) as Arguments);
}

/** A function that says every message in `language`. */
export function speaker(language: Language): Speaker {
  return (message, ...values) => say(language, message, ...values);
}
