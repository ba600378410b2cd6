/** Cards that stand alone: connect, what is missing, what an organisation decided, what went wrong. */
import type { Health } from '@webex-scheduler/contracts';
import type { Speaker } from '@webex-scheduler/locales';
import * as messages from '@webex-scheduler/locales/messages';
import type { Button, CardModel, IconName, Widget } from './card-model.ts';
import { dateOf, momentOf } from './words.ts';
import type { Reader } from './words.ts';

/** A state that is said in one line, with what can be done about it. */
export interface Notice {
  readonly icon: IconName;
  readonly filled?: boolean;
  readonly title: string;
  readonly body: string;
  readonly button?: Button;
  readonly code?: string;
}

/** The card that a person sees before Webex is connected; Google shows it in place of ours until then. */
export function signInCard(say: Speaker, url: string): CardModel {
  return {
    header: { title: say(messages.signinT), subtitle: say(messages.signinS) },
    sections: [
      {
        widgets: [
          { kind: 'paragraph', text: say(messages.signinB) },
          iconLine('verified_user', say(messages.signinOnlyT), say(messages.signinOnlyB)),
          iconLine('description', say(messages.signinKeptT), say(messages.signinKeptB)),
          {
            kind: 'buttons',
            buttons: [{ text: say(messages.signinA1), look: 'filled', link: { url, overlay: true } }],
          },
        ],
      },
    ],
  };
}

/** A notice as a card of its own: the title heads it, the first sentence stands beside the icon. */
export function noticeCard(say: Speaker, notice: Notice): CardModel {
  const end = notice.body.indexOf('. ');
  const line: Widget = {
    kind: 'line',
    icon: { name: notice.icon, filled: notice.filled === true, alt: notice.title },
    text: end < 0 ? notice.body : notice.body.slice(0, end),
    ...(end < 0 ? {} : { bottom: notice.body.slice(end + 2) }),
  };
  const widgets = [line, ...noticeWidgets(say, notice).slice(1)];
  return { header: { title: notice.title }, sections: [{ widgets }] };
}

/** A notice as part of another card. */
export function noticeWidgets(say: Speaker, notice: Notice): Widget[] {
  const widgets: Widget[] = [
    {
      kind: 'line',
      icon: { name: notice.icon, filled: notice.filled === true, alt: notice.title },
      text: notice.title,
      bottom: notice.body,
    },
  ];
  if (notice.button !== undefined) widgets.push({ kind: 'buttons', buttons: [notice.button] });
  if (notice.code !== undefined) {
    widgets.push({ kind: 'paragraph', text: say(messages.codeT, { code: notice.code }) });
  }
  return widgets;
}

/** What the organisation or Webex has to say before anything else, most urgent first. */
export function healthNotice(say: Speaker, reader: Reader, health: Health): Notice | undefined {
  const contact = health.contact ?? say(messages.whoAdmin);
  const since = health.organisationSince === undefined ? reader.now : Date.parse(health.organisationSince);
  if (health.organisation === 'suspended') {
    const body = say(messages.suspendedB, { time: momentOf(reader, since), contact });
    return { icon: 'admin_panel_settings', title: say(messages.suspendedT), body };
  }
  if (health.webex === 'reconnect') {
    const time = momentOf(
      reader,
      health.webexSince === undefined ? reader.now : Date.parse(health.webexSince),
    );
    return {
      icon: 'error',
      filled: true,
      title: say(messages.homeReconnectT),
      body: say(messages.homeReconnectB, { n: health.links, time }),
      button: {
        text: say(messages.homeReconnectA1),
        look: 'filled',
        link: { url: health.linkUrl, overlay: true },
      },
      code: 'link-revoked',
    };
  }
  if (health.organisation === 'off') {
    const body = say(messages.offB, { date: dateOf(reader, since), contact });
    return { icon: 'admin_panel_settings', title: say(messages.offT), body };
  }
  if (health.webex === 'noLicence') {
    return {
      icon: 'error',
      filled: true,
      title: say(messages.errLicenceT),
      body: say(messages.errLicenceB, { contact }),
      code: 'webex-no-licence',
    };
  }
  return undefined;
}

/** What follows from rights that were not granted; `grantUrl` is Google's page to grant them, if there is one. */
export function missingRights(
  say: Speaker,
  scopes: readonly string[],
  grantUrl: string | undefined,
): Notice[] {
  const missing = (end: string) => scopes.some((scope) => scope.endsWith(end));
  const notices: Notice[] = [];
  const allow = (text: string): { button?: Button } =>
    grantUrl === undefined
      ? {}
      : { button: { text, look: 'filled', link: { url: grantUrl, overlay: true } } };
  if (missing('/script.external_request')) {
    const button = allow(say(messages.leastServiceA1));
    notices.push({
      icon: 'info',
      title: say(messages.leastServiceT),
      body: say(messages.leastServiceB),
      ...button,
    });
  }
  if (missing('/calendar.events')) {
    notices.push({ icon: 'info', title: say(messages.leastCalendarsT), body: say(messages.leastCalendarsB) });
  }
  if (missing('/script.scriptapp')) {
    notices.push({
      icon: 'info',
      title: say(messages.leastBackgroundT),
      body: say(messages.leastBackgroundB),
    });
  }
  if (notices.length === 0 && scopes.length > 0) {
    const button = allow(say(messages.regrantA1));
    notices.push({ icon: 'info', title: say(messages.regrantT), body: say(messages.regrantB), ...button });
  }
  return notices;
}

function iconLine(icon: IconName, text: string, bottom: string): Widget {
  return { kind: 'line', icon: { name: icon, filled: false, alt: text }, text, bottom };
}
