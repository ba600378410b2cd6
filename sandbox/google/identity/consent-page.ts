/** The pages of the authorize endpoint: choose an account, consent, and Google's error page. */
import type { FastifyReply } from 'fastify';
import type { Account } from './account.ts';
import { html, sendPage, type Markup } from './html-page.ts';
import { CONSENT_WORDS, permissionOf, type ConsentLanguage } from './permissions.ts';
import { SIGN_IN_SCOPES } from './scopes.ts';

const WORDS = {
  en: {
    choose: 'Choose an account',
    to: (app: string) => `to continue to ${app}`,
    none: 'There is no account in this local Google.',
    as: 'Signed in as',
    other: 'Use another account',
    blocked: 'Access blocked',
    allowed: 'Allowed',
    refused: 'Nothing was allowed',
    close: 'You can close this window.',
    error: (status: number, code: string) => `Error ${String(status)}: ${code}`,
  },
  fr: {
    choose: 'Sélectionnez un compte',
    to: (app: string) => `pour continuer vers ${app}`,
    none: 'Ce Google local n’a aucun compte.',
    as: 'Connecté en tant que',
    other: 'Utiliser un autre compte',
    blocked: 'Accès bloqué',
    allowed: 'Autorisé',
    refused: 'Rien n’a été autorisé',
    close: 'Vous pouvez fermer cette fenêtre.',
    error: (status: number, code: string) => `Erreur ${String(status)} : ${code}`,
  },
} as const;

export interface ChooserPage {
  readonly language: ConsentLanguage;
  readonly app: string;
  readonly ticket: string;
  readonly accounts: readonly Account[];
}

/** Asks which of the accounts it is. */
export function sendChooser(reply: FastifyReply, page: ChooserPage): FastifyReply {
  const words = WORDS[page.language];
  const buttons = page.accounts.map(
    (account) =>
      html`<li>
        <button class="wide" name="account" value="${account.email}">
          ${account.name}<small>${account.email}</small>
        </button>
      </li>`,
  );
  const list =
    buttons.length === 0
      ? html`<p>${words.none}</p>`
      : html`<ul>
          ${buttons}
        </ul>`;
  const body = html`<h1>${words.choose}</h1>
    <p class="soft">${words.to(page.app)}</p>
    <form method="post" action="/o/oauth2/v2/auth">${ticketField(page.ticket)}${list}</form>`;
  return sendPage(reply, { language: page.language, title: words.choose, body });
}

export interface ConsentPage {
  readonly language: ConsentLanguage;
  readonly app: string;
  readonly ticket: string;
  readonly account: Account;
  readonly scopes: readonly string[];
}

/** Lists what the client asks for; everything but signing in can be left out. */
export function sendConsent(reply: FastifyReply, page: ConsentPage): FastifyReply {
  const words = WORDS[page.language];
  const consent = CONSENT_WORDS[page.language];
  const title = consent.title(page.app);
  const rows = page.scopes.map((scope) => permissionRow(scope, page.language));
  const body = html`<h1>${title}</h1>
    <p class="soft">${words.as} <strong>${page.account.email}</strong></p>
    <p>${consent.hint}</p>
    <form method="post" action="/o/oauth2/v2/auth">
      ${ticketField(page.ticket)}
      <ul>
        ${rows}
      </ul>
      <div class="row">
        <button class="first" name="decision" value="allow">${consent.allow}</button
        ><button name="decision" value="cancel">${consent.cancel}</button
        ><button name="decision" value="other">${words.other}</button>
      </div>
    </form>`;
  return sendPage(reply, { language: page.language, title, body });
}

/** The end of a script's authorisation. */
export function sendAuthorized(
  reply: FastifyReply,
  language: ConsentLanguage,
  allowed: boolean,
): FastifyReply {
  const words = WORDS[language];
  const title = allowed ? words.allowed : words.refused;
  return sendPage(reply, {
    language,
    title,
    body: html`<h1>${title}</h1>
      <p>${words.close}</p>`,
  });
}

/** What Google shows instead of redirecting, when the request itself cannot be trusted. */
export function sendAuthorizeError(
  reply: FastifyReply,
  language: ConsentLanguage,
  status: number,
  code: string,
  message: string,
): FastifyReply {
  const words = WORDS[language];
  const body = html`<h1>${words.blocked}</h1>
    <p>${message}</p>
    <p><code>${words.error(status, code)}</code></p>`;
  return sendPage(reply, { status, language, title: words.blocked, body });
}

function permissionRow(scope: string, language: ConsentLanguage): Markup {
  const { title, reason } = permissionOf(scope, language);
  if (SIGN_IN_SCOPES.has(scope)) return html`<li>${title}<small>${reason}</small></li>`;
  return html`<li>
    <label
      ><input type="checkbox" name="scope" value="${scope}" checked /><span
        >${title}<small>${reason}</small></span
      ></label
    >
  </li>`;
}

function ticketField(ticket: string): Markup {
  return html`<input type="hidden" name="ticket" value="${ticket}" />`;
}
