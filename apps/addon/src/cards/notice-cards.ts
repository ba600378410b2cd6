/** Cards that stand alone: connect, what is missing, what an organisation decided, what went wrong. */
import type { Health } from '@webex-scheduler/contracts';
import type { Speaker } from '@webex-scheduler/locales';
import * as messages from '@webex-scheduler/locales/messages';
import { given } from '../given.ts';
import type { Button, CardModel, IconName, Widget } from './card-model.ts';
import { buttonRow, iconLine, linkButton, plainCard } from './widgets.ts';
import { dateOf, instantOf, momentOf } from './words.ts';
import type { Reader } from './words.ts';

/** A state that is said in one line, with what can be done about it. */
export interface Notice {
  readonly icon: IconName;
  /** A person must act, or waits. */
  readonly filled?: boolean;
  readonly title: string;
  readonly body: string;
  readonly button?: Button;
  readonly code?: string;
}

/** The card that a person sees before Webex is connected; Google shows it in place of ours until then. */
export function signInCard(say: Speaker, url: string): CardModel {
  const widgets: Widget[] = [
    { kind: 'paragraph', text: say(messages.signinB) },
    iconLine('verified_user', say(messages.signinOnlyT), { bottom: say(messages.signinOnlyB) }),
    iconLine('description', say(messages.signinKeptT), { bottom: say(messages.signinKeptB) }),
    ...buttonRow(linkButton(say(messages.signinA1), 'filled', url, true)),
  ];
  return plainCard(say(messages.signinT), widgets, say(messages.signinS));
}

/** A notice as a card of its own: the title heads it, the first sentence stands beside the icon. */
export function noticeCard(say: Speaker, notice: Notice): CardModel {
  const { icon, filled, title, body } = notice;
  const end = body.indexOf('. ');
  const [text, bottom] = end < 0 ? [body] : [body.slice(0, end), body.slice(end + 2)];
  const line = iconLine(icon, text, { alt: title, ...given({ filled, bottom }) });
  return plainCard(title, [line, ...wayOut(say, notice)]);
}

/** A notice as part of another card. */
export function noticeWidgets(say: Speaker, notice: Notice): Widget[] {
  const { icon, filled, title, body } = notice;
  return [iconLine(icon, title, { ...given({ filled }), bottom: body }), ...wayOut(say, notice)];
}

function wayOut(say: Speaker, { button, code }: Notice): Widget[] {
  return [...(button === undefined ? [] : buttonRow(button)), ...codeLine(say, code)];
}

/** The code as the last thing on a card. */
export function codeLine(say: Speaker, code: string | undefined): Widget[] {
  return code === undefined ? [] : [{ kind: 'paragraph', text: say(messages.codeT, { code }) }];
}

/** What the organisation or Webex has to say before anything else, most urgent first. */
export function healthNotice(say: Speaker, reader: Reader, health: Health): Notice | undefined {
  const { organisation, organisationSince, webex, webexSince, contact = say(messages.whoAdmin) } = health;
  const since = instantOf(organisationSince, reader.now);
  if (organisation === 'suspended') {
    const body = say(messages.suspendedB, { time: momentOf(reader, since), contact });
    return { icon: 'admin_panel_settings', title: say(messages.suspendedT), body };
  }
  if (webex === 'reconnect') {
    const time = momentOf(reader, instantOf(webexSince, reader.now));
    return {
      icon: 'error',
      filled: true,
      title: say(messages.homeReconnectT),
      body: say(messages.homeReconnectB, { n: health.links, time }),
      button: linkButton(say(messages.homeReconnectA1), 'filled', health.linkUrl, true),
      code: 'link-revoked',
    };
  }
  if (organisation === 'off') return offNotice(say, dateOf(reader, since), contact);
  if (webex === 'noLicence') return { ...licenceNotice(say, contact), code: 'webex-no-licence' };
  return undefined;
}

/** The organisation makes no new meetings. */
export function offNotice(say: Speaker, date: string, contact: string): Notice {
  const body = say(messages.offB, { date, contact });
  return { icon: 'admin_panel_settings', title: say(messages.offT), body };
}

/** The person cannot host. */
export function licenceNotice(say: Speaker, contact: string): Notice {
  const body = say(messages.errLicenceB, { contact });
  return { icon: 'error', filled: true, title: say(messages.errLicenceT), body };
}

/** What follows from rights that were not granted; `grantUrl` is Google's page to grant them, if there is one. */
export function missingRights(
  say: Speaker,
  scopes: readonly string[],
  grantUrl: string | undefined,
): Notice[] {
  const missing = (end: string) => scopes.some((scope) => scope.endsWith(end));
  const notices: Notice[] = [];
  const note = (title: string, body: string, allow?: string) => {
    const ask = allow !== undefined && grantUrl !== undefined;
    const button = ask ? linkButton(allow, 'filled', grantUrl, true) : undefined;
    notices.push({ icon: 'info', title, body, ...given({ button }) });
  };
  if (missing('/script.external_request'))
    note(say(messages.leastServiceT), say(messages.leastServiceB), say(messages.leastServiceA1));
  if (missing('/calendar.events')) note(say(messages.leastCalendarsT), say(messages.leastCalendarsB));
  if (missing('/script.scriptapp')) note(say(messages.leastBackgroundT), say(messages.leastBackgroundB));
  if (notices.length === 0 && scopes.length > 0)
    note(say(messages.regrantT), say(messages.regrantB), say(messages.regrantA1));
  return notices;
}
