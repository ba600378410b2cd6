import { html } from 'hono/html';
import type { Language } from '@webex-scheduler/locales';
import { say } from '@webex-scheduler/locales/by-key';
import { codeLine, hidden, page } from './layout.ts';
import type { Markup } from './layout.ts';
import { noticePage } from './notice-page.ts';

interface LinkPageFacts {
  readonly language: Language;
  readonly email: string;
  readonly csrf: string;
}

/** What is about to happen, before the browser goes to Webex. */
export function linkPage({ language, email, csrf }: LinkPageFacts): Markup {
  const title = say(language, 'link.t');
  const ticks = [
    say(language, 'link.ticks.l1'),
    say(language, 'link.ticks.l2'),
    say(language, 'link.ticks.l3'),
  ];
  return page(
    { language, title, person: { email, csrf } },
    html`<section class="box">
      <h1>${title}</h1>
      <p><bdi class="address">${email}</bdi></p>
      <ul class="ticks">
        ${ticks.map((tick) => html`<li>${tick}</li>`)}
      </ul>
      <form class="actions" method="post" action="/link/webex">
        ${hidden('csrf', csrf)}
        <button class="button" type="submit">${say(language, 'link.a1')}</button>
      </form>
    </section>`,
  );
}

/** Both accounts side by side, asked once. */
export function confirmPage({
  language,
  email,
  csrf,
  webexEmail,
}: LinkPageFacts & { readonly webexEmail: string }): Markup {
  const title = say(language, 'link.confirm.t');
  return page(
    { language, title, person: { email, csrf } },
    html`<section class="box">
      <h1>${title}</h1>
      ${pair(email, webexEmail)}
      <div class="actions">
        <form method="post" action="/link/confirm">
          ${hidden('csrf', csrf)}
          <button class="button" type="submit">${say(language, 'link.confirm.a1')}</button>
        </form>
        ${another(csrf, say(language, 'link.confirm.a2'))}
      </div>
    </section>`,
  );
}

/** Two addresses that belong to different people. */
export function mismatchPage({
  language,
  email,
  csrf,
  webexEmail,
}: LinkPageFacts & { readonly webexEmail: string }): Markup {
  const title = say(language, 'link.mismatch.t');
  return page(
    { language, title, person: { email, csrf } },
    html`<section class="box" role="alert">
      <h1 tabindex="-1" autofocus>${title}</h1>
      <p>${say(language, 'link.mismatch.b', { a: email, b: webexEmail })}</p>
      <div class="actions">${another(csrf, say(language, 'link.mismatch.a1'))}</div>
      ${codeLine(language, 'link-mismatch')}
    </section>`,
  );
}

export function linkedPage(language: Language): Markup {
  return noticePage(
    { language },
    { title: say(language, 'link.ok.t'), text: say(language, 'link.ok.b'), role: 'status' },
  );
}

function pair(google: string, webex: string): Markup {
  return html`<dl class="pair">
    <div>
      <dt>Google</dt>
      <dd><bdi>${google}</bdi></dd>
    </div>
    <div class="webex">
      <dt>Webex</dt>
      <dd><bdi>${webex}</bdi></dd>
    </div>
  </dl>`;
}

/** A form, since it throws the waiting attempt away. */
function another(csrf: string, label: string): Markup {
  return html`<form method="post" action="/link/another">
    ${hidden('csrf', csrf)}
    <button class="button second" type="submit">${label}</button>
  </form>`;
}
