/** Refusals and failures in words: what happened, what was kept, what to do, and the code. */
import type { Speaker } from '@webex-scheduler/locales';
import * as messages from '@webex-scheduler/locales/messages';
import type { Button } from './card-model.ts';
import type { Notice } from './notice-cards.ts';
import { actButton } from './widgets.ts';

interface Names {
  /** Whom to ask. */
  readonly contact: string;
  /** The person's own domain. */
  readonly domain: string;
}

type Words = (say: Speaker, names: Names) => Notice;

const busy: Words = (say) => ({
  icon: 'hourglass_top',
  filled: true,
  title: say(messages.errBusyT),
  body: say(messages.errBusyB),
});

const slow: Words = (say) => ({
  icon: 'sync',
  title: say(messages.errSlowT),
  body: say(messages.errSlowB),
  button: again(say(messages.errSlowA1)),
});

const unknown: Words = (say, names) => ({
  icon: 'error',
  filled: true,
  title: say(messages.errUnknownT),
  body: say(messages.errUnknownB, names),
  button: again(say(messages.errUnknownA1)),
});

const WORDS: Readonly<Record<string, Words>> = {
  'contract-outdated': (say, names) => ({
    icon: 'info',
    title: say(messages.errOutdatedT),
    body: say(messages.errOutdatedB, names),
  }),
  'org-unknown': (say, names) => ({
    icon: 'admin_panel_settings',
    title: say(messages.orgUnknownT),
    body: say(messages.orgUnknownB, names),
  }),
  'org-personal': (say) => ({
    icon: 'admin_panel_settings',
    title: say(messages.orgPersonalT),
    body: say(messages.orgPersonalB),
  }),
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
  const words = WORDS[code] ?? unknown;
  return { ...words(say, { contact, domain }), code };
}

function again(text: string): Button {
  return actButton(text, 'outlined', { act: 'refresh' });
}
