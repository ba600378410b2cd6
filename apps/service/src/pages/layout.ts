import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { Language } from '@webex-scheduler/locales';
import { say } from '@webex-scheduler/locales/by-key';

/** Escaped HTML; whatever is put into it by `${…}` is text, unless it is markup itself. */
export type Markup = HtmlEscapedString | Promise<HtmlEscapedString>;

export const STYLESHEET_PATH = '/pages/style.css';

export interface PageFrame {
  readonly language: Language;
  /** Of the window; the page's own heading is in the content. */
  readonly title: string;
  /** Who is signed in, with what signing out needs. */
  readonly person?: { readonly email: string; readonly csrf: string } | undefined;
  /** One sentence and one button, or a page with tables. */
  readonly width?: 'narrow' | 'wide';
}

/** The frame of every page: works without script, asks nobody else for anything. */
export function page(frame: PageFrame, content: Markup): Markup {
  const { language, title, person, width = 'narrow' } = frame;
  const name = say(language, 'app.name');
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · ${name}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="${STYLESHEET_PATH}" />
      </head>
      <body>
        <a class="skip" href="#content">${say(language, 'page.skip')}</a>
        <header class="bar">
          <span class="brand">${mark()}<span>${name}</span></span>
          ${person ? html`<bdi class="address">${person.email}</bdi>` : ''}
        </header>
        <main id="content" class="${width}" tabindex="-1">${content}</main>
        <footer class="foot">
          ${person ? signOut(language, person) : ''}
          <p>${say(language, 'page.independent')}</p>
        </footer>
      </body>
    </html>`;
}

/** Last on the page: a page's own form comes first, for people with a keyboard and for whoever reads forms. */
function signOut(language: Language, person: { readonly csrf: string }): Markup {
  return html`<form method="post" action="/signout">
    ${hidden('csrf', person.csrf)}
    <button class="quiet" type="submit">${say(language, 'page.signout')}</button>
  </form>`;
}

/** Our own mark: the calendar's square and the meeting's disc, in step. */
function mark(): Markup {
  return html`<svg class="mark" viewBox="0 0 24 20" aria-hidden="true" focusable="false">
    <rect class="mark-calendar" x="1" y="2" width="14" height="16" rx="4" />
    <circle class="mark-meeting" cx="16" cy="10" r="7" />
    <path class="mark-tick" d="m13 10 2.2 2.2L19.2 8" />
  </svg>`;
}

export function hidden(name: string, value: string): Markup {
  return html`<input type="hidden" name="${name}" value="${value}" />`;
}

/** A stable code on a line of its own, for whoever is asked for help. */
export function codeLine(language: Language, code: string): Markup {
  return html`<p class="code">${say(language, 'code.t', { code })}</p>`;
}

/** An instant in the reader's words; pages have no zone of the reader, so they say UTC. */
export function instant(language: Language, at: Date): Markup {
  const text = new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
  }).format(at);
  return html`<time datetime="${at.toISOString()}">${text} UTC</time>`;
}
