/** What a click does: actions, links, and the setters that every clickable part shares. */
import { Exception } from './host.ts';
import { flag, record, text } from './check.ts';
import { memberOf } from './enum-value.ts';
import type { EnumValue } from './enum-value.ts';
import { cardEnums } from './card-enums.ts';
import { definePart, field, isPart, item, Part } from './part.ts';
import type { Setter } from './part.ts';

function parametersOf(value: unknown): { key: string; value: string }[] {
  return Object.entries(value as object).map(([key, entry]: [string, unknown]) => {
    if (typeof entry !== 'string')
      throw new Exception(`Invalid Action: the parameter ${key} must be a string.`);
    return { key, value: entry };
  });
}

export const Action = definePart('Action', {
  setters: {
    setFunctionName: field('function', text),
    setParameters: field('parameters', record, parametersOf),
    setLoadIndicator: field('loadIndicator', memberOf(cardEnums.LoadIndicator)),
    setPersistValues: field('persistValues', flag),
    setInteraction: field('interaction', memberOf(cardEnums.Interaction)),
    addRequiredWidget: item('requiredWidgets', text),
    setAllWidgetsAreRequired: field('allWidgetsAreRequired', flag),
  },
  required: { function: 'setFunctionName' },
});

/**
 * https, mailto and tel; http is rewritten to https. What names no scheme is taken as it is (the reference's own
 * samples set `www.google.com`): whether it may be opened is decided where somebody clicks.
 */
function linkUrl(value: unknown): string {
  const url = (value as string).replace(/^http:/i, 'https:');
  const scheme = /^[a-z][a-z0-9+.-]*:(?!\d)/i.test(url);
  if (scheme && !/^(https:\/\/[^\s/]+|mailto:|tel:)/i.test(url))
    throw new Exception(`Invalid OpenLink: ${String(value).slice(0, 60)} is no link.`);
  return url;
}

export const OpenLink = definePart('OpenLink', {
  setters: {
    setUrl: field('url', text, linkUrl),
    setOpenAs: field('openAs', memberOf(cardEnums.OpenAs)),
    setOnClose: field('onClose', memberOf(cardEnums.OnClose), (value) =>
      (value as EnumValue).name() === 'RELOAD_ADD_ON' ? 'RELOAD' : value,
    ),
  },
  required: { url: 'setUrl' },
});

export const AuthorizationAction = definePart('AuthorizationAction', {
  setters: { setAuthorizationUrl: field('url', text, linkUrl) },
  required: { url: 'setAuthorizationUrl' },
});

/** An authorisation opens over the page and the add-on is drawn anew when it closes. */
function authorization(value: unknown): unknown {
  return { openLink: { url: Part.fieldsOf(value as Part)['url'], openAs: 'OVERLAY', onClose: 'RELOAD' } };
}

export const clickSetters: Readonly<Record<string, Setter>> = {
  setOnClickAction: field('onClick', isPart('Action'), (action) => ({ action })),
  setOnClickOpenLinkAction: field('onClick', isPart('Action'), (action) => ({
    openDynamicLinkAction: action,
  })),
  setOpenLink: field('onClick', isPart('OpenLink'), (openLink) => ({ openLink })),
  setAuthorizationAction: field('onClick', isPart('AuthorizationAction'), authorization),
  setComposeAction: {
    checks: [isPart('Action'), memberOf(cardEnums.ComposedEmailType)],
    apply: (fields, [action, composedEmailType]) => {
      fields['onClick'] = { composeAction: { action, composedEmailType } };
    },
  },
};
