/** Refusals and failures in words: what happened, what was kept, what to do, and the code. */
import type { Message, NoArguments, Speaker } from '@webex-scheduler/locales';
import * as messages from '@webex-scheduler/locales/messages';
import type { Notice } from './notice-cards.ts';
import { actButton } from './widgets.ts';

interface Names {
  /** Whom to ask. */
  readonly contact: string;
  /** The person's own domain. */
  readonly domain: string;
}

/** What is said of a failure, in messages that need nothing but these names. */
interface Words extends Pick<Notice, 'icon' | 'filled'> {
  readonly title: Message<NoArguments>;
  readonly body: Message<NoArguments> | Message<Names>;
  /** The button that tries again. */
  readonly again?: Message<NoArguments>;
}

const busy: Words = {
  icon: 'hourglass_top',
  filled: true,
  title: messages.errBusyT,
  body: messages.errBusyB,
};
const slow: Words = {
  icon: 'sync',
  title: messages.errSlowT,
  body: messages.errSlowB,
  again: messages.errSlowA1,
};
const unknown: Words = {
  icon: 'error',
  filled: true,
  title: messages.errUnknownT,
  body: messages.errUnknownB,
  again: messages.errUnknownA1,
};

const WORDS: Readonly<Record<string, Words>> = {
  'contract-outdated': { icon: 'info', title: messages.errOutdatedT, body: messages.errOutdatedB },
  'org-unknown': { icon: 'admin_panel_settings', title: messages.orgUnknownT, body: messages.orgUnknownB },
  'org-personal': { icon: 'admin_panel_settings', title: messages.orgPersonalT, body: messages.orgPersonalB },
  'link-busy': slow,
  'lease-lost': slow,
  'service-unreachable': busy,
  'temporarily-unavailable': busy,
  'too-many-requests': busy,
};

/**
 * A refusal or failure, by its stable code; one that is not known by name is said with its code all the same.
 * @param contact - whom the organisation names, if it does
 */
export function failureNotice(
  say: Speaker,
  code: string,
  contact = say(messages.whoAdmin),
  domain = '',
): Notice {
  const { title, body, again, ...look } = WORDS[code] ?? unknown;
  return {
    ...look,
    title: say(title),
    body: say(body as Message<Names>, { contact, domain }),
    ...(again === undefined ? {} : { button: actButton(say(again), 'outlined', { act: 'refresh' }) }),
    code,
  };
}
