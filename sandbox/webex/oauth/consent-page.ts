import { html, pageFrame, type PageLanguage } from '../pages/page-frame.ts';

const TEXTS = {
  en: {
    title: (name: string) => `Allow ${name} to use your Webex account?`,
    may: 'It may then:',
    account: 'Your Webex address',
    as: (email: string) => `You are ${email}.`,
    unknown: 'No Webex account has this address.',
    allow: 'Allow',
    decline: 'Decline',
    local: 'A local Webex on this computer: no password is asked for.',
    scopes: {
      'meeting:schedules_read': 'see your meetings',
      'meeting:schedules_write': 'schedule, change and delete your meetings',
      'meeting:preferences_read': 'see your meeting preferences and sites',
      'meeting:preferences_write': 'change your meeting preferences',
      'spark:people_read': 'see your name and address',
    } as Readonly<Record<string, string>>,
  },
  fr: {
    title: (name: string) => `Autoriser ${name} à utiliser votre compte Webex ?`,
    may: 'L’application pourra :',
    account: 'Votre adresse Webex',
    as: (email: string) => `Vous êtes ${email}.`,
    unknown: 'Aucun compte Webex n’a cette adresse.',
    allow: 'Autoriser',
    decline: 'Refuser',
    local: 'Un Webex local sur cet ordinateur : aucun mot de passe n’est demandé.',
    scopes: {
      'meeting:schedules_read': 'voir vos réunions',
      'meeting:schedules_write': 'planifier, modifier et supprimer vos réunions',
      'meeting:preferences_read': 'voir vos préférences de réunion et vos sites',
      'meeting:preferences_write': 'modifier vos préférences de réunion',
      'spark:people_read': 'voir votre nom et votre adresse',
    } as Readonly<Record<string, string>>,
  },
} as const;

interface ConsentView {
  readonly language: PageLanguage;
  readonly clientName: string;
  readonly scopes: readonly string[];
  /** The request's own parameters, posted back unchanged. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The address a hint named, if it is a user's. */
  readonly email: string | undefined;
  /** True after an address that nobody has. */
  readonly unknownEmail: boolean;
}

/** The page that asks a person. The form posts to itself, relative, so that it works under each prefix. */
export function consentPage(view: ConsentView): string {
  const texts = TEXTS[view.language];
  const title = texts.title(view.clientName);
  const hidden = Object.entries(view.parameters).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  );
  const scopes = view.scopes.map((scope) => html`<li>${texts.scopes[scope] ?? scope}</li>`);
  const problem = view.unknownEmail
    ? [html`<p class="problem" role="alert" id="problem">${texts.unknown}</p>`]
    : [];
  const who =
    view.email === undefined
      ? askAddress(texts.account, view.unknownEmail)
      : html`<p>${texts.as(view.email)}</p>
          <input type="hidden" name="email" value="${view.email}" />`;
  const body = html`<h1>${title}</h1>
    ${problem}
    <form method="post" action="authorize">
      ${hidden}
      <p>${texts.may}</p>
      <ul>
        ${scopes}
      </ul>
      ${who}
      <div class="actions">
        <button type="submit" name="decision" value="decline" formnovalidate>${texts.decline}</button>
        <button type="submit" name="decision" value="allow" class="go">${texts.allow}</button>
      </div>
    </form>
    <p class="note">${texts.local}</p>`;
  return pageFrame(view.language, title, body);
}

function askAddress(label: string, unknown: boolean): ReturnType<typeof html> {
  const described = { safe: unknown ? ' aria-describedby="problem" aria-invalid="true"' : '' };
  return html`<label for="email">${label}</label
    ><input id="email" type="email" name="email" autocomplete="email" required${described} />`;
}
