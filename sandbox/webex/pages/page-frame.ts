/** The frame of this local Webex's few pages: plain HTML, no script, light and dark, English and French. */

export type PageLanguage = 'en' | 'fr';

/** Text that is safe in HTML. Only {@link html} makes it. */
interface SafeHtml {
  readonly safe: string;
}

/** A template whose inserted text is escaped. */
export function html(
  strings: TemplateStringsArray,
  ...values: readonly (string | SafeHtml | readonly SafeHtml[])[]
): SafeHtml {
  const parts = strings.map((text, index) => {
    const value = values[index];
    if (value === undefined) return text;
    if (typeof value === 'string') return text + escape(value);
    return text + ('safe' in value ? value.safe : value.map(({ safe }) => safe).join(''));
  });
  return { safe: parts.join('') };
}

export function languageOf(acceptLanguage: string | undefined): PageLanguage {
  return /^\s*fr\b/i.test(acceptLanguage ?? '') ? 'fr' : 'en';
}

const STYLE = `
:root{color-scheme:light dark;--page:#f4f5f7;--card:#fff;--text:#16181d;--soft:#51565f;--line:#c9cdd4;--go:#0b6b53;--go-text:#fff}
@media (prefers-color-scheme:dark){:root{--page:#121417;--card:#1d2024;--text:#eef0f3;--soft:#b3b9c3;--line:#4a505a;--go:#58cfa8;--go-text:#06231a}}
*{box-sizing:border-box}
body{margin:0;padding:2rem 1rem;background:var(--page);color:var(--text);font:16px/1.5 system-ui,sans-serif}
main{max-width:32rem;margin:0 auto;padding:1.5rem;background:var(--card);border:1px solid var(--line);border-radius:12px}
h1{margin:0 0 1rem;font-size:1.375rem;line-height:1.3}
p,ul,dl{margin:0 0 1rem}
ul{padding-left:1.25rem}
dt{color:var(--soft);font-size:.875rem}
dd{margin:0 0 .5rem}
label{display:block;font-weight:600;margin-bottom:.25rem}
input[type=email]{width:100%;padding:.5rem .75rem;font:inherit;color:inherit;background:transparent;border:1px solid var(--soft);border-radius:8px}
.actions{display:flex;gap:.75rem;justify-content:flex-end;margin:1.5rem 0}
button{min-height:2.5rem;padding:.5rem 1.25rem;font:inherit;font-weight:600;color:inherit;background:transparent;border:1px solid var(--soft);border-radius:999px;cursor:pointer}
button.go{background:var(--go);border-color:var(--go);color:var(--go-text)}
:focus-visible{outline:3px solid var(--go);outline-offset:2px}
.note{color:var(--soft);font-size:.875rem}
.problem{border-left:4px solid #b3261e;padding-left:.75rem}
`;

/** A whole page. */
export function pageFrame(language: PageLanguage, title: string, body: SafeHtml): string {
  const frame = html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <style>
          ${{ safe: STYLE }}
        </style>
      </head>
      <body>
        <main>${body}</main>
      </body>
    </html> `;
  return frame.safe;
}

/** Nothing but this page's own style. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

function escape(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
