import { byKey } from '../generated/by-key.js';
import type { MessageArguments, MessageKey } from '../generated/by-key.js';
import type { Language } from '../generated/messages.js';
import { say as sayMessage } from './say.ts';
import type { Values } from './say.ts';

export type { MessageArguments, MessageKey } from '../generated/by-key.js';
export { languageOf, languages } from './say.ts';
export type { Language } from '../generated/messages.js';

/** One message by its key (`event.ok.b`), for pages that choose keys at run time. Loads the whole catalogue. */
export function say<Key extends MessageKey>(
  language: Language,
  key: Key,
  ...values: Values<MessageArguments[Key]>
): string {
  return sayMessage<MessageArguments[Key]>(language, byKey[key], ...values);
}
