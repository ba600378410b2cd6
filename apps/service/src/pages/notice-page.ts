import { html } from 'hono/html';
import type { Language } from '@webex-scheduler/locales';
import { say } from '@webex-scheduler/locales/by-key';
import type { ErrorCode } from '../errors.ts';
import { codeLine, page } from './layout.ts';
import type { Markup, PageFrame } from './layout.ts';

interface Notice {
  readonly title: string;
  readonly text: string;
  readonly code?: ErrorCode | undefined;
  readonly action?: { readonly label: string; readonly href: string } | undefined;
  /** `alert` only where the person has just acted. */
  readonly role?: 'alert' | 'status';
}

/** One sentence, one way on. */
export function noticePage(frame: Omit<PageFrame, 'title'>, notice: Notice): Markup {
  const { title, text, code, action, role = 'alert' } = notice;
  return page(
    { ...frame, title },
    html`<section class="box" role="${role}">
      <h1 tabindex="-1" autofocus>${title}</h1>
      <p>${text}</p>
      ${action ? html`<p class="actions"><a class="button" href="${action.href}">${action.label}</a></p>` : ''}
      ${code === undefined ? '' : codeLine(frame.language, code)}
    </section>`,
  );
}

interface ErrorPageFacts {
  readonly language: Language;
  readonly person?: PageFrame['person'];
  readonly contact?: string | undefined;
  /** The Workspace domain that is not set up. */
  readonly domain?: string | undefined;
  /** Where the same thing can be tried again. */
  readonly again?: string | undefined;
}

/** What a person reads for each code that can end on a page. */
export function errorPage(code: ErrorCode, facts: ErrorPageFacts): Markup {
  const { language, person, again } = facts;
  const words = wordsOf(code, facts);
  const action =
    words.action !== undefined && again !== undefined ? { label: words.action, href: again } : undefined;
  return noticePage({ language, person }, { title: words.title, text: words.text, code, action });
}

interface Words {
  readonly title: string;
  readonly text: string;
  readonly action?: string;
}

function wordsOf(code: ErrorCode, { language, contact, domain }: ErrorPageFacts): Words {
  const asked = contact ?? say(language, 'who.admin');
  switch (code) {
    case 'link-expired':
      return { title: say(language, 'link.expired.t'), text: say(language, 'link.expired.b') };
    case 'link-denied':
      return {
        title: say(language, 'link.denied.t'),
        text: say(language, 'link.denied.b'),
        action: say(language, 'link.denied.a1'),
      };
    case 'link-not-approved':
      return {
        title: say(language, 'link.notapproved.t'),
        text: say(language, 'link.notapproved.b', { contact: asked }),
      };
    case 'link-other-person':
      return { title: say(language, 'link.other.t'), text: say(language, 'link.other.b') };
    case 'webex-no-licence':
      return {
        title: say(language, 'err.licence.t'),
        text: say(language, 'err.licence.b', { contact: asked }),
      };
    case 'org-unknown':
      return {
        title: say(language, 'org.unknown.t'),
        text: say(language, 'org.unknown.b', { contact: asked, domain: domain ?? '' }),
      };
    case 'org-personal':
      return { title: say(language, 'org.personal.t'), text: say(language, 'org.personal.b') };
    case 'not-an-admin':
      return { title: say(language, 'adm.no.t'), text: say(language, 'adm.no.b') };
    case 'not-signed-in':
      return {
        title: say(language, 'page.signin.t'),
        text: say(language, 'page.signin.b'),
        action: say(language, 'page.signin.a1'),
      };
    case 'not-found':
      return { title: say(language, 'page.missing.t'), text: say(language, 'page.missing.b') };
    default:
      return { title: say(language, 'page.error.t'), text: say(language, 'page.error.b') };
  }
}
