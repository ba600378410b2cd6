/**
 * What each scope means to a person, and what it is asked for, in English and French. The consent sheet of an
 * installation and the consent page of a browser sign-in show the same words.
 */
import { EMAIL, OPENID, PROFILE } from './scopes.ts';

export type ConsentLanguage = 'en' | 'fr';

export interface PermissionText {
  readonly title: string;
  /** What it is for. */
  readonly reason: string;
}

export interface Permission extends PermissionText {
  readonly scope: string;
}

const AUTH = 'https://www.googleapis.com/auth/';

type Row = readonly [scope: string, en: readonly [string, string], fr: readonly [string, string]];

const ROWS: readonly Row[] = [
  [
    `${AUTH}gmail.addons.current.message.metadata`,
    [
      'View message metadata while the add-on runs',
      'Subject, date and recipients, to plan a meeting from a message',
    ],
    [
      'Afficher les métadonnées du message pendant l’exécution du module',
      'Objet, date et destinataires, pour planifier une réunion à partir d’un message',
    ],
  ],
  [
    `${AUTH}gmail.addons.execute`,
    ['Run as a Gmail add-on', 'The card beside a message'],
    ['S’exécuter en tant que module complémentaire Gmail', 'La fiche à côté d’un message'],
  ],
  [
    `${AUTH}gmail.addons.current.action.compose`,
    ['Manage drafts while you use the add-on', 'A draft that carries the meeting’s details'],
    [
      'Gérer les brouillons pendant que vous utilisez le module',
      'Un brouillon qui contient les informations de la réunion',
    ],
  ],
  [
    `${AUTH}calendar.addons.current.event.read`,
    ['See the events you open', 'Guests and conference of the open event, to show what a meeting needs'],
    [
      'Voir les événements que vous ouvrez',
      'Invités et conférence de l’événement ouvert, pour montrer ce dont une réunion a besoin',
    ],
  ],
  [
    `${AUTH}calendar.addons.current.event.write`,
    ['Edit the events you open', 'Put the conference on the open event; nothing is kept before you save'],
    [
      'Modifier les événements que vous ouvrez',
      'Ajouter la conférence à l’événement ouvert ; rien n’est conservé avant que vous enregistriez',
    ],
  ],
  [
    `${AUTH}calendar.addons.execute`,
    ['Run as a Calendar add-on', 'The card and the choice of conferencing in Calendar'],
    ['S’exécuter en tant que module complémentaire Agenda', 'La fiche et le choix de conférence dans Agenda'],
  ],
  [
    `${AUTH}calendar.events`,
    [
      'See and edit events on all your calendars',
      'Shared and secondary calendars work like your own; the meeting follows the event',
    ],
    [
      'Afficher et modifier les événements de tous vos agendas',
      'Les agendas partagés et secondaires fonctionnent comme le vôtre ; la réunion suit l’événement',
    ],
  ],
  [
    `${AUTH}calendar.events.readonly`,
    ['See events on all your calendars', 'Reads events, changes nothing'],
    ['Afficher les événements de tous vos agendas', 'Lit les événements, ne modifie rien'],
  ],
  [
    `${AUTH}calendar`,
    ['See, edit, share and permanently delete all your calendars', 'Full access to your calendars'],
    [
      'Afficher, modifier, partager et supprimer définitivement tous vos agendas',
      'Accès complet à vos agendas',
    ],
  ],
  [
    `${AUTH}calendar.readonly`,
    ['See and download all your calendars', 'Reads calendars, changes nothing'],
    ['Afficher et télécharger tous vos agendas', 'Lit les agendas, ne modifie rien'],
  ],
  [
    `${AUTH}calendar.settings.readonly`,
    [
      'See your Calendar settings',
      'Time zone, 12 or 24 hours and first day of the week, as defaults on the card',
    ],
    [
      'Afficher les paramètres de votre agenda',
      'Fuseau horaire, format 12 ou 24 heures et premier jour de la semaine, comme valeurs par défaut',
    ],
  ],
  [
    `${AUTH}admin.directory.user.readonly`,
    [
      'See information about users of your domain',
      'The site in a custom directory field becomes your default',
    ],
    [
      'Afficher des informations sur les utilisateurs de votre domaine',
      'Le site inscrit dans un champ de l’annuaire devient votre site par défaut',
    ],
  ],
  [
    `${AUTH}script.external_request`,
    ['Connect to an external service', 'To create, update and delete meetings; nothing else is called'],
    [
      'Se connecter à un service externe',
      'Pour créer, modifier et supprimer des réunions ; rien d’autre n’est appelé',
    ],
  ],
  [
    `${AUTH}script.scriptapp`,
    ['Run when you are not present', 'Update or delete the meeting after a change made anywhere'],
    ['S’exécuter en votre absence', 'Modifier ou supprimer la réunion après un changement fait ailleurs'],
  ],
  [
    `${AUTH}script.storage`,
    ['See and manage data of the app', 'Settings and a cache, so that cards are quick'],
    [
      'Afficher et gérer les données associées à l’application',
      'Réglages et cache, pour que les fiches s’affichent vite',
    ],
  ],
  [
    `${AUTH}script.locale`,
    ['See your country, language and time zone', 'Plan and update in your time zone and language'],
    [
      'Afficher votre pays, votre langue et votre fuseau horaire',
      'Planifier et modifier dans votre fuseau horaire et votre langue',
    ],
  ],
  [
    EMAIL,
    ['See your primary e-mail address', 'To link your account with the other service'],
    ['Afficher votre adresse e-mail principale', 'Pour associer votre compte à l’autre service'],
  ],
  [
    PROFILE,
    ['See your public personal information', 'Full name and preferred language, as defaults'],
    [
      'Afficher vos informations personnelles publiques',
      'Nom complet et langue préférée, comme valeurs par défaut',
    ],
  ],
  [
    OPENID,
    ['Know that it is you', 'A signed statement of who you are, so that nobody can act in your name'],
    [
      'Savoir que c’est bien vous',
      'Une attestation signée de votre identité, pour que personne n’agisse en votre nom',
    ],
  ],
];

