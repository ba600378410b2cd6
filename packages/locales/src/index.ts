/**
 * The one catalogue of messages, for cards, pages and service. Texts live in `locales/<language>.json` (ICU); the
 * build compiles them to `generated/`. Two ways in:
 * - `import * as messages from '@webex-scheduler/locales/messages'` and `say(language, messages.eventOkB, { time })`:
 *   bundlers drop what is not used (the add-on);
 * - `say(language, 'event.ok.b', { time })` of `@webex-scheduler/locales/by-key` (the service).
 */
export type { Language, Message, NoArguments, Text } from '../generated/messages.js';
export { languages, languageOf, say, speaker } from './say.ts';
export type { Speaker } from './say.ts';
