import { byKey } from '../generated/by-key.js';
import type { MessageArguments, MessageKey } from '../generated/by-key.js';
import type { Language, NoArguments } from '../generated/messages.js';

export type { MessageArguments, MessageKey } from '../generated/by-key.js';
export { languageOf, languages } from './say.ts';
export type { Language } from '../generated/messages.js';

type Values<Key extends MessageKey> = MessageArguments[Key] extends NoArguments
  ? []
  : [values: MessageArguments[Key]];

/** One message by its key (`event.ok.b`), for pages that choose keys at run time. Loads the whole catalogue. */
export function say<Key extends MessageKey>(language: Language, key: Key, ...values: Values<Key>): string {
  const text = byKey[key][language] as string | ((values: unknown) => string);
  return typeof text === 'string' ? text : text(values[0] ?? {});
}