const CATALOGUE: ReadonlyMap<string, Readonly<Record<ConsentLanguage, PermissionText>>> = new Map(
  ROWS.map(([scope, [title, reason], [titre, raison]]) => [
    scope,
    { en: { title, reason }, fr: { title: titre, reason: raison } },
  ]),
);

const OTHER: Readonly<Record<ConsentLanguage, string>> = {
  en: 'Asked for by this app; local Google has no wording of its own for it',
  fr: 'Demandé par cette application ; Google local n’a pas de libellé pour cette autorisation',
};

/** The permission behind a scope, in the person's language. A scope without wording shows its own name. */
export function permissionOf(scope: string, language: ConsentLanguage): Permission {
  const row = CATALOGUE.get(scope)?.[language] ?? { title: scope, reason: OTHER[language] };
  return { scope, ...row };
}

/** English or French, from a language tag or an Accept-Language header. */
export function consentLanguage(tag: string | undefined): ConsentLanguage {
  return /^\s*fr\b/i.test(tag ?? '') ? 'fr' : 'en';
}

export interface ConsentWords {
  readonly title: (app: string) => string;
  readonly hint: string;
  readonly allow: string;
  readonly cancel: string;
  /** The administrator's button that installs for the whole domain. */
  readonly everybody: string;
}

export const CONSENT_WORDS: Readonly<Record<ConsentLanguage, ConsentWords>> = {
  en: {
    title: (app) => `${app} asks to use your account`,
    hint: 'Allow what you want; whatever depends on the rest will say so.',
    allow: 'Allow',
    cancel: 'Cancel',
    everybody: 'For everybody',
  },
  fr: {
    title: (app) => `${app} demande l’accès à votre compte`,
    hint: 'Accordez ce que vous voulez ; ce qui dépend du reste le dira.',
    allow: 'Autoriser',
    cancel: 'Annuler',
    everybody: 'Pour tous',
  },
};
