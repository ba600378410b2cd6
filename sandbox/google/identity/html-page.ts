/** Plain pages of local Google: escaped text, one style, no script. */
import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import type { ConsentLanguage } from './permissions.ts';

/** Text that is already markup; only {@link html} makes it. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = string | Markup | readonly Markup[];

/** Markup in which every interpolated string is escaped. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(strings.map((text, index) => text + render(parts[index] ?? '')).join(''));
}

function render(part: Part): string {
  if (typeof part === 'string') return escape(part);
  return part instanceof Markup ? part.text : part.map((each) => each.text).join('');
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`);
}

const STYLE = `:root{color-scheme:light dark;--bg:#f6f8fc;--card:#fff;--ink:#1f1f1f;--soft:#50545a;--line:#747980;--accent:#0b57d0;--on:#fff}
@media (prefers-color-scheme:dark){:root{--bg:#131314;--card:#1f2023;--ink:#e8eaed;--soft:#bdc1c6;--line:#8e9196;--accent:#a8c7fa;--on:#062e6f}}
*{box-sizing:border-box}body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{max-width:34rem;margin:6vh auto;padding:2rem;background:var(--card);border-radius:1rem}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 .5rem}p{margin:.5rem 0}.soft{color:var(--soft)}
ul{list-style:none;padding:0;margin:1rem 0}li{padding:.625rem 0;border-top:1px solid var(--line)}
label{display:grid;grid-template-columns:1.5rem 1fr;gap:.5rem;align-items:start}input{width:1.125rem;height:1.125rem;margin:.2rem 0 0;accent-color:var(--accent)}
small{display:block;color:var(--soft)}.row{display:flex;gap:.75rem;flex-wrap:wrap;margin-top:1.25rem}
button{font:inherit;padding:.625rem 1.25rem;border-radius:1.5rem;border:1px solid var(--line);background:transparent;color:var(--accent);cursor:pointer}
button.first{background:var(--accent);color:var(--on);border-color:var(--accent)}button.wide{width:100%;text-align:start;border-radius:.75rem}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}code{overflow-wrap:anywhere}`;

// One piece, since the policy allows exactly this text and a formatter may move what stands in a template.
const STYLE_ELEMENT = new Markup(`<style>${STYLE}</style>`);
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');
// No form-action: Chromium applies it to the redirect after a form too, and that goes to the client's own address.
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; img-src data:; base-uri 'none'; frame-ancestors 'none'`;

export interface Page {
  readonly status?: number;
  readonly language: ConsentLanguage;
  readonly title: string;
  readonly body: Markup;
}

/** Sends a page that nobody may frame or cache. */
export function sendPage(reply: FastifyReply, page: Page): FastifyReply {
  const document = html`<!doctype html>
    <html lang="${page.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${page.title}</title>
        <link rel="icon" href="data:," />
        ${STYLE_ELEMENT}
      </head>
      <body>
        <main>${page.body}</main>
      </body>
    </html>`;
  return reply
    .code(page.status ?? 200)
    .headers({
      'cache-control': 'no-store',
      'content-security-policy': POLICY,
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    })
    .type('text/html; charset=utf-8')
    .send(document.text);
}
